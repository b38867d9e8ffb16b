"""Values of a document and where each stands; reading one reports what is of the wrong kind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, KeysView
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Diagnostic
from generator.model import Source

_NO_KEYS: KeysView[str] = dict[str, Any]().keys()

LONGEST_SHOWN = 60
"""Characters of a value that a diagnostic shows."""


class SourceFile:
    """The text of one file of a document: turns offsets into places, and collects diagnostics."""

    def __init__(self, name: str, uri: str, text: str, problems: dict[Diagnostic, None]) -> None:
        self.name = name
        self.uri = uri
        """What a ``$ref`` in the file is relative to."""
        self.problems = problems
        """Every diagnostic so far, in order and once each; all files of a document share it."""
        self._lines = [0]
        position = text.find("\n")
        while position >= 0:
            self._lines.append(position + 1)
            position = text.find("\n", position + 1)

    def source(self, offset: int) -> Source:
        """The place of a character, counted from 0."""
        line = bisect_right(self._lines, offset)
        return Source(self.name, line, offset - self._lines[line - 1] + 1)

    def report(
        self, code: str, offset: int, found: str, expected: str = "", done: str = ""
    ) -> None:
        """Report a problem at a character."""
        place = self.source(offset)
        problem = Diagnostic(code=code, source=place, found=found, expected=expected, done=done)
        self.problems[problem] = None


class Mapping(dict[str, Any]):
    """An object of a document. Its values may be objects and lists that stand in several places
    (aliases of YAML), so that each place is asked of whoever holds the value.
    """

    __slots__ = ("file", "keys_at", "start")

    def __init__(self, file: SourceFile, start: int) -> None:
        super().__init__()
        self.file = file
        self.start = start
        """Where it begins, in characters from 0."""
        self.keys_at: dict[str, int] = {}
        """Where each key stands."""


class Sequence(list[Any]):
    """A list of a document."""

    __slots__ = ("file", "items_at", "start")

    def __init__(self, file: SourceFile, start: int) -> None:
        super().__init__()
        self.file = file
        self.start = start
        """Where it begins, in characters from 0."""
        self.items_at: list[int] = []
        """Where each item begins."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands: its key in an object, itself in a list."""

    value: Any
    file: SourceFile
    offset: int

    @property
    def source(self) -> Source:
        """The place."""
        return self.file.source(self.offset)

    def report(self, code: str, found: str, expected: str = "", done: str = "") -> None:
        """Report a problem at this place."""
        self.file.report(code, self.offset, found, expected, done)

    @property
    def keys(self) -> KeysView[str]:
        """The keys of an object; none of anything else."""
        return self.value.keys() if isinstance(self.value, Mapping) else _NO_KEYS

    def member(self, key: str) -> Node | None:
        """The value of a key; None where the node is no object or has no such key."""
        value = self.value
        if isinstance(value, Mapping) and key in value:
            return Node(value[key], value.file, value.keys_at[key])
        return None

    def members(self) -> Iterator[tuple[str, Node]]:
        """Every key and its value. Anything but an object is reported, and has none."""
        value = self.value
        if not isinstance(value, Mapping):
            self.wrong("an object")
            return
        for key, inner in value.items():
            yield key, Node(inner, value.file, value.keys_at[key])

    def items(self) -> Iterator[Node]:
        """Every item. Anything but a list is reported, and has none."""
        value = self.value
        if not isinstance(value, Sequence):
            self.wrong("a list")
            return
        for inner, offset in zip(value, value.items_at, strict=True):
            yield Node(inner, value.file, offset)

    def is_object(self) -> bool:
        """Whether it is an object; all else is reported."""
        if isinstance(self.value, Mapping):
            return True
        self.wrong("an object")
        return False

    def members_of(self, key: str) -> Iterator[tuple[str, Node]]:
        """Every key and value of the object under ``key``; none where there is none."""
        inner = self.member(key)
        if inner is not None:
            yield from inner.members()

    def items_of(self, key: str) -> Iterator[Node]:
        """Every item of the list under ``key``; none where there is none."""
        inner = self.member(key)
        if inner is not None:
            yield from inner.items()

    def texts_of(self, key: str) -> list[str]:
        """The texts in the list under ``key``."""
        return [text for item in self.items_of(key) if (text := item.as_text()) is not None]

    def text(self, key: str) -> str:
        """The text under ``key``; empty where there is none."""
        inner = self.member(key)
        return (inner.as_text() or "") if inner is not None else ""

    def as_text(self) -> str | None:
        """The value as text. Anything but a text is reported and gives None."""
        if isinstance(self.value, str):
            return self.value
        self.wrong("a text")
        return None

    def flag(self, key: str) -> bool:
        """Whether the value under ``key`` is true."""
        if key not in self.keys:
            return False
        inner = self.member(key)
        if inner is None:
            return False
        if not isinstance(inner.value, bool):
            inner.wrong("true or false")
            return False
        return inner.value

    def wrong(self, expected: str) -> None:
        """Report that the value is of the wrong kind."""
        self.report("DOC603", shown(self.value), expected)


def shown(value: Any) -> str:
    """A value in a diagnostic: what kind it is, or its beginning."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    text = repr(value[:LONGEST_SHOWN]) if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_SHOWN + 2 else text[:LONGEST_SHOWN] + "..."
