"""References follow a model that gets another name."""

from collections.abc import Mapping

from generator.link.facts import Facts
from generator.model import Array, Map, Reference, Schema


def refer_to(facts: Facts, names: Mapping[str, str]) -> None:
    """Write the new names into every decision that refers to the old ones."""
    for body in facts.bodies:
        if body.schema:
            body.schema = _renamed(body.schema, names)
    for model in facts.models.values():
        for fact in model.properties.values():
            fact.schema = _renamed(fact.schema, names)


def _renamed(schema: Schema, names: Mapping[str, str]) -> Schema:
    """``schema`` with the new names; the same object where nothing changes."""
    match schema:
        case Reference(name=name) if name in names:
            return schema.model_copy(update={"name": names[name]})
        case Array(items=inner):
            new = _renamed(inner, names)
            return schema if new is inner else schema.model_copy(update={"items": new})
        case Map(values=inner):
            new = _renamed(inner, names)
            return schema if new is inner else schema.model_copy(update={"values": new})
    return schema
