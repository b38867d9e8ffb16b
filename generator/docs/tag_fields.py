"""Tags that each describe a field, ``<Property name="id" type="string">``, as rows of a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from generator.docs.blocks import Block, Heading, Other, Paragraph, Table, parse_blocks
from generator.docs.fields import PLACES
from generator.docs.layout.kinds import Column
from generator.docs.layout.layout import Layout
from generator.docs.tables import Cell, Row

TAG = re.compile(
    r"(?:<|\{%[ \t]{0,9})(?P<end>/|end)?(?P<name>[A-Za-z][\w.-]{0,60})"
    r"(?P<attributes>(?:\s{1,200}[\w:.-]{1,60}(?:=(?:\"[^\"]{0,500}\"|'[^']{0,500}'"
    r"|\{[^{}<>]{0,200}\}|[^\s\"'<>{}%/]{1,200}))?){0,20})\s{0,200}(?P<alone>/)?(?:%\}|>)"
)
ATTRIBUTE = re.compile(
    r"(?P<name>[\w:.-]{1,60})"
    r"(?:=(?:\"([^\"]{0,500})\"|'([^']{0,500})'|\{([^{}]{0,200})\}|([^\s\"'{}]{1,200})))?"
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_COLUMNS: tuple[Column, ...] = ("type", "required", "in", "default", "marks", "description")
_DEPTH_MARK = "\u00bb"
"""Before the name of a field in another, as in tables."""
_MOST_BLOCKS = 400
"""Blocks that a tag may hold."""


@dataclass(slots=True)
class _Found:
    """A field, of which only the beginning may be read."""

    heads: str
    """What kind of field the tag is, in words: ``response field``."""
    cells: dict[str, str]
    line: int
    depth: int
    text: list[str] = field(default_factory=list)


def tag_fields(layout: Layout, blocks: list[Block]) -> list[Block]:
    """The blocks, with each run of tags that describe fields as a table. A tag does where its own
    name is one of the layout's words for a column of names, and has an attribute with the name
    of the field: one of such a word, or of a place (``query="limit"``).
    """
    found: list[Block] = []
    position = 0
    while position < len(blocks):
        if not _begins(layout, blocks[position]):
            found.append(blocks[position])
            position += 1
            continue
        run = _Run(layout, blocks[position])
        end = position
        while end < len(blocks) and end - position < _MOST_BLOCKS:
            block = blocks[end]
            if end > position and (
                isinstance(block, Heading) or not (run.is_open or _begins(layout, block))
            ):
                break
            run.read(block)
            end += 1
        found += run.blocks()
        position = end
    return found


def _begins(layout: Layout, block: Block) -> bool:
    may = isinstance(block, Other | Paragraph) and block.raw.lstrip().startswith(("<", "{%"))
    return may and any(field_of(layout, tag) for tag in TAG.finditer(block.raw))


def field_of(layout: Layout, tag: re.Match[str]) -> dict[str, str]:
    """The cells of the field that a tag describes; none where it is another tag."""
    if tag["end"] or layout.columns((words_of_tag(tag["name"]),)) != ("name",):
        return {}
    cells: dict[str, str] = {}
    for attribute in ATTRIBUTE.finditer(tag["attributes"]):
        name, *values = attribute.groups()
        value = next((value for value in values if value is not None), "true")
        (column,) = layout.columns((name,))
        if column == "name" or (name in PLACES and column not in ("in", "name") and value):
            cells.setdefault("name", value)
            if name in PLACES:
                cells["in"] = name
        elif column in _COLUMNS:
            cells.setdefault(column, value)
        elif value == "true":
            # ``deprecated``, ``nullable``: what the layout knows of these is a mark.
            cells["marks"] = ", ".join(filter(None, (cells.get("marks"), name)))
    return cells if "name" in cells else {}


def words_of_tag(name: str) -> str:
    return " ".join(_WORDS.findall(name)).lower()


class _Run:
    """Tags of fields one after the other, with what they hold."""

    def __init__(self, layout: Layout, first: Block) -> None:
        self._layout = layout
        self._first = first
        self._found: list[_Found] = []
        self._open: list[tuple[str, _Found]] = []
        self._raw: list[str] = []
        self._beside: dict[int, list[tuple[int, str]]] = {}
        """What stands outside of fields, with its first line, by the number of fields before it."""

    @property
    def is_open(self) -> bool:
        """Whether a field has not ended yet."""
        return bool(self._open)

    def read(self, block: Block) -> None:
        """Read a block of the run."""
        self._raw.append(block.raw)
        position = 0
        for tag in TAG.finditer(block.raw):
            cells = field_of(self._layout, tag)
            ends = bool(tag["end"] and self._open and self._open[-1][0] == tag["name"])
            if not (cells or ends or self._open):
                continue  # A tag of another kind is a part of what stands beside the fields.
            self._text(block, position, tag.start())
            if cells:
                line = block.line + block.raw.count("\n", 0, tag.start())
                entry = _Found(words_of_tag(tag["name"]), cells, line, len(self._open))
                self._found.append(entry)
                if not tag["alone"]:
                    self._open.append((tag["name"], entry))
            elif ends:
                self._open.pop()
            position = tag.end()
        self._text(block, position, len(block.raw))

    def _text(self, block: Block, start: int, end: int) -> None:
        """Keep a part of a block: of the field that is open, or beside the fields."""
        text = block.raw[start:end]
        if self._open:
            self._open[-1][1].text.append(f"{text}\n" if end == len(block.raw) else text)
        elif text.strip():
            first = start + len(text) - len(text.lstrip())
            line = block.line + block.raw.count("\n", 0, first)
            self._beside.setdefault(len(self._found), []).append((line, text.strip()))

    def blocks(self) -> Iterator[Block]:
        """A table for each run of fields of one kind, and what stands beside these."""
        yield from self._others(0)
        start = 0
        for number, entry in enumerate(self._found, start=1):
            follows = self._found[number : number + 1]
            is_other = not follows or (not follows[0].depth and follows[0].heads != entry.heads)
            if is_other or number in self._beside:
                yield self._table(self._found[start:number])
                yield from self._others(number)
                start = number

    def _others(self, number: int) -> Iterator[Block]:
        for line, text in self._beside.get(number, ()):
            prose = "".join(takewhile(_is_prose, text.splitlines(keepends=True)))
            yield from parse_blocks(prose, self._first.file, line)
            after = line + prose.count("\n")
            yield from parse_blocks(text[len(prose) :], self._first.file, after)

    def _table(self, entries: list[_Found]) -> Table:
        used = [c for c in _COLUMNS if c == "description" or any(c in e.cells for e in entries)]
        heads = [entries[0].heads, *used]
        rows = [_row(entry, used) for entry in entries]
        head = Row(tuple(Cell(text, 1) for text in heads), True, False, entries[0].line)
        return Table(self._first.file, entries[0].line, "\n".join(self._raw), head, tuple(rows))


def _is_prose(line: str) -> bool:
    return not line.lstrip().startswith(("<", "{%"))


def _row(entry: _Found, columns: list[Column]) -> Row:
    name = f"{_DEPTH_MARK * entry.depth} {entry.cells['name']}".strip()
    text = " ".join("".join(entry.text).split())
    described = " ".join(filter(None, (entry.cells.get("description", ""), text)))
    values = {**entry.cells, "description": described}
    cells = (Cell(name, 1), *(Cell(values.get(column, ""), 1) for column in columns))
    return Row(cells, True, False, entry.line)
