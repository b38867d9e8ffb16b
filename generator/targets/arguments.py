"""What the function for an operation takes, as templates see it."""

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from generator.model import Argument as ModelArgument
from generator.model import NamedSchema, Object, Operation, Parameter, Reference, Schema


class Argument(NamedTuple):
    """An argument of an operation, with all that the model says of it."""

    kind: str
    """Where it is sent: ``path``, ``query``, ``header``, ``body``, or ``property`` (of a body that
    only wraps arguments)."""
    wire: str
    """The name as sent."""
    schema: Schema
    """What it may be."""
    description: str
    """CommonMark; may be empty."""
    required: bool
    """Whether a call needs it."""
    separator: str = ""
    """What stands between values where the text is a list, such as ``,``; else empty."""
    shared: bool = False
    """Whether many operations take the same parameter."""
    merges: bool = False
    """Whether a merge patch may be sent in place of the list (RFC 7396)."""
    name: str = ""
    """The name in the target's language, unique in the operation."""
    aliases: tuple[str, ...] = ()
    """Earlier names, which are deprecated and still understood."""


def arguments(
    operation: Operation, schemas: Mapping[str, NamedSchema], shared_headers: Set[str]
) -> Iterator[Argument]:
    """The arguments of the model, except headers that operations share: those are options of the
    client. ``shared_headers`` are names in lower case.
    """
    parameters: dict[tuple[str, str], Parameter] = {
        (p.location, p.name): p for p in operation.parameters
    }
    conditions = {p.name: p for p in operation.conditions}
    for item in operation.arguments:
        parameter = parameters.get((item.location, item.name))
        if parameter is None:
            parameter = conditions.get(item.name) if item.location == "header" else None
        elif item.location == "header" and item.name.lower() in shared_headers:
            continue
        if parameter is None:
            yield _of_body(item, operation, schemas)
        else:
            yield Argument(
                item.location,
                item.name,
                parameter.schema_,
                parameter.description,
                item.required,
                parameter.separator,
                bool(parameter.shared),
            )


def _of_body(
    item: ModelArgument, operation: Operation, schemas: Mapping[str, NamedSchema]
) -> Argument:
    """A body, or a property of the object that it refers to."""
    body = operation.request_body
    if body is None:
        raise ValueError(f"{operation.operation_id}: {item.name} has no parameter and no body")
    if item.location == "body":
        merges = body.accepts_merge_patch
        schema, description = body.schema_, body.description
        return Argument("body", item.name, schema, description, item.required, merges=merges)
    wrapper = schemas[body.schema_.name].schema_ if isinstance(body.schema_, Reference) else None
    properties = wrapper.properties if isinstance(wrapper, Object) else ()
    found = next(p for p in properties if p.name == item.name)
    return Argument("property", item.name, found.schema_, found.description, item.required)
