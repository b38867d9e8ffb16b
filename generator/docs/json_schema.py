"""JSON Schemas in code blocks, as fields: they describe a body, and are no sample of it."""

import json
from collections.abc import Mapping
from typing import Any

from generator.docs.blocks import Fence
from generator.docs.fields import Field
from generator.docs.layout.layout import Layout
from generator.docs.operation_builder import OperationBuilder, fields_of
from generator.docs.type_cells import BASIC, DEEPEST
from generator.json_text import strict_json
from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Property,
    Reference,
    Scalar,
    Schema,
    Source,
    Unknown,
)

_TYPES: dict[str, Schema] = {
    "string": Scalar(type="string"),
    "integer": Scalar(type="integer"),
    "number": Scalar(type="number"),
    "boolean": Scalar(type="boolean"),
    "object": Object(),
    "array": Array(items=Unknown()),
}
_DESCRIBED_BY_SCHEMA = {
    "form": "body",
    "request-sample": "body",
    "parameters": "body",
    "sample": "response",
    "response-sample": "response",
}
"""What a JSON Schema in a section describes, where that is not what the section is called."""
_LONGEST = 100_000
"""Characters of a code block that may be a schema."""


def claim_schema(builder: OperationBuilder, block: Fence) -> bool:
    """A JSON Schema of the body or the answer."""
    layout = builder.page.layout
    if layout.file.strict:
        return False
    section = builder.section or ""
    role = _DESCRIBED_BY_SCHEMA.get(section, section)
    rows = schema_fields(layout, block.text, builder.page.place(block))
    if not rows or (role == "body" and not rows[0].name):
        return False
    if role == "body":
        builder.body_name = builder.body_name or ""
    fields_of(builder, role).extend(rows)
    return True


def schema_fields(layout: Layout, text: str, source: Source) -> list[Field]:
    """The properties of the object that a JSON Schema describes; of any other value one field
    without a name. Empty where the text is no JSON Schema (2020-12, 4.3), or cannot be read.
    """
    if '"type"' not in text or len(text) > _LONGEST:
        return []
    try:
        found = json.loads(strict_json(text) if layout.file.samples.lenient else text)
    except (ValueError, RecursionError):
        return []
    if not _is_schema(found):
        return []
    schema, _ = _schema(found, found, source, 0)
    if isinstance(schema, Object):
        return [_field(entry, source) for entry in schema.properties]
    return [_field(Property(name="", schema=schema), source)]


def _is_schema(value: Any) -> bool:
    """Whether a value is a schema of an object or an array, and no object that has a ``type``."""
    if not isinstance(value, dict) or "type" not in value:
        return False
    inner = value.get("properties" if value["type"] == "object" else "items")
    if value["type"] not in ("object", "array") or not isinstance(inner, dict):
        return False
    parts = inner.values() if value["type"] == "object" else [inner]
    return all(isinstance(part, dict) for part in parts)


def _schema(node: Any, root: Mapping[str, Any], source: Source, depth: int) -> tuple[Schema, bool]:
    """A schema, and whether it may be null."""
    if not isinstance(node, dict) or depth > DEEPEST:
        return Unknown(), False
    if isinstance(reference := node.get("$ref"), str):
        name = reference.rpartition("/")[2]
        target = next((d[name] for d in _definitions(root) if name in d), None)
        if target is None or depth > 1:
            return Reference(name=name) if target is None and name else Unknown(), False
        return _schema(target, root, source, depth + 1)
    types = node.get("type")
    names = types if isinstance(types, list) else [types]
    nullable = "null" in names or node.get("nullable") is True
    kind = next((name for name in names if isinstance(name, str) and name != "null"), "")
    values = node.get("enum")
    if isinstance(values, list) and values and all(isinstance(v, str) for v in values):
        return Enumeration(values=tuple(dict.fromkeys(values))), nullable
    if kind == "object" or isinstance(node.get("properties"), dict):
        return _object(node, root, source, depth), nullable
    if kind == "array":
        items, _ = _schema(node.get("items"), root, source, depth + 1)
        return Array(items=items), nullable
    plain: Schema = _TYPES.get(kind) or Unknown()
    formatted = BASIC.get(str(node.get("format", "")))
    if isinstance(formatted, Scalar) and isinstance(plain, Scalar) and formatted.type == plain.type:
        return formatted, nullable
    return plain, nullable


def _object(node: Mapping[str, Any], root: Mapping[str, Any], source: Source, depth: int) -> Schema:
    properties = node.get("properties")
    if not isinstance(properties, dict):
        values = node.get("additionalProperties")
        if isinstance(values, dict) and values:
            return Map(values=_schema(values, root, source, depth + 1)[0])
        return Object()
    needed = node.get("required")
    required = needed if isinstance(needed, list) else []
    found = []
    for name, part in properties.items():
        schema, nullable = _schema(part, root, source, depth + 1)
        given = part if isinstance(part, dict) else {}
        found.append(
            Property(
                name=name,
                schema=schema,
                description=str(given.get("description") or given.get("title") or ""),
                required=name in required or given.get("required") is True,
                deprecated=given.get("deprecated") is True,
                read_only=given.get("readOnly") is True,
                nullable=nullable,
                source=source,
            )
        )
    return Object(properties=tuple(found))


def _definitions(root: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = [root.get("$defs"), root.get("definitions")]
    return [part for part in found if isinstance(part, dict)]


def _field(entry: Property, source: Source) -> Field:
    return Field(
        entry.name,
        entry.schema_,
        entry.description,
        entry.required,
        entry.deprecated,
        entry.read_only,
        source,
        entry.nullable,
    )
