"""The rules of a draft for what nothing reads yet. Each is tried on the pages: it holds if they are
read no worse with it, and else stands as a comment, for somebody who thinks.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from generator.docs.detect import Fit
from generator.docs.unclaimed import Unclaimed, quoted

_MOST_RULES = 12
"""Rules of each sort that a draft proposes."""
_FREQUENT = 3
"""Lists written in one way that make a rule."""
_SORTS = (
    ("heading", "What stands below headings."),
    ("fields", "What looks like fields and is read as prose."),
    ("label", "Bold labels at the start of a paragraph."),
    ("list", "Bullets that no rule reads."),
    ("table", "Tables."),
    ("markup", "Markup to cut out."),
)


@dataclass(slots=True)
class Trial:
    """A draft that grows, and how well the pages are read with it."""

    measure: Callable[[Sequence[str]], Fit]
    lines: list[str]
    columns: dict[str, list[str]]
    """The words of heads, as TOML strings."""

    _best: Fit = field(init=False)

    def __post_init__(self) -> None:
        self._best = self.measure([*self.lines, *column_lines(self.columns)])

    def add(self, rule: Sequence[str], needed: int) -> bool:
        """Add the lines of a rule if nothing is invented with it, and at least ``needed`` more
        fields are read, or fewer lost. Whether it was added.
        """
        return self._keep([*self.lines, *rule], self.columns, needed)

    def add_word(self, column: str, word: str) -> bool:
        """Add a word of a column's head, as ``add`` does a rule."""
        known = self.columns.get(column, [])
        if word in known:
            return True
        return self._keep(self.lines, {**self.columns, column: [*known, word]}, 0)

    def _keep(self, lines: list[str], columns: dict[str, list[str]], needed: int) -> bool:
        found = self.measure([*lines, *column_lines(columns)])
        best = self._best
        worse = found.odd > best.odd or found.operations < best.operations
        gained = found.score - best.score + best.lost - found.lost
        if worse or found.score < best.score or gained < needed:
            return False
        self.lines, self.columns, self._best = lines, columns, found
        return True


def rest_of_draft(trial: Trial, left: Sequence[Unclaimed]) -> list[str]:
    """The whole draft, with a rule for each frequent shape of what is ``left``."""
    counts = Counter((each.kind, each.shape) for each in left)
    first = {(each.kind, each.shape): each for each in reversed(left)}
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    for kind, about in _SORTS:
        keys = [key for key in ranked if key[0] == kind][:_MOST_RULES]
        trial.lines += [f"# {about}"] if keys else []
        for key in keys:
            _try(trial, first[key], counts[key])
    types = [first[key].text for key in ranked if key[0] == "type"][: 2 * _MOST_RULES]
    lines = [*trial.lines, *column_lines(trial.columns)]
    if types:
        lines += [
            "# Type cells that are not understood: put each where it belongs.",
            "# [types.scalar]",
        ]
        lines += ["# string = [", *(f"#   {quoted(text.lower())}," for text in types), "# ]", ""]
    return lines


def _try(trial: Trial, each: Unclaimed, count: int) -> None:
    """Add a rule, or its lines as a comment."""
    about = f"# {count} such as {each.source}: {as_comment(each.text)}"
    words, rule = _parts(each.rule)
    doubtful = [f"{c} = [{w}]" for c, w in words if not trial.add_word(c, w)]
    lines = [about, *rule, ""]
    if rule and not (_may_hold(each, count) and trial.add(lines, each.kind == "list")):
        trial.lines += [about, *(f"# {line}" for line in rule), ""]
    if doubtful:
        trial.lines += [about, "# [columns]", *(f"# {line}" for line in doubtful), ""]


def _may_hold(each: Unclaimed, count: int) -> bool:
    """Whether a rule may hold without anybody who thought of it."""
    if each.rule.startswith("#") or each.kind in ("label", "markup"):
        return False
    if each.kind == "list":
        return count >= _FREQUENT
    return 'role = "description"' not in each.rule


def _parts(rule: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The words of heads in a rule, each with its column, and the lines that are no such words."""
    before, _, after = rule.partition("[columns]\n")
    own, mark, table = after.partition("[[table]]")
    pairs = re.findall(r"^(\w+) = \[(.*)\]$", own, re.MULTILINE)
    return pairs, [*before.splitlines(), *(mark + table).splitlines()]


def column_lines(columns: dict[str, list[str]]) -> list[str]:
    """The lines of ``[columns]``; none where there are no words."""
    if not columns:
        return []
    lines = [f"{column} = [{', '.join(texts)}]" for column, texts in columns.items()]
    return ["# Heads of columns, by what stands in their cells.", "[columns]", *lines, ""]


def as_comment(text: str) -> str:
    """A text of a page as part of a comment."""
    return "".join(letter for letter in " ".join(text.split())[:90] if letter.isprintable())
