"""The outline of a page: what its headings start, and where request lines are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from generator.docs.blocks import Block, Fence, Heading, Other, Paragraph, Table
from generator.docs.field_tables import head_texts
from generator.docs.headings import BOLD, QUOTE, HeadingText, heading_of
from generator.docs.layout.layout import Patterns, Section, matches
from generator.docs.layout.patterns import full_match
from generator.docs.layout.schema import ModelRule
from generator.docs.operation_lists import hand_over, title_of
from generator.docs.page_builder import PageBuilder
from generator.docs.request_lines import MAY_BEGIN, RequestLine, find_request_lines
from generator.docs.tag_sections import SECTION_END


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


def outline(page: PageBuilder, blocks: Sequence[Block]) -> Outline:
    """Headings, sections and request lines; the latter by the rules of last resort where no other
    finds any.
    """
    found = _outline(page, blocks)
    has_fallback = any(patterns.rule.fallback for patterns in page.layout.operations)
    if has_fallback and not any(part.lines for part in found.parts):
        found = _outline(page, blocks, fallback=True)
    return found


def _outline(page: PageBuilder, blocks: Sequence[Block], *, fallback: bool = False) -> Outline:
    """The outline in one pass: an operation's heading stands before the line that makes it one."""
    layout = page.layout
    has_operations = not layout.describes_model(page.file)
    found = Outline()
    sections: list[tuple[int, str]] = []
    plain: list[tuple[int, int, str]] = []
    under: dict[int, int] = {}
    for number, block in enumerate(blocks):
        heading = heading_of(layout, block)
        section = model = None
        lines: tuple[RequestLine, ...] = ()
        if heading:
            around = tuple(role for level, role in sections if level < heading.level)
            above = [text for level, _, text in plain if level < heading.level]
            table_below = partial(_table_below, blocks, number)
            if heading.level != layout.file.operations.level:
                section = layout.section(heading.text, around)
            if not section or (not around and _holds_models(page, above)):
                model = _model(page, heading, above, table_below)
            if model:
                section = None  # A model may be called ``Error``.
            if not section and not model and heading.only_section:
                heading = None
            elif heading.rest and has_operations and _last(sections) in MAY_BEGIN:
                rest = Paragraph(block.file, block.line, heading.rest, heading.rest)
                lines = tuple(find_request_lines(layout, block) or find_request_lines(layout, rest))
                heading, section = (None, None) if lines else (heading, section)
        if heading:
            if not section and not model and has_operations:
                lines = tuple(find_request_lines(layout, block, None, above))
            sections = [pair for pair in sections if pair[0] < heading.level]
            if section and section.role != "notice":
                sections.append((heading.level, section.role))
                plain = [pair for pair in plain if pair[0] <= heading.level]
            elif heading.level < BOLD and not section:
                plain = [pair for pair in plain if pair[0] < heading.level]
                plain.append((heading.level, number, heading.text))
        if isinstance(block, Other) and block.kind == SECTION_END:
            sections = [pair for pair in sections if pair[0] < BOLD]
        if heading is None and not isinstance(block, Fence):
            # A quotation that stands for a heading is one of the code after it alone.
            sections = [pair for pair in sections if pair[0] < QUOTE]
        if heading is None and not lines and has_operations:
            around_it = [text for _, _, text in plain]
            lines = tuple(
                find_request_lines(layout, block, _last(sections), around_it, fallback=fallback)
            )
        if lines and plain:
            under[number] = title_of(plain, sections)
        found.parts.append(Part(block, heading, section, model, lines))
    # mypy gives _replace the keys of the tuple, and the protocol any.
    found.parts = hand_over(found.parts, found.titles)  # type: ignore[type-var]
    found.titles |= {under[n] for n in under if found.parts[n].lines and not found.parts[n].listed}
    for number in _common(found.parts, found.titles):
        found.parts[number] = found.parts[number]._replace(section=None)
    return found


def _common(parts: Sequence[Part], titles: set[int]) -> set[int]:
    """The heading of errors beside those of several operations, where it is the only section at
    their level: ``## Errors`` after ``## Get a lamp`` and ``## Make a lamp``.
    """
    levels = [heading.level for n in titles if (heading := parts[n].heading)]
    beside: dict[int, list[int]] = {}
    for number, part in enumerate(parts):
        if part.heading and part.section and levels.count(part.heading.level) > 1:
            beside.setdefault(part.heading.level, []).append(number)
    alone = [numbers[0] for numbers in beside.values() if len(numbers) == 1]
    return {n for n in alone if (section := parts[n].section) and section.role == "errors"}


def _last(sections: Sequence[tuple[int, str]]) -> str | None:
    return sections[-1][1] if sections else None


def _model(
    page: PageBuilder,
    heading: HeadingText,
    above: Sequence[str],
    table_below: Callable[[], Table | None],
) -> tuple[str, str] | None:
    layout = page.layout
    for rule, pattern, below in layout.models:
        if not _holds(page, rule, below, above):
            continue
        match = full_match(pattern, heading.text)
        if match and rule.columns:
            table = table_below()
            if table is None or not set(rule.columns) <= set(layout.columns(head_texts(table))):
                continue
        if match:
            return match["name"], rule.kind
    return None


def _holds_models(page: PageBuilder, above: Sequence[str]) -> bool:
    """Whether the heading right above is one for models alone, by a rule that names it."""
    return any(
        below and _holds(page, rule, below, above[-1:]) for rule, _, below in page.layout.models
    )


def _holds(page: PageBuilder, rule: ModelRule, below: Patterns, above: Sequence[str]) -> bool:
    """Whether a rule for models is one for the page, and for what stands below these headings."""
    if rule.on and not matches(page.file, rule.on):
        return False
    return not below or any(full_match(over, text) for over in below for text in above)


def _table_below(blocks: Sequence[Block], number: int) -> Table | None:
    """The first table of the few blocks between a heading and the next one."""
    for block in blocks[number + 1 : number + 6]:
        if isinstance(block, Table):
            return block
        if isinstance(block, Heading):
            return None
    return None
