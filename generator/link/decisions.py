"""What linking decided, by which rule, and what the docs say for and against it.

A rule is a function that decides the schema of a body or a property, or the name of a model. It
returns a ``Decision``, which is stored on the fact it decides. Explanations, diagnostics and
``x-provenance`` print the stored decision and never judge again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, auto

from generator.model import Provenance, Schema, Source


class Rule(StrEnum):
    """Every function in ``generator.link`` that decides. A member is spelled as its function."""

    # Bodies
    no_content = auto()
    named_by_heading = auto()
    heading_type = auto()
    list_in_envelope = auto()
    table_of_known_model = auto()
    table_named_by_prose = auto()
    table_of_new_model = auto()
    named_type = auto()
    request_object = auto()
    list_of_arguments = auto()
    binary_body = auto()
    # Properties
    selected_columns = auto()
    own_rows = auto()
    row_agreement = auto()
    model_with_its_name = auto()
    dates_by_description = auto()
    fields_below = auto()
    # Bodies and properties, from samples
    date_time_in_samples = auto()
    scalar_in_samples = auto()
    array_in_samples = auto()
    empty_object_in_samples = auto()
    known_model_in_samples = auto()
    map_in_samples = auto()
    new_model_in_samples = auto()
    # Bodies and properties, from names and prose alone
    model_named_by_operation = auto()
    model_with_same_name = auto()
    agreement_of_same_name = auto()
    argument_of_same_operation = auto()
    plural_of_known_name = auto()
    example_in_description = auto()
    # Nothing tells
    undecided = auto()
    unknown_model = auto()
    # Parameters
    sent_as_text = auto()
    # Names of models
    name_in_docs = auto()
    best_candidate = auto()
    owner_and_candidate = auto()
    numbered_name = auto()

    @property
    def label(self) -> str:
        """The rule as it is printed: ``link/row_agreement``."""
        return f"link/{self}"


WEAK_RULES = frozenset(
    {
        Rule.model_named_by_operation,
        Rule.model_with_same_name,
        Rule.agreement_of_same_name,
        Rule.argument_of_same_operation,
        Rule.plural_of_known_name,
        Rule.example_in_description,
        Rule.dates_by_description,
    }
)
"""Rules that go by names and prose alone. Diagnostic DOC307 reports what they decide."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement about a body, a property or a name, and how many places make it."""

    statement: str
    """For example ``table cell `TableRight```."""
    supports: bool
    """True if it agrees with the decision, False if it contradicts it."""
    count: int
    """The number of places that make the statement."""
    sources: tuple[Source, ...] = ()
    """The first three of those places, ordered by file, line and column."""
    reported_as: str = ""
    """The diagnostic code that reports it, for a statement that contradicts the decision."""
    sample_kind: str = ""
    """For what samples show: the kind of value, as in ``generator.docs.shapes.Shape.kinds``."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, and why."""

    schema: Schema | None
    """The decided schema; None for a body that does not exist. For a name, a reference to it."""
    rule: Rule
    """The function that decided."""
    because: str
    """What the rule went by, as a clause: ``the samples show it``."""
    evidence: tuple[Evidence, ...] = ()
    """What the docs say for and against it. Collected only for ``Linked.decisions``: which
    statements contradict the decision is stored on the facts (see ``weigh_evidence``).
    """


def with_provenance(
    schema: Schema,
    rule: Rule,
    because: str,
    sources: Iterable[Source | None],
) -> Schema:
    """``schema`` with what ``x-provenance`` prints: the rule and its first three places."""
    places: list[Source] = []
    for source in sources:
        if source and source not in places:
            places.append(source)
            if len(places) == 3:
                break
    provenance = Provenance(rule=rule.label, because=because, sources=tuple(places))
    return schema.model_copy(update={"provenance": provenance})


def inferred(
    schema: Schema, rule: Rule, because: str, sources: Iterable[Source | None]
) -> Decision:
    """A decision for a type that the place itself does not write, with its provenance."""
    return Decision(with_provenance(schema, rule, because, sources), rule, because)


def evidence(
    statement: str,
    supports: bool,
    sources: Iterable[Source | None],
    reported_as: str = "",
    sample_kind: str = "",
) -> Evidence:
    """One statement with the number of its places and the first three of them."""
    places = sorted(
        (source for source in sources if source),
        key=lambda source: (source.file, source.line, source.column),
    )
    reported_as = "" if supports else reported_as
    return Evidence(statement, supports, len(places), tuple(places[:3]), reported_as, sample_kind)
