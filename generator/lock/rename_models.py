"""Other names for the models of an API, in every place that refers to them."""

from collections.abc import Mapping
from typing import Any

from generator.model import Api, Array, Map, Object, Operation, Reference, Response, Schema, Union


def rename_models(api: Api, names: Mapping[str, str]) -> Api:
    """The API with some models renamed, old name to new; the same API where there are none. The
    new names must differ from all others.
    """
    if not names:
        return api
    schemas = [
        schema.model_copy(
            update={
                "name": names.get(schema.name, schema.name),
                "schema_": rename_in_schema(schema.schema_, names),
            }
        )
        for schema in api.schemas
    ]
    return api.model_copy(
        update={
            "schemas": tuple(sorted(schemas, key=lambda schema: schema.name)),
            "operations": tuple(_with_names(op, names) for op in api.operations),
            "parameters": tuple(_in_field(p, names) for p in api.parameters),
            "responses": tuple(_in_response(r, names) for r in api.responses),
        }
    )


def rename_in_schema(schema: Any, names: Mapping[str, str]) -> Any:
    """A schema with new names of models; the same object where nothing in it has one."""
    match schema:
        case Reference(name=name) if name in names:
            return schema.model_copy(update={"name": names[name]})
        case Array(items=inner):
            return _updated(schema, items=rename_in_schema(inner, names))
        case Map(values=inner):
            return _updated(schema, values=rename_in_schema(inner, names))
        case Union(variants=variants):
            renamed = tuple(rename_in_schema(variant, names) for variant in variants)
            same = all(a is b for a, b in zip(renamed, variants, strict=True))
            return schema if same else schema.model_copy(update={"variants": renamed})
        case Object(properties=properties):
            new = [_in_field(item, names) for item in properties]
            same = all(a is b for a, b in zip(new, properties, strict=True))
            return schema if same else schema.model_copy(update={"properties": tuple(new)})
    return schema


def _updated(schema: Any, **update: Schema) -> Any:
    same = all(getattr(schema, field) is value for field, value in update.items())
    return schema if same else schema.model_copy(update=update)


def _in_field(node: Any, names: Mapping[str, str]) -> Any:
    """A node that has a schema in ``schema_``."""
    return _updated(node, schema_=rename_in_schema(node.schema_, names))


def _in_response(response: Response, names: Mapping[str, str]) -> Response:
    headers = tuple(_in_field(header, names) for header in response.headers)
    renamed: Response = _in_field(response, names)
    return renamed.model_copy(update={"headers": headers}) if headers else renamed


def _with_names(operation: Operation, names: Mapping[str, str]) -> Operation:
    update: dict[str, Any] = {
        "parameters": tuple(_in_field(p, names) for p in operation.parameters),
        "conditions": tuple(_in_field(p, names) for p in operation.conditions),
        "responses": tuple(_in_response(r, names) for r in operation.responses),
    }
    if operation.request_body:
        update["request_body"] = _in_field(operation.request_body, names)
    if (paging := operation.paging) is not None:
        update["paging"] = paging.model_copy(
            update={
                "page": names.get(paging.page, paging.page),
                "item": rename_in_schema(paging.item, names),
            }
        )
    return operation.model_copy(update=update)
