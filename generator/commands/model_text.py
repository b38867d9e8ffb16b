"""The whole model as text to read: a line for each operation, parameter, body and property."""

from collections.abc import Iterator

from generator.docs.type_cells import write_type
from generator.model import Api, NamedSchema, Object, Operation, Schema


def format_model(api: Api) -> str:
    """Operations by tag, then the named schemas, sorted by name as the model has them."""
    title = f"{api.title} {api.version}".strip()
    lines = [
        f"{title}: {len(api.tags):,} tags, {len(api.operations):,} operations, "
        f"{len(api.schemas):,} schemas"
    ]
    tag = ""
    for operation in sorted(api.operations, key=lambda o: (o.tag, o.operation_id)):
        if operation.tag != tag:
            tag = operation.tag
            lines += ["", f"tag {tag}"]
        lines += _operation(operation)
    for named in api.schemas:
        lines += ["", *_named_schema(named)]
    return "\n".join(lines) + "\n"


def _operation(operation: Operation) -> Iterator[str]:
    deprecated = " (deprecated)" if operation.deprecated else ""
    yield (
        f"  {operation.method} {operation.path}{operation.path_fragment}  "
        f"{operation.operation_id}{deprecated}"
    )
    for parameter in operation.parameters:
        optional = "" if parameter.required else "?"
        schema = write_type(parameter.schema_)
        yield f"    {parameter.location} {parameter.name}{optional}: {schema}"
    if body := operation.request_body:
        yield f"    body {body.name}".rstrip() + f": {write_type(body.schema_)}"
        yield from _properties(body.schema_, "      ")
    for response in operation.responses:
        if response.schema_ is None:
            yield f"    {response.status}"
        else:
            yield f"    {response.status}: {write_type(response.schema_)}"
            yield from _properties(response.schema_, "      ")


def _named_schema(named: NamedSchema) -> Iterator[str]:
    if isinstance(named.schema_, Object):
        yield f"schema {named.name}"
        yield from _properties(named.schema_, "  ")
    else:
        yield f"schema {named.name}: {write_type(named.schema_)}"


def _properties(schema: Schema, indent: str) -> Iterator[str]:
    """The properties of an object that stands in place; a reference is not followed."""
    if not isinstance(schema, Object):
        return
    for found in schema.properties:
        yield f"{indent}{found.name}: {write_type(found.schema_)}"
