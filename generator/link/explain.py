"""The whole story of one decision: what it is, which rule decided, what speaks for and against."""

from difflib import get_close_matches

from generator.docs.type_cells import write_type
from generator.link.evidence import (
    Evidence,
    body_table_evidence,
    evidence,
    heading_evidence,
    sample_evidence,
    table_evidence,
)
from generator.link.facts import Facts, ModelFacts, PropertyFacts
from generator.link.name_candidates import NameSource
from generator.link.sample_values import sample_values_of_body, sample_values_of_property
from generator.model import Array, Map, Node, Operation, Provenance, Schema, Unknown

WRITTEN = Provenance(rule="link/written", because="its own tables or heading say so")
UNTOLD = Provenance(rule="link/unknowns", because="no table, sample or namesake tells")
NO_CONTENT = Provenance(rule="link/no_content", because="the status allows no body")


class Decision(Node):
    """The type of one place, and what it rests on."""

    place: str
    """``ContactEntity.Associate``, or the body of an operation."""
    type: str
    """As a type cell would say it."""
    decided_by: str
    """The rule, for example ``link/agreement``."""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()


class Explanation(Node):
    """What was asked for: a property, a model with its properties, or an operation's bodies."""

    subject: str
    kind: str
    """``property``, ``model`` or ``operation``."""
    summary: str = ""
    evidence: tuple[Evidence, ...] = ()
    """Of a model: where it is defined or mentioned."""
    decisions: tuple[Decision, ...] = ()


class NotFoundError(LookupError):
    """Nothing bears that name; the message names the nearest ones."""


def explain(facts: Facts, subject: str) -> Explanation:
    """Explain a property (``Model.Property``), a model, or an operation (its id, or what
    stands after the underscore). Casing does not matter.

    Raises NotFoundError.
    """
    wanted = subject.lower()
    for name, model in sorted(facts.models.items()):
        if name.lower() == wanted:
            return _model(facts, model)
        if wanted.startswith(f"{name.lower()}."):
            for fact in model.properties.values():
                if fact.name.lower() == wanted[len(name) + 1 :]:
                    decision = _property(facts, model, fact)
                    return Explanation(
                        subject=decision.place, kind="property", decisions=(decision,)
                    )
    for name in facts.named:
        if name.lower() == wanted:
            return _mentioned(facts, name)
    found = [operation for operation in facts.operations if wanted in _ids(operation)]
    if len(found) == 1:
        return _operation(facts, found[0])
    if found:
        ids = ", ".join(operation.operation_id for operation in found)
        raise NotFoundError(f"{subject}: there are {ids}")
    raise NotFoundError(f"{subject}: no such property, model or operation{_nearest(facts, wanted)}")


def _ids(operation: Operation) -> tuple[str, str]:
    operation_id = operation.operation_id.lower()
    return operation_id, operation_id.partition("_")[2]


def _nearest(facts: Facts, wanted: str) -> str:
    names = {name.lower(): name for name in (*facts.models, *facts.named)}
    names |= {op.operation_id.lower(): op.operation_id for op in facts.operations}
    model, dot, _ = wanted.partition(".")
    if dot and model in names and names[model] in facts.models:
        owner = facts.models[names[model]]
        names = {f"{model}.{name.lower()}": f"{owner.name}.{name}" for name in owner.properties}
    near = [names[name] for name in get_close_matches(wanted, names, n=3)]
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _property(facts: Facts, model: ModelFacts, fact: PropertyFacts) -> Decision:
    shown = sample_values_of_property(facts, model.name, fact.name)
    found = [*table_evidence(fact), *sample_evidence(shown, fact.schema)]
    if fact.schema.provenance and fact.schema.provenance.rule == "link/agreement":
        found += [
            e.model_copy(update={"statement": f"{e.statement} of other models"})
            for e in table_evidence(_namesakes(facts, fact))
        ]
    return _decision(f"{model.name}.{fact.name}", fact.schema, found)


def _namesakes(facts: Facts, fact: PropertyFacts) -> PropertyFacts:
    """The properties of that name that other models have, with this one's decision."""
    cells = [
        cell
        for model in facts.models.values()
        for other in model.properties.values()
        if other is not fact and other.name.lower() == fact.name.lower()
        for cell in other.cells
    ]
    return PropertyFacts(fact.name, cells, schema=fact.schema)


def _decision(place: str, schema: Schema | None, found: list[Evidence]) -> Decision:
    provenance = _provenance(schema) or WRITTEN
    if schema is None:
        provenance = NO_CONTENT
    elif isinstance(schema, Unknown):
        provenance = UNTOLD
    elif provenance is not WRITTEN and not found:
        found = [evidence(provenance.because, True, provenance.sources)]
    return Decision(
        place=place,
        type=write_type(schema),
        decided_by=provenance.rule,
        because=provenance.because,
        evidence=tuple(sorted(found, key=lambda e: not e.supports)),
    )


def _provenance(schema: Schema | None) -> Provenance | None:
    """The outermost one that there is: an ``array`` is written, its items were found."""
    while schema:
        if schema.provenance:
            return schema.provenance
        match schema:
            case Array(items=inner) | Map(values=inner):
                schema = inner
            case _:
                return None
    return None


def _model(facts: Facts, model: ModelFacts) -> Explanation:
    tables = [source for source in model.sources if source]
    name = "named by the docs" if model.is_named else "named here, as no page names it"
    kind = "tables" if model.documented else "samples"
    return Explanation(
        subject=model.name,
        kind="model",
        summary=f"{name}; {len(model.properties)} properties, from {len(tables)} {kind}",
        evidence=tuple(
            sorted(
                [evidence(f"{kind} of its properties", True, tables), *_names(model)],
                key=lambda found: not found.supports,
            )
        ),
        decisions=tuple(
            _decision(f"{model.name}.{fact.name}", fact.schema, table_evidence(fact))
            for fact in model.properties.values()
        ),
    )


def _names(model: ModelFacts) -> list[Evidence]:
    """What a model that no page heads might be called, and by whom."""
    owners: dict[tuple[NameSource, str], list[str]] = {}
    for candidate in sorted(model.name_candidates):
        owners.setdefault((candidate.rank, candidate.name), []).append(candidate.owner)
    return [
        Evidence(
            statement=f"called `{name}` by the {rank.name.lower()} of {', '.join(found[:3])}",
            supports=model.name.endswith(name),
            count=len(found),
            sources=(),
        )
        for (rank, name), found in owners.items()
        if not model.wraps_arguments
    ]


def _mentioned(facts: Facts, name: str) -> Explanation:
    return Explanation(
        subject=name,
        kind="model",
        summary="mentioned, explained nowhere: no page has a table of it",
        evidence=(evidence("mention", True, facts.named[name].sources),),
    )


def _operation(facts: Facts, operation: Operation) -> Explanation:
    decisions = []
    for body in facts.bodies:
        if body.operation.operation_id == operation.operation_id:
            found = [
                *heading_evidence(body),
                *body_table_evidence(body),
                *sample_evidence(sample_values_of_body(body), body.schema),
            ]
            status = getattr(body.body, "status", "")
            place = f"response {status}" if status else "request body"
            decisions.append(_decision(place, body.schema, found))
    return Explanation(
        subject=operation.operation_id,
        kind="operation",
        summary=f"{operation.method} {operation.path}",
        decisions=tuple(decisions),
    )
