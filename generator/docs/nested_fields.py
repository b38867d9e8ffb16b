"""Fields that are properties of others: nested by their depth, or by dots and brackets in names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.docs.fields import ANY_KEY, Field
from generator.docs.layout.layout import Layout
from generator.model import Array, Map, Object, Property, Reference, Scalar, Schema, Unknown

_ANY_INDEX = re.compile(r"\[(?:n|i|index|key|:\w{1,40}|\{\w{1,40}\}|<\w{1,40}>)\]")
"""What stands for any key or number in a name: ``files[n]``."""

_Split = tuple[Field, tuple[str, ...]]


def fields_of_properties(properties: Iterable[Property], owner: Field) -> list[Field]:
    """The properties of a field's schema as fields."""
    return [
        Field(
            row.name,
            row.schema_,
            row.description,
            row.required,
            row.deprecated,
            row.read_only,
            row.source or owner.source,
            row.nullable,
            default=row.default,
        )
        for row in properties
    ]


def nested(fields: Sequence[Field], layout: Layout) -> list[Field]:
    """Fields that are properties of others, by their depth or by dots and brackets in their
    names, as objects in the schema of those others.
    """
    found: list[Field] = []
    position = 0
    split = _split_name if layout.file.nested_names else _whole_name
    entries = _with_owners([split(entry) for entry in fields])
    while position < len(entries):
        entry, parts = entries[position]
        end = position + 1
        while end < len(entries) and _belongs(entries[end], entry, parts):
            end += 1
        inner = [
            _inside(below, below_parts, entry) for below, below_parts in entries[position + 1 : end]
        ]
        found.append(_holding(entry, nested(inner, layout)) if inner else entry)
        position = end
    return found


def _whole_name(entry: Field) -> _Split:
    return entry, (entry.name,)


def _split_name(entry: Field) -> _Split:
    """A field and the parts of its name: ``a.b``, ``a[b]`` and ``a[].b`` are ``a`` and ``b``."""
    name = entry.name
    if name.count("[") == 1 and name.endswith("[]") and "." not in name:
        return entry, (name,)
    parts = _ANY_INDEX.sub(f".{ANY_KEY}", name)
    parts = parts.replace("[]", "").replace("[", ".").replace("]", "")
    return entry, tuple(part for part in parts.split(".") if part) or (name,)


def _with_owners(entries: list[_Split]) -> list[_Split]:
    """The entries, with an object before each run of ``a.b`` for which no ``a`` stands there."""
    found: list[_Split] = []
    known: set[str] = set()
    for entry, parts in entries:
        owner = parts[0]
        if len(parts) > 1 and not entry.depth and owner not in known:
            item = Object()
            many = entry.name[len(owner) :].startswith("[]")
            schema = Array(items=item) if many else item
            made = replace(
                entry,
                name=owner,
                schema=schema,
                description="",
                required=False,
                nullable=False,
                deprecated=False,
                read_only=False,
                default="",
            )
            found.append((made, (owner,)))
        if not entry.depth:
            known.add(owner)
        found.append((entry, parts))
    return found


def _belongs(other: _Split, entry: Field, parts: tuple[str, ...]) -> bool:
    below, below_parts = other
    if below.depth > entry.depth:
        return True
    if isinstance(entry.schema, Scalar):
        # The dots are part of the name: ``os.version`` beside the text ``os``.
        return False
    return len(below_parts) > len(parts) and below_parts[: len(parts)] == parts


def _inside(below: Field, parts: tuple[str, ...], entry: Field) -> Field:
    if below.depth > entry.depth:
        return below
    own = len(_split_name(entry)[1])
    return replace(below, name=".".join(parts[own:]))


def _holding(entry: Field, inner: Sequence[Field]) -> Field:
    """A field with the properties below it; a name in brackets or bold stands for any key."""
    any_key = next((below for below in inner if below.name.strip("*<>{}") == ANY_KEY), None)
    if any_key is not None and len(inner) == 1:
        return replace(entry, schema=_innermost(entry.schema, Map(values=any_key.schema)))
    properties = tuple(below.property() for below in spliced(inner))
    if not entry.name and isinstance(entry.schema, Reference):
        # A part of what is around it, whose properties the page lists: they are spliced in.
        return replace(entry, schema=Object(properties=properties))
    return replace(entry, schema=_innermost(entry.schema, Object(properties=properties)))


def spliced(fields: Sequence[Field]) -> list[Field]:
    """Fields, with the properties of those without a name in their place."""
    found: dict[str, Field] = {}
    for entry in fields:
        if entry.name:
            inside = [entry]
        elif isinstance(entry.schema, Object):
            inside = fields_of_properties(entry.schema.properties, entry)
        else:
            inside = []
        for one in inside:
            found.setdefault(one.name, one)
    return list(found.values())


def _innermost(schema: Schema, inner: Schema) -> Schema:
    """``inner`` in the place of what a schema leaves open; a named model stays."""
    match schema:
        case Array(items=items):
            return schema.model_copy(update={"items": _innermost(items, inner)})
        case Map(values=Unknown()) if isinstance(inner, Object):
            # Who lists the keys of a map means an object.
            return inner
        case Map(values=values):
            return schema.model_copy(update={"values": _innermost(values, inner)})
        case Object(properties=known) if known and isinstance(inner, Object):
            return Object(properties=(*known, *inner.properties))
        case Object() | Unknown() | Scalar(type="string"):
            return inner
        case _:
            return schema
