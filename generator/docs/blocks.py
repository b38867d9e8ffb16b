"""Markdown as a flat list of blocks, each with its place.

markdown-it-py finds the blocks; nothing here knows what a page means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.docs.tables import table_block

# Cells, headings and paragraphs are taken as written, so inline tokens are never needed.
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_MARKDOWN.core.ruler.enableOnly(["normalize", "block"])
_MARKDOWN.block.ruler.at("table", table_block, {"alt": ["paragraph", "reference"]})

_ROWS = 4096
"""How many rows are kept in split form: those of headers and statuses stand on every page."""
_BAR = re.compile(r"(?<!\\)\|")
_INTERRUPTS_HTML = re.compile(r"(#{1,6} |\|)")


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block. ``line`` is one-based; ``raw`` is the Markdown as written."""

    file: str
    line: int
    raw: str


@dataclass(frozen=True, slots=True)
class Heading(Block):
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    text: str


@dataclass(frozen=True, slots=True)
class Fence(Block):
    """A code block. Its text starts on the line after ``line``."""

    info: str
    text: str
    closed: bool


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    closed: bool
    """Whether the row ends with a bar (``|``)."""
    escaped: bool
    """Whether a cell has an escaped bar (``\\|``)."""
    line: int


@dataclass(frozen=True, slots=True)
class Table(Block):
    head: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Other(Block):
    """A list, quotation, HTML block or thematic break; most are prose."""

    kind: str


def split_row(line: str, number: int) -> Row:
    """The cells of a table row (GitHub Flavored Markdown, section 4.10), with their columns."""
    return Row(*_split(line), number)


@lru_cache(maxsize=_ROWS)
def _split(line: str) -> tuple[tuple[Cell, ...], bool, bool]:
    """Cells, whether the row ends with a bar, and whether a bar is escaped."""
    body = line.rstrip()
    closed = body.endswith("|") and not body.endswith("\\|")
    bars = [bar.start() for bar in _BAR.finditer(body)]
    starts = [-1, *bars] if not body.lstrip().startswith("|") else bars
    ends = [*starts[1:], len(body)]
    cells = []
    for start, end in zip(starts, ends, strict=True):
        if end == len(body) and start + 1 == end:
            break
        written = body[start + 1 : end]
        text = written.strip()
        indent = written.index(text) if text else 0
        cells.append(Cell(text.replace("\\|", "|"), start + 2 + indent))
    return tuple(cells), closed, "\\|" in line


def markdown_tokens(text: str) -> Iterator[tuple[Token, str]]:
    """The tokens of a text, each with its text where it is a paragraph or heading."""
    tokens = _MARKDOWN.parse(text)
    for position, token in enumerate(tokens):
        follows = tokens[position + 1] if position + 1 < len(tokens) else None
        yield token, follows.content if follows and follows.type == "inline" else ""


def parse_blocks(text: str, file: str, first_line: int = 1) -> list[Block]:
    """All blocks of ``text`` in order. ``first_line`` is the line its first line is on."""
    lines = text.split("\n")
    return list(_blocks(lines, file, first_line))


def _blocks(lines: list[str], file: str, first_line: int) -> Iterator[Block]:
    tokens = _MARKDOWN.parse("\n".join(lines))
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
                head = split_row(lines[start], line)
                rows = tuple(
                    split_row(lines[number], first_line + number)
                    for number in range(start + 2, end)
                )
                yield Table(file, line, raw, head, rows)
            case "html_block":
                yield from _html(lines[start:end], file, line)
            case kind:
                yield Other(file, line, raw, kind.removesuffix("_open"))


def _html(lines: list[str], file: str, line: int) -> Iterator[Block]:
    """An HTML block only ends at a blank line (CommonMark 4.6); writers expect a heading or
    table to end it too.
    """
    for number, text in enumerate(lines[1:], start=1):
        if _INTERRUPTS_HTML.match(text):
            yield Other(file, line, "\n".join(lines[:number]), "html")
            yield from _blocks(lines[number:], file, line + number)
            return
    yield Other(file, line, "\n".join(lines), "html")
