"""Statuses, and the sentences that tell what an operation answers with."""

import re
from dataclasses import replace

from generator.docs.authentication import authentication_schemes
from generator.docs.blocks import Fence, Other, Paragraph, Table
from generator.docs.cleaning import clean
from generator.docs.field_lists import labelled_lines
from generator.docs.field_tables import row_cells, table_columns
from generator.docs.fields import Field, make_field
from generator.docs.headings import BOLD
from generator.docs.layout.kinds import Column
from generator.docs.layout.patterns import LONGEST, full_match
from generator.docs.lists import list_items
from generator.docs.operation_builder import Answer, OperationBuilder, fields_of
from generator.docs.request_lines import plain_text
from generator.docs.samples import status_of_info
from generator.docs.type_cells import NOTHING, parse_type, write_type
from generator.model import Reference, Scalar, Source, Unknown, innermost

_ENDED_BY_RETURNS = frozenset({"path", "query", "url", "header", "body", "form", "parameters"})
"""Sections that a labelled line about the answer ends."""
_AS_NAME: dict[Column | None, Column | None] = {"status": "name", "name": None}
"""A status is what names the rows of its table, whatever else looks as if it did."""
_STATUS = re.compile(r"([1-5](?:\d\d|[xX]{2})|default)\b[\s:.\u2013\u2014-]*(.*)", re.DOTALL)


def read_statuses(builder: OperationBuilder, table: Table) -> None:
    """Read a table whose rows are statuses."""
    page = builder.page
    columns = table_columns(page, table, typed=False)
    if "status" in columns:
        columns = tuple(_AS_NAME.get(column, column) for column in columns)
    elif not page.layout.file.strict and are_statuses(table):
        columns = ("name", *(None if column == "name" else column for column in columns[1:]))
        if "description" not in columns and len(columns) == 2:
            columns = ("name", "description")
    for row in table.rows:
        cells = row_cells(page, table, row, columns)
        name, kind = cells["name"], cells["type"]
        match = _STATUS.fullmatch(plain_text(name.text))
        source = page.place(table, row.line, kind.column)
        if not match:
            page.report("DOC201", source, name.text, expected="a status of three digits")
            continue
        if not match[1].isdigit():
            # ``default`` and ``4XX`` are no status of their own.
            continue
        answer = Answer(match[1].upper(), clean(cells["description"].text) or match[2], source)
        if not page.layout.file.strict:
            answer = _told_before(builder, answer)
        if kind.text:
            answer.type, answer.type_source = canonical(builder, kind.text), source
            answer.target = link_target(builder, kind.text)
        elif not page.layout.file.strict:
            set_type(builder, answer, _type_in(builder, cells["description"].text), source)
        builder.statuses.append(answer)


def has_statuses(table: Table) -> bool:
    """Whether a cell of a table is a status of HTTP: codes of an API's own are none."""
    return any(_STATUS.fullmatch(plain_text(cell.text)) for row in table.rows for cell in row.cells)


def are_statuses(table: Table) -> bool:
    """Whether the first cell of each row of a table is a status of HTTP."""
    return bool(table.rows) and all(
        row.cells and _STATUS.fullmatch(plain_text(row.cells[0].text)) for row in table.rows
    )


def _told_before(builder: OperationBuilder, answer: Answer) -> Answer:
    """The answer of a status that a sample, say, has named before, with what is told now."""
    known = next((a for a in builder.statuses if a.status == answer.status), None)
    if known is None:
        return answer
    builder.statuses.remove(known)
    known.description = answer.description or known.description
    known.source = answer.source
    return known


def status_answers(builder: OperationBuilder, block: Other) -> list[Answer]:
    """The statuses of a list, all of whose items start with one, each with the type that a sentence
    of the item tells.
    """
    found = []
    for item in list_items(block):
        if item.depth:
            continue
        match = _STATUS.fullmatch(plain_text(item.text))
        if not match:
            return []
        if match[1].isdigit():
            answer = Answer(match[1], match[2], Source(block.file, item.line))
            set_type(builder, answer, _type_in(builder, item.text), answer.source)
            found.append(answer)
    return found


