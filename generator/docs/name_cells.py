"""Name cells of tables: the name, its marks, how deep it is nested, and what else stands there."""

import html
import re
from typing import NamedTuple

from generator.docs.fields import ANY_KEY
from generator.docs.layout.kinds import Column
from generator.docs.layout.layout import Layout
from generator.docs.layout.patterns import full_match
from generator.docs.page_builder import PageBuilder
from generator.docs.request_lines import plain_text
from generator.docs.tables import Cell
from generator.docs.visible_text import visible_name
from generator.model import Scalar

Cells = dict[Column | None, Cell]

_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_INDENT = re.compile("[\u00a0\u2002\u2003\u2009 ]+")
_LEVEL = re.compile(r"[\u2514\u251c]\u2500*|[^\s\u2500]")
"""One mark of depth: a sign, or the corner of a drawn tree with its line."""
_NAME = re.compile(r"[A-Za-z_$][\w.$\[\]-]{0,80}")


class NameParts(NamedTuple):
    """What a name cell says."""

    name: str
    """Empty for a row about the whole."""
    marks: str
    depth: int
    """By the marks before the name."""
    indent: int
    """The width of the spaces before it that HTML keeps."""


def name_parts(layout: Layout, text: str) -> NameParts:
    """The parts of the text of a name cell, by the first ``name-cell`` rule that matches it."""
    if layout.file.strict:
        return NameParts(visible_name(text), "", 0, 0)
    spaces = _INDENT.match(html.unescape(text)) if text.startswith(("&", "\u00a0")) else None
    indent = len(spaces[0]) if spaces else 0
    for rule, pattern in layout.fields:
        if "name-cell" in rule.in_ and (match := pattern.fullmatch(plain_text(text))):
            groups = match.groupdict()
            depth = len(_LEVEL.findall(groups.get("depth") or ""))
            unnamed = any(full_match(p, groups["name"]) for p in layout.unnamed)
            name = "" if unnamed else groups["name"]
            return NameParts(name, groups.get("marks") or "", depth, indent)
    name = visible_name(text)
    return NameParts(ANY_KEY if name in ("*", "\\*") else name, "", 0, indent)


def plain_name(page: PageBuilder, cell: Cell) -> str:
    """The name that a cell holds, without its marks; none for a row about the whole."""
    return name_parts(page.layout, cell.text).name


def by_name(page: PageBuilder, cells: Cells) -> list[Cells]:
    """The cells of a row for each name in its name cell. What else stands below a name there is its
    type where no other cell has one, a mark such as ``required``, or a part of its description.
    """
    cell = cells["name"]
    if page.layout.file.strict or "<" not in cell.text:
        return [cells]
    first, *rest = [part.strip() for part in _BREAK.split(cell.text) if part.strip()] or [""]
    if not rest:
        return [cells]
    cells = {**cells, "name": Cell(first, cell.column)}
    names, marks, described = [first], [], []
    for part in rest:
        found = page.layout.marked(part)
        read = page.layout.types.read(part)
        if found.required is not None or found.nullable or found.deprecated or found.read_only:
            marks.append(part)
        elif read and not cells["type"].text:
            cells["type"] = Cell(part, cell.column)
        elif read and isinstance(read.schema, Scalar):
            continue
        elif _NAME.fullmatch(plain_text(part)):
            names.append(part)
        else:
            described.append(part)
    if marks:
        own = cells["marks"].text if "marks" in cells else ""
        cells["marks"] = Cell(", ".join(filter(None, (own, *marks))), cell.column)
    if described:
        text = cells["description"]
        cells["description"] = Cell(" ".join((*described, text.text)).strip(), text.column)
    return [{**cells, "name": Cell(name, cell.column)} for name in names]


class Indents:
    """How deep rows are nested by the spaces before their names."""

    def __init__(self) -> None:
        self._around: list[int] = []

    def depth(self, width: int) -> int:
        """The depth of the next row, whose name stands after ``width`` spaces."""
        self._around = [around for around in self._around if around < width]
        if width:
            self._around.append(width)
        return len(self._around)
