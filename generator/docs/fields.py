"""Fields: what a table row, list item, definition or heading says of a parameter or property."""

import re
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.docs.default_values import default_value, typed_by_default
from generator.docs.layout.kinds import Column
from generator.docs.layout.layout import Layout
from generator.docs.layout.patterns import LONGEST, full_match
from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Property,
    Reference,
    Scalar,
    Schema,
    Source,
    Unknown,
    walk,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or property as a page describes it."""

    name: str
    schema: Schema
    description: str
    required: bool
    deprecated: bool
    read_only: bool
    source: Source
    nullable: bool = False
    place: str = ""
    """Where it is sent, if the field itself tells: ``path``, ``query``, ``header``, ``cookie``,
    ``body``, ``form``, or ``url``, which is the path or the query."""
    depth: int = 0
    """How deep it is nested in the fields before it."""
    marked: bool = True
    """Whether the page says if it is required."""
    default: str = ""
    """As JSON; empty where the page tells none."""

    def at(self, source: Source, depth: int) -> "Field":
        """The same in another place. Written out, as it is made for every row of all pages."""
        return Field(
            self.name,
            self.schema,
            self.description,
            self.required,
            self.deprecated,
            self.read_only,
            source,
            self.nullable,
            self.place,
            depth,
            self.marked,
            self.default,
        )

    def property(self) -> Property:
        """As a property of an object."""
        return Property(
            name=self.name,
            schema=self.schema,
            description=self.description,
            required=self.required,
            deprecated=self.deprecated,
            read_only=self.read_only,
            nullable=self.nullable,
            default=self.default,
            source=self.source,
        )


ANY_KEY = "additionalProperties"
"""The name of a row about the values of whatever else an object holds (JSON Schema, 10.3.2.3)."""

FILE = Scalar(type="string", format="binary")
"""The content of a file."""

PLACES = {
    "path": "path",
    "url": "url",
    "uri": "url",
    "query": "query",
    "querystring": "query",
    "header": "header",
    "headers": "header",
    "body": "body",
    "json": "body",
    "form": "form",
    "formdata": "form",
    "cookie": "cookie",
    "cookies": "cookie",
}
"""How pages name the places of parameters, without blanks and in lower case. ``url`` leaves open
whether it is the path or the query."""
_PLACE_WORDS = re.compile(r"cookie|query|header|form|body|json|path|ur[il]")


def place_of(text: str) -> str:
    """The place that a text names: ``query`` of ``URL query`` or ``in the query string``."""
    words = "".join(text.lower().split()).rstrip(".")
    known = PLACES.get(words)
    match = _PLACE_WORDS.search(words) if known is None else None
    return PLACES.get(match[0], "") if match else known or ""


def make_field(
    layout: Layout,
    source: Source,
    name: str,
    schema: Schema,
    description: str,
    *,
    marks: str = "",
    also: Sequence[str] = (),
    required: str = "",
    default: str = "",
    place: str = "",
    nullable: bool = False,
    flags: Collection[Column | None] = (),
    depth: int = 0,
) -> Field:
    """A field of the parts that a rule found; the layout's marks are looked for in the name's
    marks, in ``also``, the column of that name, and the description. ``flags``: those of the
    columns ``nullable``, ``read_only`` and ``deprecated`` in which it is marked.
    """
    stated = layout.described(description)
    beside = [layout.marked(text) for text in (marks, *also) if text]
    needed = next((b.required for b in beside if b.required is not None), stated.required)
    if required:
        needed = any(full_match(pattern, " ".join(required.split())) for pattern in layout.yes)
    marked = needed is not None
    if needed is None:
        needed = layout.file.marks.unmarked == "required" and not default.strip(" -`")
    if isinstance(schema, Unknown) and not schema.written and not layout.file.strict:
        schema = typed_by_default(_type_in_words(layout, stated.text), default)
    if any(pattern.search(description[:LONGEST]) for pattern in layout.file_marks):
        schema = FILE
    if layout.enums:
        schema = _with_values(layout, schema, description, name)
    return Field(
        sys.intern(name),
        schema,
        stated.text,
        needed,
        "deprecated" in flags or stated.deprecated or any(b.deprecated for b in beside),
        "read_only" in flags or stated.read_only or any(b.read_only for b in beside),
        source,
        nullable or "nullable" in flags or stated.nullable or any(b.nullable for b in beside),
        place_of(place),
        depth,
        marked,
        default_value(schema, default) if default else "",
    )


def optional_but(fields: Iterable[Field], required: Collection[str]) -> list[Field]:
    """The fields, of which those without a mark are optional but for the ``required`` ones."""
    return [f if f.marked else replace(f, required=f.name in required) for f in fields]


def _type_in_words(layout: Layout, text: str) -> Schema:
    """The type that a description starts with, as one of the layout's rules has it."""
    line = " ".join(text[:LONGEST].split())
    for rule, pattern in layout.fields:
        if "description" in rule.in_ and (match := full_match(pattern, line)):
            read = layout.types.read(match["type"])
            if read is not None:
                return read.schema
    return Unknown()


