"""Collects what later passes decide: every body, and every name that stands in place of a type.

Reads the operations and the shapes of their samples. Adds a ``BodyFacts`` for each request body,
each success response, and each other response of which a page tells the type; no schema is decided
yet.
"""

from generator.docs.shapes import Shape
from generator.docs.type_cells import NOTHING
from generator.link.facts import BodyFacts, Facts


def collect_bodies(facts: Facts) -> None:
    """Add one entry for every request body, for the first 2xx response of an operation, and for
    its other responses that have a type or a table. What samples show is of the first one.
    """
    for operation in facts.operations:
        sent, received = facts.shapes.get(operation.operation_id, (Shape(), Shape()))
        if operation.request_body:
            facts.bodies.append(BodyFacts(operation, operation.request_body, sent))
        success = next((r for r in operation.responses if r.status.startswith("2")), None)
        if success and success.heading != NOTHING:
            facts.bodies.append(BodyFacts(operation, success, received))
        facts.bodies += [
            BodyFacts(operation, response)
            for response in operation.responses
            if response is not success and (response.table or response.heading not in ("", NOTHING))
        ]


def collect_mentions(facts: Facts) -> None:
    """Collect the names that pages write where a type should be.

    No model that has to be named here may take one of them.
    """
    facts.mentioned |= {name for page in facts.pages for name in page.mentions}
