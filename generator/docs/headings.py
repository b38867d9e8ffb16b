"""Headings: those of Markdown, and bold paragraphs, labels and quotations that a layout counts as
headings.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.docs.blocks import Block, Heading, Other, Paragraph
from generator.docs.layout.layout import Layout
from generator.docs.request_lines import plain_text

BOLD = 7
"""The level of a paragraph that stands for a heading: below ``######``."""
QUOTE = 8
"""The level of a quotation of one line that stands for a heading."""

_ANCHOR = re.compile(r"\{#([\w.:-]+)\}\s*$")
_LINK_ANCHOR = re.compile(r"\[\]\(#[\w.:-]*\)\s*$")
_HTML = re.compile(r"\s*<h([1-6])(?:\s[^<>]*)?>(.*?)</h\1>\s*", re.IGNORECASE | re.DOTALL)
_WHOLLY_BOLD = re.compile(r"\s*+\*\*([^*\n]{1,200})\*\*\s*+(?::\s*+)?(?:\\\s*+)?")
_LABEL = re.compile(r"\s*\*\*([^*\n]{1,80}?):?\*\*(?: ?:)?(?:\\?\n|[ \t]+)(.+)", re.DOTALL)
_QUOTED = re.compile(r"\s*+>\s*+([^\n>\[\s][^\n>\[]{0,199}+)\s*+")


class HeadingText(NamedTuple):
    """A heading: its level (1 is the highest), and its text without Markdown."""

    level: int
    text: str
    anchor: str = ""
    only_section: bool = False
    """Whether it is a heading only if its text names a section of the layout, and prose
    otherwise.
    """
    rest: str = ""
    """What follows a label in its paragraph."""
    written: str = ""
    """The text with its Markdown, without the anchor."""


def heading_of(layout: Layout, block: Block) -> HeadingText | None:
    """The block as a heading; None where it is none by this layout. See ``only_section`` for blocks
    that are headings only with certain texts.
    """
    allowed = layout.file.headings
    if isinstance(block, Heading):
        if layout.file.strict:
            return HeadingText(block.level, " ".join(block.visible.split()))
        anchor = _ANCHOR.search(block.text)
        text = _LINK_ANCHOR.sub("", _ANCHOR.sub("", block.text))
        name = anchor[1] if anchor else ""
        plain = plain_text(text).rstrip(":")
        return HeadingText(block.level, plain, name, written=text.strip())
    if isinstance(block, Paragraph):
        if layout.file.strict:
            text = block.text
            return HeadingText(BOLD, text, only_section=True) if "\n" not in text else None
        if not block.text.lstrip().startswith("**"):
            return None
        if allowed.bold and (match := _WHOLLY_BOLD.fullmatch(block.text)):
            return HeadingText(BOLD, plain_text(match[1]).rstrip(":"), only_section=True)
        match = _LABEL.fullmatch(block.text) if allowed.label else None
        if match and layout.label(plain_text(match[1])) is None:
            return HeadingText(BOLD, plain_text(match[1]), only_section=True, rest=match[2])
    quoted = allowed.quote and isinstance(block, Other) and block.kind == "blockquote"
    if quoted and (match := _QUOTED.fullmatch(block.raw)):
        return HeadingText(QUOTE, plain_text(match[1]).rstrip(":"), only_section=True)
    return None


def html_headings(layout: Layout, blocks: list[Block]) -> list[Block]:
    """The blocks, with the headings of HTML as headings, where the layout has them so."""
    if not layout.file.headings.html:
        return blocks
    found: list[Block] = []
    for block in blocks:
        is_html = isinstance(block, Other) and block.kind == "html"
        found += _html_headings(block) if is_html else [block]
    return found


def _html_headings(block: Block) -> Iterator[Block]:
    """The headings of an HTML block, each on a line of its own, and the rest of it."""
    rest: list[str] = []
    start = block.line
    for number, line in enumerate(block.raw.split("\n")):
        if match := _HTML.fullmatch(line):
            if any(text.strip() for text in rest):
                yield Other(block.file, start, "\n".join(rest), "html")
            rest, start = [], block.line + number + 1
            yield Heading(block.file, block.line + number, line, int(match[1]), match[2])
        else:
            rest.append(line)
    if any(text.strip() for text in rest):
        yield Other(block.file, start, "\n".join(rest), "html")