def _with_values(layout: Layout, schema: Schema, description: str, name: str) -> Schema:
    """A string whose description lists its values is an enumeration. A list with the field's own
    name is one of fields: "Only one of `pem` or `path` can be given."
    """
    if isinstance(schema, Array):
        items = _with_values(layout, schema.items, description, name)
        return schema.model_copy(update={"items": items})
    if not isinstance(schema, Scalar | Unknown):
        return schema
    if isinstance(schema, Scalar) and (schema.type != "string" or schema.format):
        return schema
    values = listed_values(layout, description)
    return Enumeration(values=values) if values and name not in values else schema


def listed_values(layout: Layout, text: str) -> tuple[str, ...]:
    """The values that a description lists; a number, an example or an ellipsis is none."""
    return next(
        (
            values
            for pattern in layout.enums
            if (match := pattern.search(text[:4000])) and (values := code_values(match["values"]))
        ),
        (),
    )


def code_values(text: str) -> tuple[str, ...]:
    """The code spans of a text, if they can be the values of an enumeration."""
    spans = [span.strip().strip("\"'") for span in text.split("`")[1::2]]
    values = tuple(dict.fromkeys(span for span in spans if span))
    if len(values) < 2 or not all(_is_value(value) for value in values):
        return ()
    return values


def with_values(entry: Field, values: Sequence[str]) -> Field:
    """A field of which a table lists the values."""
    return replace(entry, schema=enumerated(entry.schema, values)) if values else entry


def enumerated(schema: Schema, values: Sequence[str]) -> Schema:
    """A string, or list of strings, that has listed values."""
    match schema:
        case Scalar(type="string", format=None) | Unknown() if values:
            texts = tuple(dict.fromkeys(value for value in values if value))
            return Enumeration(values=texts) if texts else schema
        case Array(items=items):
            return schema.model_copy(update={"items": enumerated(items, values)})
        case _:
            return schema


def _is_value(value: str) -> bool:
    return (
        len(value) <= 64
        and any(map(str.isalnum, value))
        and "..." not in value
        and "…" not in value
        and not any(letter in value for letter in " <>{}()=")
        and not value.replace(".", "").replace("-", "").isdigit()
    )


def hold_file(properties: Iterable[Property]) -> bool:
    """Whether a property is the content of a file, or has one that is."""
    return any(part == FILE for row in properties for part in walk(row.schema_))


def is_whole(layout: Layout, entry: Field) -> bool:
    """Whether a field is not in the body or model that it is listed for, but is that itself."""
    return any(full_match(pattern, entry.name) for pattern in layout.bodies)


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


_ANY_INDEX = re.compile(r"\[(?:n|i|index|key|:\w{1,40}|\{\w{1,40}\}|<\w{1,40}>)\]")
"""What stands for any key or number in a name: ``files[n]``."""

_Split = tuple[Field, tuple[str, ...]]


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
