"""Which version to release: Semantic Versioning's parts, from classes of changes."""

from collections.abc import Iterable
from enum import StrEnum

from generator.changes.change import ChangeClass, worst
from generator.changes.classes import Entry


class Bump(StrEnum):
    """What is counted up in a version (Semantic Versioning 2.0.0, 6 to 8)."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


_BUMPS = {
    ChangeClass.BREAKING: Bump.MAJOR,
    ChangeClass.COMPATIBLE: Bump.MINOR,
    ChangeClass.CLARIFICATION: Bump.PATCH,
    ChangeClass.DOCUMENTATION: Bump.PATCH,
    ChangeClass.NONE: Bump.NONE,
}


def bump_of(found: ChangeClass) -> Bump:
    """What a change of that class alone asks for."""
    return _BUMPS[found]


def bumps(entries: Iterable[Entry], names: Iterable[str]) -> dict[str, Bump]:
    """The bump for the wire and each target, by name: those of ``names``, in that order."""
    found: dict[str, list[ChangeClass]] = {name: [] for name in names}
    for entry in entries:
        for name, its_class in entry.classes.items():
            found[name].append(its_class)
    return {name: bump_of(worst(classes)) for name, classes in found.items()}


def highest(found: Iterable[Bump]) -> Bump:
    """The highest of some bumps; ``NONE`` of none."""
    order = list(Bump)
    return max(found, key=order.index, default=Bump.NONE)
