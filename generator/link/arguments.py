"""Decides which arguments the generated function for an operation takes."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.link.facts import Facts
from generator.model import (
    Argument,
    Enumeration,
    NamedSchema,
    Object,
    Operation,
    Property,
    Reference,
    RequestBody,
    Scalar,
    without_arrays,
)
from generator.model.operation import ArgumentLocation


def arguments(facts: Facts) -> None:
    """Set ``Operation.arguments``. A body that only wraps arguments is taken apart: with the body
    ``{"LampId": 7, "State": "On"}`` the operation takes ``LampId`` and ``State``. A parameter that
    selects properties of the answer is no argument where the answer has none.

    Reads what ``conditions`` has set.
    """
    schemas = {named.name: named for named in facts.api.schemas}
    select = facts.paging.select
    operations = [
        operation.model_copy(update={"arguments": tuple(_arguments_of(operation, schemas, select))})
        for operation in facts.api.operations
    ]
    facts.api = facts.api.model_copy(update={"operations": tuple(operations)})


def _arguments_of(
    operation: Operation, schemas: Mapping[str, NamedSchema], select: str
) -> Iterator[Argument]:
    """The arguments in this order: path, body or its properties, query, headers, conditions."""
    yield from _parameters(operation, "path")
    if operation.request_body:
        yield from _body(operation.request_body, schemas)
    for argument in _parameters(operation, "query"):
        if argument.name != select or argument.required or _has_properties(operation):
            yield argument
    yield from _parameters(operation, "header")
    for condition in operation.conditions:
        yield _argument("header", condition.name, condition.required)


def _parameters(operation: Operation, location: str) -> Iterator[Argument]:
    for p in operation.parameters:
        if p.location == location:
            yield _argument(p.location, p.name, p.required)


def _has_properties(operation: Operation) -> bool:
    """Whether a success may have an object in its body, or something of unknown type."""
    answers = [r.schema_ for r in operation.responses if r.status.startswith("2")]
    schemas = [without_arrays(schema) for schema in answers if schema]
    return not answers or any(not isinstance(s, Scalar | Enumeration) for s in schemas)


def _body(body: RequestBody, schemas: Mapping[str, NamedSchema]) -> Iterator[Argument]:
    wrapped = _wrapped(body, schemas)
    for item in wrapped:
        # Without its only argument there is nothing to call. Of several the docs do not say which
        # may be left out, unless a table marks them.
        required = item.required or len(wrapped) == 1
        yield _argument("property", item.name, required)
    if not wrapped:
        name = body.name.split()[0] if body.name else "body"
        yield _argument("body", name, body.required)


@lru_cache(maxsize=1 << 14)
def _argument(location: ArgumentLocation, name: str, required: bool) -> Argument:
    """An argument. Equal ones are the same object, to save memory: most arguments of an API are
    taken by many operations.
    """
    return Argument(location=location, name=name, required=required)


def _wrapped(body: RequestBody, schemas: Mapping[str, NamedSchema]) -> tuple[Property, ...]:
    """The properties of a body that only wraps arguments; none of any other body."""
    if not body.wraps_arguments or not isinstance(body.schema_, Reference):
        return ()
    schema = schemas[body.schema_.name].schema_
    return schema.properties if isinstance(schema, Object) else ()
