"""The schema of every property of every model, from all tables and samples that show it."""

from collections import Counter
from collections.abc import Iterable

from generator.link.facts import Facts, PropertyFacts
from generator.link.schemas import Resolver
from generator.link.shapes import Shape
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

AGREEMENT = 0.75
"""Of all tables that type a property of one name, the share that must agree before their type
is taken for a property whose own tables say nothing."""


def settle_properties(facts: Facts) -> None:
    """Settle every property; as a settled property may show more of another model (an item of
    a list, say), go on until nothing new is learnt.
    """
    resolver = Resolver(facts)
    by_name = _by_name(facts)
    while True:
        resolver.grew = False
        models = sorted(facts.models.values(), key=lambda model: model.name)
        for model in models:
            for fact in model.properties.values():
                fact.schema = resolver.complete(
                    _written(facts, fact, by_name.get(fact.name.lower(), Counter())),
                    fact.shape,
                    fact.name,
                    model.name,
                    tuple(cell.description for cell in fact.cells[:1]),
                    [cell.source for cell in fact.cells],
                )
        if not resolver.grew and len(models) == len(facts.models):
            return


def _by_name(facts: Facts) -> dict[str, Counter[Schema]]:
    """How all tables of the corpus type a property of each name, in lower case."""
    votes: dict[str, Counter[Schema]] = {}
    for body in facts.bodies:
        for row in body.body.table:
            votes.setdefault(row.name.lower(), Counter())[_plain(row.schema_)] += 1
    return votes


def _written(facts: Facts, fact: PropertyFacts, everywhere: Counter[Schema]) -> Schema:
    """What the tables write; where they are silent or not to be believed, what others write."""
    votes = Counter(_plain(cell.schema_) for cell in fact.cells)
    written = _best((s, n) for s, n in votes.items() if _believed(facts, s, fact))
    if not isinstance(written, Unknown):
        return written
    own = Reference(name=fact.name)
    model = facts.models.get(fact.name)
    named = own in everywhere or bool(model and model.documented)
    if named and _allows(own, fact.shape) and _believed(facts, own, fact):
        # It bears the name of a model, and nothing speaks against it.
        return own
    typed = sum(n for s, n in everywhere.items() if not isinstance(s, Unknown))
    for schema, count in everywhere.items():
        agreed = not isinstance(schema, Unknown) and count >= AGREEMENT * typed
        if agreed and _believed(facts, schema, fact) and _allows(schema, fact.shape):
            return schema
    return written


def _believed(facts: Facts, schema: Schema, fact: PropertyFacts) -> bool:
    """A model's name is not believed where the samples show another object. A name that is
    printed over bodies it has nothing to do with is only believed where the property bears it
    too, or the samples show that very model.
    """
    if not isinstance(schema, Reference):
        return True
    model = facts.models.get(schema.name)
    if model and model.documented and fact.shape.members:
        return model.fits(fact.shape)
    return schema.name == fact.name or schema.name not in facts.discredited


def _allows(schema: Schema, shape: Shape) -> bool:
    """Nothing that the samples show is at odds with ``schema``."""
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
    return shape.told <= allowed


def _best(votes: Iterable[tuple[Schema, int]]) -> Schema:
    """What most tables write; of two types the one that says more."""
    return min(
        votes,
        key=lambda vote: (-_detail(vote[0]), -vote[1], vote[0].model_dump_json()),
        default=(Unknown(), 0),
    )[0]


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
