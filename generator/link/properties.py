"""Decides the schema of every property of every model, from all tables and samples that show it.

``RULES`` is the ranking: the first rule that decides counts, and samples then complete what it
left open (the items of an ``array``, for example).

Before: three pages write ``double`` for Height, the table of Room has a blank cell for it.
After: Room.Height is a ``double``, by ``row_agreement``.
"""

from collections.abc import Callable

from generator.link.decisions import Decision, Rule, inferred, with_provenance
from generator.link.facts import ANONYMOUS, Facts, ModelFacts, PropertyFacts
from generator.link.infer_by_description import describes_dates
from generator.link.name_candidates import NameCandidate, NameSource
from generator.link.name_hints import NameHints
from generator.link.schema_resolver import DATE_TIME, UNDECIDED, Location, Resolver
from generator.link.type_fit import allows, fits, specificity
from generator.model import Array, Map, Reference, Scalar, Schema, Source, Unknown

AGREEMENT = 0.75
"""For ``row_agreement``: the share, of all table rows that write a type for a property of some
name, that must write the same type.
"""


Votes = dict[Schema, int]
"""How many table rows write each type."""

VotesByName = dict[str, Votes]
"""The votes of all properties of one name, which is in lower case."""

PropertyRule = Callable[[Facts, ModelFacts, PropertyFacts, Votes], Decision | None]
"""Decides a property, or returns None. ``Votes`` are those of all properties of its name."""


def decide_properties(facts: Facts) -> None:
    """Decide every property that is new, or has new rows or samples since it was decided.

    A decision may add samples to the properties of another model (of a list's items, for example),
    so this is repeated until no property has anything new.
    """
    decide = PropertyDecider(facts)
    pending = True
    while pending:
        pending = False
        for model in sorted(facts.models.values(), key=lambda model: model.name):
            for fact in list(model.properties.values()):
                if fact.changed:
                    fact.changed, pending = False, True
                    fact.decision = decide(model, fact)


class PropertyDecider:
    """Decides one property after another, with what all of them share."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._resolver = Resolver(facts)
        self._name_hints = NameHints(facts)
        self._votes = _votes_by_name(facts)

    def __call__(self, model: ModelFacts, fact: PropertyFacts) -> Decision:
        """The first rule that decides, completed by what samples show."""
        votes = self._votes.get(fact.name.lower(), {})
        written = _first_decision(self._facts, model, fact, votes)
        descriptions = tuple(cell.description for cell in fact.cells[:1])
        location = Location(
            rank=NameSource.PROPERTY,
            name=fact.name,
            owner=model.name,
            hints=descriptions,
            sources=_first_rows(fact),
        )
        decision = self._resolver.complete(written, fact.shape, location)
        match decision.schema:
            case Array(items=Reference(name=name)) if name.startswith(ANONYMOUS):
                self._add_item_names(name, model, fact, descriptions)
            case Array(items=Scalar(type="string", format=None)) if describes_dates(fact):
                return dates_by_description(fact)
        return decision

    def _add_item_names(
        self, items: str, model: ModelFacts, fact: PropertyFacts, descriptions: tuple[str, ...]
    ) -> None:
        """Add what the property's description calls its items to their model's candidates."""
        for name in self._name_hints.names_of_items(fact.name, descriptions):
            self._facts.models[items].name_candidates.add(
                NameCandidate(NameSource.PROSE, name, model.name)
            )


def selected_columns(
    facts: Facts, model: ModelFacts, fact: PropertyFacts, _votes: Votes
) -> Decision | None:
    """A property that holds the items of an answer in pages, where the layout names a query
    parameter that selects their properties: each item is a map.
    """
    names = facts.paging
    if not names.select or fact.name != names.items:
        return None
    if not any(key.endswith(names.next_link) for key in model.keys):
        return None
    if not fact.shape.items or not fact.shape.items.members:
        return None
    because = f"the items of an answer in pages hold what {names.select} asks for"
    places = [cell.source for cell in fact.cells]
    row = with_provenance(Map(values=Unknown()), Rule.selected_columns, because, places)
    return Decision(Array(items=row), Rule.selected_columns, because)


def own_rows(
    facts: Facts, _model: ModelFacts, fact: PropertyFacts, _votes: Votes
) -> Decision | None:
    """What the property's own table rows write, if they write a type."""
    written = _type_of_own_rows(facts, fact)
    if isinstance(written, Unknown):
        return None
    return Decision(written, Rule.own_rows, "its own rows say so")


