"""Schemas of single values: scalars, and the values that an enumeration lists."""

import json
from typing import Any, get_args

from generator.model import Enumeration, Scalar, Schema, Union, Unknown
from generator.model.schema import ScalarType
from generator.openapi.nodes import Node, shown

_MOST_PARTS, _DEEPEST = 200, 10
"""Of a default."""

SCALARS: frozenset[str] = frozenset(get_args(ScalarType))


def scalar(node: Node, kind: ScalarType) -> Scalar:
    """A value of a type, with its format. Bytes are what JSON Schema 2020-12 says by their media
    type (RFC draft-bhutton-json-schema-validation, section 8) or OpenAPI by the format.
    """
    form = node.text("format") or None
    if kind == "string" and form is None:
        if node.text("contentEncoding").lower() in ("base64", "base64url"):
            form = "byte"
        elif node.text("contentMediaType"):
            form = "binary"
    return Scalar(type=kind, format=form)


def enumeration(values: list[Node], kind: ScalarType | None) -> tuple[Schema, bool]:
    """What may be one of ``values``, and whether null is among them. ``kind`` is the type that the
    schema says; None where it says none.
    """
    by_type: dict[ScalarType, list[str]] = {}
    is_nullable = False
    for node in values:
        if node.value is None:
            is_nullable = True
            continue
        own = _type_of(node.value)
        if own is None:
            node.report("DOC609", f"the value {shown(node.value)} in an enumeration")
        elif (
            kind is None or kind == own or kind == "string" or (kind, own) == ("number", "integer")
        ):
            by_type.setdefault(kind or own, []).append(text_of(node.value))
        else:
            node.report("DOC603", shown(node.value), f"a value of the type {kind}")
    variants = [_one_of(type_, texts) for type_, texts in by_type.items()]
    if not variants:
        return Scalar(type=kind) if kind else Unknown(), is_nullable
    return variants[0] if len(variants) == 1 else Union(variants=tuple(variants)), is_nullable


def _one_of(kind: ScalarType, texts: list[str]) -> Schema:
    values = tuple(dict.fromkeys(texts))
    # Both values of a type that has only two say no more than the type.
    return (
        Scalar(type=kind)
        if kind == "boolean" and len(values) > 1
        else Enumeration(type=kind, values=values)
    )


def _type_of(value: Any) -> ScalarType | None:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    return "string" if isinstance(value, str) else None


def text_of(value: Any) -> str:
    """A text as it is, all else as JSON."""
    return value if isinstance(value, str) else as_json(value)


def as_json(value: Any) -> str:
    """A value as JSON; empty where it is more than a page would show."""
    return json.dumps(value, ensure_ascii=False) if _is_small(value) else ""


def _is_small(value: Any) -> bool:
    pending = [(value, 0)]
    for _ in range(_MOST_PARTS):
        if not pending:
            return True
        inner, depth = pending.pop()
        if depth > _DEEPEST:
            return False
        if isinstance(inner, dict):
            pending += [(member, depth + 1) for member in inner.values()]
        elif isinstance(inner, list):
            pending += [(item, depth + 1) for item in inner]
    return not pending
