"""Markdown as a flat list of blocks, each with its place.

markdown-it-py finds the blocks; nothing here knows what a page means.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.docs.html_blocks import html_block
from generator.docs.tables import Fault, Row, RowReader, split_row, table_block
from generator.docs.visible_text import visible_heading


# Cells, headings and paragraphs are taken as written, so inline tokens are never needed.
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.at("table", table_block, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at(
        "html_block", html_block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    return parser


_MARKDOWN = _parser()
_MDX = _parser().disable("code")
"""MDX has no indented code ("What is MDX?", mdxjs.com): lines in a tag are as elsewhere."""


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block. ``line`` is one-based; ``raw`` is the Markdown as written."""

    file: str
    line: int
    raw: str
    faults: tuple[Fault, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Heading(Block):
    level: int
    text: str

    @property
    def visible(self) -> str:
        """The text without markup and attributes: what a section is recognised by."""
        return visible_heading(self.text)


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    text: str


@dataclass(frozen=True, slots=True)
class SplitRequest(Paragraph):
    """A request line whose parts stand apart: its method and its path, each behind a label, or in
    the front matter. ``text`` is both.
    """

    kind: str
    """``label`` or ``front-matter``."""


@dataclass(frozen=True, slots=True)
class Fence(Block):
    """A code block. Its text starts on the line after ``line``."""

    info: str
    text: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Table(Block):
    head: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Other(Block):
    """A list, quotation, HTML block or thematic break; most are prose."""

    kind: str


def markdown_tokens(text: str) -> Iterator[tuple[Token, str]]:
    """The tokens of a text, each with its text where it is a paragraph or heading."""
    tokens = _MARKDOWN.parse(text)
    for position, token in enumerate(tokens):
        follows = tokens[position + 1] if position + 1 < len(tokens) else None
        yield token, follows.content if follows and follows.type == "inline" else ""


def parse_blocks(text: str, file: str, first_line: int = 1) -> list[Block]:
    """All blocks of ``text`` in order. ``first_line`` is the line its first line is on."""
    lines = text.split("\n")
    return list(join_tables(_blocks(lines, file, first_line)))


def _blocks(lines: list[str], file: str, first_line: int) -> Iterator[Block]:
    parser = _MDX if file.endswith(".mdx") else _MARKDOWN
    tokens = parser.parse("\n".join(lines))
    for position, token in enumerate(tokens):
        if token.level or token.nesting < 0 or token.map is None:
            continue
        start, end = token.map
        while end > start + 1 and not lines[end - 1].strip():
            end -= 1
        raw = "\n".join(lines[start:end])
        line = first_line + start
        match token.type:
            case "heading_open":
                content = tokens[position + 1].content
                yield Heading(file, line, raw, int(token.tag[1]), content)
            case "paragraph_open":
                yield Paragraph(file, line, raw, tokens[position + 1].content)
            case "fence":
                closed = end - start > 1 and lines[end - 1].strip().startswith(token.markup)
                yield Fence(file, line, raw, token.info.strip(), token.content, closed)
            case "table_open":
                # Its rows are read by join_tables, with those that are cut off.
                yield Table(file, line, raw, split_row(lines[start], line), ())
            case "html_block":
                yield _html(file, line, raw)
            case kind:
                yield Other(file, line, raw, kind.removesuffix("_open"))


def _html(file: str, line: int, raw: str) -> Other:
    """An HTML block; ``comment`` is its kind where nothing but comments stands in it."""
    position = 0
    while raw.startswith("<!--", position):
        end = raw.find("-->", position + 4)
        if end < 0:
            return Other(file, line, raw, "comment", faults=(Fault("DOC219", line, raw[:80]),))
        position = end + 3
        while raw[position : position + 1].isspace():
            position += 1
    return Other(file, line, raw, "comment" if position == len(raw) else "html")


def join_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks, with the rows of each table, also those that a blank line, a comment or a
    quotation cuts off. What stands between the parts follows the table.

    Rows that belong to no table carry the fault DOC217.
    """
    table: _TableReader | None = None
    for block in blocks:
        if isinstance(block, Table | Heading | Fence):
            yield from table.finished() if table else ()
            table = _TableReader(block) if isinstance(block, Table) else None
            if table is None:
                yield block
        elif table:
            table.take(block)
        elif isinstance(block, Paragraph) and block.raw.startswith("|"):
            yield replace(block, faults=(Fault("DOC217", block.line, block.raw.split("\n")[0]),))
        else:
            yield block
    yield from table.finished() if table else ()


class _TableReader:
    """A table and the blocks after it, any of which may hold more of its rows."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._raw = [table.raw]
        self._after: list[Block] = []
        self._faults: list[Fault] = []
        head, _, *lines = table.raw.split("\n")
        self._rows = RowReader(table.head, head)
        self._rows.read(lines, table.line + 2)

    def take(self, block: Block) -> None:
        """Take a block that follows the table and is no heading, code block or other table."""
        lines = block.raw.split("\n")
        start = self._first_row(block, lines)
        if start:
            raw = "\n".join(lines[:start])
            self._after.append(replace(block, raw=raw) if start < len(lines) else block)
        if start < len(lines):
            number = block.line + start
            self._raw += lines[start:]
            self._rows.read(lines[start:], number)
            self._faults.append(Fault("DOC218", number, lines[start]))

    def finished(self) -> Iterator[Block]:
        """The table with all rows, and the blocks after it without them."""
        faults = (*self._rows.faults, *self._faults)
        yield replace(self._table, raw="\n".join(self._raw), rows=self._rows.rows(), faults=faults)
        yield from self._after

    def _first_row(self, block: Block, lines: list[str]) -> int:
        """The index of the first line that belongs to the table; their count where none does.

        A paragraph is cut off from the table by a blank line; by CommonMark's laziness (section
        5.1) a quotation or list swallows rows right below it.
        """
        if isinstance(block, Paragraph):
            ends_cell = lines[0].rstrip().endswith("|") and self._table.head.closed
            belongs = lines[0].startswith("|") or (ends_cell and self._rows.is_open())
            return 0 if belongs else len(lines)
        if isinstance(block, Other) and block.kind in ("blockquote", "bullet_list", "ordered_list"):
            return next((n for n, line in enumerate(lines) if line.startswith("|")), len(lines))
        return len(lines)
