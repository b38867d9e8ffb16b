"""Values made up from schemas, and whether a value has the type that a schema says."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Reference,
    Scalar,
    Schema,
    Union,
    Unknown,
)

Schemas = Mapping[str, Schema]
"""The schemas of an API, by name."""

DEEPEST = 4
"""So many objects are made within each other; those below are left out."""
_BY_FORMAT: dict[str, Any] = {
    "binary": "",
    "byte": "",
    "date": "2024-01-31",
    "date-time": "2024-01-31T12:00:00Z",
    "email": "name@example.com",
    "time": "12:00:00",
    "uri": "https://example.com",
    "url": "https://example.com",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
_BY_TYPE: dict[str, Any] = {"boolean": True, "integer": 1, "number": 1.5}
_KINDS: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
}
_FORMATS: dict[str, Callable[[str], object]] = {
    "date": TypeAdapter(date).validate_python,
    "date-time": TypeAdapter(datetime).validate_python,
}


def made_value(schema: Schema, schemas: Schemas) -> Any:
    """A JSON value of the type that ``schema`` says, the same each time. A text is the name of its
    property. Objects that lead back to themselves, or lie too deep, are left out.
    """
    found = _made(schema, schemas, "text", ())
    return {} if found is ... else found


def _made(schema: Schema, schemas: Schemas, name: str, within: tuple[str, ...]) -> Any:
    """An ellipsis where the value is to be left out. ``within``: the models around it."""
    match schema:
        case Scalar():
            return _BY_FORMAT.get(schema.format or "", _BY_TYPE.get(schema.type, name))
        case Enumeration():
            return _listed(schema)[0]
        case Array():
            item = _made(schema.items, schemas, name, within)
            return [] if item is ... else [item]
        case Map():
            value = _made(schema.values, schemas, name, within)
            return {} if value is ... else {"key": value}
        case Object():
            made = {
                p.name: _made(p.schema_, schemas, p.name, within)
                for p in schema.properties
                if not p.write_only
            }
            return {member: value for member, value in made.items() if value is not ...}
        case Reference() if schema.name in schemas:
            if schema.name in within or len(within) >= DEEPEST:
                return ...
            return _made(schemas[schema.name], schemas, name, (*within, schema.name))
        case Union():
            return _made(schema.variants[0], schemas, name, within)
    return {}


def conforms(value: Any, schema: Schema, schemas: Schemas) -> bool:
    """Whether a JSON value has the type that ``schema`` says, at every depth. Null always has."""
    if value is None or schema.disputed:
        return True
    match schema:
        case Scalar(type=kind):
            return _is(value, kind) and _has_format(value, schema.format)
        case Enumeration(type=kind):
            # Enumerations are open: a later release may have further values.
            return _is(value, kind) and (kind == "string" or value in _listed(schema))
        case Array(items=items):
            return isinstance(value, list) and all(conforms(v, items, schemas) for v in value)
        case Map(values=inner):
            return isinstance(value, dict) and all(
                conforms(v, inner, schemas) for v in value.values()
            )
        case Object(properties=()):
            return True
        case Object(properties=properties):
            return isinstance(value, dict) and all(
                conforms(value[p.name], p.schema_, schemas) for p in properties if p.name in value
            )
        case Reference(name=name) if name in schemas:
            return conforms(value, schemas[name], schemas)
        case Union(variants=variants):
            return any(conforms(value, variant, schemas) for variant in variants)
        case Unknown():
            return True
    return True


def _is(value: Any, kind: str) -> bool:
    if kind == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _has_format(value: Any, form: str | None) -> bool:
    check = _FORMATS.get(form or "")
    if check is None or not isinstance(value, str):
        return True
    try:
        check(value)
    except ValidationError:
        return False
    return True


def _listed(schema: Enumeration) -> list[Any]:
    """The values of an enumeration as JSON has them."""
    return [v if schema.type == "string" else json.loads(v) for v in schema.values]
