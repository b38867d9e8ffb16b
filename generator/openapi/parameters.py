"""Parameters, and the headers of responses."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, cast, get_args

from generator.model import Parameter, Schema, Unknown
from generator.model.operation import ParameterLocation
from generator.openapi.content import one_content
from generator.openapi.dialect import Dialect
from generator.openapi.nodes import Node, shown
from generator.openapi.references import References
from generator.openapi.schemas import SchemaReader
from generator.openapi.values import as_json

LOCATIONS: frozenset[str] = frozenset(get_args(ParameterLocation))
FORM = "formData"

_COLLECTIONS = {"csv": ",", "ssv": " ", "tsv": "\t", "pipes": "|", "multi": ""}
"""Swagger 2.0's ``collectionFormat``, and what it puts between the values."""

_STYLES = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|"}
"""OpenAPI's ``style``, and what it puts between the values of a list that is one text."""


class Written(NamedTuple):
    """A parameter as the document has it: ``in: body`` and ``in: formData`` are among them."""

    name: str
    place: str
    node: Node


def collect_parameters(references: References, lists: Iterable[Node]) -> list[Written]:
    """The parameters in ``lists``. What a later one has replaces what an earlier one has under the
    same name in the same place.
    """
    found: dict[tuple[str, str], Written] = {}
    for item in lists:
        node = references.follow(item)
        if node is None or not node.is_object():
            continue
        name, place = node.text("name"), node.text("in")
        if not name or place not in {*LOCATIONS, "body", FORM}:
            node.report("DOC610", f"a parameter {name!r} in {place!r}", "its name, and where it is")
            continue
        found[name, place] = Written(name, place, node)
    return list(found.values())


class ParameterReader:
    """Reads parameters that are no body."""

    def __init__(self, references: References, schemas: SchemaReader, dialect: Dialect) -> None:
        self._references = references
        self._schemas = schemas
        self._dialect = dialect

    def parameter(self, written: Written) -> Parameter:
        """One parameter."""
        return self._read(written.node, written.name, cast("ParameterLocation", written.place))

    def headers(self, response: Node) -> tuple[Parameter, ...]:
        """The headers of a response."""
        found = []
        for name, item in response.members_of("headers"):
            node = self._references.follow(item)
            if node is not None and node.is_object():
                found.append(self._read(node, name, "header"))
        return tuple(found)

    def _read(self, node: Node, name: str, location: ParameterLocation) -> Parameter:
        schema_node = node if self._dialect == Dialect.SWAGGER else node.member("schema")
        schema: Schema
        if schema_node is not None:
            schema = self._schemas.read(schema_node).schema
        else:
            schema = one_content(node, self._schemas).schema or Unknown()
        default = schema_node.member("default") if schema_node is not None else None
        return Parameter(
            name=name,
            location=location,
            schema=schema,
            description=node.text("description"),
            required=location == "path" or node.flag("required"),
            deprecated=node.flag("deprecated"),
            default="" if default is None else as_json(default.value),
            separator=self._separator(node, location) if schema.kind == "array" else "",
            source=node.source,
        )

    def _separator(self, node: Node, location: ParameterLocation) -> str:
        """What stands between the values of a list; nothing where each is sent by itself."""
        if self._dialect == Dialect.SWAGGER:
            return self._known(node, "collectionFormat", "csv", _COLLECTIONS)
        usual: Literal["form", "simple"] = "form" if location in ("query", "cookie") else "simple"
        style = node.text("style") or usual
        explodes = node.flag("explode") if node.member("explode") else style == "form"
        if style == "simple":
            return ","
        return "" if explodes else self._known(node, "style", usual, _STYLES)

    def _known(self, node: Node, key: str, usual: str, known: dict[str, str]) -> str:
        name = node.text(key) or usual
        if name not in known:
            (node.member(key) or node).report("DOC609", f"{key}: {shown(name)}")
        return known.get(name, "")