def _type_in(builder: OperationBuilder, text: str) -> str:
    """The type of an answer that a sentence tells, by the first rule that finds one; else empty."""
    line = " ".join(text.split())[:LONGEST]
    for rule, pattern in builder.page.layout.answers:
        match = None if rule.types_body or rule.path else pattern.search(line)
        written = (match.groupdict().get("type") or "").strip() if match else ""
        if written and builder.page.layout.types.read(written) is not None:
            return written
    return ""


def set_type(builder: OperationBuilder, answer: Answer, text: str, source: Source) -> None:
    """Give an answer without a type the one that a text is, if it is one."""
    if text and not answer.type and builder.page.layout.types.read(text) is not None:
        answer.type, answer.type_source = canonical(builder, text), source
        answer.target = link_target(builder, text)


def enter_status(
    builder: OperationBuilder, status: str, description: str, source: Source
) -> Answer:
    """The response of a status, made where it is new."""
    status = status.upper()
    answer = next((a for a in builder.statuses if a.status == status), None)
    if answer is None:
        answer = Answer(status, description, source)
        builder.statuses.append(answer)
    answer.prose += builder.error_prose
    builder.error_prose.clear()
    builder.answer = answer
    return answer


def prose_beside_answer(builder: OperationBuilder) -> list[str]:
    """Where prose of a section of answers belongs: of errors, to the status that follows."""
    if builder.answer:
        return builder.answer.prose
    return builder.error_prose if builder.section == "errors" else builder.response_prose


def note_status(builder: OperationBuilder, block: Fence) -> None:
    """A status that the info string of a sample tells is one of the answers."""
    status = "" if builder.page.layout.file.strict else status_of_info(block.info)
    if status and not any(answer.status == status for answer in builder.statuses):
        builder.statuses.append(Answer(status, "", builder.page.place(block)))


def canonical(builder: OperationBuilder, text: str) -> str:
    """A type as this project writes it; as written where it is none."""
    read = builder.page.layout.types.read(text)
    if read is None:
        return text
    if isinstance(read.schema, Unknown):
        if builder.page.layout.file.strict:
            return text
        return NOTHING if read.schema.written == "null" else "any"
    return text if parse_type(text) == read.schema else write_type(read.schema)


def link_target(builder: OperationBuilder, text: str) -> str:
    """Where the link leads that a type is, or the type of its items; empty where there is none."""
    read = builder.page.layout.types.read(text)
    schema = innermost(read.schema) if read else None
    return schema.target if isinstance(schema, Reference) else ""


def read_labels(builder: OperationBuilder, block: Paragraph) -> bool:
    """Take the labelled lines of a paragraph: what the operation returns, how to authenticate.
    Lines that no rule knows are prose.
    """
    layout = builder.page.layout
    for label, text, line in labelled_lines(block):
        role = layout.label(label)
        source = Source(block.file, line)
        if role == "returns":
            if builder.section in _ENDED_BY_RETURNS:
                builder.enter(BOLD, "response")
            _returns(builder, text, source)
        elif role == "status" and (status := status_in(text)):
            enter_status(builder, *status, source)
        elif role == "authentication":
            builder.security += authentication_schemes(plain_text(text))
        elif role != "ignored":
            builder.add_prose(clean(f"**{label}:** {text}" if label else text))
    return True


def status_in(text: str) -> tuple[str, str] | None:
    """The status that a text begins with, and the rest of it."""
    match = _STATUS.fullmatch(plain_text(text))
    return (match[1], match[2]) if match and match[1].isdigit() else None


