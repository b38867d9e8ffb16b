"""The table of all decisions with their evidence, from which they are explained.

It is made from the facts once linking is done, is serialisable as JSON, and needs no facts
afterwards. Nothing is judged here: which rule decided and what contradicts it stands on the facts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.docs.type_cells import write_type
from generator.link.decisions import Decision, Evidence, Rule, evidence
from generator.link.facts import BodyFacts, Facts, ModelFacts, PropertyFacts
from generator.link.name_candidates import NameSource
from generator.model import Array, Map, Node, Property, Response, Sample, Schema, Source, Unknown


@dataclass(frozen=True, slots=True)
class Address:
    """What a decision is about.

    ``Address(schema="Room", field="Lamp")`` is a property, ``Address(schema="Room")`` the name of
    a model, ``Address(operation="v1LampAgent_Get", field="response 200")`` a body. Other fields of
    an operation are ``request body`` and, for parameters, ``query $select``.
    """

    operation: str = ""
    """An operation id; empty for what belongs to a schema."""
    schema: str = ""
    """The name of a schema; empty for what belongs to an operation."""
    field: str = ""
    """The part of the operation, or the property of the schema; empty for the schema itself."""

    def __str__(self) -> str:
        if self.schema:
            return f"{self.schema}.{self.field}" if self.field else self.schema
        return f"{self.operation} {self.field}"


class OperationEntry(Node):
    """What explanations need of an operation."""

    operation_id: str
    request_line: str
    """Method and path: ``GET /v1/Lamp/{id}``."""
    samples: tuple[Sample, ...] = ()
    """Those whose bodies linking could read."""


class DecisionTable(Node):
    """Every decision by its address. JSON-serialisable as any node of the model."""

    operations: tuple[OperationEntry, ...]
    """Sorted by id."""
    rows: tuple[tuple[Address, Decision], ...]
    """First the bodies and parameters by operation; then each model followed by its properties."""


def collect_decisions(facts: Facts) -> DecisionTable:
    """Every decision, with all evidence for it and against it."""
    read: dict[str, set[str]] = {}
    for body in facts.bodies:
        if body.shape.kinds:
            kind = "request" if body.is_request else "response"
            read.setdefault(body.operation.operation_id, set()).add(kind)
    return DecisionTable(
        operations=tuple(
            OperationEntry(
                operation_id=operation.operation_id,
                request_line=f"{operation.method} {operation.path}",
                samples=tuple(
                    sample
                    for sample in operation.samples
                    if sample.kind in read.get(operation.operation_id, ())
                ),
            )
            for operation in facts.operations
        ),
        rows=tuple(_rows(facts)),
    )


def _rows(facts: Facts) -> Iterator[tuple[Address, Decision]]:
    """Every address with its decision, in the order of ``DecisionTable.rows``."""
    for body in facts.bodies:
        if body.decision:
            address = Address(operation=body.operation.operation_id, field=body.field)
            yield address, _with_evidence(body.decision, _body_evidence(body))
    for (operation, location, name), decision in facts.parameter_decisions.items():
        yield Address(operation=operation, field=f"{location} {name}"), decision
    rows = _rows_by_name(facts)
    for model in facts.models.values():
        if model.naming:
            naming = replace(model.naming, because=_model_summary(model))
            yield Address(schema=model.name), _with_evidence(naming, _model_evidence(model))
        for fact in model.properties.values():
            found = [*_property_evidence(fact), *_grounds(facts, rows, fact)]
            yield Address(schema=model.name, field=fact.name), _with_evidence(fact.decision, found)
    for name, decision in facts.unknown_model_decisions.items():
        yield Address(schema=name), decision


def _with_evidence(decision: Decision, found: Iterable[Evidence]) -> Decision:
    """The decision with evidence: first what supports it, then what contradicts it.

    Where neither cells, headings nor samples support it, ``because`` of the decision does.
    """
    ordered = sorted(found, key=lambda e: not e.supports)
    if not any(e.supports for e in ordered) and decision.rule != Rule.undecided:
        places = _provenance_sources(decision.schema)
        ordered.insert(0, evidence(decision.because, True, places))
    return replace(decision, evidence=tuple(ordered))


def _provenance_sources(schema: Schema | None) -> tuple[Source, ...]:
    """The places of the outermost provenance in a schema: ``array`` may be written in a table and
    the type of its items inferred.
    """
    match schema:
        case None:
            return ()
        case _ if schema.provenance:
            return schema.provenance.sources
        case Array(items=inner) | Map(values=inner):
            return _provenance_sources(inner)
    return ()


def _body_evidence(body: BodyFacts) -> Iterator[Evidence]:
    """Status and heading of a response, and the table and the samples of any body."""
    if isinstance(body.body, Response):
        if body.decision and body.decision.rule == Rule.no_content:
            yield evidence(f"status {body.body.status}", True, [body.body.source])
        if body.heading:
            supports, statement = not body.heading_contradicts, f"heading `{body.heading}`"
            yield evidence(statement, supports, [body.heading_source], "DOC204")
    if rows := body.body.table:
        names = ", ".join(row.name for row in rows[:3]) + (", …" if len(rows) > 3 else "")
        yield evidence(f"table of {names}", body.schema is not None, [rows[0].source])
    for kind, source in body.shape.kinds.items():
        if kind != "null":
            supports = kind not in body.contradicting_kinds
            yield evidence(f"sample {kind}", supports, [source], sample_kind=kind)


def _property_evidence(fact: PropertyFacts) -> Iterator[Evidence]:
    """The table cells of a property, each type once, and the kinds that samples show."""
    reported_as = "" if isinstance(fact.schema, Unknown) else "DOC305"
    for schema, sources in _places_by_type(fact.cells):
        supports = schema not in fact.contradicting_types
        yield evidence(f"table cell `{write_type(schema)}`", supports, sources, reported_as)
    for kind, source in fact.shape.kinds.items():
        if kind != "null":
            supports = kind not in fact.contradicting_kinds
            yield evidence(f"sample {kind}", supports, [source], "DOC306", kind)


def _places_by_type(cells: Iterable[Property]) -> list[tuple[Schema, list[Source | None]]]:
    """The places that write each type, the most frequent first. Blank cells write none."""
    places: dict[Schema, list[Source | None]] = {}
    for cell in cells:
        if not isinstance(cell.schema_, Unknown) or cell.schema_.written:
            places.setdefault(cell.schema_, []).append(cell.source)
    return sorted(places.items(), key=lambda item: -len(item[1]))


Rows = dict[str, list[PropertyFacts]]
"""All properties by their name in lower case."""


def _rows_by_name(facts: Facts) -> Rows:
    """The properties of all models, grouped by name."""
    found: Rows = {}
    for model in facts.models.values():
        for fact in model.properties.values():
            found.setdefault(fact.name.lower(), []).append(fact)
    return found


def _grounds(facts: Facts, rows: Rows, fact: PropertyFacts) -> Iterator[Evidence]:
    """The evidence of a rule that is not among the property's own cells and samples."""
    match fact.decision.rule:
        case Rule.row_agreement:
            yield from _cells_of_others(rows, fact)
        case Rule.model_with_its_name | Rule.model_with_same_name:
            name = write_type(fact.schema)
            model = facts.models.get(name)
            if model and model.sources:
                kind = "table" if model.documented else "sample"
                yield evidence(f"{kind} of the model `{name}`", True, model.sources)
            yield from _cells_of_others(rows, fact)


