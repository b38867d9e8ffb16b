"""Small saved models, from a few words each, for tests of comparisons."""

import json
from collections.abc import Mapping
from typing import Any

from generator.changes.classes import classify
from generator.changes.compare import compare
from generator.changes.comparison import Comparison
from generator.changes.saved import Model, read_model
from generator.changes.target_rules import WIRE, load_rules
from generator.config import TARGETS

INT: dict[str, Any] = {"kind": "scalar", "type": "integer", "format": "int32"}
TEXT: dict[str, Any] = {"kind": "scalar", "type": "string"}
PLACE = {"file": "page.md", "line": 3, "column": 1}


def ref(name: str) -> dict[str, Any]:
    return {"kind": "reference", "name": name}


def items(of: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "array", "items": of}


def union(*variants: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "union", "variants": list(variants)}


def inline(*properties: dict[str, Any]) -> dict[str, Any]:
    """An object that stands in the place of a type."""
    return {"kind": "object", "properties": list(properties)}


def prop(name: str, schema: dict[str, Any] = INT, **more: Any) -> dict[str, Any]:
    return {"name": name, "schema": schema, "source": PLACE, **more}


def named(name: str, *properties: dict[str, Any]) -> dict[str, Any]:
    body = {"kind": "object", "properties": list(properties)}
    return {"name": name, "schema": body, "sources": [PLACE]}


def operation(name: str, **more: Any) -> dict[str, Any]:
    """An operation of the group Lamp that takes nothing and answers with nothing."""
    return {
        "operation_id": f"Lamp_{name}",
        "short_name": name,
        "method": "POST",
        "path": f"/lamp/{name}",
        "tag": "Lamp",
        "source": PLACE,
        **more,
    }


def body(schema: dict[str, Any] = TEXT, **more: Any) -> dict[str, Any]:
    return {"name": "lamp", "schema": schema, "source": PLACE, **more}


def answer(schema: dict[str, Any] | None = None, status: str = "200") -> dict[str, Any]:
    return {"status": status, "schema": schema, "source": PLACE}


def model(*operations: dict[str, Any], schemas: tuple[dict[str, Any], ...] = ()) -> Model:
    data = {
        "title": "Lamps",
        "tags": [{"name": "Lamp", "short_name": "Lamp"}] if operations else [],
        "operations": list(operations),
        "schemas": list(schemas),
    }
    return read_model(json.dumps(data).encode())


def compared(old: Model, new: Model, overrides: Mapping[str, str] = {}) -> Comparison:
    rules = [load_rules(name) for name in TARGETS]
    return Comparison("old", "new", classify(compare(old, new), rules, overrides), (WIRE, *TARGETS))
