"""Properties of a request that its samples show, and its fields leave out."""

from generator.docs.shapes import Shape
from generator.model import Operation, Property, Unknown


def add_shown_fields(operation: Operation, sent: Shape) -> Operation:
    """The operation with a property for each member of a sample that its request body has no field
    for. At least half of the members must have one: any other sample is that of something else.

    A member whose name differs from a field's in case alone is that field, and one with the name of
    a part of the path is that part.
    """
    body = operation.request_body
    if body is None or not body.table:
        return operation
    members = (sent.items.members if sent.items else {}) if body.type == "array" else sent.members
    known = {row.name.lower() for row in body.table}
    missing = [name for name in members if name.lower() not in known]
    if len(missing) * 2 > len(members):
        return operation
    in_path = {p.name.lower() for p in operation.parameters if p.location == "path"}
    shown = tuple(
        Property(name=name, schema=Unknown(), source=next(iter(members[name].kinds.values())))
        for name in missing
        if name.lower() not in in_path
    )
    table = (*body.table, *shown)
    return operation.model_copy(update={"request_body": body.model_copy(update={"table": table})})
