"""Which operations give their result page by page."""

from collections.abc import Mapping

from generator.docs.page import PagingNames
from generator.link.facts import Facts
from generator.model import Array, Object, Operation, Paging, Property, Reference, Schema


def paging(facts: Facts) -> None:
    """Set ``Operation.paging`` of each GET whose success has a list of items beside the URL of the
    next page.

    The layout names those properties (``[paging]``). A GET with a body is none: what the body of a
    request for the next page would be is defined nowhere (RFC 9110, 9.3.1).
    """
    if not facts.paging.items:
        return
    schemas = {named.name: named.schema_ for named in facts.api.schemas}
    operations = [
        operation.model_copy(update={"paging": found})
        if (found := _paging_of(operation, schemas, facts.paging))
        else operation
        for operation in facts.api.operations
    ]
    facts.api = facts.api.model_copy(update={"operations": tuple(operations)})


def _paging_of(
    operation: Operation, schemas: Mapping[str, Schema], names: PagingNames
) -> Paging | None:
    success = next((r for r in operation.responses if r.status.startswith("2")), None)
    if operation.method != "GET" or operation.request_body or not success:
        return None
    if not isinstance(success.schema_, Reference):
        return None
    page = schemas.get(success.schema_.name)
    properties: tuple[Property, ...] = page.properties if isinstance(page, Object) else ()
    link = next((p for p in properties if p.name.lower().endswith(names.next_link)), None)
    items = next((p for p in properties if p.name == names.items), None)
    if not link or not items or not isinstance(items.schema_, Array):
        return None
    return Paging(
        page=success.schema_.name, items=items.name, link=link.name, item=items.schema_.items
    )
