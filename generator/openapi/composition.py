"""What schemas say together: ``allOf``, ``anyOf`` and ``oneOf`` (JSON Schema 2020-12, 10.2.1)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Property,
    Reference,
    Scalar,
    Schema,
    Union,
    Unknown,
)

Expand = Callable[[Reference], Schema | None]
"""The object that a reference leads to; None where it leads to itself."""


@dataclass(frozen=True)
class Part:
    """What a schema, or one of its keywords, says."""

    schema: Schema
    nullable: bool = False
    required: frozenset[str] = frozenset()
    """Names that it demands, whether it lists them or not."""


NOTHING = Part(Unknown())
NULL = Part(Unknown(written="null"), nullable=True)
"""What allows null and nothing else."""


class ContradictionError(Exception):
    """Two schemas that no value fits."""


def any_of(variants: Sequence[Part]) -> Part:
    """What any of ``variants`` allows. Where each says nothing of the type, so do all together."""
    nullable = any(part.nullable for part in variants)
    found: dict[Schema, None] = {}
    for part in variants:
        if part != NULL:
            inner = part.schema.variants if isinstance(part.schema, Union) else (part.schema,)
            found.update(dict.fromkeys(inner))
    if all(isinstance(schema, Unknown) for schema in found):
        only = NULL.schema if variants and not found else Unknown()
        return Part(next(iter(found), only), nullable)
    schemas = _joined_values(found)
    return Part(schemas[0] if len(schemas) == 1 else Union(variants=tuple(schemas)), nullable)


def _joined_values(schemas: Iterable[Schema]) -> list[Schema]:
    """Enumerations of one type become one: each value of it may stand by itself, as a constant
    with a description.
    """
    found: list[Schema] = []
    values: dict[str, dict[str, None]] = {}
    for schema in schemas:
        if not isinstance(schema, Enumeration):
            found.append(schema)
        elif schema.type in values:
            values[schema.type].update(dict.fromkeys(schema.values))
        else:
            values[schema.type] = dict.fromkeys(schema.values)
            found.append(schema)
    return [
        s.model_copy(update={"values": tuple(values[s.type])}) if isinstance(s, Enumeration) else s
        for s in found
    ]


def all_of(parts: Sequence[Part], expand: Expand) -> Part:
    """What all of ``parts`` say together.

    Raises ContradictionError where they say what no value fits.
    """
    nullable = all(part.nullable for part in parts)
    required = frozenset().union(*(part.required for part in parts))
    schemas = list(dict.fromkeys(p.schema for p in parts if not isinstance(p.schema, Unknown)))
    if not schemas:
        return Part(next((p.schema for p in parts), Unknown()), nullable, required)
    merged: Schema = schemas[0]
    for schema in schemas[1:]:
        merged = _both(merged, schema, expand)
    if required:
        merged = _expanded(merged, expand)
    if required and isinstance(merged, Object):
        merged = demand(merged, required)
    return Part(merged, nullable, required)


def demand(schema: Object, required: frozenset[str]) -> Object:
    """An object whose ``required`` properties are marked so; those that it does not have are
    added, of unknown type.
    """
    properties = [
        p.model_copy(update={"required": True}) if p.name in required and not p.required else p
        for p in schema.properties
    ]
    missing = sorted(required - {p.name for p in properties})
    properties += [Property(name=name, schema=Unknown(), required=True) for name in missing]
    return schema.model_copy(update={"properties": tuple(properties)})


def _expanded(schema: Schema, expand: Expand) -> Schema:
    return _meant(schema, expand) or schema


def _both(one: Schema, other: Schema, expand: Expand) -> Schema:
    """What two schemas say together."""
    if isinstance(other, Union) and not isinstance(one, Union):
        return _each(other, one, expand)
    if isinstance(one, Union):
        # Of two unions one is enough: each variant with each other would be too many.
        return one if isinstance(other, Union) else _each(one, other, expand)
    match one, other:
        # How OpenAPI 3.0 says that a reference may be null: `type` and `nullable` beside `allOf`.
        case (Object(properties=()), Reference() as reference) | (
            Reference() as reference,
            Object(properties=()),
        ):
            return reference
    if isinstance(one, Reference) != isinstance(other, Reference):
        return _with_reference(one, other, expand)
    one, other = _expanded(one, expand), _expanded(other, expand)
    match one, other:
        case (Unknown() | Union(), _) | (_, Unknown() | Union()):
            return _with_unions(one, other, expand)
        case Reference(), _:
            return other
        case _, Reference():
            return one
        case Object(), Object():
            return _merged(one, other)
        case (Object(properties=()), Map()) | (Map(), Object(properties=())):
            return one if isinstance(one, Map) else other
        case (Object(), Map()) | (Map(), Map()):
            return one
        case Map(), Object():
            return other
        case Array(items=items), Array(items=others):
            if isinstance(items, Unknown) or isinstance(others, Unknown):
                return other if isinstance(items, Unknown) else one
            return Array(items=_both(items, others, expand))
        case ((Scalar() | Enumeration()), (Scalar() | Enumeration())):
            return _scalars(one, other)
    raise ContradictionError


def _with_reference(one: Schema, other: Schema, expand: Expand) -> Schema:
    """As ``_both``, where one is a reference and the other is none. What says no more than the
    reference leaves its name as it is.
    """
    first, second = _meant(one, expand), _meant(other, expand)
    if first is None or second is None:
        return first or second or Unknown()
    together = _both(first, second, expand)
    reference, meant = (one, first) if isinstance(one, Reference) else (other, second)
    return reference if together == meant else together


def _meant(schema: Schema, expand: Expand) -> Schema | None:
    return expand(schema) if isinstance(schema, Reference) else schema


def _with_unions(one: Schema, other: Schema, expand: Expand) -> Schema:
    """As ``_both``, where a reference led to a union or to nothing known."""
    if isinstance(one, Unknown):
        return other
    return one if isinstance(other, Unknown) else _both(one, other, expand)


def _each(union: Union, schema: Schema, expand: Expand) -> Schema:
    """Each variant of a union together with ``schema``. A variant that has all of its properties
    already, as it extends it, stays as it is; one that contradicts it falls away.
    """
    base = _expanded(schema, expand)
    found: dict[Schema, None] = {}
    for variant in union.variants:
        own = _expanded(variant, expand)
        if isinstance(base, Object) and isinstance(own, Object) and _extends(own, base):
            found[variant] = None
            continue
        try:
            found[_both(base, variant, expand)] = None
        except ContradictionError:
            continue
    if not found:
        raise ContradictionError
    schemas = _joined_values(found)
    return schemas[0] if len(schemas) == 1 else Union(variants=tuple(schemas))


def _extends(own: Object, base: Object) -> bool:
    return {p.name for p in base.properties} <= {p.name for p in own.properties}


def _merged(one: Object, other: Object) -> Object:
    """The properties of both; what both have is what the second says of it, and the first where
    that says nothing.
    """
    properties = {p.name: p for p in one.properties}
    for later in other.properties:
        earlier = properties.get(later.name)
        properties[later.name] = later if earlier is None else _refined(earlier, later)
    return one.model_copy(update={"properties": tuple(properties.values())})


def _refined(earlier: Property, later: Property) -> Property:
    schema = earlier.schema_ if isinstance(later.schema_, Unknown) else later.schema_
    return later.model_copy(
        update={
            "schema_": schema,
            "description": later.description or earlier.description,
            "default": later.default or earlier.default,
            **{
                flag: getattr(earlier, flag) or getattr(later, flag)
                for flag in ("required", "deprecated", "read_only", "write_only")
            },
        }
    )


def _scalars(one: Scalar | Enumeration, other: Scalar | Enumeration) -> Schema:
    kinds = {one.type, other.type}
    if len(kinds) > 1 and kinds != {"integer", "number"}:
        raise ContradictionError
    if isinstance(one, Enumeration) and isinstance(other, Enumeration):
        values = tuple(value for value in one.values if value in other.values)
        if not values:
            raise ContradictionError
        return one.model_copy(update={"values": values})
    if isinstance(one, Enumeration):
        return one
    if isinstance(other, Enumeration):
        return other
    if one.type != other.type:
        return one if one.type == "integer" else other
    return one if one.format else other
