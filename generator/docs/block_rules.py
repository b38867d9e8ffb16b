"""Which block of which section of an operation goes where: the first rule that takes it."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from generator.docs.answer_lines import read_answer_lines, sample_prose
from generator.docs.authentication import authentication_schemes, claim_header
from generator.docs.blocks import Block, Fence, Heading, Other, Paragraph, SplitRequest, Table
from generator.docs.cleaning import clean
from generator.docs.field_groups import FieldGroup, group_mark
from generator.docs.field_lists import read_definitions, read_lines, read_list
from generator.docs.field_tables import head_texts, known_head, read_table, table_columns
from generator.docs.fields import Field, with_values
from generator.docs.http_messages import parse_request_line
from generator.docs.json_schema import claim_schema
from generator.docs.layout.patterns import LONGEST
from generator.docs.name_cells import plain_name
from generator.docs.notices import claim_notice, unindented
from generator.docs.operation_builder import OperationBuilder, fields_of
from generator.docs.request_lines import plain_text
from generator.docs.responses import (
    are_statuses,
    has_statuses,
    note_status,
    prose_beside_answer,
    read_answers,
    read_label_list,
    read_labels,
    read_statuses,
    status_answers,
)
from generator.docs.samples import parse_sample, status_of_info

_DESCRIPTION = frozenset({None, "description"})
_RESPONSE = frozenset({"response", "response-body", "errors"})
_SAMPLES = frozenset({"sample", "request-sample", "response-sample"})
_FIELDS: frozenset[str | None] = frozenset(
    "path query url header body form parameters properties response-body".split()
)
_JSON = frozenset({"json", "json5", "jsonc"})
_NAMING = frozenset({"name", "status"})
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--(?:[^-]|-(?!->))*-->")
_EMPHASIS = re.compile(r"[*_]([^*_\n]{1,500})[*_]")


class BlockRule(NamedTuple):
    """One row of the table: ``claim`` is called for blocks of the kind ``block`` in one of
    ``sections`` (empty: in any), and returns whether it took the block.
    """

    name: str
    block: type[Block]
    sections: frozenset[str | None]
    claim: Callable[[OperationBuilder, Any], bool]


def _ignored(_builder: OperationBuilder, _block: Block) -> bool:
    return True


def _prose(builder: OperationBuilder, block: Paragraph) -> bool:
    text = clean(unindented(block.text))
    if claim_notice(builder, block):
        return True
    if not builder.page.layout.file.strict:
        if builder.page.layout.labels and block.text.lstrip().startswith("**"):
            return read_labels(builder, block)
        read_answers(builder, block)
        if whole := _EMPHASIS.fullmatch(text):
            text = whole[1]
    builder.add_prose(text)
    return True


def _other_prose(builder: OperationBuilder, block: Other) -> bool:
    if block.kind.endswith("_list") and read_label_list(builder, block):
        return True
    if block.kind == "blockquote" and not builder.page.layout.file.strict:
        text = "\n".join(line.lstrip("> ") for line in block.raw.split("\n"))
        read_answers(builder, Paragraph(block.file, block.line, text, text))
    if not claim_notice(builder, block):
        builder.add_prose(clean(block.raw))
    return True


def _code_prose(builder: OperationBuilder, block: Block) -> bool:
    builder.add_prose(block.raw)
    return True


def _comment(builder: OperationBuilder, block: Other) -> bool:
    """Nothing but comments, or tags around nothing; other HTML is about the whole operation."""
    if block.kind == "comment":
        return True
    if block.kind != "html" or builder.page.layout.file.strict:
        return False
    text = clean(block.raw)
    if len(text) <= LONGEST and (not _TAG.sub("", text).strip() and "<img" not in text):
        return True
    if claim_notice(builder, block):
        return True
    if builder.section in _RESPONSE | _BODY:
        builder.add_prose(text)
        return True
    return False


def _table_by_head(builder: OperationBuilder, block: Table) -> bool:
    """A table whose head tells what it holds, wherever it stands."""
    role = builder.page.layout.table_role(head_texts(block), builder.section)
    if role is None:
        return False
    if role == "unknown":
        return False
    if role in ("ignored", "description"):
        return role == "ignored" or _code_prose(builder, block)
    if role == "enum":
        return _enum_table(builder, block)
    if role in ("path", "query", "header") and builder.section in _DESCRIPTION:
        builder.section = role
    return _read_fields(builder, block, role)


def _table_prose(builder: OperationBuilder, block: Table) -> bool:
    """A table in the description: parameters, where its head has a column of names and the layout
    is not strict; else prose. False for a table that belongs to a section whose heading is unknown.
    """
    layout = builder.page.layout
    if layout.table_role(head_texts(block), builder.section) == "unknown":
        return False
    if not layout.file.strict and "name" in layout.columns(head_texts(block)):
        return _read_fields(builder, block, "parameters")
    return _code_prose(builder, block)


def _table_of_places(builder: OperationBuilder, block: Table) -> bool:
    """A table under any heading, with columns of names and of where each is sent."""
    columns = builder.page.layout.columns(head_texts(block))
    return {"name", "in"} <= set(columns) and _read_fields(builder, block, "parameters")


def _field_table(builder: OperationBuilder, block: Table) -> bool:
    return _read_fields(builder, block, str(builder.section))


def _read_fields(builder: OperationBuilder, table: Table, role: str) -> bool:
    """Read a table of fields into where its role says."""
    if role in _RESPONSE:
        return _response_table(builder, table)
    if role == "header":
        rows: list[Field] = []
        read_table(builder.page, table, rows, typed=len(table.head.cells) > 2)
        builder.headers += [row for row in rows if not claim_header(builder, row)]
        return True
    read_table(builder.page, table, fields_of(builder, role))
    return True


def _response_table(builder: OperationBuilder, block: Table) -> bool:
    """Statuses, or the properties of the answer."""
    columns = table_columns(builder.page, block)
    layout = builder.page.layout
    known = layout.columns(head_texts(block))
    if not layout.file.strict and are_statuses(block):
        read_statuses(builder, block)
    elif not layout.file.strict and builder.section == "errors" and not _NAMING & set(known):
        return _code_prose(builder, block)
    elif "status" in known or (
        builder.section == "response" and len(block.head.cells) == 2 and layout.file.strict
    ):
        if not layout.file.strict and not has_statuses(block):
            return _code_prose(builder, block)
        read_statuses(builder, block)
    else:
        read_table(builder.page, block, fields_of(builder, "response"))
    return bool(columns)


def _query_examples(builder: OperationBuilder, block: Fence) -> bool:
    """Lines such as ``GET /path?$top=10``, an example a parameter."""
    known = {entry.name.lower(): entry.name for entry in builder.query}
    for offset, line in enumerate(block.text.rstrip("\n").split("\n"), start=1):
        if not line.strip():
            continue
        request = parse_request_line(line)
        name, _, value = request.query.partition("=") if request else ("", "", "")
        if name.strip().lower() in known:
            examples = builder.query_examples.setdefault(known[name.strip().lower()], [])
            examples.append(value.strip())
        elif builder.page.layout.file.strict:
            builder.page.report(
                "DOC201",
                builder.page.place(block, block.line + offset),
                line,
                expected="METHOD /path?parameter=value with a parameter of the table above",
            )
    return True


def _field_list(builder: OperationBuilder, block: Other) -> bool:
    """A list of fields, or of statuses."""
    if not block.kind.endswith("_list"):
        return False
    role = str(builder.section)
    strict = builder.page.layout.file.strict
    if role in _RESPONSE and not strict and (answers := status_answers(builder, block)):
        builder.statuses += answers
        return True
    found = read_list(builder.page, block, builder.section)
    if role == "header":
        found = [row for row in found if not claim_header(builder, row)]
    fields_of(builder, role).extend(found)
    return bool(found)


def _definitions(builder: OperationBuilder, block: Paragraph) -> bool:
    """A definition list of fields, or lines that each are one."""
    role = str(builder.section)
    found = read_definitions(builder.page, block, builder.section)
    found = found or read_lines(builder.page, block, builder.section)
    if not found:
        return False
    if role == "header":
        found = [row for row in found if not claim_header(builder, row)]
    fields_of(builder, role).extend(found)
    return True


def _authentication(builder: OperationBuilder, block: Paragraph) -> bool:
    builder.security += authentication_schemes(plain_text(block.text))
    return True


def _enum_table(builder: OperationBuilder, block: Table) -> bool:
    """Values of parameters, by their names."""
    columns = builder.page.layout.columns(head_texts(block))
    if "name" not in columns or "value" not in columns:
        return False
    name, value = columns.index("name"), columns.index("value")
    found: dict[str, list[str]] = {}
    for row in block.rows:
        cells = [plain_text(cell.text) for cell in row.cells]
        if len(cells) > max(name, value):
            found.setdefault(plain_name(builder.page, row.cells[name]), []).append(cells[value])
    for rows in (
        builder.path,
        builder.query,
        builder.headers,
        builder.arguments,
        builder.body_rows,
        builder.response_rows,
    ):
        rows[:] = [with_values(entry, found.get(entry.name, [])) for entry in rows]
    return True


def _body_prose(builder: OperationBuilder, block: Block) -> bool:
    if isinstance(block, Paragraph) and not builder.page.layout.file.strict:
        read_answers(builder, block)
    if claim_notice(builder, block):
        return True
    builder.body_prose.append(clean(block.raw))
    return True


def _response_prose(builder: OperationBuilder, block: Block) -> bool:
    if isinstance(block, Fence) and not block.text.strip():
        return True
    if isinstance(block, Paragraph) and not builder.page.layout.file.strict:
        if read_answer_lines(builder, block):
            return True
        read_answers(builder, block)
    if claim_notice(builder, block):
        return True
    prose_beside_answer(builder).append(clean(block.raw))
    return True


def _sample(builder: OperationBuilder, block: Fence) -> bool:
    sample = parse_sample(builder.page.layout, block, builder.section, builder.answer)
    if sample:
        builder.samples.append(sample)
        note_status(builder, block)
    return sample is not None


def _empty_sample(builder: OperationBuilder, block: Fence) -> bool:
    """A sample of an answer without a body, of which only the status is told."""
    if block.text.strip() or builder.page.layout.file.strict or not status_of_info(block.info):
        return False
    note_status(builder, block)
    return True


def _code_beside_prose(builder: OperationBuilder, block: Fence) -> bool:
    """Code in a description: a call, what it answers with, a program, or else prose."""
    layout = builder.page.layout
    if not layout.file.strict and layout.file.samples.lenient:
        word = block.info.split(" ")[0].strip("{}").lower()
        after_call = bool(builder.samples) and builder.samples[-1].kind == "request"
        # A request without a body can be shown by nothing but what it answers with.
        after_call |= word in _JSON and all(r.method == "GET" for r in builder.request_lines)
        section = "response-sample" if after_call else "request-sample"
        sample = parse_sample(layout, block, section, None)
        has_status = after_call or bool(status_of_info(block.info))
        if sample and (has_status or not block.text.lstrip().startswith(("{", "["))):
            builder.samples.append(sample)
            note_status(builder, block)
            return True
        if word in layout.file.samples.languages:
            return True
    return _code_prose(builder, block)


def _sections(*names: str | None) -> frozenset[str | None]:
    return frozenset(names)


_ANY: frozenset[str | None] = frozenset()
_BODY = _sections("body", "form")

RULES: tuple[BlockRule, ...] = (
    BlockRule("ignored", Block, _sections("ignored"), _ignored),
    BlockRule("comment", Other, _ANY, _comment),
    BlockRule("table by its head", Table, _ANY, _table_by_head),
    BlockRule("sample of nothing", Fence, _ANY, _empty_sample),
    BlockRule("values", Table, _sections("enum"), _enum_table),
    BlockRule("prose", Paragraph, _DESCRIPTION, _prose),
    BlockRule("code in prose", Fence, _DESCRIPTION, _code_beside_prose),
    BlockRule("list in prose", Other, _DESCRIPTION, _other_prose),
    BlockRule("table in prose", Table, _DESCRIPTION, _table_prose),
    BlockRule("query examples", Fence, _sections("query"), _query_examples),
    BlockRule("table of fields", Table, _FIELDS | _RESPONSE, _field_table),
    BlockRule("list of fields", Other, _FIELDS | _RESPONSE, _field_list),
    BlockRule("mark of fields", Paragraph, _FIELDS, group_mark),
    BlockRule("definitions", Paragraph, _FIELDS | _RESPONSE, _definitions),
    BlockRule("body prose", Paragraph, _BODY, _body_prose),
    BlockRule("body prose", Other, _BODY, _body_prose),
    BlockRule("response prose", Paragraph, _RESPONSE, _response_prose),
    BlockRule("response prose", Other, _RESPONSE, _response_prose),
    BlockRule("authentication", Paragraph, _sections("authentication"), _authentication),
    BlockRule(
        "schema", Fence, _BODY | _RESPONSE | _SAMPLES | _sections("parameters"), claim_schema
    ),
    BlockRule("sample", Fence, _ANY, _sample),
)
"""What each kind of block may be, in each section."""

LOOSE_RULES: tuple[BlockRule, ...] = (
    BlockRule("other code of a sample", Fence, _SAMPLES, _ignored),
    BlockRule("prose of a sample", Paragraph, _SAMPLES, sample_prose),
    BlockRule("code of a response", Fence, _RESPONSE, _response_prose),
    BlockRule("prose in a section", Paragraph, _ANY, _prose),
    BlockRule("list in a section", Other, _ANY, _other_prose),
    BlockRule("code in a section", Fence, _ANY, _code_prose),
    BlockRule("table that tells the places", Table, _sections("unknown"), _table_of_places),
    BlockRule("sample beside others", Table, _SAMPLES, _code_prose),
)
"""For layouts that are not strict: what else stands in a section is prose."""


def _rules_of(kind: type[Block], strict: bool) -> tuple[BlockRule, ...]:
    rules = RULES if strict else (*RULES, *LOOSE_RULES)
    return tuple(rule for rule in rules if issubclass(kind, rule.block))


_RULES_FOR: dict[tuple[type[Block], bool], tuple[BlockRule, ...]] = {
    (kind, strict): _rules_of(kind, strict)
    for kind in (Heading, Paragraph, SplitRequest, Fence, Table, Other)
    for strict in (True, False)
}


def claim(builder: OperationBuilder, block: Block) -> None:
    """Apply the first rule that takes ``block``; report it as DOC201 where none does."""
    if isinstance(block, Fence) and not block.closed:
        builder.page.report("DOC203", builder.page.place(block), "a code block without an end")
    group = FieldGroup(builder)
    for rule in _RULES_FOR[type(block), builder.page.layout.file.strict]:
        if (not rule.sections or builder.section in rule.sections) and rule.claim(builder, block):
            group.apply()
            return
    kind = "heading" if isinstance(block, Heading) else type(block).__name__.lower()
    expected = known_head(builder.page, block) if isinstance(block, Table) else ""
    builder.page.report("DOC201", builder.page.place(block), f"{kind}: {block.raw}", expected)
