"""Tables of HTML, as those of Markdown."""

import re
from html.parser import HTMLParser

from generator.docs.blocks import Block, Other, Table
from generator.docs.layout.layout import Layout
from generator.docs.tables import MOST_CELLS, Cell, Row

_START = re.compile(r"<table[\s>]", re.IGNORECASE)
_END = "</table>"
_MARKS = {"code": "`", "tt": "`", "b": "**", "strong": "**", "i": "*", "em": "*"}
_NUMBER = re.compile(r"[1-9]\d{0,4}")
_MOST_ROWS = 1_000
_MOST_INDENT = 40
_MOST_BLOCKS = 2_000
"""Blank lines in a table of HTML end its block (CommonMark 4.6); more blocks are no table."""


def html_tables(_layout: Layout, blocks: list[Block]) -> list[Block]:
    """The blocks, with each table of HTML that has rows as a table. What stands before and after
    it in its block stays HTML.
    """
    found: list[Block] = []
    position = 0
    while position < len(blocks):
        block = blocks[position]
        start = _START.search(block.raw) if _is_html(block) else None
        end = _end(blocks, position) if start else None
        if start is None or end is None:
            found.append(block)
            position += 1
            continue
        text = _joined(blocks[position : end + 1])
        close = text.lower().index(_END, start.start()) + len(_END)
        reader = _TableReader(block.line + text.count("\n", 0, start.start()))
        reader.feed(text[start.start() : close])
        reader.close()
        if before := text[: start.start()].strip():
            found.append(Other(block.file, block.line, before, "html"))
        line = reader.first_line
        raw = text[start.start() : close]
        if reader.rows:
            head, *rows = reader.rows
            found.append(Table(block.file, line, raw, head, tuple(rows)))
        else:
            found.append(Other(block.file, line, raw, "html"))
        position = end + 1
        if after := text[close:].strip():
            place = block.line + text.count("\n", 0, close)
            rest = html_tables(_layout, [Other(block.file, place, after, "html")])
            found += rest
    return found


def _is_html(block: Block) -> bool:
    return isinstance(block, Other) and block.kind == "html"


def _end(blocks: list[Block], start: int) -> int | None:
    """The number of the block that holds the end of the table that begins in block ``start``."""
    for number in range(start, min(len(blocks), start + _MOST_BLOCKS)):
        if _END in blocks[number].raw.lower():
            return number
        if number > start and _START.search(blocks[number].raw):
            return None
    return None


def _joined(blocks: list[Block]) -> str:
    """The text of blocks, each on the line of the page that it is on."""
    lines: list[str] = []
    for block in blocks:
        lines += [""] * (block.line - blocks[0].line - len(lines))
        lines += block.raw.split("\n")
    return "\n".join(lines)


def _parts(cell: Cell, rows: int) -> list[Cell]:
    """What a cell says of each of its rows: a line of it, where it has one for each; else all."""
    lines = cell.text.split("<br>")
    if len(lines) != rows:
        return [cell] * rows
    return [cell._replace(text=line.strip()) for line in lines]


class _TableReader(HTMLParser):
    """Rows and cells of one table, in Markdown; tables in cells are text of the cell."""

    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.first_line = first_line
        self.rows: list[Row] = []
        self._cells: list[Cell] = []
        self._text: list[str] | None = None
        self._column = 1
        self._line = first_line
        self._address = ""
        self._rows = 1
        """The rows that the current cell stands in."""
        self._spanned: dict[int, list[Cell]] = {}
        """By their column: the cells of rows above that the next rows have too."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Start rows and cells, and write marks."""
        line, column = self.getpos()
        match tag:
            case "tr":
                self._end_row()
                self._line = self.first_line + line - 1
            case "td" | "th":
                self._end_cell()
                self._text, self._column = [], column + 1
                spanned = dict(attrs).get("rowspan") or ""
                self._rows = min(int(spanned), _MOST_ROWS) if _NUMBER.fullmatch(spanned) else 1
            case "br":
                self._add("<br>")
            case "p" | "li":
                self._add(" ")
            case "a":
                self._address = dict(attrs).get("href") or ""
                self._add("[" if self._address else "")
            case _:
                self._add(_MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """End rows and cells, and write marks."""
        match tag:
            case "tr" | "table":
                self._end_row()
            case "td" | "th":
                self._end_cell()
            case "a":
                self._add(f"]({self._address})" if self._address else "")
                self._address = ""
            case _:
                self._add(_MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        self._add(data)

    def _add(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end_cell(self) -> None:
        if self._text is not None:
            self._fill()
        if self._text is not None and len(self._cells) < MOST_CELLS:
            written = "".join(self._text)
            text = " ".join(written.split())
            indent = len(written.lstrip("\n\r\t ")) - len(written.lstrip())
            # Spaces that HTML keeps tell how deep a name is nested.
            cell = Cell("&nbsp;" * min(indent, _MOST_INDENT) + text, self._column)
            if self._rows > 1:
                below = _parts(cell, self._rows)
                cell = below.pop(0)
                self._spanned[len(self._cells)] = below
            self._cells.append(cell)
        self._text = None

    def _fill(self) -> None:
        """Add the cells of rows above that go on in this row."""
        while below := self._spanned.get(len(self._cells)):
            self._cells.append(below.pop(0))

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self._fill()
            self.rows.append(Row(tuple(self._cells), True, False, self._line))
        self._cells = []
