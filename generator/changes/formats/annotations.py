"""A comparison as annotations beside lines of pages, for GitHub Actions."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.changes.change import ChangeClass
from generator.changes.comparison import Comparison, detail, reach, subject, title

_LEVELS = {ChangeClass.BREAKING: "error"}


class Annotation(NamedTuple):
    """One annotation."""

    level: str
    """``error`` or ``notice``, as GitHub calls them."""
    message: str
    title: str
    file: str
    """Empty where no page of now has it."""
    line: int


def annotations(comparison: Comparison, prefix: str = "") -> Iterator[Annotation]:
    """One for each change. ``prefix`` leads from the current folder to the docs root."""
    for entry in comparison.entries:
        texts = [f"{title(entry)}: {subject(entry)}", detail(entry), reach(entry)]
        witnesses = [f"worked in {t}: {line}" for t, line in comparison.witnesses(entry).items()]
        place = entry.change.new
        yield Annotation(
            _LEVELS.get(entry.worst, "notice"),
            "\n".join([" ".join(filter(None, texts)), *witnesses]),
            entry.change.code,
            prefix + place.file if place else "",
            place.line if place else 0,
        )
