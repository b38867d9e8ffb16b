"""What samples look like: kinds of values and names of members, never the values themselves.

Sample values are random, so two samplings of one API must give the same shapes.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.model import Source

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?")

_NOTHING: Mapping[str, Any] = {}

DEEPEST = 64
"""The deepest nesting of values that is read. No API nests deeper, and a page that does would
exhaust the stack."""


@dataclass(slots=True)
class Shape:
    """All values seen in one place, merged.

    Both mappings are replaced and never changed in place, as many shapes share equal ones.
    """

    kinds: Mapping[str, Source] = field(default_factory=lambda: _NOTHING)
    """``null``, ``boolean``, ``integer``, ``number``, ``string``, ``date-time``, ``array``,
    ``object``, each with the first sample that shows it."""
    items: "Shape | None" = None
    members: Mapping[str, "Shape"] = field(default_factory=lambda: _NOTHING)

    @property
    def value_kinds(self) -> frozenset[str]:
        """The kinds except ``null``, which fits every type."""
        return frozenset(self.kinds) - {"null"}

    def add(self, value: Any, source: Source) -> None:
        """Merge one JSON value in, found in the sample at ``source``.

        Raises ValueError for one that is nested deeper than DEEPEST.
        """
        seen: dict[str, Mapping[str, Source]] = {}
        pending: list[tuple[Shape, Any, int]] = [(self, value, 0)]
        while pending:
            shape, current, depth = pending.pop()
            if depth > DEEPEST:
                raise ValueError(f"nested deeper than {DEEPEST}")
            shape._add_kind(kind_of(current), source, seen)
            if isinstance(current, list):
                items = shape.items = shape.items or Shape()
                for kind in dict.fromkeys(map(kind_of, current)):
                    items._add_kind(kind, source, seen)
                nested = [item for item in current if isinstance(item, list | dict)]
                pending += [(items, item, depth + 1) for item in reversed(nested)]
            elif isinstance(current, dict):
                if new := [name for name in current if name not in shape.members]:
                    shape.members = {**shape.members, **{sys.intern(name): Shape() for name in new}}
                pending += [(shape.members[k], v, depth + 1) for k, v in reversed(current.items())]

    def _add_kind(self, kind: str, source: Source, seen: dict[str, Mapping[str, Source]]) -> None:
        """``seen`` has the mappings of one kind that other shapes of the sample share."""
        if not self.kinds:
            self.kinds = seen.setdefault(kind, {kind: source})
        elif kind not in self.kinds:
            self.kinds = {**self.kinds, kind: source}

    def merge(self, other: "Shape") -> bool:
        """Merge another shape in; True if this shape has changed."""
        if other is self:
            return False
        new = not other.kinds.keys() <= self.kinds.keys()
        if new:
            self.kinds = {**other.kinds, **self.kinds} if self.kinds else other.kinds
        if other.items:
            if self.items is None:
                self.items, new = Shape(), True
            new |= self.items.merge(other.items)
        if missing := [name for name in other.members if name not in self.members]:
            self.members = {**self.members, **{name: Shape() for name in missing}}
            new = True
        for name, member in other.members.items():
            mine = self.members[name]
            if member.items or member.members or not member.kinds.keys() <= mine.kinds.keys():
                new |= mine.merge(member)
        return new

    def objects(self) -> Iterator["Shape"]:
        """The shape itself, or its items at any depth, as far as they are objects."""
        if "object" in self.kinds:
            yield self
        if self.items:
            yield from self.items.objects()


def kind_of(value: Any) -> str:
    """The kind of one JSON value, as in ``Shape.kinds``."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "date-time" if _DATE_TIME.fullmatch(value) else "string"
        case list():
            return "array"
        case _:
            return "object"
