"""Diagnostics about decisions: what contradicts them, and which rest on little.

Reads what ``weigh_evidence`` stored and prints it, each contradiction where it stands and with what
it should say: DOC204 for headings, DOC305 for table cells, DOC306 for samples. DOC307 marks the
types that a weak rule decided.
"""

from generator.docs.type_cells import write_type
from generator.link.decisions import WEAK_RULES, Rule
from generator.link.facts import BodyFacts, Facts, ModelFacts, PropertyFacts
from generator.model import Reference, Response, Schema, Unknown


def report_contradictions(facts: Facts) -> None:
    """Report every contradiction, and every type that a weak rule decided."""
    for body in facts.bodies:
        if isinstance(body.body, Response):
            _report_heading(facts, body, body.body)
        _report_weak_body(facts, body)
    for model in facts.models.values():
        for fact in model.properties.values():
            _report_weak_property(facts, model, fact)
            _report_cells(facts, model, fact)
            _report_samples(facts, model, fact)


def _report_heading(facts: Facts, body: BodyFacts, response: Response) -> None:
    """DOC204, where the heading names another type than the decided one."""
    if not body.heading_contradicts or not body.decision:
        return
    if body.decision.rule == Rule.no_content:
        expected, done = f"no type, as a {response.status} has no body", "kept the status"
    else:
        expected = write_type(body.schema)
        done = "took the table's" if response.table else "took the sample's"
    facts.report("DOC204", body.heading_source, response.heading, expected, done)


def _report_weak_body(facts: Facts, body: BodyFacts) -> None:
    """DOC307, at the body."""
    if body.decision and body.decision.rule in WEAK_RULES:
        name = getattr(body.body, "name", "") or body.operation.operation_id
        expected = f"a table or a sample of {name}"
        done = f"took {write_type(body.schema)}: {body.decision.because}"
        what = "body" if body.is_request else "answer"
        facts.report("DOC307", body.body.source, f"the {what} of {name}", expected, done)


def _report_weak_property(facts: Facts, model: ModelFacts, fact: PropertyFacts) -> None:
    """DOC307, at the first row for each way to write no type."""
    if fact.decision.rule not in WEAK_RULES:
        return
    for schema in fact.votes:
        if isinstance(schema, Unknown):
            row = next((c for c in fact.cells if c.source and c.schema_ == schema), None)
            if row and row.source:
                place, expected = f"{model.name}.{fact.name}", write_type(fact.schema)
                facts.report("DOC307", row.source, place, expected, fact.decision.because)


def _report_cells(facts: Facts, model: ModelFacts, fact: PropertyFacts) -> None:
    """DOC305, at every row that writes a contradicting type. An unknown type corrects no row."""
    if isinstance(fact.schema, Unknown):
        return
    for schema in fact.contradicting_types:
        expected = write_type(fact.schema)
        found = f"`{write_type(schema)}` for {model.name}.{fact.name}"
        because = _because(facts, fact, schema)
        for row in fact.cells:
            if row.source and row.schema_ == schema:
                facts.report("DOC305", row.source, found, expected, because)


def _because(facts: Facts, fact: PropertyFacts, contradicting: Schema) -> str:
    """Why a row is wrong: its model's name is unreliable, or else what the decision rests on."""
    if isinstance(contradicting, Reference) and contradicting.name in facts.unreliable_headings:
        return f"{contradicting.name} stands over many bodies that it has nothing to do with"
    if fact.decision.rule != Rule.own_rows:
        return fact.decision.because
    supporting = sum(
        count
        for schema, count in fact.votes.items()
        if not isinstance(schema, Unknown) and schema not in fact.contradicting_types
    )
    return f"{supporting} other rows say so"


def _report_samples(facts: Facts, model: ModelFacts, fact: PropertyFacts) -> None:
    """DOC306, at the first sample that shows a kind of value which the type does not allow."""
    for kind in fact.contradicting_kinds:
        found = f"{kind} for {model.name}.{fact.name}"
        facts.report("DOC306", fact.shape.kinds[kind], found, write_type(fact.schema))
