"""Schemas in the spelling of a target's type table."""

from collections.abc import Iterable
from typing import Literal

from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Reference,
    Scalar,
    Schema,
    Union,
    Unknown,
)
from generator.targets.errors import PackError
from generator.targets.imports import Imports
from generator.targets.names import Names
from generator.targets.pack import Pack, TypeSpelling
from generator.targets.registry import find_escape

_LITERAL = "literal"
"""The escape by which a pack spells the values of an enumeration."""


class Speller:
    """Spells schemas by the tables ``[types]``, ``[types_in]`` and ``[joins]`` of one pack."""

    def __init__(self, pack: Pack, names: Names) -> None:
        self._pack = pack
        self._names = names

    def spell(self, schema: Schema, imports: Imports | None = None, where: str = "") -> str:
        """The type for ``schema``; what it needs is added to ``imports``. ``where`` names the
        table of ``types_in`` that goes before the pack's own.

        Raises PackError where the tables have no spelling for it.
        """
        parts: dict[str, str] = {}
        keys: tuple[str, ...]
        match schema:
            case Scalar(type=kind, format=form):
                keys = (form, kind) if form else (kind,)
            case Enumeration(type="string", values=values):
                keys = ("enum",)
                parts["values"] = self._values(values)
            case Enumeration(type=kind):
                keys = (kind,)
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
            case Union(variants=variants):
                keys = ("union", "unknown")
                spelled_variants = [self.spell(variant, imports, where) for variant in variants]
                parts["variants"] = self._joined("variants", dict.fromkeys(spelled_variants))
            case Unknown():
                keys = ("unknown",)
        spellings = {**self._pack.types, **self._pack.types_in.get(where, {})}
        spelling = next((spellings[key] for key in keys if key in spellings), None)
        if spelling is None:
            raise PackError(f"{self._pack.name}: no spelling in [types] for {' or '.join(keys)}")
        spelled = _apply(spelling, parts, imports)
        if schema.disputed and "disputed" in spellings:
            return _apply(spellings["disputed"], {"type": spelled}, imports)
        return spelled

    def _values(self, values: Iterable[str]) -> str:
        """The values of an enumeration: each a literal of the language, joined."""
        if _LITERAL not in self._pack.escapes:
            raise PackError(f"{self._pack.name}: [escapes] has no {_LITERAL!r} for enum values")
        literal = find_escape(self._pack.escapes[_LITERAL])
        return self._joined("values", map(literal, values))

    def _joined(self, what: Literal["values", "variants"], parts: Iterable[str]) -> str:
        return self._pack.joins.get(what, ", ").join(parts)


def _apply(spelling: TypeSpelling, parts: dict[str, str], imports: Imports | None) -> str:
    if imports is not None:
        imports.add(spelling.import_.format(**parts))
    return spelling.spelling.format(**parts)
