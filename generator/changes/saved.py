"""A saved model (``docs2sdk model --json``), read for comparison.

The classes have the names and defaults of ``generator.model``, as far as changes are looked for.
They are no pydantic classes, because two models of twenty megabytes each must be read in a fraction
of a second. What they do not name is skipped, so a model that another release of docs2sdk saved can
be compared too. A test holds the two families of classes together.
"""

from collections.abc import Iterator
from typing import Any

import msgspec


class SavedModelError(Exception):
    """A file is no saved model, and why."""


class Struct(msgspec.Struct, frozen=True, gc=False, rename={"schema_": "schema"}):
    """Base class of all parts of a saved model."""


class Source(Struct, frozen=True):
    """A place in the docs: the file, relative to the docs root, and a line (one-based)."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Schema(Struct, frozen=True, tag_field="kind"):
    """Base class of the schemas; a schema without provenance is one that the page writes."""

    provenance: Any = None
    disputed: bool = False


class Scalar(Schema, frozen=True, tag="scalar", kw_only=True):
    type: str
    format: str | None = None


class Enumeration(Schema, frozen=True, tag="enum", kw_only=True):
    type: str = "string"
    values: tuple[str, ...]


class Array(Schema, frozen=True, tag="array", kw_only=True):
    items: "AnySchema"


class Map(Schema, frozen=True, tag="map", kw_only=True):
    values: "AnySchema"


class Object(Schema, frozen=True, tag="object", kw_only=True):
    properties: "tuple[Property, ...]" = ()


class Reference(Schema, frozen=True, tag="reference", kw_only=True):
    name: str


class Union(Schema, frozen=True, tag="union", kw_only=True):
    variants: "tuple[AnySchema, ...]"


class Unknown(Schema, frozen=True, tag="unknown", kw_only=True):
    written: str = ""


AnySchema = Scalar | Enumeration | Array | Map | Object | Reference | Union | Unknown


class Property(Struct, frozen=True):
    name: str
    schema_: AnySchema
    description: str = ""
    required: bool = False
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    nullable: bool = False
    default: str = ""
    source: Source | None = None


class NamedSchema(Struct, frozen=True):
    name: str
    schema_: AnySchema
    description: str = ""
    sources: tuple[Source, ...] = ()


class Parameter(Struct, frozen=True):
    name: str
    location: str
    schema_: AnySchema
    source: Source
    description: str = ""
    required: bool = False
    deprecated: bool = False
    default: str = ""
    separator: str = ""


class SecurityScheme(Struct, frozen=True):
    name: str
    type: str
    scheme: str = ""
    header: str = "Authorization"
    location: str = "header"


class RequestBody(Struct, frozen=True):
    source: Source
    name: str = ""
    description: str = ""
    media_types: tuple[str, ...] = ()
    wraps_arguments: bool = False
    accepts_merge_patch: bool = False
    schema_: AnySchema = Unknown()
    required: bool = True


class Response(Struct, frozen=True):
    status: str
    source: Source
    description: str = ""
    body_description: str = ""
    media_types: tuple[str, ...] = ()
    schema_: AnySchema | None = None
    headers: tuple[Parameter, ...] = ()


class Notice(Struct, frozen=True):
    kind: str
    text: str = ""


class Paging(Struct, frozen=True):
    item: AnySchema
    page: str = ""
    items: str = ""
    link: str = ""
    number: str = ""
    first: int = 0
    total: str = ""


class Argument(Struct, frozen=True):
    location: str
    name: str
    required: bool = False


class Operation(Struct, frozen=True):
    operation_id: str
    method: str
    path: str
    tag: str
    source: Source
    short_name: str = ""
    path_fragment: str = ""
    summary: str = ""
    description: str = ""
    notices: tuple[Notice, ...] = ()
    deprecated: bool = False
    parameters: tuple[Parameter, ...] = ()
    request_body: RequestBody | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[SecurityScheme, ...] = ()
    paging: Paging | None = None
    conditions: tuple[Parameter, ...] = ()
    arguments: tuple[Argument, ...] = ()


class Tag(Struct, frozen=True):
    name: str
    short_name: str = ""
    contested_name: str = ""
    title: str = ""
    description: str = ""
    source: Source | None = None


class Model(Struct, frozen=True):
    """Everything of an ``Api`` that is compared."""

    title: str
    version: str = ""
    base_path: str = ""
    tags: tuple[Tag, ...] = ()
    operations: tuple[Operation, ...] = ()
    schemas: tuple[NamedSchema, ...] = ()
    parameters: tuple[Parameter, ...] = ()


def read_model(data: bytes) -> Model:
    """The model in ``data``, which is JSON. Raises SavedModelError for anything else."""
    try:
        return msgspec.json.decode(data, type=Model)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise SavedModelError(str(error)) from error


def references(schema: AnySchema | None) -> Iterator[str]:
    """The names of the models that a schema refers to, in its order, with repetitions."""
    match schema:
        case Reference(name=name):
            yield name
        case Array(items=inner) | Map(values=inner):
            yield from references(inner)
        case Object(properties=properties):
            for found in properties:
                yield from references(found.schema_)
        case Union(variants=variants):
            for variant in variants:
                yield from references(variant)
