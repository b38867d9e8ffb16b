"""Schemas in the spelling of a target's type table."""

from collections.abc import Iterable, Mapping, Set
from typing import Literal

from generator.model import (
    Array,
    Enumeration,
    Map,
    Reference,
    Scalar,
    Schema,
    Union,
)
from generator.targets.errors import PackError
from generator.targets.imports import Imports
from generator.targets.names import Names
from generator.targets.pack import Pack, TypeSpelling, filled
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
        spellings = {**self._pack.types, **self._pack.types_in.get(where, {})}
        keys = _keys(schema)
        spelling = next((spellings[key] for key in keys if key in spellings), None)
        if spelling is None:
            raise PackError(f"[types] has no spelling for {' or '.join(keys)}")
        disputed = spellings.get("disputed") if schema.disputed else None
        if disputed and "type" not in disputed.parts:
            return _apply(disputed, {}, imports)
        spelled = _apply(spelling, self._parts(schema, spelling.parts, imports, where), imports)
        return _apply(disputed, {"type": spelled}, imports) if disputed else spelled

    def _parts(
        self, schema: Schema, wanted: Set[str], imports: Imports | None, where: str
    ) -> dict[str, str]:
        """Those parts of a type that its spelling has: what it has not needs no import either."""
        match schema:
            case Enumeration(values=values) if "values" in wanted:
                return {"values": self._values(values)}
            case Array(items=inner) if "items" in wanted:
                return {"items": self.spell(inner, imports, where)}
            case Map(values=inner) if "values" in wanted:
                return {"values": self.spell(inner, imports, where)}
            case Reference(name=name):
                return {"name": self._names.type(name), "module": self._names.module(name)}
            case Union(variants=variants) if "variants" in wanted:
                spelled = [self.spell(variant, imports, where) for variant in variants]
                return {"variants": self._joined("variants", dict.fromkeys(spelled))}
        return {}

    def _values(self, values: Iterable[str]) -> str:
        """The values of an enumeration: each a literal of the language, joined."""
        if _LITERAL not in self._pack.escapes:
            raise PackError(f"[escapes] has no {_LITERAL!r} for the values of enumerations")
        literal = find_escape(self._pack.escapes[_LITERAL], self._pack.syntax)
        return self._joined("values", map(literal, values))

    def _joined(self, what: Literal["values", "variants"], parts: Iterable[str]) -> str:
        return self._pack.joins.get(what, ", ").join(parts)


def _keys(schema: Schema) -> tuple[str, ...]:
    """Where in the tables the spelling of a schema may stand; the first that is there counts."""
    match schema:
        case Scalar(type=kind, format=form):
            return (form, kind) if form else (kind,)
        case Enumeration(type=kind):
            return ("enum", kind) if kind == "string" else (kind,)
        case Union():
            return ("union", "unknown")
        case Array(items=items) if isinstance(items, Enumeration | Union) or items.disputed:
            return ("array-of-union", "array")
    return (schema.kind,)


def _apply(spelling: TypeSpelling, parts: Mapping[str, str], imports: Imports | None) -> str:
    if imports is not None:
        imports.add(filled(spelling.import_, parts))
    return filled(spelling.spelling, parts)