def _cells_of_others(rows: Rows, fact: PropertyFacts) -> Iterator[Evidence]:
    """The cells of the properties of the same name that other models have.

    ``agrees`` was not asked about them: a cell supports the decision if it writes that very type.
    """
    others = [other for other in rows[fact.name.lower()] if other is not fact]
    cells = [cell for other in others for cell in other.cells]
    decided = write_type(fact.schema)
    for schema, sources in _places_by_type(cells):
        written = write_type(schema)
        yield evidence(f"table cell `{written}` of other models", written == decided, sources)


def _model_summary(model: ModelFacts) -> str:
    """How a model got its name, and what it was made from."""
    because = model.naming.because if model.naming else ""
    kind = "tables" if model.documented else "samples"
    return f"{because}; {len(model.properties)} properties, from {len(model.sources)} {kind}"


def _model_evidence(model: ModelFacts) -> Iterator[Evidence]:
    """The tables or samples of a model, and the candidates for its name with who gave them."""
    kind = "tables" if model.documented else "samples"
    yield evidence(f"{kind} of its properties", True, model.sources)
    if model.wraps_arguments:
        return
    owners: dict[tuple[NameSource, str], list[str]] = {}
    for candidate in sorted(model.name_candidates):
        owners.setdefault((candidate.rank, candidate.name), []).append(candidate.owner)
    chosen = model.chosen_candidate or model.name
    for (rank, name), found in owners.items():
        statement = f"called `{name}` by the {rank.name.lower()} of {', '.join(found[:3])}"
        yield Evidence(statement, name == chosen, len(found))
