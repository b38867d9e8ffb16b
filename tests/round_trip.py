"""What OpenAPI documents of docs2sdk say, read back, beside the model that they were made from."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.config import Settings
from generator.model import (
    Api,
    Array,
    Map,
    Object,
    Operation,
    Property,
    Reference,
    Schema,
    Union,
    Unknown,
)
from generator.openapi import read_document
from generator.targets import load_pack, render
from generator.targets.names import Names
from generator.targets.template_options import template_options


def differences(api: Api, folder: Path, version: str) -> list[str]:
    """Write the OpenAPI document of ``api`` into ``folder``, as JSON and as YAML, read both, and
    compare: a line for each value that differs. Empty where the document says all that the model
    does.
    """
    settings = Settings(title=api.title, openapi_version="3.0" if version == "3.0" else "3.1")
    pack = load_pack("openapi")
    (rendered,) = render(api, [pack], template_options(settings, api))
    for name in ("openapi.json", "openapi.yaml"):
        file = next(f for f in rendered.files if f.path == f"openapi/{name}")
        (folder / name).write_text(file.text, "utf-8")
    found, problems = read_document(folder / "openapi.json")
    from_yaml, more = read_document(folder / "openapi.yaml")
    assert found == from_yaml
    lines = [str(problem) for problem in (*problems, *more)]
    return [*lines, *_compare("", said(api, Names(pack, api)), said(found, None))]


def said(api: Api, names: Names | None) -> dict[str, Any]:
    """What a document can say of an API, as plain values. ``names`` are those that it was written
    with.
    """
    kinds = {named.name: named.schema_.kind for named in api.schemas}

    def component(name: str, anything: str = "") -> str:
        if kinds[name] == "unknown" and anything:
            return anything
        return names.component(name) if names else name

    return {
        "title": api.title,
        "tags": {
            tag.name: tag.description or f"Operations of {tag.title.replace('_', ' ')}."
            for tag in api.tags
        },
        "operations": {
            f"{op.method} {op.path}#{op.path_fragment}": _operation(op, component)
            for op in api.operations
        },
        "schemas": {
            component(named.name): {
                "description": named.description,
                "schema": _schema(named.schema_, component),
            }
            for named in api.schemas
        },
        "security": {
            # What stands before an API key in its header, OpenAPI cannot say.
            scheme.name: (
                scheme.type,
                scheme.scheme.lower() * (scheme.type == "http"),
                scheme.header,
            )
            for scheme in api.security
        },
    }


def _operation(operation: Operation, component: Any) -> dict[str, Any]:
    body = operation.request_body
    return {
        "id": operation.operation_id,
        "tag": operation.tag,
        "deprecated": operation.deprecated,
        "security": [scheme.name for scheme in operation.security],
        "parameters": {
            f"{p.location} {p.name}": {
                "required": p.required,
                "deprecated": p.deprecated,
                "description": p.description,
                "schema": _schema(p.schema_, component),
            }
            for p in operation.parameters
        },
        "body": body
        and {
            "required": body.required,
            "description": body.description,
            "media types": body.media_types,
            "schema": _schema(body.schema_, component),
        },
        "responses": {
            r.status: {
                "description": r.description or r.body_description or "Response",
                "media types": r.media_types if r.schema_ else (),
                "schema": r.schema_ and _schema(r.schema_, component),
            }
            for r in operation.responses
        },
    }


def _schema(schema: Schema, component: Any) -> Any:
    match schema:
        case Reference(name=name):
            return f"-> {component(name)}"
        case Array(items=inner):
            return [_schema(inner, component)]
        case Map(values=inner):
            return {"*": _schema(inner, component)}
        case Union(variants=variants):
            return tuple(_schema(variant, component) for variant in variants)
        case Object(properties=properties):
            return {p.name: _property(p, component) for p in properties}
        case Unknown(written=written):
            # A document has no type then, and what the page has instead as the title.
            return ("unknown", "" if written == "Unknown" else written)
    return schema.model_dump(exclude={"provenance", "disputed"})


def _property(p: Property, component: Any) -> dict[str, Any]:
    return {
        "description": p.description,
        "required": p.required,
        "deprecated": p.deprecated,
        "read only": p.read_only,
        # What any value fits, null fits too; the document does not say so.
        "nullable": p.nullable and not _is_anything(p.schema_, component),
        "schema": _schema(p.schema_, component),
    }


def _is_anything(schema: Schema, component: Any) -> bool:
    return isinstance(schema, Unknown) or (
        isinstance(schema, Reference) and component(schema.name, "any value") == "any value"
    )


def _compare(where: str, wanted: Any, found: Any) -> Iterator[str]:
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key in dict.fromkeys(itertools.chain(wanted, found)):
            if key not in found:
                yield f"{where}/{key}: missing"
            elif key not in wanted:
                yield f"{where}/{key}: not in the model"
            else:
                yield from _compare(f"{where}/{key}", wanted[key], found[key])
    elif wanted != found:
        yield f"{where}: {wanted!r} became {found!r}"
