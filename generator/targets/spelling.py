"""Schemas in the spelling of a target's type table."""

import re
import textwrap
from collections.abc import Iterable

from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Reference,
    Scalar,
    Schema,
    Unknown,
)
from generator.targets.errors import PackError
from generator.targets.escapes import bracketed, literal
from generator.targets.names import Names
from generator.targets.pack import Pack, TypeRule

_WIDTH = 88
_FROM_IMPORT = re.compile(r"(from \S+ import )(\w+)")


def exported(names: Iterable[str]) -> list[str]:
    """Names in the order that ruff gives ``__all__``."""
    return sorted(names, key=lambda name: (_kind(name), _natural(name)))


def _as_isort(name: str) -> tuple[int, list[str | int], str]:
    """The order that isort and ruff give imported names."""
    return _kind(name), _natural(name.lower()), name


def _kind(name: str) -> int:
    """Constants before classes before others."""
    return 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2


def _natural(text: str) -> list[str | int]:
    """2 before 10."""
    return [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", text)]


class Imports:
    """The import lines that the types spelled so far need; prints them sorted, those of the
    package itself last.

    Lines of the form ``from M import N`` are joined by module. A line that starts with
    ``own`` is left out: a module need not import itself.
    """

    def __init__(self, own: str = "") -> None:
        self._own = own
        self._lines: set[str] = set()
        self._names: dict[str, set[str]] = {}

    def add(self, line: str) -> str:
        """Add a line; gives '' so that templates can call it in an expression."""
        if not line or (self._own and line.startswith(self._own)):
            return ""
        if match := _FROM_IMPORT.fullmatch(line):
            self._names.setdefault(match[1], set()).add(match[2])
        else:
            self._lines.add(line)
        return ""

    def include(self, lines: Iterable[str]) -> None:
        """Add lines that another has collected."""
        for line in lines:
            self.add(line)

    def lines(self) -> list[str]:
        """All that was added, sorted."""
        return sorted(
            [
                *self._lines,
                *(start + name for start, names in self._names.items() for name in names),
            ]
        )

    def __str__(self) -> str:
        return self.block()

    def block(self, indent: int = 0) -> str:
        """All lines, those after the first indented."""
        joined = []
        for start, names in self._names.items():
            known = sorted(names, key=_as_isort)
            line = start + ", ".join(known)
            fits = len(line) + indent <= _WIDTH
            joined.append(line if fits else bracketed(known, f"{start}(", ")", 0, 0))
        lines = sorted(
            [*self._lines, *joined],
            key=lambda line: (line.startswith("from"), _natural(line.partition(" import")[0])),
        )
        local = [line for line in lines if line.startswith("from .")]
        others = [line for line in lines if line not in local]
        text = "\n".join([*others, "", *local] if others and local else lines)
        return textwrap.indent(text, " " * indent).lstrip(" ")


class Speller:
    """Spells schemas by the rules of one pack."""

    def __init__(self, pack: Pack, names: Names) -> None:
        self._pack = pack
        self._names = names

    def spell(self, schema: Schema, imports: Imports | None = None, where: str = "") -> str:
        """The type for ``schema``; what it needs is added to ``imports``. ``where`` names the
        table of ``types_in`` that goes before the pack's own.

        Raises PackError where the pack's table has no rule for it.
        """
        parts: dict[str, str] = {}
        keys: tuple[str, ...]
        match schema:
            case Scalar(type=kind, format=form):
                keys = (form, kind) if form else (kind,)
            case Enumeration(values=values):
                keys = ("enum",)
                parts["values"] = ", ".join(map(literal, values))
            case Array(items=items):
                keys = ("array",)
                parts["items"] = self.spell(items, imports, where)
            case Map(values=inner):
                keys = ("map",)
                parts["values"] = self.spell(inner, imports, where)
            case Reference(name=name):
                keys = ("reference",)
                parts["name"] = self._names.type(name)
                parts["module"] = self._names.module(name)
            case Object():
                keys = ("object",)
            case Unknown():
                keys = ("unknown",)
        rules = {**self._pack.types, **self._pack.types_in.get(where, {})}
        rule = next((rules[key] for key in keys if key in rules), None)
        if rule is None:
            raise PackError(f"{self._pack.name}: no rule in [types] for {' or '.join(keys)}")
        spelled = _apply(rule, parts, imports)
        if schema.disputed and "disputed" in rules:
            return _apply(rules["disputed"], {"type": spelled}, imports)
        return spelled


def _apply(rule: TypeRule, parts: dict[str, str], imports: Imports | None) -> str:
    if imports is not None:
        imports.add(rule.import_.format(**parts))
    return rule.spelling.format(**parts)
