"""Operations that give their result page by page."""

from typing import NamedTuple

from generator.model import Api, Array, Object, Operation, Reference, Schema


class Paging(NamedTuple):
    """How the pages of a result hang together."""

    schema: str
    """The schema of a page."""
    items: str
    """The property that holds the items."""
    link: str
    """The property that holds the address of the next page."""
    item: Schema


def paging(operation: Operation, api: Api) -> Paging | None:
    """How a GET is paged, by OData's rule (JSON Format 4.01, 4.6.5 and 14): a next link beside
    the list called ``value``. None where it is not.
    """
    answer = next((r for r in operation.responses if r.status.startswith("2")), None)
    if operation.method != "GET" or not answer or not isinstance(answer.schema_, Reference):
        return None
    name = answer.schema_.name
    schema = next((s.schema_ for s in api.schemas if s.name == name), None)
    properties = schema.properties if isinstance(schema, Object) else ()
    link = next((p for p in properties if p.name.lower().endswith("odata.nextlink")), None)
    items = next((p for p in properties if p.name == "value"), None)
    if not link or not items or not isinstance(items.schema_, Array):
        return None
    return Paging(name, items.name, link.name, items.schema_.items)
