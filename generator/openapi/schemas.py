"""Schemas: JSON Schema 2020-12 (OpenAPI 3.1), and the dialects of OpenAPI 3.0 and Swagger 2.0."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from generator.model import (
    Array,
    Map,
    NamedSchema,
    Object,
    Property,
    Reference,
    Schema,
    Union,
    Unknown,
)
from generator.model.schema import ScalarType
from generator.openapi.budget import Budget
from generator.openapi.composition import (
    NOTHING,
    NULL,
    ContradictionError,
    Part,
    all_of,
    any_of,
    demand,
)
from generator.openapi.dialect import Dialect
from generator.openapi.names import SchemaNames
from generator.openapi.nodes import Mapping, Node, Sequence, shown
from generator.openapi.references import References, reference_of
from generator.openapi.values import SCALARS, as_json, enumeration, scalar

_BEYOND = frozenset((
    "not", "if", "dependentSchemas", "propertyNames", "contains", "unevaluatedItems", "$dynamicRef",
    "$recursiveRef",
))  # fmt: skip
"""Keywords that the model has no words for."""

_IMPLIED = {
    "properties": "object", "additionalProperties": "object", "patternProperties": "object",
    "items": "array", "prefixItems": "array",
}  # fmt: skip
"""Keywords that say something of values of one type only, where ``type`` is missing."""

_UNKNOWN_TITLE = "Unknown"
"""How the OpenAPI documents of docs2sdk name a type that the docs do not tell."""


class SchemaReader:
    """Reads schemas. Those that others refer to get a name, and are read once each."""

    def __init__(
        self, references: References, names: SchemaNames, dialect: Dialect, budget: Budget
    ) -> None:
        self._references = references
        self._names = names
        self._dialect = dialect
        self._budget = budget
        self._expanded: dict[str, Schema | None] = {}
        self._open: set[str] = set()
        self._nullable: dict[str, bool] = {}

    def named_schemas(self) -> list[NamedSchema]:
        """Every named schema, by name: those of the components, and all that something else refers
        to.
        """
        found: dict[str, NamedSchema] = {}
        while (item := self._names.next()) is not None:
            name, node = item
            found[name] = NamedSchema(
                name=name,
                description=node.text("description") if isinstance(node.value, Mapping) else "",
                schema=self.read(node).schema,
                sources=(node.source,),
            )
        return [found[name] for name in sorted(found)]

    def read(self, node: Node, depth: int = 0) -> Part:
        """What a schema says."""
        if not self._budget.takes(node) or not self._budget.allows_depth(node, depth):
            return NOTHING
        if isinstance(node.value, bool):
            return self._boolean(node, node.value)
        if not node.is_object():
            return NOTHING
        reference = reference_of(node)
        if reference is not None:
            return self._reference(reference, node)
        parts = self._parts(node, depth, with_unions=True)
        return self._together(node, parts, depth)

    def _boolean(self, node: Node, value: bool) -> Part:
        if not value:
            node.report("DOC609", "a schema that no value fits", done="typed as unknown")
        return NOTHING

    def _reference(self, reference: Node, node: Node) -> Part:
        """What the reference leads to, by its name. In 3.1 more may stand beside it."""
        target = self._references.target(reference)
        if target is None:
            return Part(
                Unknown(written=reference.value if isinstance(reference.value, str) else "")
            )
        name = self._names.name_of(target)
        nullable = self._is_nullable(target.key, target.node)
        if self._dialect == Dialect.OPENAPI_3_1:
            nullable = nullable or "null" in _types(node)
        return Part(Reference(name=name), nullable)

    def _is_nullable(self, key: str, node: Node) -> bool:
        """Whether what a reference leads to may be null."""
        if key not in self._nullable:
            self._nullable[key] = False
            end = self._references.follow(node)
            self._nullable[key] = end is not None and _says_nullable(end, self._dialect)
        return self._nullable[key]

    def _parts(self, node: Node, depth: int, with_unions: bool) -> list[Part]:
        """What each keyword of a schema says; the first is what it says by itself."""
        for keyword in sorted(_BEYOND & node.keys):
            node.report("DOC609", keyword)
        parts = [self._own(node, depth)]
        if node.member("allOf") is not None:
            parts += [self.read(item, depth + 1) for item in node.items_of("allOf")]
        if with_unions:
            for keyword in ("oneOf", "anyOf"):
                if node.member(keyword) is not None:
                    variants = [self.read(item, depth + 1) for item in node.items_of(keyword)]
                    parts.append(any_of(variants))
        return parts

    def _together(self, node: Node, parts: list[Part], depth: int) -> Part:
        """What the keywords of a schema say together. Null is allowed where the schema itself says
        so, or all that it is put together from.
        """
        own, *others = parts
        if not others:
            return own
        self._budget.takes(node, sum(map(_size, parts)))
        try:
            merged = all_of(parts, lambda reference: self._expand(reference, node, depth))
        except ContradictionError:
            node.report("DOC611", "schemas that no value fits together")
            return next((p for p in parts if not isinstance(p.schema, Unknown)), NOTHING)
        nullable = own.nullable or all(part.nullable for part in others)
        return Part(merged.schema, nullable, merged.required)

    def _expand(self, reference: Reference, node: Node, depth: int) -> Schema | None:
        """The schema that a reference leads to, without the variants of it that extend it. None,
        with a diagnostic, where it leads to itself.
        """
        target = self._names.target(reference.name)
        key = target.key
        if key in self._open:
            node.report("DOC606", reference.name)
            return None
        if key not in self._expanded:
            self._open.add(key)
            self._expanded[key] = self._expansion(target.node, depth + 1)
            self._open.discard(key)
        found = self._expanded[key]
        self._budget.takes(node, _size(Part(found)) if found else 1)
        return found

    def _expansion(self, node: Node, depth: int) -> Schema | None:
        end = self._references.follow(node)
        if (
            end is None
            or not self._budget.allows_depth(node, depth)
            or not isinstance(end.value, Mapping)
        ):
            return None
        found = self._together(end, self._parts(end, depth, with_unions=False), depth).schema
        if isinstance(found, Unknown):
            found = self.read(end, depth).schema
        return found if not isinstance(found, Reference) else self._expand(found, node, depth)

    def _own(self, node: Node, depth: int) -> Part:
        """What a schema says by ``type`` and the keywords of a type, ``enum`` and ``const``."""
        types = _types(node)
        nullable = _says_null(node, self._dialect) or "null" in types
        kinds = [kind for kind in types if kind != "null"]
        required = self._required(node)
        values = _values(node)
        if values is not None:
            kind = kinds[0] if len(kinds) == 1 and kinds[0] in SCALARS else None
            schema, with_null = enumeration(values, cast("ScalarType | None", kind))
            nullable = nullable or with_null
            if not kinds or not isinstance(schema, Unknown):
                return Part(schema, nullable, required)
        if not kinds:
            if types:
                return NULL
            kinds = [kind for key, kind in _IMPLIED.items() if key in node.keys][:1]
        if not kinds:
            title = node.text("title")
            return Part(
                Unknown(written="" if title == _UNKNOWN_TITLE else title), nullable, required
            )
        variants = [Part(self._typed(node, kind, depth)) for kind in kinds]
        return Part(any_of(variants).schema, nullable, required)

    def _required(self, node: Node) -> frozenset[str]:
        """The names in ``required``. In a parameter of Swagger it is true or false instead."""
        required = node.member("required")
        if required is None or isinstance(required.value, bool):
            return frozenset()
        return frozenset(node.texts_of("required"))

    def _typed(self, node: Node, kind: str, depth: int) -> Schema:
        if kind in SCALARS:
            return scalar(node, cast("ScalarType", kind))
        readers: dict[str, Callable[[Node, int], Schema]] = {
            "object": self._object, "array": self._array, "file": _file,
        }  # fmt: skip
        if kind in readers:
            return readers[kind](node, depth)
        (node.member("type") or node).report("DOC603", shown(kind), "a type of JSON Schema")
        return Unknown(written=kind)

    def _array(self, node: Node, depth: int) -> Schema:
        items = node.member("items")
        tuples = [*node.items_of("prefixItems")]
        if items is not None and isinstance(items.value, Sequence):
            tuples += items.items()
            items = node.member("additionalItems")
        if items is not None and not (tuples and isinstance(items.value, bool)):
            tuples.append(items)
        if not tuples:
            return Array(items=Unknown())
        return Array(items=any_of([self.read(item, depth + 1) for item in tuples]).schema)

    def _object(self, node: Node, depth: int) -> Schema:
        properties = [
            self._property(name, inner, depth) for name, inner in node.members_of("properties")
        ]
        if not properties:
            values = node.member("additionalProperties")
            if values is None or isinstance(values.value, bool):
                values = next((inner for _, inner in node.members_of("patternProperties")), None)
            if values is not None:
                return Map(values=self.read(values, depth + 1).schema)
        return demand(Object(properties=tuple(properties)), self._required(node))

    def _property(self, name: str, node: Node, depth: int) -> Property:
        part = self.read(node, depth + 1)
        if not isinstance(node.value, Mapping):
            return Property(name=name, schema=part.schema, source=node.source)
        default = node.member("default")
        return Property(
            name=name,
            schema=part.schema,
            description=node.text("description"),
            deprecated=node.flag("deprecated"),
            read_only=node.flag("readOnly"),
            write_only=node.flag("writeOnly"),
            nullable=part.nullable,
            default="" if default is None else as_json(default.value),
            source=node.source,
        )


def _file(node: Node, depth: int) -> Schema:
    """Swagger 2.0 has ``type: file`` for bytes."""
    return scalar(node, "string").model_copy(update={"format": "binary"})


def _size(part: Part) -> int:
    schema = part.schema
    if isinstance(schema, Object):
        return len(schema.properties)
    return len(schema.variants) if isinstance(schema, Union) else 1


def _types(node: Node) -> list[str]:
    """The types that a schema allows, ``null`` among them. 3.1 has lists of them."""
    found = node.member("type")
    if found is None or found.value is None:
        # YAML without quotes makes nothing of the word.
        return [] if found is None else ["null"]
    return node.texts_of("type") if isinstance(found.value, Sequence) else [node.text("type")]


def _values(node: Node) -> list[Node] | None:
    """What ``enum`` or ``const`` list; None where there is neither."""
    if (const := node.member("const")) is not None:
        return [const]
    return [*node.items_of("enum")] if node.member("enum") is not None else None


def _says_null(node: Node, dialect: Dialect) -> bool:
    """Whether a flag says that null is allowed: of OpenAPI 3.0, or the extension for 2.0."""
    if node.flag("x-nullable"):
        return True
    if dialect == Dialect.OPENAPI_3_1:
        return False
    return node.flag("nullable")


def _says_nullable(node: Node, dialect: Dialect) -> bool:
    """Whether a schema itself allows null, by any of the ways to say so."""
    if not isinstance(node.value, Mapping):
        return False
    if _says_null(node, dialect) or "null" in _types(node):
        return True
    if any(value.value is None for value in _values(node) or ()):
        return True
    return any(
        _types(variant) == ["null"]
        for keyword in ("oneOf", "anyOf")
        for variant in (node.items_of(keyword) if node.member(keyword) else ())
    )
