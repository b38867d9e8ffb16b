"""A comparison with everything that formats print: entries, bumps, names of the sides."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from generator.changes.bump import Bump, bumps, highest
from generator.changes.change import Change, ChangeClass
from generator.changes.classes import Entry
from generator.changes.codes import CODES
from generator.changes.target_rules import WIRE
from generator.plurals import plural

Witness = Callable[[Change, str], str]
"""A line of code for a target that worked before the change and no longer does; empty for none."""


def no_witness(_change: Change, _target: str) -> str:
    """A ``Witness`` that knows none."""
    return ""


class Comparison:
    """What became of an API: ``old`` and ``new`` are names of the sides, as the user gave them.

    ``surfaces`` are ``wire`` and the targets. ``operation_names`` has a short name for each id.
    """

    def __init__(
        self,
        old: str,
        new: str,
        entries: Sequence[Entry],
        surfaces: Sequence[str],
        witness: Witness = no_witness,
    ) -> None:
        self.old = old
        self.new = new
        self.entries = entries
        self.surfaces = tuple(surfaces)
        self._witness = witness

    @cached_property
    def bumps(self) -> dict[str, Bump]:
        """What to count up in the version of the API (``wire``) and of each target."""
        return bumps(self.entries, self.surfaces)

    @property
    def bump(self) -> Bump:
        """What the API itself asks for, or any target whose users a change breaks."""
        return highest(self.bumps.values())

    def witnesses(self, entry: Entry) -> dict[str, str]:
        """A line of code by target, for each target that the change breaks."""
        found = {
            target: self._witness(entry.change, target)
            for target, its_class in entry.classes.items()
            if target != WIRE and its_class == ChangeClass.BREAKING
        }
        return {target: line for target, line in found.items() if line}

    @cached_property
    def verdict(self) -> str:
        """In one line: the bump, what was added, what breaks, and what else changed."""
        if not self.entries:
            return "none: no changes"
        return f"{self.bump}: " + "; ".join(filter(None, self._clauses()))

    def _clauses(self) -> list[str]:
        count = Counter(entry.change.code for entry in self.entries)
        added = [plural(count[code], noun) for code, noun in _ADDED.items() if count[code]]
        classes = Counter(entry.worst for entry in self.entries)
        others = sum(
            e.worst == ChangeClass.COMPATIBLE and e.change.code not in _ADDED for e in self.entries
        )
        clear, texts = classes[ChangeClass.CLARIFICATION], classes[ChangeClass.DOCUMENTATION]
        additions = f"{', '.join(added)} added" if added else ""
        breaks = self._breaks()
        first = [breaks, additions] if breaks else [additions, "nothing breaks"]
        return [
            *first,
            plural(others, "other compatible change") if others else "",
            f"the docs are clearer, or less clear, in {plural(clear, 'place')}" if clear else "",
            f"{plural(texts, 'text')} changed" if texts else "",
        ]

    def _breaks(self) -> str:
        broken = {
            name: sum(e.classes[name] == ChangeClass.BREAKING for e in self.entries)
            for name in self.surfaces
        }
        found = [
            f"{count} on the wire" if n == WIRE else f"{count} for {n}"
            for n, count in broken.items()
            if count
        ]
        if not found:
            return ""
        total = sum(e.worst == ChangeClass.BREAKING for e in self.entries)
        return (
            f"{plural(total, 'change')} {'breaks' if total == 1 else 'break'} ({', '.join(found)})"
        )


_ADDED = {"CHG101": "operation", "CHG601": "model", "CHG611": "property", "CHG201": "parameter"}


def detail(entry: Entry) -> str:
    """What was and what is, on one line; empty where the title says it all."""
    change = entry.change
    if change.code == "CHG701":
        return ""
    before, after = _one_line(change.before), _one_line(change.after)
    if before and after:
        return f"{before} → {after}"
    return before or after


def reach(entry: Entry) -> str:
    """How many operations a change reaches, where that is more than one or says more."""
    change = entry.change
    parts = [
        f"{len(ids):,} {word}{'s' if len(ids) > 1 else ''}"
        for ids, word in ((change.request, "request"), (change.answer, "answer"))
        if ids
    ]
    return f"in {' and '.join(parts)}" if len(change.operations) > 1 else ""


def place(entry: Entry) -> str:
    """``file:line`` of what the docs say now, or said before."""
    found = entry.change.new or entry.change.old
    return f"{found.file}:{found.line}" if found else ""


def subject(entry: Entry) -> str:
    """What changed, with how many others there are of the same cause."""
    also = entry.change.also
    more = f" (and {also[0]})" if len(also) == 1 else f" (and {len(also)} more)" if also else ""
    return _one_line(entry.change.subject) + more


def title(entry: Entry) -> str:
    """The title of the code."""
    return CODES[entry.change.code].title


_LONGEST = 100


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
