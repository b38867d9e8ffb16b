"""Request bodies and responses, of OpenAPI 3 and of Swagger 2.0."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.model import Object, Property, RequestBody, Response, Schema
from generator.model.media_types import MULTIPART, URLENCODED
from generator.openapi.content import one_content
from generator.openapi.dialect import Dialect
from generator.openapi.nodes import Node, shown
from generator.openapi.parameters import FORM, ParameterReader, Written
from generator.openapi.references import References
from generator.openapi.schemas import SchemaReader
from generator.openapi.values import as_json

_STATUS = re.compile(r"[1-5](?:[0-9]{2}|XX)|default")


class MediaTypes(NamedTuple):
    """What Swagger says of all bodies of an operation."""

    consumes: tuple[str, ...] = ()
    produces: tuple[str, ...] = ()

    def of(self, node: Node) -> "MediaTypes":
        """Those of an operation, where it has its own."""
        return MediaTypes(
            tuple(node.texts_of("consumes")) if node.member("consumes") else self.consumes,
            tuple(node.texts_of("produces")) if node.member("produces") else self.produces,
        )


class BodyReader:
    """Reads what operations send and answer."""

    def __init__(
        self,
        references: References,
        schemas: SchemaReader,
        parameters: ParameterReader,
        dialect: Dialect,
    ) -> None:
        self._references = references
        self._schemas = schemas
        self._parameters = parameters
        self._dialect = dialect

    def request_body(
        self, operation: Node, written: Sequence[Written], media_types: MediaTypes
    ) -> RequestBody | None:
        """The body of a request; None where there is none."""
        if self._dialect == Dialect.SWAGGER:
            return self._swagger_body(written, media_types) or self._form(written, media_types)
        item = operation.member("requestBody")
        node = self._references.follow(item) if item is not None else None
        if node is None or not node.is_object():
            return None
        content = one_content(node, self._schemas)
        if content.schema is None:
            node.report("DOC610", "a request body without content", "a media type")
            return None
        return RequestBody(
            description=node.text("description"),
            media_types=content.media_types,
            schema=content.schema,
            required=node.flag("required"),
            source=node.source,
        )

    def _swagger_body(
        self, written: Sequence[Written], media_types: MediaTypes
    ) -> RequestBody | None:
        """The parameter with ``in: body``."""
        for name, place, node in written:
            if place == "body":
                return RequestBody(
                    name=name,
                    description=node.text("description"),
                    media_types=media_types.consumes,
                    schema=self._schema(node),
                    required=node.flag("required"),
                    source=node.source,
                )
        return None

    def _form(self, written: Sequence[Written], media_types: MediaTypes) -> RequestBody | None:
        """The parameters with ``in: formData``, which are properties of one object."""
        fields = [field for field in written if field.place == FORM]
        if not fields:
            return None
        properties = tuple(self._field(field.name, field.node) for field in fields)
        has_file = any(field.node.text("type") == "file" for field in fields)
        return RequestBody(
            media_types=media_types.consumes or (MULTIPART if has_file else URLENCODED,),
            schema=Object(properties=properties),
            required=any(p.required for p in properties),
            source=fields[0].node.source,
        )

    def _field(self, name: str, node: Node) -> Property:
        part = self._schemas.read(node)
        default = node.member("default")
        return Property(
            name=name,
            schema=part.schema,
            description=node.text("description"),
            required=node.flag("required"),
            nullable=part.nullable,
            default="" if default is None else as_json(default.value),
            source=node.source,
        )

    def responses(self, operation: Node, media_types: MediaTypes) -> tuple[Response, ...]:
        """Every response, in the order of the document."""
        found = []
        for status, item in operation.members_of("responses"):
            if status.startswith("x-"):
                continue
            if not _STATUS.fullmatch(status):
                item.report("DOC603", shown(status), "a status, such as 200, 4XX or default")
                continue
            node = self._references.follow(item)
            if node is not None and node.is_object():
                found.append(self._response(status, node, media_types))
        return tuple(found)

    def _response(self, status: str, node: Node, media_types: MediaTypes) -> Response:
        types: tuple[str, ...]
        schema: Schema | None
        if self._dialect == Dialect.SWAGGER:
            schema = self._schema(node) if node.member("schema") is not None else None
            types = media_types.produces if schema is not None else ()
        else:
            types, schema = one_content(node, self._schemas)
        return Response(
            status=status,
            description=node.text("description"),
            media_types=types,
            schema=schema,
            headers=self._parameters.headers(node),
            source=node.source,
        )

    def _schema(self, node: Node) -> Schema:
        inner = node.member("schema")
        return self._schemas.read(inner if inner is not None else node).schema
