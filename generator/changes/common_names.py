"""Pages and a document in common names, so that what is called otherwise is no change.

Before: the pages have the model ``Lamp``, and the document ``Acme.Models.Lamp``, whose ``state`` is
an enumeration with a name. After: both have ``Lamp``, and the enumeration stands in its place.
"""

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from generator.changes.alignment import Schemas, align_models
from generator.changes.saved import (
    AnySchema,
    Array,
    Map,
    Model,
    Object,
    Operation,
    Parameter,
    Reference,
    SecurityScheme,
    Union,
)

_LARGEST = 200
"""Parts of a model that is put in the place of its name."""

_DEEPEST = 50
"""So many models within each other are written out."""

_APART = " (other)"
"""Put behind the name of a model that is another than the one of that name on the other side."""


class Common(NamedTuple):
    """Both models, in common names."""

    named: Model
    other: Model


def in_common_names(pages: Model, document: Model, one_owner: bool = False) -> Common:
    """Both, with the names of the pages for models that are the same. Models that only one of them
    has a name for, and all that are no objects, are put in the place of their names.

    ``one_owner`` is for two documents of one API: a name then means the same in both, and those of
    the first count.
    """
    aligned = align_models(pages, document, one_owner)
    known = {schema.name for schema in pages.schemas}
    names = {
        schema.name: aligned.get(schema.name)
        or schema.name + (_APART if schema.name in known else "")
        for schema in document.schemas
    }
    schemes = _schemes(pages, document)
    return Common(
        _rewritten(pages, {name: name for name in known}, set(aligned.values()), {}),
        _rewritten(document, names, set(aligned), schemes),
    )


def _schemes(pages: Model, document: Model) -> dict[str, str]:
    """For names of ways to authenticate of the document those of the same way on the pages."""
    known = {_way(s): s.name for op in pages.operations for s in op.security}
    found = {}
    for operation in document.operations:
        for scheme in operation.security:
            if _way(scheme) in known:
                found[scheme.name] = known[_way(scheme)]
    return found


def _way(scheme: SecurityScheme) -> tuple[str, ...]:
    return scheme.type, scheme.scheme.lower(), scheme.header.lower(), scheme.location


def _rewritten(
    model: Model, names: dict[str, str], aligned: set[str], schemes: dict[str, str]
) -> Model:
    """The model with other names. Of ``aligned`` the objects keep one."""
    inline = _Inlining({schema.name: schema.schema_ for schema in model.schemas}, names, aligned)
    schemas = tuple(
        replace(schema, name=names[schema.name], schema_=inline.rewrite(schema.schema_))
        for schema in model.schemas
        if inline.keeps(schema.name)
    )
    operations = tuple(_operation(op, inline.rewrite, schemes) for op in model.operations)
    return replace(
        model,
        schemas=tuple(sorted(schemas, key=lambda schema: schema.name)),
        operations=operations,
        parameters=tuple(_parameter(p, inline.rewrite) for p in model.parameters),
    )


Rewrite = Callable[[AnySchema], AnySchema]


def _operation(op: Operation, rewrite: Rewrite, schemes: dict[str, str]) -> Operation:
    body = op.request_body
    return replace(
        op,
        parameters=tuple(_parameter(p, rewrite) for p in op.parameters),
        request_body=body and replace(body, schema_=rewrite(body.schema_)),
        responses=tuple(
            replace(r, schema_=rewrite(r.schema_)) if r.schema_ else r for r in op.responses
        ),
        security=tuple(replace(s, name=schemes.get(s.name, s.name)) for s in op.security),
    )


def _parameter(parameter: Parameter, rewrite: Rewrite) -> Parameter:
    return replace(parameter, schema_=rewrite(parameter.schema_))


class _Inlining:
    """Puts schemas in the place of their names, where they are not too large, and do not hold
    themselves.
    """

    def __init__(self, schemas: Schemas, names: dict[str, str], aligned: set[str]) -> None:
        self._schemas = schemas
        self._names = names
        self._kept = {
            name
            for name, schema in schemas.items()
            if name in aligned and isinstance(schema, Object)
        }
        self._made: dict[str, AnySchema] = {}
        self._open: set[str] = set()
        for name in schemas:
            self._inlined(name)

    def keeps(self, name: str) -> bool:
        """Whether the schema is still one with a name."""
        return name in self._kept

    def _inlined(self, name: str) -> AnySchema | None:
        """What stands in the place of a name; None where the name stays."""
        if name in self._kept or name not in self._schemas:
            return None
        if name in self._made:
            return self._made[name]
        if name in self._open or len(self._open) > _DEEPEST:
            self._kept.add(name)
            return None
        self._open.add(name)
        found = self.rewrite(self._schemas[name])
        self._open.discard(name)
        if name in self._kept or _size(found) > _LARGEST:
            self._kept.add(name)
            return None
        self._made[name] = found
        return found

    def rewrite(self, schema: AnySchema) -> AnySchema:
        """A schema with other names, or what they stand for."""
        match schema:
            case Reference(name=name):
                found = self._inlined(name)
                if found is None:
                    return replace(schema, name=self._names.get(name, name))
                return replace(found, provenance=schema.provenance or found.provenance)
            case Array(items=inner):
                return replace(schema, items=self.rewrite(inner))
            case Map(values=inner):
                return replace(schema, values=self.rewrite(inner))
            case Union(variants=variants):
                return replace(schema, variants=tuple(map(self.rewrite, variants)))
            case Object(properties=properties):
                written = (replace(p, schema_=self.rewrite(p.schema_)) for p in properties)
                return replace(schema, properties=tuple(written))
        return schema


def _size(schema: AnySchema) -> int:
    match schema:
        case Array(items=inner) | Map(values=inner):
            return 1 + _size(inner)
        case Union(variants=variants):
            return 1 + sum(map(_size, variants))
        case Object(properties=properties):
            return 1 + sum(_size(p.schema_) for p in properties)
    return 1
