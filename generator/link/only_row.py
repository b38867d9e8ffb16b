"""Responses whose table has a single row for each item of a list.

Reads the tables of responses and what their samples show. Some pages describe a list of objects by
a table of one row, which has the title of the object in the place of a name, and the properties of
the object below it.

Before: the table has ``Lamp`` of type object with ``id`` in it, and the sample is ``[{"id": 1}]``.
After: the response is a list of objects with ``id``.
"""

from generator.docs.page import SampleShapes
from generator.docs.shapes import Shape
from generator.link.facts import Facts
from generator.model import Object, Operation, Response


def only_row(facts: Facts) -> None:
    """Put the properties of such a row in its place."""
    facts.operations = [
        _operation(operation, facts.shapes.get(operation.operation_id, SampleShapes()).received)
        for operation in facts.operations
    ]


def _operation(operation: Operation, shown: Shape) -> Operation:
    if not shown.items:
        return operation
    known = shown.members.keys()  # Of answers that are errors.
    responses = tuple(
        _response(response, shown.items)
        if len(response.table) == 1 and response.table[0].name not in known
        else response
        for response in operation.responses
    )
    return operation.model_copy(update={"responses": responses})


def _response(response: Response, item: Shape) -> Response:
    if not response.status.startswith("2"):
        return response
    row = response.table[0]
    if not isinstance(row.schema_, Object) or row.name in item.members:
        return response
    inside = row.schema_.properties
    if not {one.name for one in inside} & item.members.keys():
        return response
    return response.model_copy(update={"heading": response.heading or "array", "table": inside})
