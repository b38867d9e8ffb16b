"""Tables of fields: which column holds what, and each row as a field."""

import re
from functools import lru_cache
from typing import NamedTuple

from generator.docs.blocks import Table
from generator.docs.fields import Field, is_whole, make_field
from generator.docs.layout.kinds import Column
from generator.docs.layout.layout import Layout
from generator.docs.layout.patterns import LONGEST, full_match
from generator.docs.name_cells import Cells, Indents, by_name, name_parts
from generator.docs.page_builder import PageBuilder
from generator.docs.request_lines import plain_text
from generator.docs.tables import LONGEST_NAME, Cell, Row
from generator.docs.visible_text import visible_name
from generator.model import Enumeration, Source, Unknown

_BY_POSITION: tuple[Column, ...] = ("name", "type", "description")

_FLAGS: tuple[Column, ...] = ("nullable", "read_only", "deprecated")
_ALWAYS = frozenset(_BY_POSITION)

_AFTER_TYPE = re.compile(
    r"(?:[^,;(<\[{]|<[^<>]{0,60}>|\[[^\[\]]{0,60}\]){1,80}[,;(] ?(.{1,200}?)\)?"
)
_NOWHERE = Source(file="")
_BETWEEN_MARKS = re.compile(r" ?[,;] ?")

Columns = tuple[Column | None, ...]


def head_texts(table: Table) -> tuple[str, ...]:
    """The cells of a table's head, without their Markdown."""
    return _plain_texts(tuple([cell.text for cell in table.head.cells]))


@lru_cache(maxsize=4096)
def _plain_texts(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(plain_text, texts))


def table_columns(page: PageBuilder, table: Table, typed: bool = True) -> Columns:
    """What each column holds, by the words of the table's head; where those do not tell which
    column is the name: the first, where they tell others; else name, type (where ``typed``) and
    description, in this order.
    """
    columns = page.layout.columns(head_texts(table))
    if "name" in columns or "status" in columns:
        return columns
    by_position = _BY_POSITION if typed else ("name", "description")
    if page.layout.file.strict:
        return by_position
    if columns and columns[0] is None and any(columns):
        # The heads tell of the others what they hold.
        return ("name", *columns[1:])
    return (*by_position, *(None for _ in columns[len(by_position) :]))


def known_head(page: PageBuilder, table: Table) -> str:
    """What the head of a table that no rule takes would have to be, with the cells of it that no
    column of the layout knows; empty where all are known.
    """
    heads = head_texts(table)
    columns = page.layout.columns(heads)
    unknown = [head for head, column in zip(heads, columns, strict=True) if head and not column]
    if not unknown:
        return ""
    return f"heads of [columns]; not known: {', '.join(map(repr, unknown))}"


def read_table(page: PageBuilder, table: Table, into: list[Field], typed: bool = True) -> None:
    """Add every row of ``table`` to ``into``."""
    columns = table_columns(page, table, typed)
    known = {entry.name for entry in into if not entry.depth}
    indents = Indents()
    for row in table.rows:
        whole = row_cells(page, table, row, columns)
        for cells in by_name(page, whole):
            name = cells["name"]
            visible = visible_name(name.text)
            if not visible:
                page.report(
                    "DOC201",
                    page.place(table, row.line),
                    " | ".join(cell.text for cell in row.cells),
                    expected="a name in the first cell",
                )
                continue
            if len(visible) > LONGEST_NAME:
                page.report("DOC220", page.place(table, row.line, name.column), visible)
                continue
            entry = _field(page, table, row, cells, indents, typed="type" in columns)
            if not entry.depth and entry.name and not is_whole(page.layout, entry):
                if visible in known:
                    page.report("DOC210", page.place(table, row.line, name.column), visible)
                    continue
                known.add(visible)
            into.append(entry)


