"""Tables: where one starts and ends, and what its rows and cells are.

Where a table starts and ends is a rule for markdown-it-py. The library's own rule makes a dozen
tokens for each row. They are not needed, as rows are split again here to know their columns; on
pages that are mostly tables they take half of the time.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table

from generator.docs.visible_text import visible_text

LONGEST_NAME = 255
"""Characters of a property's, parameter's or model's name, as of a file name on most disks."""

MOST_CELLS = 100
"""Of a row; what is after so many bars is all one cell."""

_ROWS = 4096
"""Rows kept split: those of headers and statuses stand on every page."""
_BAR = re.compile(r"(?<!\\)\|")


class Cell(NamedTuple):
    """A cell of a row; a tuple, as pages consist of little else."""

    text: str
    """The Markdown as written, without the spaces around it."""
    column: int

    @property
    def visible(self) -> str:
        """The text without markup: for names and types."""
        return visible_text(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    closed: bool
    """The row ends with a bar."""
    escaped: bool
    """It has a bar that is part of a cell."""
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something odd about a block, which whoever reads the block reports under ``code``."""

    code: str
    line: int
    found: str


class RowReader:
    """Puts the rows of one table together from lines, which may be apart on the page.

    A line is a row where it starts with a bar or, in a table written without outer bars, has one.
    Any other line goes on with the last cell of the row before it, unless a bar has ended that.
    """

    def __init__(self, head: Row, head_line: str) -> None:
        self._columns = len(head.cells)
        self._outer_bars = head_line.lstrip().startswith("|")
        self._rows: list[tuple[list[str], int]] = []
        self.faults: list[Fault] = []

    def rows(self) -> tuple[Row, ...]:
        """All rows so far."""
        return tuple(split_row("\n".join(lines), number) for lines, number in self._rows)

    def read(self, lines: Iterable[str], number: int) -> None:
        """Read lines that belong to the table, the first of which is line ``number``."""
        for offset, line in enumerate(lines):
            if self.is_row(line):
                self._rows.append(([line], number + offset))
            elif self.is_open():
                self._rows[-1][0].append(line.strip())
                self.faults.append(Fault("DOC216", number + offset, line.strip()))
            elif not line.lstrip().startswith("</"):
                self.faults.append(Fault("DOC217", number + offset, line.strip()))

    def is_row(self, line: str) -> bool:
        """Whether a line starts a row."""
        if line.lstrip().startswith("|"):
            return True
        if self._outer_bars and (self.is_open() or self._columns == 1):
            return False
        return len(split_row(line, 0).cells) == self._columns > 1 or (
            not self._outer_bars and bool(_BAR.search(line))
        )

    def is_open(self) -> bool:
        """Whether the last row may go on in the next line."""
        if not self._rows:
            return False
        last = self._rows[-1][0][-1].rstrip()
        return not last.endswith("|") or last.endswith("\\|")


def split_row(line: str, number: int) -> Row:
    """The cells of a table row (GitHub Flavored Markdown, section 4.10), with their columns.

    ``line`` holds line ends where the row goes over several lines.
    """
    return Row(*_split(line), number)


@lru_cache(maxsize=_ROWS)
def _split(line: str) -> tuple[tuple[Cell, ...], bool, bool]:
    """Cells, whether the row ends with a bar, and whether a bar is escaped."""
    body = line.rstrip()
    closed = body.endswith("|") and not body.endswith("\\|")
    bars = [bar.start() for bar in islice(_BAR.finditer(body), MOST_CELLS)]
    starts = [-1, *bars] if not body.lstrip().startswith("|") else bars
    ends = [*starts[1:], len(body)]
    cells = []
    for start, end in zip(starts, ends, strict=True):
        if end == len(body) and start + 1 == end:
            break
        written = body[start + 1 : end]
        text = written.strip()
        first = start + 1 + (len(written) - len(written.lstrip()) if text else 0)
        column = first - (body.rfind("\n", 0, first) + 1) if "\n" in body else first
        cells.append(Cell(text.replace("\\|", "|"), column + 1))
    return tuple(cells), closed, "\\|" in line


def table_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """One ``table_open`` token for a table (GitHub Flavored Markdown, section 4.10)."""
    # In silent mode the library's rule tells whether one starts here, and adds no token.
    if not table(state, start, end, True):
        return False
    if silent:
        return True
    parent, state.parentType = state.parentType, "table"
    interrupting = state.md.block.ruler.getRules("blockquote")
    line = start + 2
    while line < end and state.sCount[line] >= state.blkIndent:
        first = state.bMarks[line] + state.tShift[line]
        if first >= state.eMarks[line] or state.is_code_block(line):
            break
        # Nothing but a table row starts with a bar.
        if state.src[first] != "|" and any(rule(state, line, end, True) for rule in interrupting):
            break
        line += 1
    token = state.push("table_open", "table", 0)
    token.map = [start, line]
    state.parentType = parent
    state.line = line
    return True
