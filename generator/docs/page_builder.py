"""A page while it is being read: its problems, its operations, its models, its links."""

from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic
from generator.docs.blocks import Block
from generator.docs.layout.layout import Layout
from generator.docs.page import IndexEntry
from generator.docs.request_lines import RequestLine
from generator.model import SecurityScheme, Source

_SHOWN = 100
"""``found`` of a diagnostic is cut to so many characters."""


@dataclass(slots=True)
class PageBuilder:
    """What the rules have read of a page so far."""

    file: str
    layout: Layout
    title: str = ""
    front_matter: dict[str, str] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    entries: list[IndexEntry] = field(default_factory=list)
    security: list[SecurityScheme] = field(default_factory=list)
    """How to authenticate at all operations that do not tell it."""
    ids: dict[str, RequestLine] = field(default_factory=dict)
    """The ids of the operations so far, each with its request line."""

    def place(self, block: Block, line: int = 0, column: int = 1) -> Source:
        """Where a block is, or a line and column in it."""
        return Source(file=block.file, line=line or block.line, column=column)

    def report(
        self, code: str, source: Source, found: str, expected: str = "", done: str = ""
    ) -> None:
        """Add a diagnostic; what was found is cut to a readable length."""
        shown = " ".join(found[: 10 * _SHOWN].split())
        shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 3] + "..."
        self.problems.append(
            Diagnostic(code=code, source=source, found=shown, expected=expected, done=done)
        )
