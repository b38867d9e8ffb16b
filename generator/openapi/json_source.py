"""JSON text to values that know their places (RFC 8259)."""

import json
import re
from typing import Any

from generator.openapi.nodes import Mapping, Sequence, SourceFile

_WORD = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)
"""A string, a sign, or a number or word. What it is used on is known to be JSON."""


class SyntaxProblem(ValueError):
    """Text that is not in its syntax: what is wrong, and at which character."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def parse_json(text: str, file: SourceFile) -> Any:
    """The value of a JSON text, with ``Mapping`` and ``Sequence`` for objects and lists. A key
    that stands twice is reported, and the last value counts.

    Raises SyntaxProblem for what is no JSON, or is nested so deep that Python gives up.
    """
    try:
        json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise SyntaxProblem(error.msg, error.pos) from error
    except RecursionError as error:
        raise SyntaxProblem("nested too deep", 0) from error
    except ValueError as error:
        # A number of more digits than Python reads, or NaN.
        raise SyntaxProblem(str(error), 0) from error
    return _located(text, file)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _located(text: str, file: SourceFile) -> Any:
    """The value of a text that is JSON. No recursion: depth costs nothing."""
    top = Sequence(file, 0)
    holder: Mapping | Sequence = top
    above: list[Mapping | Sequence] = []
    key: str | None = None
    key_at = 0
    for match in _WORD.finditer(text):
        word, at = match[0], match.start()
        if word in ",:":
            continue
        if word in "}]":
            holder = above.pop()
            continue
        if isinstance(holder, Mapping) and key is None:
            key, key_at = _scalar(word), at
            continue
        value: Any
        if word == "{":
            value = Mapping(file, at)
        elif word == "[":
            value = Sequence(file, at)
        else:
            value = _scalar(word)
        if isinstance(holder, Mapping):
            assert key is not None  # noqa: S101 - a value stands behind its key
            put(holder, key, key_at, value)
            key = None
        else:
            holder.append(value)
            holder.items_at.append(at)
        if word in "{[":
            above.append(holder)
            holder = value
    return top[0]


def _scalar(word: str) -> Any:
    if word[0] == '"' and "\\" not in word:
        return word[1:-1]
    return json.loads(word)


def put(holder: Mapping, key: str, at: int, value: Any) -> None:
    """Add a member. A key that is there already is reported, and its value replaced."""
    if key in holder:
        holder.file.report("DOC607", at, key)
    holder[key] = value
    holder.keys_at[key] = at
