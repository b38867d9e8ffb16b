"""The class of each change, for the wire and for each target."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.changes.change import Aspect, Change, ChangeClass, worst
from generator.changes.codes import CODES
from generator.changes.kept_names import Kept, nothing_kept
from generator.changes.target_rules import WIRE, TargetRules


class Entry(NamedTuple):
    """A change with its classes."""

    change: Change
    classes: dict[str, ChangeClass]
    """For ``wire`` and each target, in that order."""

    @property
    def wire(self) -> ChangeClass:
        """The class for those who send requests by hand."""
        return self.classes[WIRE]

    @property
    def worst(self) -> ChangeClass:
        """The worst of all classes."""
        return worst(list(self.classes.values()))


IGNORE = "ignore"
"""In place of a class: leave changes of that code out."""


def classify(
    changes: Iterable[Change],
    targets: Sequence[TargetRules],
    overrides: Mapping[str, str] = {},
    kept: Kept = nothing_kept,
) -> list[Entry]:
    """The changes with their classes, the worst first, without those that nobody notices.

    ``overrides`` are classes by code (or ``ignore``) in place of those of the table; they hold for
    the wire and for every target that notices the change. ``kept`` says which names a target has
    all the same.
    """
    entries = [
        _entry(change, targets, overrides.get(change.code, ""), kept)
        for change in changes
        if overrides.get(change.code) != IGNORE
    ]
    noticed = [entry for entry in entries if entry.worst != ChangeClass.NONE]
    order = list(ChangeClass)
    return sorted(
        noticed,
        key=lambda e: (order.index(e.worst), order.index(e.wire), e.change.code, e.change.subject),
    )


def _entry(change: Change, targets: Sequence[TargetRules], override: str, kept: Kept) -> Entry:
    wire = wire_class(change)
    classes = {WIRE: wire}
    for rules in targets:
        aspects = change.aspects - {Aspect.NAMES} if kept(change, rules.name) else change.aspects
        classes[rules.name] = rules.classify(aspects, change.types, change.use, wire)
    if override:
        given = ChangeClass(override)
        classes = {
            name: given if found != ChangeClass.NONE or name == WIRE else found
            for name, found in classes.items()
        }
    return Entry(change, classes)


def wire_class(change: Change) -> ChangeClass:
    """What a change means for requests and answers: the worse of the two directions it reaches.
    A change that reaches no operation is one of the docs alone.
    """
    code = CODES[change.code]
    if not change.request and not change.answer:
        return ChangeClass.DOCUMENTATION
    directions = [code.request] if change.request else []
    return worst([*directions, *([code.answer] if change.answer else [])])
