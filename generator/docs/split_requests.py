"""Request lines whose parts stand apart: a label with the method, another with the path."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.docs.blocks import Block, Fence, Heading, Other, Paragraph, SplitRequest, Table
from generator.docs.http_messages import METHODS
from generator.docs.layout.layout import Layout
from generator.docs.lists import list_items
from generator.docs.request_lines import plain_text
from generator.docs.tables import Cell, Row

_LABELLED = re.compile(r"(.{1,40}?) ?: ?(.*)")
_PATH = re.compile(r"(?:https?://|/|\{|<)\S{0,1000}")
_BOLD = re.compile(r"\s*\*\*([^*\n]{1,40})\*\*\s?:?\s*")
_METHOD_FIRST = re.compile(rf"(?:!?\[?)({'|'.join(METHODS)})\b\]?[ :\u2013\u2014-]*+(.*)")
_TAG = re.compile(r"<[^<>]{1,300}>|(?<=\])\([^()]{0,300}\)")
_VALUE = re.compile(
    rf"(?:\S{{1,200}} )?(?:{'|'.join(METHODS)}) (?:https?://|/|\{{)\S+", re.IGNORECASE
)
_BLANK = Cell("", 1)
_BREAK = re.compile(r"<br ?/?>|\\$")
_FARTHEST = 12
"""Blocks that may stand between method and path."""


class _Label(NamedTuple):
    """A line that tells a part of a request."""

    part: str
    """``method`` or ``path``."""
    value: str
    line: int


class _Read(NamedTuple):
    """One or two blocks, read for labels: what they tell, and what is left of them."""

    labels: list[_Label]
    rest: list[Block]
    taken: int = 1
    """How many blocks: two where a heading is the label and the block below it the value."""


def split_requests(layout: Layout, blocks: list[Block]) -> list[Block]:
    """The blocks, with a ``SplitRequest`` in the place of the first of the two labels of a request,
    and without the other.
    """
    found: list[list[Block]] = [[block] for block in blocks]
    waiting: dict[str, tuple[int, _Label, _Read]] = {}
    for number, block in enumerate(blocks):
        read = _read(layout, block, blocks[number + 1 : number + 2])
        if isinstance(block, Heading) and not read.labels:
            waiting.clear()
        for label in read.labels:
            waiting[label.part] = (number, label, read)
            if len(waiting) == 2:
                _join(block.file, found, [waiting["method"], waiting["path"]])
                waiting.clear()
    return [block for part in found for block in part]


def front_matter_requests(
    matter: Mapping[str, str], file: str, lines: Sequence[str]
) -> Iterator[Block]:
    """Values of the front matter, whose lines are ``lines``, that are a method and a path."""
    for key, value in matter.items():
        if _VALUE.fullmatch(value):
            places = (n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:"))
            yield SplitRequest(file, next(places, 1), value, value, "front-matter")


def _join(file: str, found: list[list[Block]], parts: Sequence[tuple[int, _Label, _Read]]) -> None:
    """Put the request of two labels in the place of the first of them."""
    (_, method, _), (_, path, _) = parts
    (first, label, _), (second, _, _) = sorted(parts, key=lambda part: part[0])
    if second - first > _FARTHEST:
        return
    for number, _, read in parts:
        found[number : number + read.taken] = [list(read.rest), *([] for _ in range(1, read.taken))]
    text = f"{method.value.upper()} {path.value}"
    request = SplitRequest(file, label.line, text, text, "label")
    after = isinstance(found[first][0], Heading) if found[first] else False
    found[first] = [*found[first], request] if after else [request, *found[first]]


def _read(layout: Layout, block: Block, below: Sequence[Block]) -> _Read:
    match block:
        case Table():
            return _table(layout, block)
        case Heading():
            return _heading(layout, block, block.text, below)
        case Paragraph() if match := _BOLD.fullmatch(block.text):
            return _heading(layout, block, match[1], below)
        case Paragraph():
            return _paragraph(layout, block)
        case Other() if block.kind.endswith("_list"):
            return _list(layout, block)
        case _:
            return _Read([], [block])


def _label(layout: Layout, name: str, value: str, line: int) -> _Label | None:
    """A label with a value that can be what it says; None for any other."""
    (part,) = layout.columns((name,))
    value = value.strip(" .,*")
    if part == "method" and value.upper() in METHODS:
        return _Label("method", value, line)
    if part == "path" and _PATH.fullmatch(value):
        return _Label("path", value, line)
    return None


def _of_text(layout: Layout, text: str, line: int) -> _Label | None:
    match = _LABELLED.fullmatch(plain_text(text))
    return _label(layout, match[1], match[2], line) if match else None


def _heading(layout: Layout, block: Block, name: str, below: Sequence[Block]) -> _Read:
    """A heading that is a label, or begins with a method, and the block below it that is the
    value.
    """
    value = below[0] if below else None
    if isinstance(value, Fence | Paragraph):
        text = plain_text(value.text)
        begins = _METHOD_FIRST.fullmatch(plain_text(_TAG.sub(" ", name)))
        if begins and _PATH.fullmatch(text) and isinstance(block, Heading):
            method = _Label("method", begins[1], block.line)
            rest = [replace(block, text=begins[2])] if begins[2] else []
            return _Read([method, _Label("path", text, value.line)], list(rest), 2)
        label = _label(layout, plain_text(name).strip(" :"), text, value.line)
        if label:
            return _Read([label], [], 2)
    return _Read([], [block])


def _paragraph(layout: Layout, block: Paragraph) -> _Read:
    """Lines with labels; the others are left."""
    labels, rest = [], []
    for number, line in enumerate(block.text.split("\n")):
        for part in _BREAK.split(line):
            label = _of_text(layout, part, block.line + number)
            if label:
                labels.append(label)
            elif part.strip():
                rest.append(part)
    text = "\n".join(rest)
    return _Read(labels, [replace(block, raw=text, text=text)] if rest else [])


def _list(layout: Layout, block: Other) -> _Read:
    """Items with labels, in a list without lists in it; the others are left as lines."""
    items = list_items(block)
    labels = [_of_text(layout, item.text, item.line) for item in items]
    if not any(labels) or any(item.depth or item.body or item.code for item in items):
        return _Read([], [block])
    rest = [f"- {item.text}" for item, label in zip(items, labels, strict=True) if not label]
    text = "\n".join(rest)
    return _Read([label for label in labels if label], [replace(block, raw=text)] if rest else [])


def _table(layout: Layout, block: Table) -> _Read:
    """Rows of a label and a value; the head may be the first of them. Others are left."""
    if len(block.head.cells) != 2:
        return _Read([], [block])
    head, *labels = [_of_row(layout, row) for row in (block.head, *block.rows)]
    rows = tuple(row for row, label in zip(block.rows, labels, strict=True) if label is None)
    found = [label for label in (head, *labels) if label]
    left = [replace(block, rows=rows)] if rows or not found else []
    return _Read(found, list(left))


def _of_row(layout: Layout, row: Row) -> _Label | None:
    name, value = (plain_text(cell.text) for cell in [*row.cells, _BLANK, _BLANK][:2])
    return _label(layout, name.strip(" :"), value, row.line)
