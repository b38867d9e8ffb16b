"""A comparison for the terminal: grouped by class, a line a change."""

from collections.abc import Iterable, Iterator, Sequence

from generator.changes.change import ChangeClass
from generator.changes.classes import Entry
from generator.changes.comparison import Comparison, detail, place, reach, subject, title
from generator.plurals import plural

_MOST = 25
"""Lines of one code that are shown, unless all are asked for."""
HEADINGS = {
    ChangeClass.BREAKING: "breaking",
    ChangeClass.COMPATIBLE: "compatible",
    ChangeClass.CLARIFICATION: "clarified: the docs say more or less, the API is as it was",
    ChangeClass.DOCUMENTATION: "documentation",
}


def format_text(comparison: Comparison, show_all: bool = False) -> str:
    """The verdict, the bump of each target, and a line for each change."""
    lines = [comparison.verdict]
    if len(set(comparison.bumps.values())) > 1:
        lines.append(" · ".join(f"{name} {bump}" for name, bump in comparison.bumps.items()))
    for its_class, heading in HEADINGS.items():
        group = [entry for entry in comparison.entries if entry.worst == its_class]
        if group:
            lines += ["", heading, *_rows(comparison, group, show_all)]
    return "\n".join(lines) + "\n"


def _rows(comparison: Comparison, entries: Sequence[Entry], show_all: bool) -> Iterator[str]:
    by_code: dict[str, list[Entry]] = {}
    for entry in entries:
        by_code.setdefault(entry.change.code, []).append(entry)
    shown = [e for found in by_code.values() for e in (found if show_all else found[:_MOST])]
    widths = _widths(shown)
    for code, found in by_code.items():
        for entry in found if show_all else found[:_MOST]:
            yield _row(entry, widths)
            for target, line in comparison.witnesses(entry).items():
                yield f"         worked in {target}: {line}"
        if not show_all and len(found) > _MOST:
            yield f"  {code} … and {plural(len(found) - _MOST, 'other')}; --all shows them"


def _widths(entries: Iterable[Entry]) -> tuple[int, int]:
    titles, subjects = zip(*((len(_title(e)), len(_what(e))) for e in entries), strict=True)
    return max(titles), min(max(subjects), 90)


def _row(entry: Entry, widths: tuple[int, int]) -> str:
    text = f"  {entry.change.code} {_title(entry):<{widths[0]}}  {_what(entry):<{widths[1]}}"
    return f"{text}  {place(entry)}".rstrip()


def _title(entry: Entry) -> str:
    """The title, with whom it breaks where that is not everybody."""
    broken = [name for name, c in entry.classes.items() if c == ChangeClass.BREAKING]
    if not broken or len(broken) == len(entry.classes):
        return title(entry)
    return f"{title(entry)} ({', '.join(broken)})"


def _what(entry: Entry) -> str:
    parts = [subject(entry), detail(entry)]
    return f"{': '.join(filter(None, parts))} {reach(entry)}".rstrip()
