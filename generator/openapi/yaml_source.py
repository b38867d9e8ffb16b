"""YAML text to values that know their places.

Read by the Core Schema of YAML 1.2, as OpenAPI demands: ``no`` and ``2020-01-01`` are texts. Keys
are always texts (``200:``). libyaml finds the events; values are made of them without recursion.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.openapi.json_source import SyntaxProblem, put
from generator.openapi.nodes import Mapping, Sequence, SourceFile

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}+")
_OTHER_BASE = re.compile(r"0(?:o[0-7]{1,300}+|x[0-9a-fA-F]{1,300}+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]++|[0-9]++(?:\.[0-9]*+)?)(?:[eE][-+]?[0-9]++)?")
_BASES = {"o": 8, "x": 16}
"""YAML 1.2.2, section 10.3.2. Infinities and NaN have no place in an OpenAPI document: texts."""

_MERGE = "<<"
"""The merge key of YAML 1.1, which tools for OpenAPI understand."""

_OPEN = object()
"""What an anchor stands for until its value has ended: an alias in there would be endless."""

_DEEPEST = 200
"""Levels of nesting. libyaml looks at each level for each word of a flow collection."""

_MERGED = 10_000
"""So many keys may be merged into mappings, and one more for each character of the text: merges
of merges would otherwise be quadratic."""


def parse_yaml(text: str, file: SourceFile) -> Any:
    """The value of a YAML text, with ``Mapping`` and ``Sequence`` for objects and lists. What an
    alias stands for is the same object. A key that stands twice is reported.

    Raises SyntaxProblem for what is no YAML, or has tags, aliases of what is not ended, or more
    than one document.
    """
    try:
        return next(iter([*_values(text, file)]), None)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SyntaxProblem(error.problem or "no YAML", mark.index if mark else 0) from error
    except yaml.YAMLError as error:
        offset = getattr(error, "position", 0)
        raise SyntaxProblem(getattr(error, "reason", "no YAML"), offset) from error


def _values(text: str, file: SourceFile) -> Iterator[Any]:
    """The value of each document; at most one."""
    holders: list[Mapping | Sequence] = []
    keys: list[tuple[str, int] | None] = []
    open_anchors: list[str | None] = []
    anchors: dict[str, Any] = {}
    is_ended = False
    room = len(text) + _MERGED
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if kind is yaml.DocumentStartEvent and is_ended:
            raise SyntaxProblem("a second document", event.start_mark.index)
        if kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            ended = holders.pop()
            keys.pop()
            if anchor := open_anchors.pop():
                anchors[anchor] = ended
            if isinstance(ended, Mapping) and _MERGE in ended:
                room -= _merge(ended)
                if room < 0:
                    raise SyntaxProblem("merge keys that bring too much", ended.start)
            if not holders:
                yield ended
                is_ended = True
            continue
        if kind not in _MAKERS:
            continue
        at: int = event.start_mark.index
        is_key = bool(holders) and isinstance(holders[-1], Mapping) and keys[-1] is None
        if is_key:
            keys[-1] = _key(event, at)
            continue
        value = _MAKERS[kind](event, file, at, anchors)
        is_start = kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent)
        if kind is not yaml.AliasEvent and event.anchor:
            anchors[event.anchor] = _OPEN if is_start else value
        if holders:
            _add(holders[-1], keys, value, at)
        if is_start:
            if len(holders) == _DEEPEST:
                raise SyntaxProblem("nested too deep", at)
            holders.append(value)
            keys.append(None)
            open_anchors.append(event.anchor)
        elif not holders:
            yield value
            is_ended = True


def _key(event: Any, at: int) -> tuple[str, int]:
    """A key, and where it stands. Anything but a text, a number or a word is refused."""
    if not isinstance(event, yaml.ScalarEvent) or event.anchor:
        raise SyntaxProblem("a key that is no text", at)
    return event.value, at


def _add(
    holder: Mapping | Sequence, keys: list[tuple[str, int] | None], value: Any, at: int
) -> None:
    if isinstance(holder, Sequence):
        holder.append(value)
        holder.items_at.append(at)
        return
    key = keys[-1]
    assert key is not None  # noqa: S101 - a value stands behind its key
    put(holder, *key, value)
    keys[-1] = None


def _mapping(event: Any, file: SourceFile, at: int, anchors: dict[str, Any]) -> Any:
    _without_tag(event, at)
    return Mapping(file, at)


def _sequence(event: Any, file: SourceFile, at: int, anchors: dict[str, Any]) -> Any:
    _without_tag(event, at)
    return Sequence(file, at)


def _scalar(event: Any, file: SourceFile, at: int, anchors: dict[str, Any]) -> Any:
    if event.tag == "tag:yaml.org,2002:str":
        return event.value
    _without_tag(event, at)
    return _plain(event.value) if event.implicit[0] else event.value


def _alias(event: Any, file: SourceFile, at: int, anchors: dict[str, Any]) -> Any:
    value = anchors.get(event.anchor, _OPEN)
    if value is _OPEN:
        raise SyntaxProblem(f"nothing before has the anchor {event.anchor[:40]!r}", at)
    return value


def _without_tag(event: Any, at: int) -> None:
    if event.tag not in (None, "!"):
        raise SyntaxProblem(f"a tag, {event.tag[:40]!r}", at)


_MAKERS = {
    yaml.MappingStartEvent: _mapping,
    yaml.SequenceStartEvent: _sequence,
    yaml.ScalarEvent: _scalar,
    yaml.AliasEvent: _alias,
}


def _plain(text: str) -> Any:
    """The value of a scalar without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text[2:], _BASES[text[1]])
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if abs(number) != float("inf") else text
    return text


def _merge(mapping: Mapping) -> int:
    """Replace the merge key of a mapping by what it brings; its own keys go before. Gives how many
    keys were looked at.
    """
    count = 0
    merged = mapping.pop(_MERGE)
    at = mapping.keys_at.pop(_MERGE)
    for source in merged if isinstance(merged, Sequence) else [merged]:
        if not isinstance(source, Mapping) or source is mapping:
            mapping.file.report("DOC603", at, "a merge key of no object", "an object")
            continue
        count += len(source)
        for key, value in source.items():
            if key not in mapping:
                mapping[key] = value
                mapping.keys_at[key] = source.keys_at[key]
    return count