def read_label_list(builder: OperationBuilder, block: Other) -> bool:
    """Take the labelled items of a list; the others are prose. False where no item has a label
    that a rule knows.
    """
    layout = builder.page.layout
    items = list_items(block) if layout.labels else ()
    lines = [labelled_lines(Paragraph(block.file, i.line, i.text, i.text)) for i in items]
    known = [bool(found and layout.label(found[0].label)) for found in lines]
    if not any(known):
        return False
    for item, is_known in zip(items, known, strict=True):
        if is_known:
            read_labels(builder, Paragraph(block.file, item.line, item.text, item.text))
        else:
            builder.add_prose(clean(f"{'  ' * item.depth}- {item.text}"))
    return True


def _returns(builder: OperationBuilder, text: str, source: Source) -> None:
    builder.response_seen = True
    if builder.page.layout.types.read(text) is not None:
        builder.response_heading = canonical(builder, text)
        builder.response_heading_source = source
        builder.response_target = link_target(builder, text)


def read_answers(builder: OperationBuilder, block: Paragraph) -> None:
    """Find the sentences that tell status and type of the answer, or the type of the body, and
    those that name arguments.
    """
    layout = builder.page.layout
    if layout.arguments:
        _named_arguments(builder, block)
    if not layout.answers:
        return
    text = " ".join(block.text.split())[:LONGEST]
    for rule, pattern in layout.answers:
        if rule.under and (builder.section or "description") not in rule.under:
            continue
        match = pattern.search(text)
        if not match:
            continue
        found = {key: (value or "").strip() for key, value in match.groupdict().items()}
        source = Source(block.file, block.line)
        about = builder.answer
        if status := found.get("status", "").upper():
            about = next((a for a in builder.statuses if a.status == status), None)
            if about is None:
                about = Answer(status, found.get("description", ""), source)
                builder.statuses.append(about)
        if found.get("type") and rule.types_body:
            if builder.page.layout.types.read(found["type"]) is not None:
                builder.body_type = builder.body_type or canonical(builder, found["type"])
                builder.body_source = builder.body_source or source
        elif found.get("type") and rule.path:
            builder.answers_by_path.append((rule.path, canonical(builder, found["type"])))
        elif found.get("type"):
            if about and about is not _first_success(builder):
                set_type(builder, about, found["type"], source)
            elif not builder.response_heading and (about or builder.section != "errors"):
                _returns(builder, found["type"], source)
        elif rule.role == "body":
            builder.body_as_response = True
        elif rule.role == "list":
            builder.body_list = True
        elif rule.role == "same":
            builder.same_but = frozenset(match[0].split("`")[1::2])
        elif rule.role == "nothing":
            builder.response_none = True
        elif not found.get("status"):
            builder.body_none = True


def _first_success(builder: OperationBuilder) -> Answer | None:
    return next((answer for answer in builder.statuses if answer.status.startswith("2")), None)


def answer_of_path(builder: OperationBuilder, path: str) -> str:
    """The type of the answer of one of several request lines: that of a sentence which is about
    paths of its kind, else what the page says of all.
    """
    patterns = builder.page.layout.answer_paths
    for written, kind in builder.answers_by_path:
        if full_match(patterns[written], path):
            return kind
    others = [line.path for line in builder.request_lines]
    for written, kind in () if builder.response_heading else builder.answers_by_path:
        if not any(full_match(patterns[written], other) for other in others):
            return kind
    return builder.response_heading


def _named_arguments(builder: OperationBuilder, block: Paragraph) -> None:
    """Add the arguments that a sentence names, unless a field describes them."""
    text = " ".join(block.text.split())[:LONGEST]
    for rule, pattern in builder.page.layout.arguments:
        if rule.under and (builder.section or "description") not in rule.under:
            continue
        into = fields_of(builder, rule.role)
        known = {entry.name.lower() for entry in into}
        for match in pattern.finditer(text):
            source = Source(block.file, block.line)
            into += [
                _named(builder, name, source, rule.required)
                for name in dict.fromkeys(match["values"].split("`")[1::2])
                if name and name.lower() not in known
            ]


def _named(builder: OperationBuilder, name: str, source: Source, required: bool | None) -> Field:
    made = make_field(builder.page.layout, source, name, Scalar(type="string"), "")
    return made if required is None else replace(made, required=required, marked=True)
