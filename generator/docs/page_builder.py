"""A page while it is being read: what the rules have claimed so far."""

import re
import sys
from dataclasses import dataclass, field
from functools import lru_cache

from generator.diagnostics import Diagnostic
from generator.docs.blocks import Block, Table
from generator.docs.cleaning import clean
from generator.docs.http_messages import RequestLine
from generator.docs.page import IndexEntry
from generator.docs.tables import LONGEST_NAME, Cell, Row
from generator.docs.type_cells import parse_type
from generator.model import Notice, Property, Sample, Schema, SecurityScheme, Source, Unknown

# At the start, in brackets, or as a sentence; elsewhere it may be said of something else.
_READ_ONLY = re.compile(r"^read-?only\b|\(read-?only\)|\bproperty is read-?only\b", re.IGNORECASE)
_REQUIRED = "**Required**"
_DESCRIPTIONS = 4096
"""Texts kept; many stand on many pages."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A table row, read: a name, a type, a description, and what the description says of both."""

    name: str
    schema: Schema
    description: str
    required: bool
    deprecated: bool
    read_only: bool
    source: Source

    def property(self) -> Property:
        """As a property of an object."""
        return Property(
            name=self.name,
            schema=self.schema,
            description=self.description,
            required=self.required,
            deprecated=self.deprecated,
            read_only=self.read_only,
            source=self.source,
        )


@dataclass(slots=True)
class PageBuilder:
    """State of the rules. ``section`` is where the reader is, by the last heading claimed."""

    file: str
    section: str = "start"
    title: str = ""
    problems: list[Diagnostic] = field(default_factory=list)

    request_line: RequestLine | None = None
    request_line_source: Source | None = None
    index_path: str = ""
    entries: list[IndexEntry] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    notice_open: bool = False

    path: list[Entry] = field(default_factory=list)
    query: list[Entry] = field(default_factory=list)
    query_examples: dict[str, list[str]] = field(default_factory=dict)
    headers: list[Entry] = field(default_factory=list)
    security: list[SecurityScheme] = field(default_factory=list)
    request_media_types: list[str] = field(default_factory=list)
    response_media_types: list[str] = field(default_factory=list)

    body_name: str | None = None
    body_source: Source | None = None
    body_prose: list[str] = field(default_factory=list)
    body_rows: list[Entry] = field(default_factory=list)

    response_seen: bool = False
    response_heading: str = ""
    response_heading_source: Source | None = None
    response_prose: list[str] = field(default_factory=list)
    response_rows: list[Entry] = field(default_factory=list)
    statuses: list[Entry] = field(default_factory=list)

    samples: list[Sample] = field(default_factory=list)

    def place(self, block: Block, line: int = 0, column: int = 1) -> Source:
        """Where a block is, or a line and column in it."""
        return Source(file=block.file, line=line or block.line, column=column)

    def report(
        self, code: str, source: Source, found: str, expected: str = "", done: str = ""
    ) -> None:
        """Add a diagnostic; what was found is cut to a readable length."""
        shown = " ".join(found[:1000].split())
        shown = shown if len(shown) <= 100 else shown[:97] + "..."
        self.problems.append(
            Diagnostic(code=code, source=source, found=shown, expected=expected, done=done)
        )

    def read_table(self, table: Table, into: list[Entry], typed: bool = True) -> None:
        """Read every row of ``table`` into ``into``: the columns are name, type (where
        ``typed``) and description, as all tables of endpoint pages have them.
        """
        columns = 3 if typed else 2
        known = {entry.name for entry in into}
        for row in table.rows:
            name, kind, description = self._cells(table, row, columns)
            visible = name.visible
            if not visible:
                self.report(
                    "DOC201",
                    self.place(table, row.line),
                    " | ".join(cell.text for cell in row.cells),
                    expected="a name in the first cell",
                )
                continue
            if visible in known:
                self.report("DOC210", self.place(table, row.line, name.column), visible)
                continue
            if len(visible) > LONGEST_NAME:
                self.report("DOC220", self.place(table, row.line, name.column), visible)
                continue
            known.add(visible)
            into.append(self._entry(table, row, name, kind, description))

    def _cells(self, table: Table, row: Row, columns: int) -> tuple[Cell, Cell, Cell]:
        if row.escaped:
            self.report("DOC213", self.place(table, row.line), row.cells[0].text)
        cells = list(row.cells)
        if len(cells) != columns:
            last_of_page = not row.closed
            self.report(
                "DOC203" if last_of_page and len(cells) < columns else "DOC202",
                self.place(table, row.line),
                f"{len(cells)} cells" if not last_of_page else "a row without an end",
                expected=f"{columns}",
            )
        blank = Cell("", len(cells[-1].text) + cells[-1].column if cells else 1)
        if len(cells) > columns:
            rest = " | ".join(cell.text for cell in cells[columns - 1 :])
            cells[columns - 1 :] = [Cell(rest, cells[columns - 1].column)]
        cells += [blank] * (columns - len(cells))
        return (cells[0], cells[1], cells[2]) if columns == 3 else (cells[0], blank, cells[1])

    def _entry(self, table: Table, row: Row, name: Cell, kind: Cell, description: Cell) -> Entry:
        schema = parse_type(kind.visible)
        if schema is None:
            self.report(
                "DOC212",
                self.place(table, row.line, kind.column),
                kind.text,
                expected="a scalar, array, object, Enum: A, B or a model's name",
            )
            schema = Unknown(written=kind.text)
        return Entry(
            sys.intern(name.visible),
            schema,
            *_described(description.text),
            source=self.place(table, row.line, kind.column),
        )

    def add_prose(self, text: str) -> None:
        """Add a paragraph of the description, or of the notice that is open."""
        if self.notice_open and self.notices:
            notice = self.notices[-1]
            joined = f"{notice.text}\n\n{text}".strip()
            self.notices[-1] = notice.model_copy(update={"text": joined})
        elif text:
            self.prose.append(text)


@lru_cache(maxsize=_DESCRIPTIONS)
def _described(text: str) -> tuple[str, bool, bool, bool]:
    """A description, and whether it says that what it is about is required, deprecated, or
    read only.
    """
    required = _REQUIRED.lower() in text.lower()
    if required:
        start = text.lower().index(_REQUIRED.lower())
        text = f"{text[:start].rstrip()} {text[start + len(_REQUIRED) :].lstrip()}"
    text = clean(text)
    deprecated = text.lower().startswith(("deprecated", "obsolete"))
    return text, required, deprecated, bool(_READ_ONLY.search(text))
