"""Who uses a schema: the operations and the models that refer to it."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.model import Api, NamedSchema, Operation, Reference, references, schemas_of


class Users(NamedTuple):
    """What refers to a schema itself, not through another model."""

    operations: tuple[Operation, ...]
    models: tuple[NamedSchema, ...]


def users(api: Api) -> dict[str, Users]:
    """Who uses each schema, by its name; a schema that nothing uses is left out. Properties of a
    body that only wraps arguments are the operation's own.
    """
    schemas = {schema.name: schema for schema in api.schemas}
    operations: dict[str, dict[str, Operation]] = {}
    models: dict[str, dict[str, NamedSchema]] = {}
    wrappers: set[str] = set()
    for operation in api.operations:
        body = operation.request_body
        if body and body.wraps_arguments and isinstance(body.schema_, Reference):
            wrappers.add(body.schema_.name)
        for name in _named(operation, schemas):
            operations.setdefault(name, {})[operation.operation_id] = operation
    for schema in api.schemas:
        for name in references(schema.schema_) if schema.name not in wrappers else ():
            if name != schema.name:
                models.setdefault(name, {})[schema.name] = schema
    return {
        name: Users(tuple(operations.get(name, {}).values()), tuple(models.get(name, {}).values()))
        for name in {**operations, **models}
    }


def _named(operation: Operation, schemas: dict[str, NamedSchema]) -> Iterator[str]:
    """The names of the schemas that an operation refers to."""
    for schema in schemas_of(operation):
        yield from references(schema)
    body = operation.request_body
    for name in references(body.schema_) if body and body.wraps_arguments else ():
        if name in schemas:
            yield from references(schemas[name].schema_)
