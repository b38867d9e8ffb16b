"""A page for each code of a change, from the table of codes and from the cases that show one."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from case_file import Case, fence_for, parse_cases

from generator.changes.code import Code
from generator.changes.codes import CODES

CASES = Path(__file__).parent / "cases"


class Example(NamedTuple):
    """A case, and what ``docs2sdk diff`` prints for it."""

    case: Case
    printed: str

    @property
    def patch(self) -> str:
        """What is different on the pages, as a unified diff."""
        names = sorted({*self.case.before, *self.case.pages})
        return "".join(_patch(name, self.case) for name in names)


def _patch(name: str, case: Case) -> str:
    old, new = (
        pages.get(name, "").splitlines(keepends=True) for pages in (case.before, case.pages)
    )
    if not old or not new:
        return f"{'+' if new else '-'} {name}: the whole page\n"
    lines = list(difflib.unified_diff(old, new, name, name, n=2))[2:]
    return "".join(lines)


def change_pages() -> dict[str, str]:
    """File name to text: a page a code, and ``README.md`` that lists them."""
    examples = {example.case.title[:6]: example for example in _examples()}
    pages = {f"{code}.md": _page(code, CODES[code], examples.get(code)) for code in CODES}
    return {"README.md": _index(), **pages}


def _examples() -> Iterator[Example]:
    for file in sorted(CASES.glob("changes-*.md")):
        for case in parse_cases(file):
            yield Example(case, "".join(block.text for block in case.expected))


def _page(code: str, meaning: Code, example: Example | None) -> str:
    parts = [
        f"# {code}: {meaning.title}",
        "| where it is in a request | where it is in an answer |\n|---|---|\n"
        f"| {meaning.request} | {meaning.answer} |",
        meaning.explanation,
    ]
    if example:
        fence = fence_for(example.patch)
        parts += [
            "## Example",
            f"Pages that change so ([all of them](../../tests/cases/{example.case.file.name})):",
            f"{fence}diff\n{example.patch}{fence}",
            "`docs2sdk diff` says:",
            f"```text\n{example.printed}```",
        ]
    parts += ["## What to do", meaning.advice]
    return "\n\n".join(parts) + "\n"


def _index() -> str:
    rows = "\n".join(
        f"| [{code}]({code}.md) | {meaning.title} | {meaning.request} | {meaning.answer} |"
        for code, meaning in sorted(CODES.items())
    )
    return (
        "# Changes\n\n"
        "Every kind of change has a code that never changes its meaning: 1xx operations, 2xx\n"
        "parameters and arguments, 3xx request bodies, 4xx answers, 5xx types, 6xx models and\n"
        "properties, 7xx texts, 8xx deprecation. [The guide](../diff.md) says what the classes\n"
        "mean, and how to give a code another one. `docs2sdk explain CHG204` prints the same.\n"
        "These pages are made by `make update` from `generator/changes/`.\n\n"
        "| code | title | in a request | in an answer |\n|---|---|---|---|\n"
        f"{rows}\n"
    )
