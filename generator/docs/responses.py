"""Statuses, and the sentences that tell what an operation answers with."""

import re

from generator.docs.blocks import Other, Table
from generator.docs.cleaning import clean
from generator.docs.field_tables import row_cells, table_columns
from generator.docs.lists import list_items
from generator.docs.operation_builder import Answer, OperationBuilder
from generator.docs.request_lines import plain_text
from generator.docs.type_cells import parse_type, write_type
from generator.model import Source

_STATUS = re.compile(r"([1-5](?:\d\d|[xX]{2})|default)\b[\s:.–—-]*(.*)", re.DOTALL)


def read_statuses(builder: OperationBuilder, table: Table) -> None:
    """Read a table whose rows are statuses."""
    page = builder.page
    columns = table_columns(page, table, typed=False)
    if "status" in columns:
        columns = tuple("name" if column == "status" else column for column in columns)
    for row in table.rows:
        cells = row_cells(page, table, row, columns)
        name, kind = cells["name"], cells["type"]
        match = _STATUS.fullmatch(plain_text(name.text))
        source = page.place(table, row.line, kind.column)
        if not match:
            page.report("DOC201", source, name.text, expected="a status of three digits")
            continue
        answer = Answer(match[1].upper(), clean(cells["description"].text) or match[2], source)
        if kind.text:
            answer.type, answer.type_source = canonical(builder, kind.text), source
        builder.statuses.append(answer)


def status_answers(builder: OperationBuilder, block: Other) -> list[Answer]:
    """The statuses of a list, all of whose items start with one."""
    found = []
    for item in list_items(block):
        if item.depth:
            continue
        match = _STATUS.fullmatch(plain_text(item.text))
        if not match:
            return []
        found.append(Answer(match[1].upper(), match[2], Source(block.file, item.line)))
    return found


def enter_status(
    builder: OperationBuilder, status: str, description: str, source: Source
) -> Answer:
    """The response of a status, made where it is new."""
    status = status.upper()
    answer = next((a for a in builder.statuses if a.status == status), None)
    if answer is None:
        answer = Answer(status, description, source)
        builder.statuses.append(answer)
    builder.answer = answer
    return answer


def canonical(builder: OperationBuilder, text: str) -> str:
    """A type as this project writes it; as written where it is none."""
    told = builder.page.layout.types.read(text)
    if told is None:
        return text
    return text if parse_type(text) == told.schema else write_type(told.schema)
