"""What there is to settle: every body, and every name that stands in the place of a type."""

from generator.docs.shapes import Shape
from generator.docs.types import parse_type
from generator.link.facts import BodyFacts, Facts
from generator.model import Response, Scalar, references


def collect_bodies(facts: Facts) -> None:
    """One entry for every request body and success response, with the shape of its samples."""
    for operation in facts.operations:
        sent, received = facts.shapes.get(operation.operation_id, (Shape(), Shape()))
        if operation.request_body:
            facts.bodies.append(BodyFacts(operation, operation.request_body, sent))
        success = next((r for r in operation.responses if r.status.startswith("2")), None)
        if success:
            facts.bodies.append(BodyFacts(operation, success, received))


def collect_mentions(facts: Facts) -> None:
    """Names that pages write in the place of a type: no other object may take one."""
    for body in facts.bodies:
        if isinstance(body.body, Response) and (written := parse_type(body.body.heading)):
            facts.mentioned.update(references(written))
        for row in body.body.table:
            if not isinstance(row.schema_, Scalar):
                facts.mentioned.update(references(row.schema_))
