"""How the type of one part changed: what fits what, and whether the docs just tell more."""

from collections.abc import Mapping
from enum import StrEnum

from generator.changes.saved import (
    AnySchema,
    Array,
    Enumeration,
    Map,
    Object,
    Reference,
    Scalar,
    Union,
    Unknown,
)


class Relation(StrEnum):
    """How a type stands to the one before it."""

    SAME = "same"
    WIDER = "wider"
    """Every value of before is still one, and there are others."""
    NARROWER = "narrower"
    """Some values of before are none any more, and there are no others."""
    OTHER = "other"
    CLEARER = "clearer"
    """The docs did not write the type before, and do now."""
    VAGUER = "vaguer"
    """The docs wrote the type before, and do not any more."""
    INFERRED = "inferred"
    """The docs did not write the type before and do not now; something else was inferred."""


_WIDER_SCALARS = {("integer", "number"), ("int32", "int64"), ("float", "double")}
"""JSON Schema's ``number`` has all integers (section 6.1.1 of its validation vocabulary), and
OpenAPI's format registry orders ``int32`` and ``int64``, ``float`` and ``double``."""


TYPE_CODES = {
    Relation.NARROWER: "CHG501",
    Relation.WIDER: "CHG502",
    Relation.OTHER: "CHG503",
    Relation.CLEARER: "CHG504",
    Relation.VAGUER: "CHG505",
    Relation.INFERRED: "CHG506",
}
"""The code of a change of a type, wherever the type stands."""


def relation(old: AnySchema, new: AnySchema, renamed: dict[str, str]) -> Relation:
    """How ``new`` stands to ``old``. ``renamed`` has what models of before are called now; a model
    that is none of them is another model, whatever it holds.
    """
    if is_open(old) or is_open(new) or old.disputed != new.disputed:
        return _unwritten(old, new, renamed)
    found = _written(old, new, renamed)
    if found != Relation.SAME and (old.provenance or new.provenance):
        return _unwritten(old, new, renamed)
    return found


def is_open(schema: AnySchema) -> bool:
    """Whether the docs leave it open what a value is: unknown, or an object without properties."""
    return isinstance(schema, Unknown) or (isinstance(schema, Object) and not schema.properties)


def _unwritten(old: AnySchema, new: AnySchema, renamed: dict[str, str]) -> Relation:
    """What it is where at least one side was not written, or samples dispute it."""
    if _written(old, new, renamed) == Relation.SAME and old.disputed == new.disputed:
        return Relation.SAME
    unsure = [bool(s.provenance) or s.disputed or is_open(s) for s in (old, new)]
    if unsure[0] and not unsure[1]:
        return Relation.CLEARER
    if unsure[1] and not unsure[0]:
        return Relation.VAGUER
    if is_open(old) != is_open(new):
        return Relation.CLEARER if is_open(old) else Relation.VAGUER
    return Relation.INFERRED


def _written(old: AnySchema, new: AnySchema, renamed: dict[str, str]) -> Relation:
    match old, new:
        case (Unknown(), Unknown()):
            return Relation.SAME
        case (Object(properties=a), Object(properties=b)):
            # Properties of objects in place are compared one by one by `generator.changes.models`.
            return Relation.SAME if bool(a) == bool(b) else Relation.OTHER
        case (Scalar(), Scalar()):
            return _scalars(old, new)
        case (Enumeration(), Enumeration()) if old.type == new.type:
            return _sets(set(old.values), set(new.values))
        case (Scalar(type=kind), Enumeration(type=of)) if kind == of:
            return Relation.NARROWER
        case (Enumeration(type=of), Scalar(type=kind)) if kind == of:
            return Relation.WIDER
        case (Array(items=a), Array(items=b)) | (Map(values=a), Map(values=b)):
            return relation(a, b, renamed)
        case (Reference(name=a), Reference(name=b)):
            return Relation.SAME if renamed.get(a, a) == b else Relation.OTHER
    if isinstance(old, Union) or isinstance(new, Union):
        return _sets(_variants(old, renamed), _variants(new, {}))
    return Relation.OTHER


def _variants(schema: AnySchema, renamed: dict[str, str]) -> set[str]:
    """The types that a value may have, as texts, in the names of now."""
    variants = schema.variants if isinstance(schema, Union) else (schema,)
    return {write_type(variant, renamed) for variant in variants}


def _scalars(old: Scalar, new: Scalar) -> Relation:
    if old.type == new.type:
        a, b = old.format or "", new.format or ""
        if a == b:
            return Relation.SAME
        if (a, b) in _WIDER_SCALARS or not b:
            return Relation.WIDER
        return Relation.NARROWER if (b, a) in _WIDER_SCALARS or not a else Relation.OTHER
    if (old.type, new.type) in _WIDER_SCALARS:
        return Relation.WIDER
    return Relation.NARROWER if (new.type, old.type) in _WIDER_SCALARS else Relation.OTHER


def _sets(old: set[str], new: set[str]) -> Relation:
    if old == new:
        return Relation.SAME
    if old < new:
        return Relation.WIDER
    return Relation.NARROWER if new < old else Relation.OTHER


def write_type(schema: AnySchema | None, renamed: Mapping[str, str] = {}) -> str:
    """A type in a few words, such as ``list of Contact``, in the names that ``renamed`` has."""
    match schema:
        case None:
            return "nothing"
        case Scalar(type=kind, format=form):
            return f"{kind} ({form})" if form else kind
        case Enumeration(values=values):
            return f"one of {', '.join(values)}"
        case Array(items=inner):
            return f"list of {write_type(inner, renamed)}"
        case Map(values=inner):
            return f"map of {write_type(inner, renamed)}"
        case Reference(name=name):
            return renamed.get(name, name)
        case Union(variants=variants):
            return " or ".join(write_type(variant, renamed) for variant in variants)
        case Object(properties=properties) if properties:
            return f"object with {', '.join(p.name for p in properties)}"
        case Object():
            return "object"
    return "unknown"
