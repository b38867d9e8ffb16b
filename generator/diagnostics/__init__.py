"""Diagnostics: problems of pages, each in one place.

``codes`` has the table of what they mean.
"""

from collections import Counter
from collections.abc import Iterable

from generator.diagnostics.code import Code, Severity
from generator.diagnostics.codes import CODES
from generator.model.source import Node, Source

__all__ = ["CODES", "Code", "Diagnostic", "Severity", "as_text", "ordered", "worst"]


class Diagnostic(Node):
    """One problem in one place."""

    code: str
    source: Source
    found: str
    expected: str = ""
    done: str = ""
    """What the build did instead, in two or three words; if empty, ``Code.done`` of the code says
    it.
    """

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


def worst(diagnostics: Iterable[Diagnostic]) -> Counter[Severity]:
    """How many there are of each severity."""
    return Counter(diagnostic.severity for diagnostic in diagnostics)


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """One line for each diagnostic, whatever line breaks the docs put into it."""
    return "".join(f"{' '.join(str(d).splitlines())}\n" for d in ordered(diagnostics))
