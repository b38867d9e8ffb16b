"""What samples look like: kinds of values and names of members, never the values themselves.

Sample values are random, so two samplings of one API must give the same shapes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?")


@dataclass(slots=True)
class Shape:
    """All values seen in one place, merged."""

    kinds: set[str] = field(default_factory=set)
    """``null``, ``boolean``, ``integer``, ``number``, ``string``, ``date-time``, ``array``,
    ``object``."""
    items: "Shape | None" = None
    members: dict[str, "Shape"] = field(default_factory=dict)

    @property
    def told(self) -> set[str]:
        """The kinds that tell something."""
        return self.kinds - {"null"}

    def add(self, value: Any) -> None:
        """Merge one JSON value in."""
        pending: list[tuple[Shape, Any]] = [(self, value)]
        while pending:
            shape, current = pending.pop()
            shape.kinds.add(_kind(current))
            if isinstance(current, list):
                shape.items = shape.items or Shape()
                pending += [(shape.items, item) for item in reversed(current)]
            elif isinstance(current, dict):
                for name in current:
                    shape.members.setdefault(name, Shape())
                pending += [(shape.members[k], v) for k, v in reversed(current.items())]

    def merge(self, other: "Shape") -> bool:
        """Merge another shape in; True where that told something new."""
        if other is self:
            return False
        new = not other.kinds <= self.kinds
        self.kinds |= other.kinds
        if other.items:
            if self.items is None:
                self.items, new = Shape(), True
            new |= self.items.merge(other.items)
        for name, member in other.members.items():
            if name not in self.members:
                self.members[name], new = Shape(), True
            new |= self.members[name].merge(member)
        return new

    def objects(self) -> Iterator["Shape"]:
        """The shape itself, or its items at any depth, as far as they are objects."""
        if "object" in self.kinds:
            yield self
        if self.items:
            yield from self.items.objects()


def _kind(value: Any) -> str:
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
