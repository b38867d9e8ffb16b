"""Renames models in the decisions that refer to them."""

from collections.abc import Mapping
from dataclasses import replace

from generator.link.decisions import Decision
from generator.link.facts import Facts
from generator.model import Array, Map, Reference, Schema


def refer_to(facts: Facts, names: Mapping[str, str]) -> None:
    """Write new names into every decision; ``names`` maps old names to new ones."""
    for body in facts.bodies:
        if body.decision:
            body.decision = _renamed_decision(body.decision, names)
    for model in facts.models.values():
        for fact in model.properties.values():
            fact.decision = _renamed_decision(fact.decision, names)


def _renamed_decision(decision: Decision, names: Mapping[str, str]) -> Decision:
    if decision.schema is None:
        return decision
    schema = _renamed(decision.schema, names)
    return decision if schema is decision.schema else replace(decision, schema=schema)


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
