"""What a pass changed, as text by path.

A snapshot maps the path of every value in ``Facts`` to its text:
``models.Room.properties.Lamp.decision`` to ``Lamp, by link/own_rows: its own rows say so``. Two
snapshots differ exactly in what changed between them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from generator.diagnostics import Diagnostic
from generator.docs.page import Page
from generator.docs.shapes import Shape
from generator.docs.type_cells import write_type
from generator.link.decisions import Decision
from generator.link.facts import BodyFacts, Facts
from generator.link.passes import PASSES, run_passes
from generator.model import NamedSchema, Node, Operation, SchemaNode, Tag

Snapshot = dict[str, str]
"""By path: the text of a value."""


class Change(NamedTuple):
    """A value that a pass changed."""

    path: str
    """For example ``models.Room.properties.Lamp.decision``."""
    before: str | None
    """None for what the pass added."""
    after: str | None
    """None for what the pass removed."""


def changes_of(
    pages: Iterable[Page], name: str, title: str = "", version: str = ""
) -> list[Change]:
    """What the pass ``name`` changes when ``pages`` are linked, sorted by path.

    Raises KeyError if no pass has that name.
    """
    names = [row.name for row in PASSES]
    if name not in names:
        raise KeyError(name)
    facts = Facts(sorted(pages, key=lambda page: page.source.file), title, version)
    number = names.index(name)
    run_passes(facts, passes=PASSES[:number])
    before = snapshot(facts)
    run_passes(facts, passes=PASSES[number : number + 1])
    return compare(before, snapshot(facts))


def compare(before: Snapshot, after: Snapshot) -> list[Change]:
    """The paths that differ, sorted."""
    return [
        Change(path, before.get(path), after.get(path))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]


def snapshot(facts: Facts) -> Snapshot:
    """All values of the facts but for the pages, which no pass changes."""
    return {
        path: text
        for field in fields(facts)
        if field.name != "pages"
        for path, text in _flatten(field.name, getattr(facts, field.name))
    }


def _flatten(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """The paths and texts of a value and of everything in it."""
    match value:
        case Decision():
            yield path, f"{write_type(value.schema)}, by {value.rule.label}: {value.because}"
        case SchemaNode():
            yield path, _schema_text(value)
        case Shape():
            yield path, _shape_text(value)
        case Diagnostic():
            yield path, str(value)
        case Node():
            for name in type(value).model_fields:
                yield from _flatten(f"{path}.{name.rstrip('_')}", getattr(value, name))
        case Mapping():
            for key, inner in value.items():
                name = " ".join(key) if isinstance(key, tuple) else key
                yield from _flatten(f"{path}.{name}", inner)
        case set() | frozenset():
            yield path, ", ".join(sorted(map(str, value)))
        case list() | tuple():
            for number, inner in enumerate(value):
                yield from _flatten(f"{path}.{_name_of(inner) or number}", inner)
        case _ if is_dataclass(value):
            for field in fields(value):
                is_link = isinstance(value, BodyFacts) and field.name == "operation"
                if not field.name.startswith("_") and not is_link:
                    yield from _flatten(f"{path}.{field.name}", getattr(value, field.name))
        case _:
            yield path, str(value)


def _name_of(value: Any) -> str:
    """A name for an item of a list that no other item has; empty if only its number is such."""
    match value:
        case BodyFacts():
            return f"{value.operation.operation_id} {value.field}"
        case Operation():
            return value.operation_id
        case NamedSchema() | Tag():
            return value.name
    return ""


def _schema_text(schema: Any) -> str:
    """A schema as a type cell would say it, with the rule that inferred it."""
    written = write_type(schema)
    return f"{written}, by {schema.provenance.rule}" if schema.provenance else written


def _shape_text(shape: Shape) -> str:
    """The kinds of values that samples show, with items and members: ``object {Id: integer}``."""
    text = "|".join(sorted(shape.kinds))
    if shape.items:
        text += f" [{_shape_text(shape.items)}]"
    if shape.members:
        members = (f"{name}: {_shape_text(member)}" for name, member in shape.members.items())
        text += f" {{{', '.join(members)}}}"
    return text
