"""Schemas: what a parameter, a property or a body may hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from generator.model.source import NOT_CONTENT, Node, Provenance, Source

ScalarType = Literal["string", "integer", "number", "boolean"]


class SchemaNode(Node):
    """Base class of all schemas."""

    provenance: Annotated[Provenance | None, NOT_CONTENT] = None
    """None where the page writes the type itself."""
    disputed: bool = False
    """Whether samples show values of another type than the docs do: both have to be accepted."""


class Scalar(SchemaNode):
    """A single value, in JSON Schema's types and OpenAPI's formats."""

    kind: Literal["scalar"] = "scalar"
    type: ScalarType
    format: str | None = None
    """``int32``, ``int64``, ``double``, ``date-time``, ``binary`` (bytes), and the like."""


class Enumeration(SchemaNode):
    """A value that is one of the documented ones. Open: a later release may add one."""

    kind: Literal["enum"] = "enum"
    type: ScalarType = "string"
    values: tuple[str, ...]
    """Strings as they are; values of another type as JSON writes them: ``4``, ``true``."""


class Array(SchemaNode):
    """A list of values of one schema."""

    kind: Literal["array"] = "array"
    items: Schema


class Map(SchemaNode):
    """An object whose keys are data, and whose values have one schema."""

    kind: Literal["map"] = "map"
    values: Schema


class Object(SchemaNode):
    """An object with properties of its own; without any, an object with unknown properties."""

    kind: Literal["object"] = "object"
    properties: tuple[Property, ...] = ()


class Reference(SchemaNode):
    """A reference to a named schema of the API."""

    kind: Literal["reference"] = "reference"
    name: str
    target: str = ""
    """Where a link in the place of the name leads, until linking knows which model that is."""


class Union(SchemaNode):
    """A value of any of these schemas (JSON Schema's ``anyOf``, and ``oneOf``)."""

    kind: Literal["union"] = "union"
    variants: tuple[Schema, ...]
    """Two or more."""


class Unknown(SchemaNode):
    """A type that the docs do not tell: any value is allowed."""

    kind: Literal["unknown"] = "unknown"
    written: str = ""
    """What the page has in place of a type, as written; empty where the place is blank."""


Schema = Annotated[
    Scalar | Enumeration | Array | Map | Object | Reference | Union | Unknown,
    Field(discriminator="kind"),
]


class Property(Node):
    """One property of an object: a row of a ``Property Name`` table, or a member of a sample."""

    name: str
    """As sent on the wire."""
    schema_: Schema = Field(alias="schema")
    description: str = ""
    """CommonMark."""
    required: bool = False
    deprecated: bool = False
    read_only: bool = False
    """Whether its description says that only the server sets it."""
    write_only: bool = False
    """Whether only requests have it: no answer does."""
    nullable: bool = False
    """Whether the value may be null: a sample shows it, or the page says so."""
    default: str = ""
    """What the server assumes where it is left out, as JSON; empty where nothing says."""
    source: Annotated[Source | None, NOT_CONTENT] = None


class NamedSchema(Node):
    """A schema that others refer to by name."""

    name: str
    description: str = ""
    schema_: Schema = Field(alias="schema")
    is_inferred_name: Annotated[bool, NOT_CONTENT] = False
    """Whether linking made the name up, as no page names the schema where it stands: further pages
    may lead to another name."""
    sources: Annotated[tuple[Source, ...], NOT_CONTENT] = ()
    """The tables or samples it was put together from; the first few where there are many."""


for model in (Array, Map, Object, Union, Property, NamedSchema):
    model.model_rebuild()


def walk(schema: Schema) -> Iterator[Schema]:
    """The schema and every schema inside it, outermost first. References are not followed."""
    yield schema
    match schema:
        case Array(items=inner) | Map(values=inner):
            yield from walk(inner)
        case Object(properties=properties):
            for item in properties:
                yield from walk(item.schema_)
        case Union(variants=variants):
            for variant in variants:
                yield from walk(variant)


def without_arrays(schema: Schema) -> Schema:
    """The items of an array, of an array of arrays their items, and so on; else the schema."""
    while isinstance(schema, Array):
        schema = schema.items
    return schema


def innermost(schema: Schema) -> Schema:
    """As ``without_arrays``, and through maps to their values as well."""
    while isinstance(schema, Array | Map):
        schema = schema.items if isinstance(schema, Array) else schema.values
    return schema


def references(schema: Schema) -> list[str]:
    """The names of all references in a schema, in the order of ``walk``, with repetitions."""
    found: list[str] = []
    _add_references(schema, found)
    return found


def _add_references(schema: Schema, found: list[str]) -> None:
    """Append the names of all references in ``schema`` to ``found``."""
    # Faster than `walk`, as most schemas have at most one level; called often for every schema.
    if isinstance(schema, Reference):
        found.append(schema.name)
    elif isinstance(schema, Array):
        _add_references(schema.items, found)
    elif isinstance(schema, Map):
        _add_references(schema.values, found)
    elif isinstance(schema, Object):
        for item in schema.properties:
            _add_references(item.schema_, found)
    elif isinstance(schema, Union):
        for variant in schema.variants:
            _add_references(variant, found)