def row_agreement(
    facts: Facts, _model: ModelFacts, fact: PropertyFacts, votes: Votes
) -> Decision | None:
    """What the rows of other models write for a property of that name, if most agree."""
    typed = sum(n for s, n in votes.items() if not isinstance(s, Unknown))
    for schema, count in votes.items():
        agreed = not isinstance(schema, Unknown) and count >= AGREEMENT * typed
        if agreed and _is_credible(facts, schema, fact) and allows(schema, fact.shape.value_kinds):
            because = f"{count} of {typed} table rows that type a property of that name agree"
            return inferred(schema, Rule.row_agreement, because, _first_rows(fact))
    return None


def model_with_its_name(
    facts: Facts, _model: ModelFacts, fact: PropertyFacts, votes: Votes
) -> Decision | None:
    """The model that has the same name as the property, if nothing contradicts it."""
    own = Reference(name=fact.name)
    model = facts.models.get(fact.name)
    if fact.shape.members and model and model.documented:
        return None  # The samples show which model it is, by the members of the object.
    is_model = own in votes or bool(model and model.documented)
    if not (is_model and allows(own, fact.shape.value_kinds) and _is_credible(facts, own, fact)):
        return None
    because = f"it bears the name of the model {fact.name}"
    return inferred(own, Rule.model_with_its_name, because, _first_rows(fact))


def undecided(
    facts: Facts, _model: ModelFacts, fact: PropertyFacts, _votes: Votes
) -> Decision | None:
    """An unknown type, with what its rows write in place of a type: no other rule decides."""
    written = _type_of_own_rows(facts, fact)
    return Decision(written, Rule.undecided, UNDECIDED.because)


RULES: tuple[PropertyRule, ...] = (
    selected_columns,
    own_rows,
    row_agreement,
    model_with_its_name,
    undecided,
)
"""The ranking of the rules: the first one that decides counts."""


def _first_decision(facts: Facts, model: ModelFacts, fact: PropertyFacts, votes: Votes) -> Decision:
    """The decision of the first rule in ``RULES`` that makes one."""
    for rule in RULES:
        if found := rule(facts, model, fact, votes):
            return found
    return UNDECIDED


def dates_by_description(fact: PropertyFacts) -> Decision:
    """An array whose name and description call its items points in time.

    Samples show any text there, so the type is marked as disputed.
    """
    because = "its name and its description say that its items are points in time"
    rule = Rule.dates_by_description
    return inferred(Array(items=DATE_TIME, disputed=True), rule, because, _first_rows(fact))


def _votes_by_name(facts: Facts) -> VotesByName:
    """How the rows of all models type the properties of each name."""
    votes: VotesByName = {}
    for model in facts.models.values():
        for fact in model.properties.values():
            if fact.votes:
                of_name = votes.setdefault(fact.name.lower(), {})
                for schema, count in fact.votes.items():
                    of_name[schema] = of_name.get(schema, 0) + count
    return votes


def _first_rows(fact: PropertyFacts) -> tuple[Source | None, ...]:
    """The places of the first three rows that list the property."""
    return tuple(cell.source for cell in fact.cells[:3])


def _type_of_own_rows(facts: Facts, fact: PropertyFacts) -> Schema:
    """The most specific credible type of the property's rows, then the most frequent one."""
    credible = [vote for vote in fact.votes.items() if _is_credible(facts, vote[0], fact)]
    if len(credible) == 1:
        return credible[0][0]
    if not credible:
        return Unknown()
    return min(
        credible,
        key=lambda vote: (
            -specificity(vote[0]),
            -vote[1],
            vote[0] != Reference(name=fact.name),
            vote[0].model_dump_json(),
        ),
    )[0]


def _is_credible(facts: Facts, schema: Schema, fact: PropertyFacts) -> bool:
    """Whether a type that a row writes may be right: any type but some references to models.

    A reference is not credible where the samples show an object with other members. Where they do
    not show enough, it is not credible if its model stands as an unreliable heading, unless the
    property has the model's name.
    """
    if not isinstance(schema, Reference):
        return True
    fitting = fits(facts, schema, fact.shape)
    if fitting is not None:
        return fitting
    return schema.name == fact.name or schema.name not in facts.unreliable_headings
