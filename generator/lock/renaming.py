"""Changes names in a lock: the old name stays as an alias, until it is dropped."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from generator.lock.entries import EVERY_TARGET, Entry

RENAMED_KINDS = (
    "tag",
    "method",
    "argument",
    "option",
    "scheme",
    "type",
    "property",
    "component",
)
"""Kinds that a name is looked for in, unless one is named. Modules and files go by others."""

_OWNERS = {"method": ("tag",), "argument": ("method",), "property": ("type", "component")}
"""The kinds of what the scope of a kind is."""


class RenameError(ValueError):
    """A name that cannot be changed; the message says why."""


class Change(NamedTuple):
    """One name that was changed or dropped."""

    entry: Entry
    """The old name."""
    name: str
    """The new name; empty where the old one was dropped."""


def rename(
    entries: Iterable[Entry],
    old: str,
    new: str,
    is_meant: Callable[[Entry], bool],
    fault: Callable[[Entry, str], str],
) -> tuple[list[Entry], list[Change]]:
    """The entries with ``new`` in place of ``old``, and what was changed.

    ``old`` is a name as users write it: ``batch``, ``batch.start``, ``batch.start.task``, ``Email``
    or ``Email.value``; ``new`` is the last part alone. All that ``is_meant`` is renamed.
    ``fault`` says why a thing cannot have a name; it is empty where it can.

    Raises RenameError where nothing has the name, or something else has the new one.
    """
    lock = {*entries}
    found = sorted(e for e in _find(lock, old) if is_meant(e) and not e.deprecated)
    if not found:
        raise RenameError(f"nothing is named {old}{_similar(lock, old)}")
    changes: list[Change] = []
    for entry in found:
        if entry.name == new:
            raise RenameError(f"{old} has that name already")
        if why := fault(entry, new):
            raise RenameError(why)
        for other in sorted(lock):
            if _is_rival(other, entry) and other.name.lower() == new.lower():
                more = " was one, and would be an alias" if other.deprecated else ""
                raise RenameError(f"{new} is a name of {other.thing} in {other.target}{more}")
        changed = entry._replace(name=new)
        lock -= {entry, changed._replace(deprecated=True)}
        lock |= {changed, entry._replace(deprecated=True)}
        changes.append(Change(entry, new))
    return sorted(lock), changes


def drop(
    entries: Iterable[Entry], old: str, is_meant: Callable[[Entry], bool]
) -> tuple[list[Entry], list[Change]]:
    """The entries without ``old``, an earlier name of something, and what was dropped.

    Raises RenameError where it is no earlier name.
    """
    lock = {*entries}
    found = [entry for entry in _find(lock, old) if is_meant(entry)]
    dropped = sorted(entry for entry in found if entry.deprecated)
    if not dropped:
        why = "is a name in use" if found else f"is no earlier name{_similar(lock, old)}"
        raise RenameError(f"{old} {why}")
    return sorted(lock.difference(dropped)), [Change(entry, "") for entry in dropped]


def _is_rival(other: Entry, entry: Entry) -> bool:
    """Whether two entries are about things that may not have one name."""
    return other[:3] == entry[:3] and other.thing != entry.thing


def _find(lock: Iterable[Entry], path: str) -> Iterator[Entry]:
    """Every name that ``path`` may mean, earlier names included."""
    above, _, name = path.rpartition(".")
    found = [*lock]
    owners = {
        (owner.target, owner.kind, owner.thing) for owner in (_find(found, above) if above else ())
    }
    for entry in found:
        if entry.target == EVERY_TARGET or entry.name != name:
            continue
        kinds = _OWNERS.get(entry.kind, ())
        is_owned = any((entry.target, kind, entry.scope) in owners for kind in kinds)
        if is_owned or not (kinds or above):
            yield entry


def _similar(lock: Iterable[Entry], path: str) -> str:
    """The names nearest to one that is not there."""
    names = sorted({entry.name for entry in lock if entry.kind in RENAMED_KINDS})
    near = get_close_matches(path.rpartition(".")[2], names, n=3)
    return f"; did you mean {', '.join(near)}?" if near else ""