def row_cells(
    page: PageBuilder, table: Table, row: Row, columns: Columns
) -> dict[Column | None, Cell]:
    """The cells of a row by what they hold; those of missing columns are blank."""
    if row.escaped and page.layout.file.strict:
        page.report("DOC213", page.place(table, row.line), row.cells[0].text)
    cells = list(row.cells)
    # Elsewhere a short row is a full one: the cells that lack are blank (GFM, 4.10).
    if len(cells) > len(columns) or (page.layout.file.strict and len(cells) < len(columns)):
        cut_off = not row.closed
        page.report(
            "DOC203" if cut_off and len(cells) < len(columns) else "DOC202",
            page.place(table, row.line),
            f"{len(cells)} cells" if not cut_off else "a row without an end",
            expected=f"{len(columns)}",
        )
        if len(cells) > len(columns):
            at = len(columns) - 1
            if not page.layout.file.strict and "description" in columns:
                at = columns.index("description")
            end = at + 1 + len(cells) - len(columns)
            rest = " | ".join(cell.text for cell in cells[at:end])
            cells[at:end] = [Cell(rest, cells[at].column)]
    found = dict(zip(columns, cells, strict=False))
    for column in ("type", "description"):
        cell = found.get(column)
        if cell and _says_nothing(page, cell.text):
            found[column] = Cell("", cell.column)
    if "value" in found and "description" not in found:
        found["description"] = found["value"]
    if not found.keys() >= _ALWAYS:
        blank = Cell("", len(cells[-1].text) + cells[-1].column if cells else 1)
        for column in _ALWAYS - found.keys():
            found[column] = blank
    return found


def _says_nothing(page: PageBuilder, text: str) -> bool:
    return any(full_match(pattern, text) for pattern in page.layout.nothing)


def _field(
    page: PageBuilder, table: Table, row: Row, cells: Cells, indents: Indents, typed: bool
) -> Field:
    texts = tuple([(column, cell.text) for column, cell in cells.items()])
    read = _read_row(page.layout, texts, typed)
    kind = cells["type"]
    place = page.place(table, row.line, kind.column)
    if not read.understood:
        page.report(
            "DOC212",
            place,
            kind.text,
            expected="a scalar, array, object, Enum: A, B or a model's name",
        )
    indented = indents.depth(read.indent)
    own = read.field.depth
    return read.field.at(place, own if own > 1 or not indented else indented)


class _ReadRow(NamedTuple):
    """What a row says, wherever it stands."""

    field: Field
    indent: int
    """The spaces before its name."""
    understood: bool
    """Whether its type is."""


@lru_cache(maxsize=8192)
def _read_row(
    layout: Layout, texts: tuple[tuple[Column | None, str], ...], typed: bool
) -> _ReadRow:
    """The field of the texts of a row's cells. Cached: pages repeat the table of a model wherever
    it is sent or answered, so of a large reference most rows are known.
    """
    cells = dict(texts)
    kind = cells["type"]
    parts = name_parts(layout, cells["name"])
    parsed = layout.types.read(kind)
    also = [cells["marks"]] if "marks" in cells else []
    flags = frozenset(
        column
        for column in _FLAGS
        if column in cells
        and any(full_match(p, " ".join(plain_text(cells[column]).split())) for p in layout.yes)
    )
    if parsed and not layout.file.strict and not isinstance(parsed.schema, Enumeration):
        also.append(_after_type(kind))
    read = make_field(
        layout,
        _NOWHERE,
        parts.name,
        parsed.schema if parsed else Unknown(written=kind),
        cells["description"],
        marks=parts.marks,
        also=[word for text in also for word in _BETWEEN_MARKS.split(text)],
        required=cells.get("required", ""),
        default=cells.get("default", ""),
        place=cells.get("in", ""),
        nullable=bool(parsed and parsed.nullable),
        flags=flags,
        depth=parts.depth,
    )
    needs_type = layout.file.strict or (typed and kind)
    return _ReadRow(read, parts.indent, parsed is not None or not needs_type)


def _after_type(text: str) -> str:
    """What a type cell says after the type: ``nullable`` of ``string, nullable``."""
    match = _AFTER_TYPE.fullmatch(" ".join(plain_text(text).split())[:LONGEST])
    return match[1] if match else ""
