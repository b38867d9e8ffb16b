"""Formatters: what rendered text goes through before it is written. By name, for packs.

A file may be put together from parts that are formatted, and cached, by themselves. Until both
are formatted, a mark stands in the file for each part.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic_core import PydanticSerializationError, to_json

from generator.targets.errors import FormatError
from generator.targets.python.black_format import (
    blacken,
    blacken_part,
    insert_blackened,
    is_black_stable,
    python_mark,
)
from generator.targets.yaml_text import yaml_text


class Formatter(NamedTuple):
    """How one format lays out text, and how parts are put into a file of it.

    ``whole`` formats a file and ``part`` a part; both raise FormatError. ``skips_formatter``
    says whether text of a preformatted template would stay as it is. ``mark`` gives the mark
    that stands for a part (from its name and its formatted text), and ``insert`` replaces marks
    by the parts, given by name.
    """

    whole: Callable[[str], str]
    part: Callable[[str], str]
    mark: Callable[[str, str], str]
    insert: Callable[[str, Mapping[str, str]], str]
    skips_formatter: Callable[[str], bool]


def _as_it_is(text: str) -> str:
    return text


def _refuse_parts(name: str, text: str) -> str:
    raise FormatError(f"part {name}: this formatter takes no parts")


def _without_parts(text: str, parts: Mapping[str, str]) -> str:
    return text


def _never(_text: str) -> bool:
    return False


def _json_mark(name: str, _text: str) -> str:
    return f'"{name}"'


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise FormatError(str(error)) from error


_JOINED = 2
"""How deep objects of one member are joined."""
# In JSON, a line break is never inside a string.
_ONE_MEMBER = re.compile(r'\{\n +((?![^\n]*"part_)[^\n]{1,100}[^\n,{\[])\n +\}')
_LINE_BREAK = re.compile(r"\n(?!\n)")


def _json(text: str) -> str:
    """One member a line, but objects of one member on the line where they begin: a media type
    with its schema is a line, and so is what a review shows of it.
    """
    try:
        # As json.dumps, in an eighth of its time.
        preformatted = to_json(_loaded(text), indent=2).decode()
    except PydanticSerializationError as error:
        raise FormatError(str(error)) from error
    for _ in range(_JOINED):
        preformatted = _ONE_MEMBER.sub(r"{\1}", preformatted)
    return preformatted + "\n"


def _insert_json(text: str, parts: Mapping[str, str]) -> str:
    return _insert(re.compile(r'^( *+)(.*) "(part_\w+)"', re.MULTILINE), text, parts, " ", "")


def _yaml(text: str) -> str:
    """From JSON: a template can then serve both."""
    return yaml_text(_loaded(text))


def _insert_yaml(text: str, parts: Mapping[str, str]) -> str:
    return _insert(re.compile(r"^( *+)(.*) (part_\w+)$", re.MULTILINE), text, parts, "\n", "  ")


def _insert(
    marks: re.Pattern[str], text: str, parts: Mapping[str, str], before: str, step: str
) -> str:
    """Put each part, a mapping, behind its key."""

    def part(match: re.Match[str]) -> str:
        indent, key, name = match.groups()
        if name not in parts:
            return match[0]
        body = before + parts[name].removesuffix("\n")
        pad = "\n" + indent + step
        # A blank line stays blank; most parts have none.
        inside = _LINE_BREAK.sub(pad, body) if "\n\n" in body else body.replace("\n", pad)
        return indent + key + inside

    return marks.sub(part, text)


FORMATTERS: dict[str, Formatter] = {
    "": Formatter(_as_it_is, _as_it_is, _refuse_parts, _without_parts, _never),
    "none": Formatter(_as_it_is, _as_it_is, _refuse_parts, _without_parts, _never),
    "black": Formatter(blacken, blacken_part, python_mark, insert_blackened, is_black_stable),
    "json": Formatter(_json, _json, _json_mark, _insert_json, _never),
    "yaml": Formatter(_yaml, _yaml, _json_mark, _insert_yaml, _never),
}
