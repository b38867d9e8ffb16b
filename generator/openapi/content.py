"""Content: the media types of a body, and their schemas."""

from typing import NamedTuple

from generator.model import Scalar, Schema, Unknown
from generator.openapi.nodes import Node
from generator.openapi.schemas import SchemaReader

JSON = "application/json"
_TEXTUAL = ("json", "xml", "text/", "x-www-form-urlencoded", "multipart/", "*/*")


class Content(NamedTuple):
    """The media types of a body, and what it is; the schema is None where there is no body."""

    media_types: tuple[str, ...] = ()
    schema: Schema | None = None


def one_content(node: Node, schemas: SchemaReader) -> Content:
    """The media types under ``content``. The model has one schema for all of them: that of JSON
    where there is JSON, else the first; each other one that differs is reported.
    """
    found: dict[str, tuple[Node, Schema]] = {}
    for name, item in node.members_of("content"):
        if item.is_object():
            inner = item.member("schema")
            schema = schemas.read(inner).schema if inner is not None else _unsaid(name)
            found[name] = (item, schema)
    if not found:
        return Content()
    chosen = preferred(tuple(found))
    _, schema = found[chosen]
    for name, (item, other) in found.items():
        if other != schema:
            item.report("DOC609", f"another schema for {name} than for {chosen}")
    return Content(tuple(found), schema)


def preferred(media_types: tuple[str, ...]) -> str:
    """JSON, else some kind of JSON, else the first."""
    if JSON in media_types:
        return JSON
    return next((name for name in media_types if "json" in name.lower()), media_types[0])


def _unsaid(media_type: str) -> Schema:
    """What a media type without a schema holds: bytes (OpenAPI 3.1.1, 4.8.14.3), but for what is
    text.
    """
    is_text = any(word in media_type.lower() for word in _TEXTUAL)
    return Unknown() if is_text else Scalar(type="string", format="binary")
