"""A lock in memory: its entries, by what they are about."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.lock.entries import EVERY_TARGET, Entry


class LockedScope(NamedTuple):
    """The names of one kind in one scope of a target."""

    names: Mapping[str, str]
    """By thing."""
    aliases: Mapping[str, tuple[str, ...]]
    """Earlier names, by thing, sorted."""


_EMPTY_SCOPE = LockedScope({}, {})


class Lock:
    """Every entry of a lock, with the line where it stands.

    Where two lines give one thing two names, as after a merge, the first by alphabet counts and the
    other is an alias of it. A name that another line calls deprecated does not count.
    """

    def __init__(self, lines: Mapping[Entry, int] | None = None, file: str = "") -> None:
        self.lines: Mapping[Entry, int] = lines or {}
        self.file = file
        """What diagnostics call it."""

    def __bool__(self) -> bool:
        return bool(self.lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lock) and self.lines.keys() == other.lines.keys()

    def __hash__(self) -> int:
        return hash(frozenset(self.lines))

    @property
    def entries(self) -> Iterable[Entry]:
        """All entries, in no order."""
        return self.lines.keys()

    def models(self) -> list[Entry]:
        """The entries of models, sorted."""
        return sorted(entry for entry in self.lines if entry.target == EVERY_TARGET)

    def target(self, target: str) -> "TargetLock":
        """The names of one target."""
        return TargetLock(entry for entry in self.lines if entry.target == target)

    def doubled(self) -> Iterator[tuple[Entry, Entry]]:
        """Each entry that gives a thing a second name, after the one that counts."""
        first: dict[tuple[str, str, str, str], Entry] = {}
        for entry in sorted(self._current()):
            if entry.kind != "model" and first.setdefault(entry.key, entry) is not entry:
                yield first[entry.key], entry

    def _current(self) -> Iterator[Entry]:
        for entry in self.lines:
            if not entry.deprecated and entry._replace(deprecated=True) not in self.lines:
                yield entry

    def extended(self, given: Iterable[Entry]) -> list[Entry]:
        """The entries with those that a build gave, sorted. What the build gave another
        name keeps none of its own here; what is not in the build any more stays.
        """
        new = {*given}
        keys = {entry.key for entry in new if entry.kind != "model"}
        return sorted(new | {entry for entry in self.lines if entry.key not in keys})


NO_LOCK = Lock()
"""What a first build has."""


class TargetLock:
    """The names of one target, by kind and scope."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        names: dict[tuple[str, str], dict[str, set[str]]] = {}
        aliases: dict[tuple[str, str], dict[str, set[str]]] = {}
        for _, kind, scope, thing, name, deprecated in entries:
            table = aliases if deprecated else names
            table.setdefault((kind, scope), {}).setdefault(thing, set()).add(name)
        self._scopes = {
            place: _scope(names.get(place, {}), aliases.get(place, {}))
            for place in names.keys() | aliases.keys()
        }

    def __bool__(self) -> bool:
        return bool(self._scopes)

    def scope(self, kind: str, scope: str = "") -> LockedScope:
        """The names of a kind in a scope; empty where there are none."""
        return self._scopes.get((kind, scope), _EMPTY_SCOPE)

    def scopes(self, kind: str) -> Iterator[tuple[str, LockedScope]]:
        """Every scope that has names of a kind, with these."""
        return ((scope, found) for (each, scope), found in self._scopes.items() if each == kind)

    def with_scope(self, kind: str, scope: str, locked: LockedScope) -> None:
        """Put the names of a scope in place of those that are there."""
        self._scopes[kind, scope] = locked


def _scope(names: Mapping[str, set[str]], aliases: Mapping[str, set[str]]) -> LockedScope:
    """The name of each thing, and all its other names."""
    chosen: dict[str, str] = {}
    others: dict[str, tuple[str, ...]] = {}
    for thing in sorted(names.keys() | aliases.keys()):
        old = aliases.get(thing, set())
        current = sorted(names.get(thing, set()) - old)
        if current:
            chosen[thing] = current[0]
        if rest := sorted(old.union(current[1:])):
            others[thing] = tuple(rest)
    return LockedScope(chosen, others)
