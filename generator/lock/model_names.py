"""Gives the models of a linked API the names that they had before.

Linking names the models that no page names, and a page that is added can change that: the items of
``Room.Doors`` are ``Door`` alone, and ``RoomDoor`` once there is ``Car.Doors`` too. So a model that
the docs name is known by that name, and every model by the sites where it stands.

Before: the lock says that the model at ``GET/rooms/{id}#200/Doors/[]`` is ``Door``, and linking
calls it ``RoomDoor``. After: it is ``Door`` in the whole API.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.lock.entries import EVERY_TARGET, Entry
from generator.lock.lock import Lock
from generator.lock.model_sites import SITES, ModelSites
from generator.lock.rename_models import rename_models
from generator.model import Api, NamedSchema, Object, Source

_DOCS, _SITE = "docs", "site"


class NamedModels(NamedTuple):
    """The API with the names of its models settled."""

    api: Api
    entries: list[Entry]
    """What the lock is to have of models."""
    merged: dict[str, str]
    """Names in the lock whose model is now one with another, which has a name of its own: to the
    name of that."""
    renamed: dict[str, str]
    """New models whose name the lock keeps for another: the name they have now, to that."""
    moved: dict[str, str]
    """Names that linking gave, to those that the lock has for the same models."""


def keep_model_names(api: Api, lock: Lock) -> NamedModels:
    """Names of the lock in place of those that linking gave, where they differ."""
    sites = ModelSites(api)
    docs, standing = _locked(lock)
    schemas = {schema.name: schema for schema in api.schemas}
    names = {
        name: docs[name] for name, schema in schemas.items() if _is_known(schema) and name in docs
    }
    likeness = _Likeness(schemas, lock)
    merged = _settle_by_site(sites, standing, likeness, names)
    _settle_by_name(likeness, {*standing} - merged.keys(), names)
    renamed = _name_new_models(schemas, {*standing, *docs.values()}, names)
    moved = {old: new for old, new in names.items() if old != new}
    merged = {old: names[new] for old, new in merged.items()}
    entries = [*_entries(schemas, names, sites, standing)]
    return NamedModels(rename_models(api, moved), entries, merged, renamed, moved)


def _is_known(schema: NamedSchema) -> bool:
    """Whether the docs name the model; they may name another so one day, if they do not."""
    return not schema.is_inferred_name


def _locked(lock: Lock) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The locked name of each name in the docs, and the sites of each locked name."""
    docs: dict[str, str] = {}
    standing: dict[str, list[str]] = {}
    given: set[str] = set()
    for entry in lock.models():
        if entry.scope == _DOCS and entry.name not in given and entry.thing not in docs:
            docs[entry.thing] = entry.name
            given.add(entry.name)
        standing.setdefault(entry.name, [])
        if entry.scope == _SITE:
            standing[entry.name].append(entry.thing)
    return docs, standing


class _Likeness:
    """Compares models with what bore a name, by the names of properties that the lock has."""

    def __init__(self, schemas: Mapping[str, NamedSchema], lock: Lock) -> None:
        self.schemas = schemas
        self._before: dict[str, set[str]] = {}
        for entry in lock.entries:
            if entry.kind == "property":
                self._before.setdefault(entry.scope, set()).add(entry.thing)

    def in_common(self, model: str, name: str) -> int:
        """How many properties a model has of what bore a name."""
        return len(self._own(model) & self._before.get(name, set()))

    def is_alike(self, model: str, name: str) -> bool:
        """Whether half of the properties of either are those of the other."""
        fewer = min(len(self._own(model)), len(self._before.get(name, ())))
        return 2 * self.in_common(model, name) >= fewer

    def _own(self, model: str) -> set[str]:
        body = self.schemas[model].schema_ if model in self.schemas else None
        return {p.name for p in body.properties} if isinstance(body, Object) else set()


def _settle_by_site(
    sites: ModelSites,
    standing: Mapping[str, list[str]],
    likeness: _Likeness,
    names: dict[str, str],
) -> dict[str, str]:
    """Extend ``names`` by the locked names that are not given yet: to the model that stands at most
    of a name's sites; of several, to the one most like what bore the name. Returns the locked names
    whose model has another name, with that model.
    """
    given = {*names.values()}
    claims: list[tuple[int, bool, int, str, str]] = []
    for name, places in standing.items():
        if name not in given:
            found = Counter[str]()
            for models in map(sites.models_at, places):
                found.update(m for m in models if len(models) == 1 or likeness.in_common(m, name))
            claims += (
                (-count, model != name, -likeness.in_common(model, name), name, model)
                for model, count in found.items()
            )
    merged: dict[str, str] = {}
    for _, _, _, name, model in sorted(claims):
        if name in given:
            continue
        if model in names:
            merged.setdefault(name, model)
        else:
            names[model] = name
            given.add(name)
    return {name: model for name, model in merged.items() if name not in given}


def _settle_by_name(likeness: _Likeness, locked: Set[str], names: dict[str, str]) -> None:
    """Extend ``names`` by the models that bear a locked name that stands nowhere any more, where
    they also look like what bore it: they come back in another place.
    """
    free = (locked - {*names.values()}) & (likeness.schemas.keys() - names.keys())
    names |= {name: name for name in sorted(free) if likeness.is_alike(name, name)}


def _name_new_models(
    schemas: Mapping[str, NamedSchema], locked: Iterable[str], names: dict[str, str]
) -> dict[str, str]:
    """Extend ``names`` by the models that the lock does not know: with the names they have, unless
    these are locked. Returns those that get another, with the name that they would have.
    """
    renamed: dict[str, str] = {}
    taken = {name.lower() for name in locked}
    for name in schemas:
        if name in names:
            continue
        number, chosen = 2, name
        while chosen.lower() in taken or (chosen != name and chosen in schemas):
            chosen, number = f"{name}{number}", number + 1
        taken.add(chosen.lower())
        names[name] = chosen
        if chosen != name:
            renamed[chosen] = name
    return renamed


def lock_diagnostics(lock: Lock) -> list[Diagnostic]:
    """A DOC411 for each line of a lock that gives a thing a second name."""
    return [
        Diagnostic(
            code="DOC411",
            source=Source(file=lock.file, line=lock.lines[entry]),
            found=entry.name,
            expected=f"{first.name}, as line {lock.lines[first]} has it",
            done=f"kept {first.name}, {entry.name} is an alias",
        )
        for first, entry in lock.doubled()
    ]


def _entries(
    schemas: Mapping[str, NamedSchema],
    names: Mapping[str, str],
    sites: ModelSites,
    standing: Mapping[str, list[str]],
) -> Iterator[Entry]:
    """What tells each model by: its name in the docs, and sites, until the lock has enough that
    lead to it.
    """
    found = sites.sites()
    for model, schema in schemas.items():
        name = names[model]
        if _is_known(schema):
            yield Entry(EVERY_TARGET, "model", _DOCS, model, name)
        known = [site for site in standing.get(name, ()) if sites.model_at(site) == model]
        for site in found.get(model, ())[: SITES - len(known)]:
            yield Entry(EVERY_TARGET, "model", _SITE, site, name)
