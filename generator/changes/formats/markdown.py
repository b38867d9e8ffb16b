"""A comparison for a comment on a pull request: the verdict first, the rest folded where long."""

import re
from collections.abc import Iterator, Sequence

from generator.changes.change import ChangeClass
from generator.changes.classes import Entry
from generator.changes.comparison import Comparison, detail, place, reach, subject, title
from generator.changes.formats.text import HEADINGS
from generator.plurals import plural

_OPEN_LINES = 40
"""Changes that are shown unfolded. With verdict, headings and bumps that is less than 60 lines."""
_LARGEST = 60_000
"""Characters; GitHub takes comments of at most 65,536."""
MARK = "<!-- docs2sdk diff -->"
"""The comment's last line, by which the next run finds the comment that it has to replace."""


def format_markdown(comparison: Comparison) -> str:
    """Verdict, a list by class, and ``MARK``. Never longer than GitHub takes."""
    lines = [f"**{comparison.verdict.partition(': ')[0]}**: {_rest(comparison)}", ""]
    lines += _bumps(comparison)
    left = _OPEN_LINES
    for its_class, heading in HEADINGS.items():
        group = [entry for entry in comparison.entries if entry.worst == its_class]
        if not group:
            continue
        rows = list(_rows(comparison, group))
        if len(rows) + 4 <= left:
            left -= len(rows) + 4
            lines += [f"### {heading.capitalize()}", "", *rows, ""]
        else:
            left = 0 if its_class != ChangeClass.BREAKING else left
            lines += _folded(heading, len(group), rows)
    return _cut(lines)


def _rest(comparison: Comparison) -> str:
    return comparison.verdict.partition(": ")[2]


def _bumps(comparison: Comparison) -> list[str]:
    if len(set(comparison.bumps.values())) < 2:
        return []
    return [", ".join(f"{code(n)} {bump}" for n, bump in comparison.bumps.items()), ""]


def _folded(heading: str, count: int, rows: Sequence[str]) -> list[str]:
    head = f"<details><summary>{heading.capitalize()} ({plural(count, 'change')})</summary>"
    return [head, "", *rows, "", "</details>", ""]


def _rows(comparison: Comparison, entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        parts = [f"{title(entry)}: {code(subject(entry))}"]
        if text := detail(entry):
            parts.append(code(text))
        if where := reach(entry):
            parts.append(where)
        parts.append(f"({code(place(entry))})" if place(entry) else "")
        yield f"- {entry.change.code} {' '.join(filter(None, parts))}{_broken(entry)}"
        for target, line in comparison.witnesses(entry).items():
            yield f"  - worked in {target}: {code(line)}"


def _broken(entry: Entry) -> str:
    broken = [name for name, c in entry.classes.items() if c == ChangeClass.BREAKING]
    return f" breaks {', '.join(broken)}" if 0 < len(broken) < len(entry.classes) else ""


def code(text: str) -> str:
    """Text of docs as a code span, in which Markdown and HTML mean nothing (CommonMark, 6.1)."""
    text = " ".join(text.split())
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}" if text else ""


def _cut(lines: Sequence[str]) -> str:
    """The lines as far as they fit, with what is needed to end them well."""
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line.encode()) + 1
        if size > _LARGEST:
            is_open = kept and _opened(kept)
            kept += [*(["", "</details>"] if is_open else []), "", "The rest is too long for here."]
            break
        kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join([*kept, "", MARK]) + "\n"


def _opened(lines: Sequence[str]) -> bool:
    opened = sum(line.startswith("<details>") for line in lines)
    return opened > sum(line == "</details>" for line in lines)
