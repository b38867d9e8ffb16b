"""Quotations that hold tables or code, as these: some writers quote to indent."""

import re

from generator.docs.blocks import Block, Other, parse_blocks
from generator.docs.layout.layout import Layout

_HOLDS_BLOCKS = re.compile(r"^ {0,3}> ?(?:\||```|~~~)", re.MULTILINE)
_MARK = re.compile(r" {0,3}> ?")


def quoted_blocks(_layout: Layout, blocks: list[Block]) -> list[Block]:
    """The blocks, with what quotations of tables and code hold in the place of these."""
    found: list[Block] = []
    for block in blocks:
        quoted = isinstance(block, Other) and block.kind == "blockquote"
        if quoted and _HOLDS_BLOCKS.search(block.raw):
            text = "\n".join(_MARK.sub("", line, count=1) for line in block.raw.split("\n"))
            found += parse_blocks(text, block.file, block.line)
        else:
            found.append(block)
    return found
