"""Collects what later passes decide: every body, and every name that stands in place of a type.

Reads the operations and the shapes of their samples. Adds a ``BodyFacts`` for each request body,
each success response, and each other response of which a page tells or shows the type; no schema is
decided yet.
"""

from generator.docs.page import SampleShapes
from generator.docs.type_cells import NOTHING
from generator.link.facts import BodyFacts, Facts


def collect_bodies(facts: Facts) -> None:
    """Add one entry for every request body, for the first 2xx response of an operation, and for
    its other responses that have a type, a table, or a sample with their status.
    """
    for operation in facts.operations:
        shown = facts.shapes.get(operation.operation_id, SampleShapes())
        if operation.request_body:
            facts.bodies.append(BodyFacts(operation, operation.request_body, shown.sent))
        success = next((r for r in operation.responses if r.status.startswith("2")), None)
        if success and success.heading != NOTHING:
            facts.bodies.append(BodyFacts(operation, success, shown.received))
        for response in operation.responses:
            shape = shown.error(response.status)
            is_told = response.table or response.heading or shape.value_kinds
            if response is not success and response.heading != NOTHING and is_told:
                facts.bodies.append(BodyFacts(operation, response, shape))


def collect_mentions(facts: Facts) -> None:
    """Collect the names that pages write where a type should be.

    No model that has to be named here may take one of them.
    """
    facts.mentioned |= {name for page in facts.pages for name in page.mentions}
