"""Names that the configuration sets, put into what the lock has of a target.

The name that the lock had until then stays, as an alias.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.lock import LockedScope, TargetLock
from generator.lock.keys import argument_key, operation_keys, tag_key
from generator.model import Api, Object
from generator.targets.casing import with_suffix
from generator.targets.errors import PackError
from generator.targets.pack import Pack
from generator.targets.registry import did_you_mean

ChosenNames = Mapping[str, str | Mapping[str, str]]
"""The setting ``names``: the names of tags, and tables of those of models, properties, operations
and arguments."""

_SENT = ("path", "query", "header", "property")
"""Where arguments that have a name are sent."""


class Choice(NamedTuple):
    """A name that is set for one thing; kind, scope and thing are as in ``lock.Entry``."""

    kind: str
    scope: str
    thing: str
    name: str


def choose(lock: TargetLock, pack: Pack, api: Api, names: ChosenNames) -> TargetLock:
    """``lock``, changed in place, with the names of the configuration for what the API has."""
    places: dict[tuple[str, str], dict[str, str]] = {}
    for kind, scope, thing, name in choices(api, names):
        places.setdefault((kind, scope), {})[thing] = with_suffix(name, pack.style(kind))
    for (kind, scope), chosen in places.items():
        locked = lock.scope(kind, scope)
        aliases = {**locked.aliases}
        for thing, name in chosen.items():
            earlier = {*aliases.get(thing, ()), locked.names.get(thing, name)} - {name}
            aliases[thing] = tuple(sorted(earlier))
        lock.with_scope(kind, scope, LockedScope({**locked.names, **chosen}, aliases))
    return lock


def choices(api: Api, names: ChosenNames) -> Iterator[Choice]:
    """Every name of the configuration, for the kinds of names that it is for."""
    tables: dict[str, Mapping[str, str]] = {
        table: found for table, found in names.items() if not isinstance(found, str)
    }
    for tag, name in names.items():
        if isinstance(name, str):
            yield Choice("tag", "", tag_key(tag), name)
    for model, name in tables.get("models", {}).items():
        for kind in ("type", "component"):
            yield Choice(kind, "", model, name)
    schemas = {schema.name for schema in api.schemas}
    for place, name in tables.get("properties", {}).items():
        for model, found in _divided(place, schemas):
            yield Choice("property", model, found, name)
    keys = operation_keys(api.operations)
    tags = {op.operation_id: tag_key(op.tag) for op in api.operations}
    for operation, name in tables.get("operations", {}).items():
        if operation in keys:
            yield Choice("method", tags[operation], keys[operation], name)
    for place, name in tables.get("arguments", {}).items():
        for operation, found in _divided(place, keys):
            things = ["body", *(argument_key(kind, found) for kind in _SENT)]
            for thing in things[:1] if found == "body" else things[1:]:
                yield Choice("argument", keys[operation], thing, name)


def check_chosen(api: Api, names: ChosenNames) -> None:
    """Raises PackError for names that are set for what the docs do not have."""
    if unknown := [*_unknown(api, names)]:
        raise PackError("\n".join(f"unknown key {key!r}{near}" for key, near in unknown))


def _unknown(api: Api, names: ChosenNames) -> Iterator[tuple[str, str]]:
    """Each key that names nothing, with what it may have meant."""
    properties = {
        f"{schema.name}.{item.name}"
        for schema in api.schemas
        if isinstance(schema.schema_, Object)
        for item in schema.schema_.properties
    }
    known: dict[str, Iterable[str]] = {
        "models": [schema.name for schema in api.schemas],
        "properties": properties,
        "operations": [op.operation_id for op in api.operations],
        "arguments": [
            f"{op.operation_id}.{name}"
            for op in api.operations
            for argument in op.arguments
            for name in {argument.name, *(["body"] if argument.location == "body" else [])}
        ],
    }
    tags = {tag_key(tag.name): tag.name for tag in api.tags}
    for key, found in names.items():
        if isinstance(found, str):
            if tag_key(key) not in tags:
                yield f"names.{key}", did_you_mean(key, tags.values())
            continue
        for name in sorted(found.keys() - {*known.get(key, ())}):
            yield f"names.{key}.{name}", did_you_mean(name, known.get(key, ()))


def _divided(place: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """``Lamp.Size`` as ``Lamp``, which has to be ``known``, and ``Size``; either may have dots."""
    owners = {*known}
    parts = place.split(".")
    for end in range(1, len(parts)):
        owner = ".".join(parts[:end])
        if owner in owners:
            yield owner, ".".join(parts[end:])
