"""The items of lists, each with the paragraphs and code blocks in it."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from generator.docs.blocks import Fence, Other, markdown_tokens


class Item(NamedTuple):
    """One item of a list."""

    text: str
    """Its first paragraph, as written."""
    line: int
    depth: int
    """The number of items that it is nested in; 0 for an item of the outermost list."""
    body: tuple[str, ...] = ()
    """Its other paragraphs."""
    code: tuple[Fence, ...] = ()
    """Its code blocks."""


@dataclass(slots=True)
class _OpenItem:
    """An item while its blocks are read."""

    depth: int
    line: int
    text: str = ""
    body: list[str] = field(default_factory=list)
    code: list[Fence] = field(default_factory=list)


@lru_cache(maxsize=1024)
def list_items(block: Other) -> tuple[Item, ...]:
    """The items of a list in the order they stand in, those of lists inside of it among them."""
    found: list[_OpenItem] = []
    open_items: list[_OpenItem] = []
    for token, content in markdown_tokens(block.raw):
        line = block.line + (token.map[0] if token.map else 0)
        match token.type:
            case "list_item_open":
                open_items.append(_OpenItem(len(open_items), line))
                found.append(open_items[-1])
            case "list_item_close":
                open_items.pop()
            case "paragraph_open" if open_items:
                item = open_items[-1]
                if item.text:
                    item.body.append(content)
                else:
                    item.text, item.line = content, line
            case "fence" | "code_block" if open_items:
                # The place of a fence is the line before its text.
                first = line if token.type == "fence" else line - 1
                open_items[-1].code.append(
                    Fence(block.file, first, token.content, token.info.strip(), token.content, True)
                )
    return tuple(
        Item(item.text, item.line, item.depth, tuple(item.body), tuple(item.code)) for item in found
    )
