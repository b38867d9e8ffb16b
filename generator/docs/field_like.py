"""Rows, bullets and tags that anyone would take for fields, wherever they stand.

A layout is measured by it: what looks like a field and became none is reported.
"""

import re
from collections.abc import Iterator

from generator.docs.blocks import Block, Other, Paragraph, Table
from generator.docs.field_tables import head_texts
from generator.docs.layout.layout import Layout
from generator.docs.layout.patterns import LONGEST
from generator.docs.lists import list_items
from generator.docs.model_builder import ModelBuilder
from generator.docs.operation_builder import OperationBuilder
from generator.docs.request_lines import plain_text
from generator.model import Array, Map, Scalar

_NAME = re.compile(r"[A-Za-z_$@][\w.\[\]$@:-]{0,80}\??")
_TYPED = re.compile(
    r"(?:[`*_]{1,3}[A-Za-z_$@][\w.\[\]$@-]{0,80}[`*_]{1,3}|[A-Za-z_$@][\w.\[\]$@-]{0,80}(?=:? ?\())"
    r"(?: ?[:\u2013\u2014-] ?| )[`*_(]{1,3}(?P<type>[A-Za-z][\w \[\]<>]{0,40}?)"
    r"[`*_]{0,3}[.,;:)*_`]"
)
"""A name, and a type in brackets, emphasis or code: ``since`` (date, optional)."""
_TYPED_PLAINLY = re.compile(
    r"[`*_]{1,3}[A-Za-z_$@][\w.\[\]$@-]{0,80}[`*_]{1,3}:? (?P<type>[a-z][\w\[\]<>]{1,40})"
    r"(?: (?:required|optional)\b|,| ?[(:\u2013\u2014]| - |$)"
)
"""The same with the type as a plain word: ``**since** date required``."""
_TAG = re.compile(
    r"<[A-Za-z][\w.-]{0,60}(?=[^\n]{0,400}?[\s\"'}]type=[\"'{])\s[^\n]{0,300}?"
    r"\b(?:name|path|query|header|body|form)=[\"'{]+(?P<name>[\w.\[\]$@-]{1,80})[\"'}]"
)
"""A tag that has both a name and a type: ``<ParamField body="side" type="string">``."""
_ANYTHING_BUT_FIELDS = frozenset(
    {"ignored", "sample", "request-sample", "response-sample", "enum", "notice"}
)
"""Sections in which rows like those of fields are something else."""


def fields_taken(scope: OperationBuilder | ModelBuilder) -> int:
    """How much has been read so far that can be what a row is."""
    if isinstance(scope, ModelBuilder):
        return len(scope.fields) + len(scope.values) + len(scope.field_values)
    lists = (scope.path, scope.query, scope.headers, scope.arguments, scope.body_rows)
    answers = sum(1 + len(answer.rows) for answer in scope.statuses)
    others = len(scope.response_rows) + len(scope.security) + len(scope.notices)
    return sum(map(len, lists)) + answers + others + len(scope.samples)


def field_like(layout: Layout, block: Block, section: str | None) -> Iterator[tuple[int, str]]:
    """The line and the text of each row, item or tag of a block that looks like a field. None in
    sections of samples, values and the like, and in a table for which the layout has a rule.
    """
    if section in _ANYTHING_BUT_FIELDS:
        return
    if isinstance(block, Table):
        if layout.table_role(head_texts(block), None) or layout.table_role(
            head_texts(block), section
        ):
            return
        for row in block.rows:
            cells = [plain_text(cell.text) for cell in row.cells]
            if not cells or not _NAME.fullmatch(cells[0]):
                continue
            if any(_is_type(layout, cell) for cell in cells[1:]):
                yield row.line, " | ".join(cells)
    elif isinstance(block, Other) and block.kind.endswith("_list"):
        for item in list_items(block):
            text = " ".join(item.text[:LONGEST].split())
            if _is_typed(layout, text):
                yield item.line, text
    elif isinstance(block, Other | Paragraph):
        for number, line in enumerate(block.raw.split("\n")):
            text = " ".join(line[:LONGEST].split())
            if _TAG.match(text) or (text.startswith(("`", "*")) and _is_typed(layout, text)):
                yield block.line + number, text


def _is_typed(layout: Layout, text: str) -> bool:
    match = _TYPED.match(text) or _TYPED_PLAINLY.match(text)
    return match is not None and _is_type(layout, match["type"])


def _is_type(layout: Layout, text: str) -> bool:
    """Whether a text is a type, and no word that may name a model."""
    if not text or len(text) > 80:
        return False
    read = layout.types.read(text)
    return read is not None and isinstance(read.schema, Scalar | Array | Map)
