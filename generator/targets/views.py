"""Parts of an API that templates are rendered for."""

from collections.abc import Iterable, Mapping, Sequence

from generator.model import Api, NamedSchema, Operation, Reference, Schema, Tag, references


def by_tag(api: Api) -> dict[str, list[Operation]]:
    """The operations of each tag, by its name."""
    found: dict[str, list[Operation]] = {tag.name: [] for tag in api.tags}
    for operation in api.operations:
        found.setdefault(operation.tag, []).append(operation)
    return found


def of_tag(api: Api, tag: Tag, operations: Sequence[Operation]) -> Api:
    """One tag with its operations, and the schemas they reach: an API by itself."""
    reached = _reached(_schemas_by_name(api), (s for op in operations for s in _bodies(op)))
    used = {p.shared for op in operations for p in op.parameters}
    answered = {r.shared for op in operations for r in op.responses}
    secured = {scheme.name for op in operations for scheme in op.security}
    return api.model_copy(
        update={
            "tags": (tag,),
            "operations": tuple(operations),
            "schemas": tuple(s for s in api.schemas if s.name in reached),
            "parameters": tuple(p for p in api.parameters if p.shared in used),
            "responses": tuple(r for r in api.responses if r.shared in answered),
            "security": tuple(s for s in api.security if s.name in secured),
        }
    )


def of_operation(api: Api, schemas: Mapping[str, NamedSchema], operation: Operation) -> Api:
    """One operation, those of ``schemas`` (all of the API, by name) that it refers to, and those
    its arguments refer to.
    """
    near = {name for schema in _bodies(operation) for name in references(schema)}
    held = {name for schema in _held(operation, schemas) for name in references(schema)}
    return _part(api, schemas, near | held).model_copy(update={"operations": (operation,)})


def of_schemas(api: Api, schemas: Mapping[str, NamedSchema], found: Sequence[NamedSchema]) -> Api:
    """Some of ``schemas`` (all of the API, by name), and those that they refer to."""
    near = {name for schema in found for name in references(schema.schema_)}
    return _part(api, schemas, near | {schema.name for schema in found})


def _part(api: Api, schemas: Mapping[str, NamedSchema], names: set[str]) -> Api:
    return api.model_copy(
        update={
            "tags": (),
            "operations": (),
            "schemas": tuple(schemas[name] for name in sorted(names) if name in schemas),
            "security": (),
            "parameters": (),
            "responses": (),
        }
    )


def models(api: Api) -> list[tuple[NamedSchema, ...]]:
    """The schemas of an API that are more than the arguments of one operation, those that refer
    to each other in a circle together. A schema never refers to a later one's circle and back.
    """
    schemas = _schemas_by_name(api)
    used = _reached(schemas, (s for op in api.operations for s in _held(op, schemas)))
    reach = {name: _reached(schemas, [schemas[name].schema_]) for name in sorted(used)}
    circles: list[tuple[NamedSchema, ...]] = []
    done: set[str] = set()
    for name in reach:
        if name not in done:
            circle = sorted({name, *(n for n in reach[name] if name in reach[n])})
            done.update(circle)
            circles.append(tuple(schemas[n] for n in circle))
    return circles


def _schemas_by_name(api: Api) -> dict[str, NamedSchema]:
    return {schema.name: schema for schema in api.schemas}


def _bodies(operation: Operation) -> list[Schema]:
    """Every schema that an operation names itself."""
    return [
        *(p.schema_ for p in operation.parameters),
        *([operation.request_body.schema_] if operation.request_body else ()),
        *(r.schema_ for r in operation.responses if r.schema_),
    ]


def _held(operation: Operation, schemas: Mapping[str, NamedSchema]) -> list[Schema]:
    """As ``_bodies``, with the arguments in place of the object that wraps them."""
    body = operation.request_body
    if not body or not body.wraps_arguments or not isinstance(body.schema_, Reference):
        return _bodies(operation)
    return [
        schemas[body.schema_.name].schema_,
        *_bodies(operation.model_copy(update={"request_body": None})),
    ]


def _reached(schemas: Mapping[str, NamedSchema], start: Iterable[Schema]) -> set[str]:
    """The names of all schemas that those of ``start`` refer to, near or far."""
    reached: set[str] = set()
    pending = list(start)
    while pending:
        for name in references(pending.pop()):
            if name not in reached and name in schemas:
                reached.add(name)
                pending.append(schemas[name].schema_)
    return reached
