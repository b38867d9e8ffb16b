"""Python's import statements and ``__all__``, sorted and joined as ruff would have them."""

import re
import textwrap
from collections.abc import Iterable

from generator.targets.imports import Imports
from generator.targets.python.layout import WIDTH, bracketed

_PACKAGES = frozenset({"httpx2", "pydantic", "tenacity", "typing_extensions"})
"""What generated code needs besides the standard library, which differs between Pythons."""
_FROM_IMPORT = re.compile(r"(from \S+ import )(\w+)")


class PythonImports(Imports):
    """Import statements: lines of the form ``from M import N`` are joined by module, and those of
    the package itself come last.
    """

    def block(self, indent: int = 0) -> str:
        """All statements, lines after the first indented."""
        names: dict[str, list[str]] = {}
        statements: list[str] = []
        for line in self.lines():
            if match := _FROM_IMPORT.fullmatch(line):
                names.setdefault(match[1], []).append(match[2])
            else:
                statements.append(line)
        for start, imported in names.items():
            known = sorted(imported, key=_as_isort)
            line = start + ", ".join(known)
            fits = len(line) + indent <= WIDTH
            statements.append(line if fits else bracketed(known, f"{start}(", ")", 0, 0))
        statements.sort(
            key=lambda line: (
                line.startswith("from"),
                _natural(line.partition(" import")[0]),
                " as " in line,
            )
        )
        sections: tuple[list[str], ...] = ([], [], [])
        for line in statements:
            sections[_section(line)].append(line)
        text = "\n\n".join("\n".join(lines) for lines in sections if lines)
        return textwrap.indent(text, " " * indent).lstrip(" ")


def _section(line: str) -> int:
    """The standard library (0) before other packages (1) before the package itself (2)."""
    module = line.split(maxsplit=2)[1]
    if module.startswith("."):
        return 2
    return int(module.partition(".")[0] in _PACKAGES)


def exported(names: Iterable[str]) -> list[str]:
    """Names in the order that ruff gives ``__all__``."""
    return sorted(names, key=lambda name: (_kind(name), _natural(name)))


def _as_isort(name: str) -> tuple[int, list[str | int], str]:
    """The order that isort and ruff give imported names."""
    return _kind(name), _natural(name.lower()), name


def _kind(name: str) -> int:
    """Constants (0) before classes (1) before others (2)."""
    return 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2


def _natural(text: str) -> list[str | int]:
    """A key that sorts 2 before 10."""
    return [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", text)]
