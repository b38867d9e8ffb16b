"""How types compare with samples and with each other."""

from collections.abc import Collection

from generator.docs.shapes import Shape
from generator.link.facts import Facts
from generator.link.map_shapes import has_data_keys
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


def allows(schema: Schema, kinds: Collection[str]) -> bool:
    """Whether values of these kinds are valid by ``schema``. Members are not looked at.

    Kinds are those of ``generator.docs.shapes.Shape.kinds``, without ``null``.
    """
    allowed: set[str]
    match schema:
        case Array():
            allowed = {"array"}
        case Map() | Object() | Reference():
            allowed = {"object"}
        case Scalar(type="string") | Enumeration(type="string"):
            allowed = {"string", "date-time"}
        case Scalar(type="number"):
            allowed = {"integer", "number"}
        case Scalar(type=kind) | Enumeration(type=kind):
            allowed = {kind}
        case Union(variants=variants):
            return any(allows(variant, kinds) for variant in variants)
        case _:
            return True
    return allowed.issuperset(kinds)


def agrees(written: Schema, decided: Schema | None) -> bool:
    """Whether a written type is the decided one, or a less specific form of it.

    ``array`` agrees with ``Lamp[]`` and ``object`` with ``Lamp``. A blank cell (Unknown) agrees
    with everything, and nothing else agrees with a body that does not exist (None).
    """
    if written is decided:
        return True
    match written, decided:
        case Unknown(), _:
            return True
        case Array(items=mine), Array(items=theirs):
            return agrees(mine, theirs)
        case Map(values=mine), Map(values=theirs):
            return agrees(mine, theirs)
        case (Object(properties=()), (Map() | Object())) | (Object(), Reference()):
            return True
        case Object(properties=(_, *_)), Array(items=Reference()):
            # Fields below a field do not say whether it is a list of such objects.
            return True
        case Scalar(type="string", format=None), Enumeration():
            return True
        case Reference(name=mine), Reference(name=theirs):
            return mine == theirs
        case Scalar(), Scalar():
            return (written.type, written.format) == (decided.type, decided.format)
        case Enumeration(values=mine), Enumeration(values=theirs):
            return written.type == decided.type and set(mine) <= set(theirs)
        case Union(variants=mine), Union(variants=theirs):
            return set(mine) <= set(theirs)
    return False


def fits(facts: Facts, schema: Reference, shape: Shape) -> bool | None:
    """Whether the samples show the referenced model; None where they show too little to decide."""
    meant = resolved(facts, schema)
    if meant is not schema:
        return None if allows(meant, shape.value_kinds) else False
    if has_data_keys(shape) or not allows(schema, shape.value_kinds):
        return False
    model = facts.models.get(schema.name)
    if model and model.documented and shape.members:
        return model.fits(shape)
    return None


def resolved(facts: Facts, schema: Schema) -> Schema:
    """What a reference to an enumeration, a list or a map leads to; any other schema itself."""
    named = facts.named_schemas.get(schema.name) if isinstance(schema, Reference) else None
    return named.schema_ if named else schema


def specificity(schema: Schema) -> int:
    """How much a type says, from 0 (nothing) to 5 (a model, a complete array or map)."""
    match schema:
        case Unknown():
            return 0
        case Object(properties=()):
            return 1
        case Array(items=Unknown()) | Map(values=Unknown()):
            return 2
        case Scalar(type="string", format=None):
            return 3
        case Scalar() | Enumeration():
            return 4
        case Reference() | Array() | Map() | Object() | Union():
            return 5
    return 0
