"""Renames models in the decisions that refer to them."""

from collections.abc import Mapping
from dataclasses import replace

from generator.link.facts import BodyFacts, Facts, PropertyFacts
from generator.model import Array, Map, Reference, Schema


def refer_to(facts: Facts, names: Mapping[str, str]) -> None:
    """Write new names into every decision; ``names`` maps old names to new ones."""
    models = facts.models.values()
    places: list[BodyFacts | PropertyFacts] = [*facts.bodies]
    places += [fact for model in models for fact in model.properties.values()]
    for fact in places:
        decision = fact.decision
        if decision and decision.schema:
            schema = _renamed(decision.schema, names)
            if schema is not decision.schema:
                fact.decision = replace(decision, schema=schema)


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
