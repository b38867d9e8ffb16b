"""The schema of every property of every model, from all tables and samples that show it."""

from collections.abc import Callable

from generator.link.facts import ANONYMOUS, Facts, ModelFacts, PropertyFacts, found_by
from generator.link.infer_by_description import is_of_dates
from generator.link.name_candidates import NameCandidate, NameSource
from generator.link.name_hints import NameHints
from generator.link.schema_resolver import DATE_TIME, Location, Resolver
from generator.link.type_fit import allows, fits, specificity
from generator.model import Array, Map, Reference, Scalar, Schema, Source, Unknown

AGREEMENT = 0.75
"""Of all tables that type a property of one name, the share that must agree before their type
is taken for a property whose own tables say nothing."""

_NEXT_LINK = "odata.nextlink"


def settle_properties(facts: Facts) -> None:
    """Settle every property; as a settled property may show more of another model (an item of
    a list, say), go on until nothing new is learnt.
    """
    resolver, prose = Resolver(facts), NameHints(facts)
    everywhere = _everywhere(facts)
    pending = True
    while pending:
        pending = False
        for model in sorted(facts.models.values(), key=lambda model: model.name):
            for fact in model.properties.values():
                if fact.changed:
                    fact.changed, pending = False, True
                    fact.schema = _settle(facts, resolver, prose, everywhere, model, fact)


Votes = dict[Schema, int]
Everywhere = dict[str, Votes]
"""How all tables of the corpus type a property of each name, in lower case."""


def _everywhere(facts: Facts) -> Everywhere:
    votes: Everywhere = {}
    for model in facts.models.values():
        for fact in model.properties.values():
            if fact.votes:
                of_name = votes.setdefault(fact.name.lower(), {})
                for schema, count in fact.votes.items():
                    of_name[schema] = of_name.get(schema, 0) + count
    return votes


def _settle(
    facts: Facts,
    resolver: Resolver,
    prose: NameHints,
    everywhere: Everywhere,
    model: ModelFacts,
    fact: PropertyFacts,
) -> Schema:
    votes = everywhere.get(fact.name.lower(), {})
    written = next(
        (found for rule in RULES if (found := rule(facts, model, fact, votes)) is not None),
        _own_table(facts, fact),
    )
    descriptions = tuple(cell.description for cell in fact.cells[:1])
    location = Location(
        rank=NameSource.PROPERTY,
        name=fact.name,
        owner=model.name,
        hints=descriptions,
        sources=tuple(cell.source for cell in fact.cells[:3]),
    )
    schema = resolver.complete(written, fact.shape, location)
    match schema:
        case Array(items=Reference(name=name)) if name.startswith(ANONYMOUS):
            for told in prose.names_of_items(fact.name, descriptions):
                facts.models[name].name_candidates.add(
                    NameCandidate(NameSource.PROSE, told, model.name)
                )
        case Array(items=Scalar(type="string", format=None)) if is_of_dates(fact):
            because = "its name and its description say that its items are points in time"
            provenance = found_by("described", because, _places(fact))
            return Array(items=DATE_TIME, provenance=provenance, disputed=True)
    return schema


Rule = Callable[[Facts, ModelFacts, PropertyFacts, Votes], Schema | None]


def _selected_columns(
    _facts: Facts, model: ModelFacts, fact: PropertyFacts, _votes: Votes
) -> Schema | None:
    """OData answers with the columns that the caller selects: rows are maps by column."""
    if fact.name != "value" or not any(key.endswith(_NEXT_LINK) for key in model.keys):
        return None
    if not fact.shape.items or not fact.shape.items.members:
        return None
    because = "the rows of an OData answer hold what $select asks for"
    places = [cell.source for cell in fact.cells]
    return Array(items=Map(values=Unknown(), provenance=found_by("odata", because, places)))


def _written(facts: Facts, _model: ModelFacts, fact: PropertyFacts, _votes: Votes) -> Schema | None:
    """What the property's own tables write, if they tell a type."""
    written = _own_table(facts, fact)
    return None if isinstance(written, Unknown) else written


def _bears_model_name(
    facts: Facts, _model: ModelFacts, fact: PropertyFacts, votes: Votes
) -> Schema | None:
    """It bears the name of a model, and nothing speaks against it."""
    own = Reference(name=fact.name)
    model = facts.models.get(fact.name)
    if fact.shape.members and model and model.documented:
        return None  # The samples tell, by what the object has.
    named = own in votes or bool(model and model.documented)
    if not (named and allows(own, fact.shape.value_kinds) and _believed(facts, own, fact)):
        return None
    because = f"it bears the name of the model {fact.name}"
    return own.model_copy(update={"provenance": found_by("named_alike", because, _places(fact))})


def _agreement(
    facts: Facts, _model: ModelFacts, fact: PropertyFacts, votes: Votes
) -> Schema | None:
    """What the tables of other models write for a property of that name, if most agree."""
    typed = sum(n for s, n in votes.items() if not isinstance(s, Unknown))
    for schema, count in votes.items():
        agreed = not isinstance(schema, Unknown) and count >= AGREEMENT * typed
        if agreed and _believed(facts, schema, fact) and allows(schema, fact.shape.value_kinds):
            because = f"{count} of {typed} table rows that type a property of that name agree"
            return schema.model_copy(
                update={"provenance": found_by("agreement", because, _places(fact))}
            )
    return None


RULES: tuple[Rule, ...] = (_selected_columns, _written, _agreement, _bears_model_name)
"""The ranking: the first rule that tells a type decides; samples then complete it."""


def _places(fact: PropertyFacts) -> tuple[Source | None, ...]:
    return tuple(cell.source for cell in fact.cells[:3])


def _own_table(facts: Facts, fact: PropertyFacts) -> Schema:
    """What most of its tables write; of two types the one that says more."""
    believed = [vote for vote in fact.votes.items() if _believed(facts, vote[0], fact)]
    if len(believed) == 1:
        return believed[0][0]
    if not believed:
        return Unknown()
    return min(
        believed,
        key=lambda vote: (
            -specificity(vote[0]),
            -vote[1],
            vote[0] != Reference(name=fact.name),
            vote[0].model_dump_json(),
        ),
    )[0]


def _believed(facts: Facts, schema: Schema, fact: PropertyFacts) -> bool:
    """A model's name is not believed where the samples show another object. A name that is
    printed over bodies it has nothing to do with is only believed where the property bears it
    too, or the samples show that very model.
    """
    if not isinstance(schema, Reference):
        return True
    fitting = fits(facts, schema, fact.shape)
    if fitting is not None:
        return fitting
    return schema.name == fact.name or schema.name not in facts.unreliable_headings
