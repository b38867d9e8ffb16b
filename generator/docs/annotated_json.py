"""JSON whose values are the names of types: ``{"id": "GUID", "tags": ["string"]}``."""

import json
from typing import Any

from generator.docs.blocks import Fence
from generator.docs.fields import Field, make_field
from generator.docs.page_builder import PageBuilder
from generator.json_text import strict_json
from generator.model import Array, Object, Property, Schema, Source, Unknown

_DEEPEST = 16


def annotated_json(page: PageBuilder, block: Fence) -> list[Field]:
    """The members of an object as fields; none where the text is no JSON object, or where one of
    its values is anything but the name of a type.
    """
    try:
        found = json.loads(strict_json(block.text))
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, dict):
        return []
    source = Source(block.file, block.line)
    fields = []
    for name, value in found.items():
        schema = _schema(page, value, source, 0)
        if schema is None:
            return []
        fields.append(make_field(page.layout, source, name, schema, ""))
    return fields


def _schema(page: PageBuilder, value: Any, source: Source, depth: int) -> Schema | None:
    if depth > _DEEPEST:
        return None
    match value:
        case str():
            found = page.layout.types.read(value)
            return found.schema if found else None
        case [item, *_]:
            inner = _schema(page, item, source, depth + 1)
            return Array(items=inner) if inner else None
        case []:
            return Array(items=Unknown())
        case dict():
            rows = {name: _schema(page, inner, source, depth + 1) for name, inner in value.items()}
            if any(row is None for row in rows.values()):
                return None
            return Object(
                properties=tuple(
                    Property(name=name, schema=row, source=source)
                    for name, row in rows.items()
                    if row is not None
                )
            )
        case _:
            return None
