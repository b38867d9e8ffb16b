"""A page for each diagnostic code, from the table of codes and from the cases that show one."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from case_file import Case, fence_for, parse_cases
from case_items import read_case

from generator.diagnostics import CODES, Code, Diagnostic

CASES = Path(__file__).parent / "cases"

AROUND = 3
"""Lines of the page that are shown before and after the one in question."""


class Example(NamedTuple):
    """A diagnostic and the case whose page gives it."""

    diagnostic: Diagnostic
    case: Case

    @property
    def snippet(self) -> str:
        """The lines around the place."""
        lines = self.case.pages[self.diagnostic.source.file].split("\n")
        at = self.diagnostic.source.line
        return "\n".join(lines[max(0, at - 1 - AROUND) : at + AROUND]).strip("\n")


def diagnostic_pages() -> dict[str, str]:
    """File name to text: a page a code, and ``README.md`` that lists them."""
    examples: dict[str, Example] = {}
    for example in _examples():
        examples.setdefault(example.diagnostic.code, example)
    pages = {f"{code}.md": _page(code, CODES[code], examples.get(code)) for code in CODES}
    return {"README.md": _index(), **pages}


def _examples() -> Iterator[Example]:
    """Every diagnostic of every case. Codes that a title names come first."""
    cases = [case for file in sorted(CASES.glob("[a-z]*.md")) for case in parse_cases(file)]
    cases = [case for case in cases if not case.before]  # Those are about changes.
    for case in sorted(cases, key=lambda case: not case.title.startswith("DOC")):
        with read_case(case) as found:
            for diagnostic in found.diagnostics:
                if not case.title.startswith("DOC") or case.title.startswith(diagnostic.code):
                    yield Example(diagnostic, case)


def _page(code: str, meaning: Code, example: Example | None) -> str:
    parts = [
        f"# {code}: {meaning.title}",
        f"| severity | what the build did |\n|---|---|\n| {meaning.severity} | {meaning.done} |",
        meaning.explanation,
    ]
    if example:
        fence = fence_for(example.snippet)
        place = example.diagnostic.source
        parts += [
            "## Example",
            f"`{place.file}`, around line {place.line} "
            f"([the whole page](../../tests/cases/{example.case.file.name})):",
            f"{fence}md\n{example.snippet}\n{fence}",
            "The build says:",
            f"```text\n{example.diagnostic}\n```",
        ]
    parts += ["## What to do", meaning.remedy]
    return "\n\n".join(parts) + "\n"


def _index() -> str:
    rows = "\n".join(
        f"| [{code}]({code}.md) | {meaning.severity} | {meaning.title} | {meaning.done} |"
        for code, meaning in sorted(CODES.items())
    )
    return (
        "# Diagnostics\n\n"
        "Every problem has a code that never changes its meaning: 1xx files, 2xx pages, 3xx links\n"
        "between pages, 4xx targets, 5xx output, 6xx OpenAPI documents that are read. Only errors\n"
        "change the exit code.\n"
        "`docs2sdk explain DOC204` prints the same text. These pages are made by `make update`\n"
        "from `generator/diagnostics/`.\n\n"
        "| code | severity | title | what the build did |\n|---|---|---|---|\n"
        f"{rows}\n"
    )
