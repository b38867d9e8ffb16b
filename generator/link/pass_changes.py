"""What one pass of linking changed, as paths into the facts with the value before and after."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any, NamedTuple, cast

from generator.diagnostics import Diagnostic
from generator.docs.page import Page
from generator.docs.shapes import Shape
from generator.docs.type_cells import write_type
from generator.link import link
from generator.link.decisions import Decision
from generator.link.facts import BodyFacts, Facts
from generator.link.passes import PASSES, Pass
from generator.model import Node, Operation, Schema, Source
from generator.model.operation import Parameter, Response
from generator.model.schema import Object, SchemaNode


class PassChange(NamedTuple):
    """One value that a pass added, changed or removed."""

    path: str
    """For example ``bodies[v1LampAgent_Get response 200].decision``."""
    before: str | None
    """None where the pass added it."""
    after: str | None
    """None where the pass removed it."""


class UnknownPassError(LookupError):
    """There is no pass of that name; the message names the nearest one, and all."""


def pass_changes(
    pages: Iterable[Page], name: str, title: str = "", version: str = ""
) -> list[PassChange]:
    """Link ``pages``, and compare the facts before and after the pass ``name``: only the fields
    that it declares to write, without places in the docs. Sorted by path.

    Raises UnknownPassError.
    """
    wanted = _pass(name)
    snapshots: list[dict[str, str]] = [{}]

    def watch(row: Pass, facts: Facts) -> None:
        following = PASSES[PASSES.index(row) + 1 :]
        if row is wanted or following[:1] == (wanted,):
            snapshots.append(dict(_flatten_fields(facts, wanted.writes)))

    link(pages, title, version, watch=watch)
    before, after = snapshots[-2:]
    return [
        PassChange(path, before.get(path), after.get(path))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]


def _pass(name: str) -> Pass:
    by_name = {row.name: row for row in PASSES}
    if name in by_name:
        return by_name[name]
    near = get_close_matches(name, by_name, n=1)
    hint = f"; did you mean {near[0]}?" if near else ";"
    raise UnknownPassError(f"no pass {name!r}{hint} There are {', '.join(by_name)}")


def _flatten_fields(facts: Facts, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        yield from _flatten(name, getattr(facts, name))


def _flatten(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every value in ``value`` with its path. Values that are empty, and places, are left out."""
    if value is None or value is False or isinstance(value, Source):
        return
    if (text := _as_text(value)) is not None:
        if text:
            yield path, text
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            name = " ".join(key) if isinstance(key, tuple) else str(key)
            yield from _flatten(f"{path}[{name}]", inner)
    elif isinstance(value, set | frozenset):
        for name in sorted(map(str, value)):
            yield f"{path}[{name}]", name
    elif isinstance(value, list | tuple):
        names: Counter[str] = Counter()
        for inner in value:
            name = _name(inner)
            names[name] += 1
            numbered = f"{name} {names[name]}".strip() if names[name] > 1 or not name else name
            yield from _flatten(f"{path}[{numbered}]", inner)
    elif isinstance(value, Node):
        for name, inner in value:
            yield from _flatten(f"{path}.{name.rstrip('_')}", inner)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in _NOT_SHOWN and not field.name.startswith("_"):
                yield from _flatten(f"{path}.{field.name}", getattr(value, field.name))


_NOT_SHOWN = ("operation", "body", "changed", "keys")
"""Fields of facts: what the page of a body says, which is in ``operations`` too, and what passes
only keep to be quick.
"""


def _as_text(value: Any) -> str | None:
    """Values that are shown as one text; None for those that are taken apart."""
    match value:
        case Diagnostic():
            return str(value)
        case Decision():
            because = f", {value.because}" if value.because else ""
            return f"{write_type(value.schema)} ({value.rule}{because})"
        case Object(properties=(_, *_)):
            return None
        case SchemaNode():
            return write_type(cast(Schema, value)) + (" (disputed)" if value.disputed else "")
        case Shape():
            members = f" of {', '.join(value.members)}" if value.members else ""
            return ", ".join(sorted(value.kinds)) + members
        case str() | int():
            return str(value)
    return None


_NAMES: Mapping[type, Callable[[Any], str]] = {
    Operation: lambda operation: operation.operation_id,
    BodyFacts: lambda body: f"{body.operation.operation_id} {body.field}",
    Parameter: lambda parameter: f"{parameter.location} {parameter.name}",
    Response: lambda response: response.status,
    Diagnostic: lambda diagnostic: f"{diagnostic.code} {diagnostic.source}",
}
"""What stands for an item of a list in its path; else its name, if it has one."""


def _name(item: Any) -> str:
    named = _NAMES.get(type(item))
    return named(item) if named else str(getattr(item, "name", ""))
