"""The intermediate model: OpenAPI's words, and nothing of docs, targets or the command line."""

from generator.model.api import Api, Tag
from generator.model.operation import (
    Method,
    Notice,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Sample,
    SecurityScheme,
)
from generator.model.schema import (
    Array,
    Enumeration,
    Map,
    NamedSchema,
    Object,
    Property,
    Reference,
    Scalar,
    Schema,
    SchemaNode,
    Unknown,
    references,
    walk,
)
from generator.model.source import Node, Provenance, Source

__all__ = [
    "Api",
    "Array",
    "Enumeration",
    "Map",
    "Method",
    "NamedSchema",
    "Node",
    "Notice",
    "Object",
    "Operation",
    "Parameter",
    "Property",
    "Provenance",
    "Reference",
    "RequestBody",
    "Response",
    "Sample",
    "Scalar",
    "Schema",
    "SchemaNode",
    "SecurityScheme",
    "Source",
    "Tag",
    "Unknown",
    "references",
    "walk",
]
