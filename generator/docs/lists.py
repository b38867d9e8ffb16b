"""The items of lists, each with the paragraphs and code blocks in it."""

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


@lru_cache(maxsize=64)
def list_items(block: Other) -> tuple[Item, ...]:
    """The items of a list in the order they stand in, those of lists inside of it among them."""
    found: list[Item] = []
    open_items: list[int] = []
    for token, content in markdown_tokens(block.raw):
        line = block.line + (token.map[0] if token.map else 0)
        match token.type:
            case "list_item_open":
                open_items.append(len(found))
                found.append(Item("", line, len(open_items) - 1))
            case "list_item_close":
                open_items.pop()
            case "paragraph_open" if open_items:
                item = found[open_items[-1]]
                found[open_items[-1]] = (
                    item._replace(text=content, line=line)
                    if not item.text
                    else item._replace(body=(*item.body, content))
                )
            case "fence" | "code_block" if open_items:
                # The place of a fence is the line before its text.
                first = line if token.type == "fence" else line - 1
                code = Fence(
                    block.file, first, token.content, token.info.strip(), token.content, True
                )
                item = found[open_items[-1]]
                found[open_items[-1]] = item._replace(code=(*item.code, code))
    return tuple(found)
