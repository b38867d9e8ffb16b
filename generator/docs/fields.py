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
    Property,
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
