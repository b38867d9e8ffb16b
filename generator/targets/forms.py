"""How request bodies are encoded that are forms or hold files."""

from generator.model import Api, Array, Map, Object, Operation, Reference, Scalar, Schema

MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"


def is_binary(schema: Schema | None) -> bool:
    """Whether a body is bytes (format ``binary``), not JSON."""
    return isinstance(schema, Scalar) and schema.format == "binary"


def form_encoding(api: Api, operation: Operation) -> str:
    """How the body of an operation is sent: ``urlencoded`` (URL Standard, 5), ``multipart``
    (RFC 7578), ``with_files`` (multipart where there is a file, else JSON); empty for a body that
    is no form.
    """
    body = operation.request_body
    if body is None or is_binary(body.schema_):
        return ""
    types = body.media_types
    files = MULTIPART in types and holds_file(api, body.schema_)
    if any("json" in name for name in types):
        return "with_files" if files else ""
    if files or (MULTIPART in types and URLENCODED not in types):
        return "multipart"
    return "urlencoded" if URLENCODED in types else ""


def has_forms(api: Api) -> bool:
    """Whether the body of any operation is a form."""
    return any(form_encoding(api, operation) for operation in api.operations)


def holds_file(api: Api, schema: Schema | None) -> bool:
    """Whether a schema is bytes, or has a property that is, at any depth."""
    schemas = {named.name: named.schema_ for named in api.schemas}
    pending, seen = [schema], set[str]()
    while pending:
        match pending.pop():
            case Array(items=inner) | Map(values=inner):
                pending.append(inner)
            case Object(properties=properties):
                pending += [row.schema_ for row in properties]
            case Reference(name=name) if name not in seen:
                seen.add(name)
                pending.append(schemas.get(name))
            case other if is_binary(other):
                return True
    return False
