"""Starts the section of an operation that a heading names."""

from generator.docs.blocks import Block
from generator.docs.cleaning import clean, one_line
from generator.docs.layout.layout import Section
from generator.docs.operation_builder import OperationBuilder
from generator.docs.responses import canonical, enter_status
from generator.model import Notice, Source

_BODIES = frozenset({"body", "form"})
_ANSWERS = frozenset({"response", "response-body", "errors"})


def enter_section(builder: OperationBuilder, block: Block, level: int, section: Section) -> None:
    """Start the section that a heading of an operation names."""
    builder.notice_open = False
    if section.role == "notice":
        _notice(builder, block, section)
        return
    builder.enter(level, section.role)
    captures = section.captures
    if marks := captures.get("marks"):
        builder.group_required = builder.page.layout.marked(marks).required
    if section.role in _BODIES:
        builder.body_name = captures.get("name", "")
        builder.body_source = builder.page.place(block)
        if captures.get("type"):
            builder.body_type = canonical(builder, captures["type"])
        if section.media_type and section.media_type not in builder.request_media_types:
            builder.request_media_types.append(section.media_type)
    elif section.role in _ANSWERS or captures.get("status"):
        _answer(builder, block, section)
    elif section.role not in ("response-sample", "sample", "request-sample"):
        builder.answer = None


def _answer(builder: OperationBuilder, block: Block, section: Section) -> None:
    captures = section.captures
    builder.response_seen = True
    if status := captures.get("status"):
        source = builder.page.place(block)
        answer = enter_status(builder, status, captures.get("description", ""), source)
        if captures.get("type"):
            answer.type, answer.type_source = canonical(builder, captures["type"]), source
        return
    if section.role != "response-body":
        builder.answer = None
    if written := captures.get("type"):
        if builder.page.layout.types.read(written) is None:
            builder.page.report(
                "DOC212", builder.page.place(block), written, expected="a type or a model's name"
            )
        builder.response_heading = canonical(builder, written)
        column = block.raw.rfind(written) + 1
        builder.response_heading_source = builder.page.place(block, column=max(column, 1))


def _notice(builder: OperationBuilder, block: Block, section: Section) -> None:
    text = clean(one_line(section.captures.get("text", "")))
    source: Source = builder.page.place(block)
    builder.notices.append(Notice(kind=section.captures["kind"], text=text, source=source))
    # A notice with its text on the heading ends there; one without takes what follows.
    builder.notice_open = not text
