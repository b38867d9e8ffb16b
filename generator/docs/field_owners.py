"""Fields whose properties stand below a heading, or a line, that names them."""

import re
from dataclasses import replace
from typing import NamedTuple

from generator.docs.blocks import Paragraph
from generator.docs.fields import Field
from generator.docs.layout.kinds import Role
from generator.docs.operation_builder import OperationBuilder
from generator.model import Object, Unknown, innermost

_AFTER = frozenset(
    ("array", "list", "object", "objects", "parameter", "parameters", "properties")
) | {"attributes", "field", "fields", "options"}
"""Words of a heading behind the name of a field."""
_CODE = re.compile(r"`([A-Za-z_][\w.\[\]-]{0,80})`")
_LONGEST = 200
"""Letters of a line that names a field, and says little more."""


class Owner(NamedTuple):
    """A field, and the section that its kind of fields stands in."""

    name: str
    role: Role


def owner_named(builder: OperationBuilder, text: str) -> Owner | None:
    """The field that a heading names, if it is one that may have properties."""
    if builder.page.layout.file.strict:
        return None
    words = text.strip("` ").lower().split(" ")
    while len(words) > 1 and (words[-1] in _AFTER or not words[-1]):
        words.pop()
    return _owner(builder, " ".join(words).strip("` "))


def owner_in_prose(builder: OperationBuilder, block: Paragraph) -> Owner | None:
    """The field that a line names in back-ticks, of a line that ends with a colon or is only
    that.
    """
    text = block.text.strip()
    match = _CODE.search(text)
    if match is None or len(text) > _LONGEST:
        return None
    alone = text.strip("*_: ") == match[0]
    return _owner(builder, match[1].lower()) if alone or text.endswith(":") else None


def _owner(builder: OperationBuilder, name: str) -> Owner | None:
    """By its whole name, or with underscores for the blanks of a heading."""
    names = {name, name.replace(" ", "_"), name.replace("[]", "")}
    places: tuple[tuple[list[Field], Role], ...] = (
        (builder.arguments, "parameters"),
        (builder.body_rows, "body"),
        (builder.query, "query"),
        (builder.response_rows, "response-body"),
    )
    for rows, role in places:
        for entry in rows:
            if not entry.depth and entry.name.lower() in names and _is_open(entry):
                return Owner(entry.name, role)
    return None


def _is_open(entry: Field) -> bool:
    """Whether a field may have properties that are not known yet."""
    schema = innermost(entry.schema)
    return isinstance(schema, Unknown) or (isinstance(schema, Object) and not schema.properties)


def moved_below(rows: list[Field], count: int, owner: str) -> list[Field]:
    """The rows, with those after the first ``count`` as properties of the one named ``owner``."""
    at = next((n for n, entry in enumerate(rows[:count]) if entry.name == owner), None)
    if at is None:
        return rows
    base = rows[at].depth + 1
    added = [replace(entry, depth=entry.depth + base, place="") for entry in rows[count:]]
    while at + 1 < count and rows[at + 1].depth >= base:
        at += 1
    return [*rows[: at + 1], *added, *rows[at + 1 : count]]
