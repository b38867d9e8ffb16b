"""The schema of every property of every model, from all tables and samples that show it."""

from collections import Counter

from generator.link.facts import Facts, ModelFacts, PropertyFacts
from generator.link.schemas import Resolver
from generator.model import Array, Enumeration, Map, Object, Reference, Scalar, Schema, Unknown


def settle_properties(facts: Facts) -> None:
    """Settle every property; as a settled property may show more of another model (an item of
    a list, say), go on until nothing new is learnt.
    """
    resolver = Resolver(facts)
    while True:
        resolver.grew = False
        models = sorted(facts.models.values(), key=lambda model: model.name)
        for model in models:
            for fact in model.properties.values():
                fact.schema = _settle(facts, resolver, model, fact)
        if not resolver.grew and len(models) == len(facts.models):
            return


def _settle(facts: Facts, resolver: Resolver, model: ModelFacts, fact: PropertyFacts) -> Schema:
    written = _agreed(fact)
    vague = isinstance(written, Object | Unknown) and fact.shape.told <= {"object"}
    if vague and fact.name in facts.models:
        # The property bears a model's name, and the table says no more than `object`.
        written = Reference(name=fact.name)
    return resolver.complete(
        written,
        fact.shape,
        fact.name,
        model.name,
        tuple(cell.description for cell in fact.cells[:1]),
        [cell.source for cell in fact.cells],
    )


def _agreed(fact: PropertyFacts) -> Schema:
    """What most tables write; of two types the one that says more."""
    votes = Counter(_plain(cell.schema_) for cell in fact.cells)
    if not votes:
        return Unknown()
    return min(votes, key=lambda s: (-_detail(s), -votes[s], s.model_dump_json()))


def _plain(schema: Schema) -> Schema:
    return schema.model_copy(update={"provenance": None}) if schema.provenance else schema


def _detail(schema: Schema) -> int:
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
