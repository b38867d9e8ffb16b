"""Import lines that a file needs, collected while its types are spelled."""

import re
from collections.abc import Iterable

_IN_BRACES = re.compile(r"([^{}]*\{ )([^{}]+)( \}[^{}]*)")


class Imports:
    """A set of import lines. Printed, they are sorted, a line each; lines that differ only in the
    names that stand between braces are one.

    A line that starts with ``own`` is left out: a module need not import itself.
    """

    def __init__(self, own: str = "") -> None:
        self._own = own
        self._lines: set[str] = set()

    def add(self, line: str) -> str:
        """Add a line; gives ``""`` so that templates can call it in an expression."""
        if line and not (self._own and line.startswith(self._own)):
            self._lines.add(line)
        return ""

    def include(self, lines: Iterable[str]) -> None:
        """Add lines that another has collected."""
        for line in lines:
            self.add(line)

    def lines(self) -> list[str]:
        """All lines, sorted."""
        names: dict[tuple[str, str], set[str]] = {}
        plain = set()
        for line in self._lines:
            if match := _IN_BRACES.fullmatch(line):
                before, between, after = match.groups()
                names.setdefault((before, after), set()).update(between.split(", "))
            else:
                plain.add(line)
        merged = (
            before + ", ".join(sorted(found, key=str.casefold)) + after
            for (before, after), found in names.items()
        )
        return sorted([*plain, *merged])

    def block(self, indent: int = 0) -> str:
        """All lines as text, those after the first indented."""
        return ("\n" + " " * indent).join(self.lines())

    def __str__(self) -> str:
        return self.block()
