"""Lines that tell the status of an answer, and what it holds."""

from generator.docs.blocks import Fence, Paragraph
from generator.docs.cleaning import clean
from generator.docs.field_lists import labelled_lines
from generator.docs.operation_builder import OperationBuilder
from generator.docs.request_lines import plain_text
from generator.docs.responses import (
    enter_status,
    note_status,
    prose_beside_answer,
    read_answers,
    status_in,
)
from generator.docs.samples import parse_sample
from generator.model import Source

_LONGEST_REASON = 3
"""Words after a status that are its reason phrase (RFC 9110, 15), and no sentence."""
_SHORTEST_SAMPLE = 5
"""Letters of an object with a property."""


def read_answer_lines(builder: OperationBuilder, block: Paragraph) -> bool:
    """Take a line with a status, or labelled lines of which one tells it or is a sample."""
    return _labelled(builder, block) or _status_line(builder, block)


def sample_prose(builder: OperationBuilder, block: Paragraph) -> bool:
    """What introduces a sample says nothing of the operation, but for a status. It may be one."""
    if not _sample_in_line(builder, str(builder.section), block.text, block.line):
        read_answer_lines(builder, block)
    return True


def _status_line(builder: OperationBuilder, block: Paragraph) -> bool:
    """A line that a rule knows as a heading with a status: what follows is of that status."""
    section = builder.page.layout.section(plain_text(block.text), ())
    status = section.captures.get("status") if section else ""
    if section is None or not status:
        return False
    answer = enter_status(builder, status, "", builder.page.place(block))
    if len(section.captures.get("description", "").split()) > _LONGEST_REASON:
        read_answers(builder, block)
        answer.prose.append(clean(block.raw))
    return True


def _labelled(builder: OperationBuilder, block: Paragraph) -> bool:
    """Lines such as ``**Code:** 404 Not Found`` and ``**Content:** `{"error": "..."}` ``."""
    layout = builder.page.layout
    taken, others = False, []
    for label, text, line in labelled_lines(block):
        role = layout.label(label) if label else None
        if role == "status" and (found := status_in(text)):
            enter_status(builder, *found, Source(block.file, line))
            taken = True
            continue
        section = layout.section(label, ()) if label else None
        if section and _sample_in_line(builder, section.role, text, line):
            taken = True
        elif role != "ignored":
            others.append(f"**{label}:** {text}" if label else text)
    if taken and others:
        prose_beside_answer(builder).append(clean("\n".join(others)))
    return taken


def _sample_in_line(builder: OperationBuilder, section: str, text: str, line: int) -> bool:
    """JSON in back-ticks, in or behind the label of a section of samples, as one of them."""
    code = text.strip()
    body = code.strip("` ")
    is_code = code.startswith("`") and code.endswith("`") and "`" not in body
    if not (is_code and body.startswith(("{", "[")) and len(body) > _SHORTEST_SAMPLE):
        return False
    fence = Fence(builder.page.file, line - 1, code, "", body, True)
    sample = parse_sample(builder.page.layout, fence, section, builder.answer)
    if sample:
        builder.samples.append(sample)
        note_status(builder, fence)
    return sample is not None
