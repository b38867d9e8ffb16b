"""How a written type and a sample go together, and which of two types says more."""

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
    Unknown,
)


def allows(schema: Schema, kinds: Collection[str]) -> bool:
    """Nothing that the samples show is at odds with ``schema``. Members are not looked at."""
    allowed: set[str]
    match schema:
        case Array():
            allowed = {"array"}
        case Map() | Object() | Reference():
            allowed = {"object"}
        case Scalar(type="string") | Enumeration():
            allowed = {"string", "date-time"}
        case Scalar(type="number"):
            allowed = {"integer", "number"}
        case Scalar(type=kind):
            allowed = {kind}
        case _:
            return True
    return allowed.issuperset(kinds)


def fits(facts: Facts, schema: Reference, shape: Shape) -> bool | None:
    """Whether the samples show that model; None where they show too little to tell."""
    if has_data_keys(shape) or not allows(schema, shape.value_kinds):
        return False
    model = facts.models.get(schema.name)
    if model and model.documented and shape.members:
        return model.fits(shape)
    return None


def specificity(schema: Schema) -> int:
    """How much a type says; more is better."""
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
        case Reference() | Array() | Map() | Object():
            return 5
    return 0
