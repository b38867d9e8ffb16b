"""The outline of a page: its blocks, and what each of them is."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.docs.blocks import Block
from generator.docs.headings import HeadingText
from generator.docs.layout.layout import Section
from generator.docs.request_lines import RequestLine


class Part(NamedTuple):
    """A block, and what it is in the outline of the page."""

    block: Block
    heading: HeadingText | None = None
    section: Section | None = None
    """What the heading starts, if a rule knows it."""
    model: tuple[str, str] | None = None
    """The name, as written, and the kind of the model that the heading starts."""
    lines: tuple[RequestLine, ...] = ()
    """The request lines that the block holds."""
    listed: bool = False
    """The lines are, or were, a list of operations, each with its own title."""


@dataclass(slots=True)
class Outline:
    """The blocks of a page, and which headings operations stand under."""

    parts: list[Part] = field(default_factory=list)
    titles: set[int] = field(default_factory=set)
    """The numbers of the parts that are headings of operations."""


def slug(text: str) -> str:
    """A heading as the address of a link to it: lower case, with hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))
