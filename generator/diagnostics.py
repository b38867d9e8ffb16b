"""Diagnostics: problems of pages, each in one place, and the formats they are printed in.

``diagnostic_codes`` has the table of what they mean.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict

from generator.diagnostic_codes import CODES, Code, Severity
from generator.model.source import Node, Source

__all__ = [
    "CODES",
    "FORMATS",
    "Code",
    "Diagnostic",
    "Severity",
    "as_github",
    "as_json",
    "as_text",
    "ordered",
    "summary",
    "worst",
]


class Diagnostic(Node):
    """One problem in one place."""

    code: str
    source: Source
    found: str
    expected: str = ""
    done: str = ""
    """What the build did instead; the code's own words if empty."""

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    def __str__(self) -> str:
        code = CODES[self.code]
        expected = f"; expected {self.expected}" if self.expected else ""
        done = self.done or code.done
        return (
            f"{self.source}: {self.severity} {self.code} {code.title}: "
            f"{self.found}{expected} ({done})"
        )


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The same problems in the order of their places, whatever order they were found in."""
    return sorted(
        set(diagnostics), key=lambda d: (d.source.file, d.source.line, d.source.column, str(d))
    )


def summary(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """A line a code: count, code, title, what was done, and the place where there is but one."""
    by_code: dict[str, list[Diagnostic]] = {}
    for diagnostic in ordered(diagnostics):
        by_code.setdefault(diagnostic.code, []).append(diagnostic)
    rows = sorted(
        by_code.items(), key=lambda item: (-list(Severity).index(CODES[item[0]].severity), item[0])
    )
    return [
        f"{len(found):>5,} {code} {CODES[code].severity:<7} {CODES[code].title:<42} "
        f"{found[0].source if len(found) == 1 else f'({CODES[code].done})'}"
        for code, found in rows
    ]


def worst(diagnostics: Iterable[Diagnostic]) -> Counter[Severity]:
    """How many there are of each severity."""
    return Counter(diagnostic.severity for diagnostic in diagnostics)


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """A line a diagnostic."""
    return "".join(f"{diagnostic}\n" for diagnostic in ordered(diagnostics))


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON array of objects with code, severity, title, place, found, expected and done."""
    rows = [
        {
            "code": d.code,
            "severity": d.severity,
            "title": CODES[d.code].title,
            **asdict(d.source),
            "found": d.found,
            "expected": d.expected,
            "done": d.done or CODES[d.code].done,
        }
        for d in ordered(diagnostics)
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands, which GitHub Actions shows beside the line."""
    names = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}

    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def property_escaped(text: str) -> str:
        return escaped(text).replace(":", "%3A").replace(",", "%2C")

    return "".join(
        f"::{names[d.severity]} file={property_escaped(d.source.file)},line={d.source.line},"
        f"col={d.source.column},title={d.code}::{escaped(str(d).split(': ', 1)[1])}\n"
        for d in ordered(diagnostics)
    )


FORMATS: dict[str, Callable[[Iterable[Diagnostic]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
