"""Rules for what looks like fields and was read as prose: the section they stand in, the tag, or
the way in which they are written.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.docs.blocks import Block, Heading, Other, Paragraph
from generator.docs.guesses import role_of_fields
from generator.docs.layout.layout import Layout
from generator.docs.layout.patterns import compile_pattern, full_match
from generator.docs.page import Page
from generator.docs.request_lines import plain_text
from generator.docs.tag_fields import words_of_tag

FIELD_LIKE = "DOC223"

_LABEL = re.compile(r"\s*\*\*([^*\n]{1,60}?):?\*\*:?(?:\s|$)")
_TAG = re.compile(r"<([A-Za-z][\w.-]{0,60})\s")
_LONGEST_LEAD = 80

_WAYS = tuple(
    (pattern, compile_pattern(pattern, "name"))
    for pattern in (
        r"`{name}` ?`\((?P<type>[^():,<]{1,60}):? ?(?P<marks><[^<>]{1,80}>|[^()]{0,200})\)`"
        r"(?: ?[:\u2013\u2014-]+ ?{description})?",
        r"`{name}` ?[:\u2013\u2014-]* ?[*_](?P<type>[^*_.,]{1,60})(?P<marks>(?:, [^*_.]{1,60})?)"
        r"\.?[*_]\.?(?: {description})?",
        r"`{name}`:? ?[*_]{0,2}\((?P<type>[^(),;:]{1,60})(?P<marks>[^()]{0,100})\)[*_]{0,2}"
        r"[:.,\u2013\u2014-]{0,2} ?{description}",
        r"`{name}`:? ?[*_`]{1,2}(?P<type>[^*_`]{1,60})[*_`]{1,2}"
        r"(?P<marks> ?\([^()]{1,60}\))?[:.,\u2013\u2014-]{0,2} ?{description}",
        r"[*_]{1,2}{name}[*_]{1,2}:? ?[*_`(]{1,2}(?P<type>[^*_`()]{1,60})[*_`)]{1,2}"
        r"(?P<marks> ?\([^()]{1,60}\))?[:.,\u2013\u2014-]{0,2} ?{description}",
        r"{name} \((?P<type>[^(),;:]{1,60})(?P<marks>[^()]{0,100})\)[:.,\u2013\u2014-]{0,2} ?"
        r"{description}",
        r"[`*_]{1,4}{name}[`*_]{1,4} {description}",
        r"(?P<name>[a-z][\w.\[\]-]{1,60}) ?[:=\u2013\u2014-] ?{description}",
    )
)
"""Ways in which fields are written, the most telling first."""


def way_of_writing(text: str) -> str:
    """The pattern of fields such as this one; nothing for what reads like a sentence."""
    if re.match(r"`[^`]*` ?=", text):
        return ""  # A value and what it means.
    return next((p for p, pattern in _WAYS if full_match(pattern, " ".join(text.split()))), "")


class UnreadFields(NamedTuple):
    """Fields of one block that were read as prose."""

    kind: str
    """What the rule is about: ``label``, ``tag``, ``field``, or ``odd tag``, one of a known name
    that could not be read.
    """
    block: Block
    line: int
    text: str
    """The first of them."""
    key: str
    """What places of the same form have in common: the label, the tag, the pattern."""
    role: str = ""
    """What a section with the label may hold."""


def unread_fields(page: Page, blocks: Sequence[Block], layout: Layout) -> Iterator[UnreadFields]:
    """What was read as prose on a page, a block of it after the other. What stands right below a
    heading that no rule knows is not among it: the heading itself is what needs one.
    """
    lines = {
        (problem.source.file, problem.source.line): problem.found
        for problem in page.diagnostics
        if problem.code == FIELD_LIKE
    }
    above: Block | None = None
    for block in blocks if lines else ():
        end = block.line + block.raw.count("\n") + 1
        number = next((n for n in range(block.line, end) if (block.file, n) in lines), None)
        if number is not None:
            found = _in_block(layout, block, above, number, lines[block.file, number])
            yield from [found] if found else []
        above = block


def _in_block(
    layout: Layout, block: Block, above: Block | None, line: int, text: str
) -> UnreadFields | None:
    if tag := _TAG.match(text):
        words = words_of_tag(tag[1])
        known = layout.columns((words,)) == ("name",)
        return UnreadFields("odd tag" if known else "tag", block, line, text, words)
    label = _label_above(above)
    if label:
        return UnreadFields("label", block, line, text, label, role_of_fields(label))
    if isinstance(above, Heading):
        heading = plain_text(above.text)
        if layout.section(heading, ()) is None:
            return None
        return UnreadFields("label", block, line, text, heading, role_of_fields(heading))
    if not isinstance(block, Other | Paragraph):
        return None
    return UnreadFields("field", block, line, text, way_of_writing(text))


def _label_above(above: Block | None) -> str:
    """The text before a block that stands for a heading: bold, or with a colon at its end."""
    if not isinstance(above, Paragraph):
        return ""
    if match := _LABEL.match(above.text):
        return plain_text(match[1])
    last = plain_text(above.text.strip().split("\n")[-1]).rpartition(". ")[2]
    return last.rstrip(":") if last.endswith(":") and len(last) < _LONGEST_LEAD else ""
