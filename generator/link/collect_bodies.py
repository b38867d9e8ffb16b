"""What there is to settle: every body, and every name that stands in the place of a type."""

from generator.docs.shapes import Shape
from generator.link.facts import BodyFacts, Facts


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
    facts.mentioned |= {name for page in facts.pages for name in page.mentions}
