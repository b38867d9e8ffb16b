"""Nodes of the model as plain data for cases: short, all text, without defaults and sources.

A schema is spelled as one phrase: ``int32``, ``Lamp[]``, ``map<string>``, ``enum On | Off``,
``none`` for no body; an object is a mapping of its properties. A node is a ``Record`` of its
fields, and of its schema alone where it has nothing else. Nodes that have names are ``Names``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from generator.diagnostics import Diagnostic
from generator.docs import Page
from generator.model import Api, Node

SPELLED = ("scalar", "enum", "array", "map", "object", "reference", "unknown")
"""The values of ``kind`` by which a schema is known."""

HIDDEN = ("source", "sources", "provenance", "heading_source", "body_line", "path_fragment")
"""Fields that say where something was found: cases of `explain` and of diagnostics show them."""


class Record(dict[str, Any]):
    """The fields of one node. A case compares those that it names."""


class Names(dict[str, Any]):
    """Nodes by name. A case compares all: no name may be missing and none too many."""


def page_data(page: Page) -> Record:
    """A page as it was read, before other pages were asked."""
    data = Record(kind=str(page.kind))
    if not page.operations:
        data |= {"title": page.title} if page.title else {}
        data |= {"description": page.description} if page.description else {}
    if page.entries:
        data["entries"] = Names({entry.target: entry.title for entry in page.entries})
    if page.operations:
        data["operations"] = Record({_name(op): _plain(op) for op in page.operations})
    return data


def api_data(api: Api) -> Record:
    """What targets see."""
    data = _plain(api)
    return Record(data) if isinstance(data, dict) else Record()


def diagnostic_lines(diagnostics: Iterable[Diagnostic]) -> str:
    """``CODE file:line:column found; expected …``, a line each, in the order of the places."""
    places = sorted(
        set(diagnostics),
        key=lambda d: (d.source.file, d.source.line, d.source.column, d.code, d.found),
    )
    return "".join(
        f"{d.code} {d.source} {d.found}{f'; expected {d.expected}' if d.expected else ''}\n"
        for d in places
    )


def fit(actual: Any, expected: Any) -> Any:
    """The parts of ``actual`` that ``expected`` names. A case passes if both are then equal."""
    if isinstance(actual, Record) and "schema" in actual and _is_schema_alone(actual, expected):
        return fit(actual["schema"], expected)
    if isinstance(actual, Record) and isinstance(expected, Mapping):
        return {key: fit(actual.get(key, "none"), expected[key]) for key in expected}
    if isinstance(actual, Names):
        given = expected if isinstance(expected, Mapping) else {}
        return {name: fit(value, given.get(name, "")) for name, value in actual.items()}
    return actual


def _is_schema_alone(actual: Record, expected: Any) -> bool:
    return not isinstance(expected, Mapping) or (
        "schema" not in expected and isinstance(actual["schema"], Mapping)
    )


def load(text: str) -> Any:
    """YAML in which everything is text: ``no``, ``1.0`` and ``2020-01-01`` stay what they are."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it makes nothing but text


def dump(data: Any) -> str:
    """Block style, two spaces, long text on several lines."""
    text: str = yaml.dump(
        _without_classes(data), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Writes what `load` reads: all text plain where YAML allows it."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  PyYAML declares it like this


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _without_classes(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _without_classes(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_without_classes(item) for item in data]
    return data


def _plain(value: Any) -> Any:
    """A node, a tuple of nodes or pairs, or a value, as data."""
    if isinstance(value, Node):
        if getattr(value, "kind", None) in SPELLED:
            return _schema(value)
        return _record(value)
    if isinstance(value, tuple | list):
        if value and all(isinstance(item, Node) and _name(item) for item in value):
            kind = Record if hasattr(value[0], "operation_id") else Names
            return kind({_name(item): _plain(item) for item in value})
        if value and all(isinstance(item, tuple) and len(item) == 2 for item in value):
            return Names({str(key): str(item) for key, item in value})
        return [_plain(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _record(node: Node) -> Any:
    """The fields that differ from their defaults, without what the node's key says already."""
    in_key = _KEYS.get(type(node).__name__, ("name",))
    data = Record()
    for field, info in type(node).model_fields.items():
        value = getattr(node, field)
        if field == "schema_":
            data["schema"] = "none" if value is None else _schema(value)
        elif field not in (*HIDDEN, *in_key) and value not in (info.default, "", ()):
            data[field] = _plain(value)
    return data["schema"] if list(data) == ["schema"] else data


_KEYS = {
    "Operation": ("method", "path"),
    "Parameter": ("name", "location"),
    "Response": ("status",),
    "RequestBody": (),
}
"""The fields that make a node's key in its mapping; ``name`` of all others."""


def _name(node: Node) -> str:
    """What identifies a node among others of its kind: ``query $select``, ``GET /Lamp/{id}``,
    ``200``.
    """
    if type(node).__name__ == "Parameter":
        return f"{getattr(node, 'location', '')} {getattr(node, 'name', '')}"
    fields = _KEYS.get(type(node).__name__, ("name",))
    name = " ".join(str(getattr(node, field, "") or "") for field in fields)
    fragment = getattr(node, "path_fragment", "")
    return f"{name}#{fragment}" if fragment else name


def _schema(schema: Any) -> Any:
    """One phrase, or the properties of an object."""
    match schema.kind:
        case "scalar":
            return schema.format or schema.type
        case "enum":
            return f"enum {' | '.join(schema.values)}"
        case "array":
            inner = _schema(schema.items)
            return f"{inner}[]" if isinstance(inner, str) else {"array of": inner}
        case "map":
            inner = _schema(schema.values)
            return f"map<{inner}>" if isinstance(inner, str) else {"map of": inner}
        case "object":
            if not schema.properties:
                return "object"
            return Names({item.name: _plain(item) for item in schema.properties})
        case "reference":
            return schema.name
        case "unknown":
            return "unknown"
        case "union":
            return " or ".join(str(_schema(variant)) for variant in schema.variants)
        case kind:
            raise NotImplementedError(f"no spelling for a schema of kind {kind!r}; add one here")
