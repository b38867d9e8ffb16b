"""Blocks in the kinds that a layout has them in: what writers do with HTML, tags, quotations and
lists, as the tables, headings and code that it stands for.
"""

from collections.abc import Callable, Iterable

from generator.docs.blocks import Block, Fence, Other
from generator.docs.headings import html_headings
from generator.docs.html_tables import html_tables
from generator.docs.label_lists import label_lists
from generator.docs.layout.layout import Layout
from generator.docs.quoted_blocks import quoted_blocks
from generator.docs.split_requests import split_requests
from generator.docs.tag_fields import tag_fields
from generator.docs.tag_sections import tag_sections

Step = Callable[[Layout, list[Block]], list[Block]]


def as_written(layout: Layout, blocks: Iterable[Block]) -> list[Block]:
    """The blocks after all steps; a strict layout has them as they are."""
    found = list(blocks)
    if not layout.file.strict:
        for step in STEPS:
            found = step(layout, found)
    return found


def indented_code(_layout: Layout, blocks: list[Block]) -> list[Block]:
    """Indented code as code."""
    return [_code(block) for block in blocks]


def _code(block: Block) -> Block:
    if not (isinstance(block, Other) and block.kind == "code_block"):
        return block
    lines = [line[4:] for line in block.raw.expandtabs(4).split("\n")]
    return Fence(block.file, block.line, block.raw, "", "\n".join(lines), True)


STEPS: tuple[Step, ...] = (
    html_tables,
    quoted_blocks,
    tag_sections,
    tag_fields,
    label_lists,
    indented_code,
    html_headings,
    split_requests,
)
"""In this order: a table may be made of quoted HTML, and labels may be the items of a list."""
