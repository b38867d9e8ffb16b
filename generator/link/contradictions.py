"""What pages say against a decision, and decisions that rest on little: for the docs' writers."""

from generator.docs.type_cells import parse_type, write_type
from generator.link.evidence import agrees
from generator.link.facts import BodyFacts, Facts, ModelFacts, PropertyFacts
from generator.link.no_content import STATUSES
from generator.link.type_fit import allows
from generator.model import Array, Map, Reference, Response, Schema, Unknown

WEAK = frozenset({"link/namesakes", "link/described"})
"""Rules that go by names and prose alone."""


def report_contradictions(facts: Facts) -> None:
    """Report every heading, table cell and sample that the decision contradicts, where it
    stands and with what it should say, and every type that was found by a weak rule.
    """
    for body in facts.bodies:
        if isinstance(body.body, Response):
            _heading(facts, body, body.body)
        elif body.schema:
            _weak(facts, body.schema, body)
    for model in facts.models.values():
        for fact in model.properties.values():
            _cells(facts, model, fact)
            _samples(facts, model, fact)


def _heading(facts: Facts, body: BodyFacts, response: Response) -> None:
    written = parse_type(response.heading) if response.heading else None
    if written is None or isinstance(written, Unknown):
        return
    if response.status in STATUSES:
        expected, done = f"no type, as a {response.status} has no body", "kept the status"
    elif body.schema is None or agrees(written, body.schema):
        return
    else:
        expected = write_type(body.schema)
        source = "table" if response.table else "sample"
        done = f"took the {source}'s"
    facts.report("DOC204", body.heading_source, response.heading, expected, done)


def _cells(facts: Facts, model: ModelFacts, fact: PropertyFacts) -> None:
    if isinstance(fact.schema, Unknown):
        return
    provenance = fact.schema.provenance
    for schema in fact.votes:
        weak = provenance and provenance.rule in WEAK and isinstance(schema, Unknown)
        if not weak and agrees(schema, fact.schema):
            continue
        place = f"{model.name}.{fact.name}"
        expected = write_type(fact.schema)
        for cell in fact.cells:
            if cell.source and cell.schema_ == schema and weak and provenance:
                facts.report("DOC307", cell.source, place, expected, provenance.because)
                break
            if cell.source and cell.schema_ == schema:
                found = f"`{write_type(schema)}` for {place}"
                facts.report("DOC305", cell.source, found, expected, _because(facts, fact, schema))


def _because(facts: Facts, fact: PropertyFacts, refuted: Schema) -> str:
    if isinstance(refuted, Reference) and refuted.name in facts.unreliable_headings:
        return f"{refuted.name} stands over many bodies that it has nothing to do with"
    provenance = fact.schema.provenance or _inner(fact.schema).provenance
    if provenance:
        return provenance.because
    supporting = sum(
        count
        for schema, count in fact.votes.items()
        if not isinstance(schema, Unknown) and agrees(schema, fact.schema)
    )
    return f"{supporting} other rows say so"


def _inner(schema: Schema) -> Schema:
    match schema:
        case Array(items=inner) | Map(values=inner):
            return inner
    return schema


def _samples(facts: Facts, model: ModelFacts, fact: PropertyFacts) -> None:
    """A kind of value that the type does not allow, at the first sample that shows it."""
    for kind, source in sorted(fact.shape.kinds.items()):
        if kind != "null" and not allows(fact.schema, {kind}):
            found = f"{kind} for {model.name}.{fact.name}"
            facts.report("DOC306", source, found, write_type(fact.schema))


def _weak(facts: Facts, schema: Schema, body: BodyFacts) -> None:
    provenance = schema.provenance
    if provenance and provenance.rule in WEAK:
        name = getattr(body.body, "name", "") or body.operation.operation_id
        expected = f"a table or a sample of {name}"
        done = f"took {write_type(schema)}: {provenance.because}"
        facts.report("DOC307", body.body.source, f"the body of {name}", expected, done)
