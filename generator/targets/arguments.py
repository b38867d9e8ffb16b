"""What the function for an operation takes."""

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from generator.model import (
    Array,
    NamedSchema,
    Object,
    Operation,
    Property,
    Reference,
    RequestBody,
    Scalar,
    Schema,
)

_MERGE_PATCH = "application/merge-patch+json"

# A status that answers a condition tells that a request may carry it (RFC 9110, 13.1).
_CONDITIONS = {
    "304": ("If-Modified-Since", "Answer only what has changed since then; 304 if nothing has."),
    "412": ("If-Unmodified-Since", "Do it only if nothing has changed since then; else 412."),
}


class Argument(NamedTuple):
    """A value an operation takes."""

    kind: str
    """path, query, header, body, or property (of a body that only wraps arguments)."""
    wire: str
    schema: Schema
    description: str
    required: bool
    separator: str = ""
    merges: bool = False
    """The list of a JSON Patch, where the values themselves do as well (RFC 7396)."""
    name: str = ""
    """In the target's language; unique in the operation."""


def arguments(
    operation: Operation, schemas: Mapping[str, NamedSchema], shared_headers: Set[str]
) -> Iterator[Argument]:
    """Path, body (or its properties), query, the headers that are this operation's own, and
    those of conditions that its statuses tell of. ``shared_headers`` are in lower case.
    """
    by_location: dict[str, list[Argument]] = {"path": [], "query": [], "header": []}
    for p in operation.parameters:
        if p.location != "header" or p.name.lower() not in shared_headers:
            by_location[p.location].append(
                Argument(p.location, p.name, p.schema_, p.description, p.required, p.separator)
            )
    yield from by_location["path"]
    if operation.request_body:
        yield from _body(operation, operation.request_body, schemas)
    yield from by_location["query"]
    yield from by_location["header"]
    headers = {p.name.lower() for p in operation.parameters if p.location == "header"}
    statuses = {response.status for response in operation.responses}
    for status, (header, description) in _CONDITIONS.items():
        if status in statuses and header.lower() not in headers:
            moment = Scalar(type="string", format="date-time")
            yield Argument("header", header, moment, description, required=False)


def _body(
    operation: Operation, body: RequestBody, schemas: Mapping[str, NamedSchema]
) -> Iterator[Argument]:
    wrapped = _wrapped(body, schemas)
    for item in wrapped:
        # Without its only argument there is nothing to call; of several, the docs do
        # not say which may be left out.
        required = item.required or len(wrapped) == 1
        yield Argument("property", item.name, item.schema_, item.description, required)
    if not wrapped:
        name = body.name.split()[0] if body.name else "body"
        yield Argument(
            "body",
            name,
            body.schema_,
            body.description,
            body.required,
            merges=_merges(operation, body),
        )


def _wrapped(body: RequestBody, schemas: Mapping[str, NamedSchema]) -> tuple[Property, ...]:
    if not body.wraps_arguments or not isinstance(body.schema_, Reference):
        return ()
    schema = schemas[body.schema_.name].schema_
    return schema.properties if isinstance(schema, Object) else ()


def _merges(operation: Operation, body: RequestBody) -> bool:
    """Whether a PATCH that takes a list of steps says that it takes a merge patch too."""
    text = f"{operation.summary} {operation.description} {body.description}".lower()
    told = "merge patch" in text.replace("-", " ") or _MERGE_PATCH in body.media_types
    return operation.method == "PATCH" and isinstance(body.schema_, Array) and told
