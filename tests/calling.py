"""Calling the operations of a generated client with the samples of their pages."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple, get_type_hints

from pydantic import TypeAdapter

from generator.model import Api, Operation, Sample, Schema
from generator.targets import load_pack
from generator.targets.arguments import Argument
from generator.targets.names import Names

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+(\.\d+)?(Z|[+-]\d\d:\d\d)?")


class Planned(NamedTuple):
    """An operation and what its page's samples say of a call."""

    operation: Operation
    tag: str
    """The client's attribute."""
    method: str
    arguments: tuple[Argument, ...]
    headers: dict[str, str]
    """Of the request."""
    sent: Any
    """The request body as JSON; None where the sample has none."""
    status: int
    received: str
    """The response body as written."""

    def bound(self, client: Any) -> Any:
        return getattr(getattr(client, self.tag), self.method)

    def values(self, client: Any) -> dict[str, Any]:
        """Arguments that make the sample's request. Where it shows no value but the call needs
        one, such as for the path, any will do.
        """
        hints = get_type_hints(self.bound(client))
        given: dict[str, Any] = {}
        for a in self.arguments:
            if a.kind == "property" and self.sent is not None and a.wire in self.sent:
                given[a.name] = _typed(self.sent[a.wire], hints[a.name])
            elif a.kind == "body" and self.sent is not None:
                given[a.name] = _typed(self.sent, hints[a.name])
            elif a.required:
                given[a.name] = some(a.schema)
        return given

    def path(self) -> str:
        """The path that ``values`` give."""
        filled = {a.wire: str(some(a.schema)) for a in self.arguments if a.kind == "path"}
        return re.sub(r"\{([^}]+)\}", lambda name: filled[name[1]], self.operation.path)


def plan(api: Api) -> Iterator[Planned]:
    """Every operation of an API."""
    names = Names(load_pack("python"), api)
    for operation in api.operations:
        request, response = _sample(operation, "request"), _sample(operation, "response")
        yield Planned(
            operation,
            names.tag(operation.tag),
            names.method(operation),
            names.arguments(operation),
            dict(request.headers) if request else {},
            json.loads(request.body) if request and request.body else None,
            int(response.start_line.split()[1]) if response else 204,
            response.body if response else "",
        )


def _sample(operation: Operation, kind: str) -> Sample | None:
    return next((s for s in operation.samples if s.kind == kind), None)


def _typed(value: Any, hint: Any) -> Any:
    # A sample has null for what its writer did not fill in; a call may, too.
    return None if value is None else _adapter(hint).validate_python(value)


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint)


def some(schema: Schema) -> Any:
    """Any one value that the schema allows."""
    match schema.kind:
        case "array":
            return [some(schema.items)]
        case "scalar" if schema.format == "binary":
            return b"bytes"
        case "scalar" if schema.format == "date-time":
            return datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
        case "scalar":
            return {"string": "x", "boolean": "true", "number": 1.5, "integer": 7}[schema.type]
        case "enum":
            return schema.values[0]
        case _:
            return {}


def dumped(result: Any) -> Any:
    """The result as JSON values, as the client would send it back."""
    return json.loads(_adapter(Any).dump_json(result, by_alias=True, exclude_unset=True))


def to_microseconds(value: Any) -> Any:
    """``value`` with points in time as exact as an argument of type datetime can be."""
    match value:
        case dict():
            return {key: to_microseconds(inner) for key, inner in value.items()}
        case list():
            return [to_microseconds(inner) for inner in value]
        case str() if _INSTANT.fullmatch(value):
            return TypeAdapter(datetime).validate_python(value).isoformat()
    return value


def essence(media_type: str) -> str:
    """A media type without parameters."""
    return media_type.partition(";")[0].strip()
