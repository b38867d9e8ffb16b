"""Which operations give their result page by page."""

from collections.abc import Iterable, Iterator, Mapping

from generator.docs.page import NumberedNames, PagingNames
from generator.link.facts import Facts
from generator.model import (
    Array,
    Object,
    Operation,
    Paging,
    Property,
    Reference,
    Response,
    Scalar,
    Schema,
)


def paging(facts: Facts) -> None:
    """Set ``Operation.paging`` of each operation whose success has a list of items, and that is
    told which page it is: by the URL of the next page beside the items, or by arguments for the
    number of a page and its size.

    The layout names those properties and arguments (``[paging]``). A GET with a body has no links:
    what the body of a request for the next page would be is defined nowhere (RFC 9110, 9.3.1).

    Reads what ``arguments`` has set.
    """
    names = facts.paging
    if not names.items and not names.numbered.number:
        return
    schemas = {named.name: named.schema_ for named in facts.api.schemas}
    operations = [
        operation.model_copy(update={"paging": found})
        if (found := _paging_of(operation, schemas, names))
        else operation
        for operation in facts.api.operations
    ]
    facts.api = facts.api.model_copy(update={"operations": tuple(operations)})


def _paging_of(
    operation: Operation, schemas: Mapping[str, Schema], names: PagingNames
) -> Paging | None:
    success = next((r for r in operation.responses if r.status.startswith("2")), None)
    if success is None:
        return None
    return _linked(operation, success, schemas, names) or _numbered(
        operation, success, schemas, names.numbered
    )


def _linked(
    operation: Operation, success: Response, schemas: Mapping[str, Schema], names: PagingNames
) -> Paging | None:
    """Pages of which each has the URL of the next one."""
    if operation.method != "GET" or operation.request_body or not names.next_link:
        return None
    if not isinstance(success.schema_, Reference):
        return None
    properties = _properties(success.schema_, schemas)
    link = next((p for p in properties if p.name.lower().endswith(names.next_link)), None)
    items = next((p for p in properties if p.name == names.items), None)
    if not link or not items or not isinstance(items.schema_, Array):
        return None
    return Paging(
        page=success.schema_.name, items=items.name, link=link.name, item=items.schema_.items
    )


def _numbered(
    operation: Operation, success: Response, schemas: Mapping[str, Schema], names: NumberedNames
) -> Paging | None:
    """Pages that are asked for by their number. Their size has to be an argument as well: a number
    alone may be the page of a book.
    """
    whole = dict(_whole_numbers(operation, schemas))
    number = _named(whole, names.number)
    if not number or not _named(whole, names.size):
        return None
    if isinstance(success.schema_, Array):
        return Paging(number=number, first=names.first, item=success.schema_.items)
    if not isinstance(success.schema_, Reference):
        return None
    properties = {p.name: p.schema_ for p in _properties(success.schema_, schemas)}
    lists = {name: s.items for name, s in properties.items() if isinstance(s, Array)}
    items = _named(lists, names.items)
    if not items:
        return None
    counts = [name for name, schema in properties.items() if _is_whole_number(schema)]
    return Paging(
        page=success.schema_.name,
        items=items,
        number=number,
        first=names.first,
        total=_named(counts, names.total),
        item=lists[items],
    )


def _whole_numbers(
    operation: Operation, schemas: Mapping[str, Schema]
) -> Iterator[tuple[str, Schema]]:
    """The arguments in the query or the body that are whole numbers."""
    body = operation.request_body
    wrapped = {p.name: p.schema_ for p in _properties(body.schema_, schemas)} if body else {}
    queried = {p.name: p.schema_ for p in operation.parameters if p.location == "query"}
    for argument in operation.arguments:
        found = {"query": queried, "property": wrapped}.get(argument.location, {})
        schema = found.get(argument.name)
        if schema is not None and _is_whole_number(schema):
            yield argument.name, schema


def _properties(schema: Schema, schemas: Mapping[str, Schema]) -> tuple[Property, ...]:
    found = schemas.get(schema.name) if isinstance(schema, Reference) else None
    return found.properties if isinstance(found, Object) else ()


def _named(names: Iterable[str], wanted: Iterable[str]) -> str:
    """The first of some names that is wanted, in any casing and with underscores or without."""
    return next((name for name in names if name.replace("_", "").lower() in wanted), "")


def _is_whole_number(schema: Schema) -> bool:
    return isinstance(schema, Scalar) and schema.type == "integer"
