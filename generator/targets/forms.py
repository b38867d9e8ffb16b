"""How request bodies are encoded that are forms or hold files."""

from collections.abc import Mapping

from generator.model import Api, Operation, Reference, Scalar, Schema, walk
from generator.model.media_types import MULTIPART, URLENCODED

Schemas = Mapping[str, Schema]
"""The schemas of an API, by name."""


def is_binary(schema: Schema | None) -> bool:
    """Whether a body is bytes (format ``binary``), not JSON."""
    return isinstance(schema, Scalar) and schema.format == "binary"


def form_encoding(api: Api, operation: Operation) -> str:
    """How the body of an operation is sent: ``urlencoded`` (URL Standard, 5), ``multipart``
    (RFC 7578), ``with_files`` (multipart where there is a file, else JSON); empty for a body that
    is no form.
    """
    return _encoding(_schemas(api), operation)


def has_forms(api: Api) -> bool:
    """Whether the body of any operation is a form."""
    schemas = _schemas(api)
    return any(_encoding(schemas, operation) for operation in api.operations)


def _schemas(api: Api) -> Schemas:
    return {named.name: named.schema_ for named in api.schemas}


def _encoding(schemas: Schemas, operation: Operation) -> str:
    body = operation.request_body
    if body is None or is_binary(body.schema_):
        return ""
    types = body.media_types
    files = MULTIPART in types and _holds_file(schemas, body.schema_)
    if any("json" in name for name in types):
        return "with_files" if files else ""
    if files or (MULTIPART in types and URLENCODED not in types):
        return "multipart"
    return "urlencoded" if URLENCODED in types else ""


def _holds_file(schemas: Schemas, schema: Schema) -> bool:
    """Whether a schema is bytes, or has a property that is, at any depth."""
    pending, seen = [schema], set[str]()
    while pending:
        for part in walk(pending.pop()):
            if is_binary(part):
                return True
            if isinstance(part, Reference) and part.name not in seen and part.name in schemas:
                seen.add(part.name)
                pending.append(schemas[part.name])
    return False
