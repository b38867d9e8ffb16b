"""Lists whose items are labels with blocks of their own below them, as headings and blocks."""

import re

from generator.docs.blocks import Block, Heading, Other, Paragraph, markdown_tokens, parse_blocks
from generator.docs.layout.layout import Layout
from generator.docs.lists import list_items
from generator.docs.request_lines import BEGINS_AS_ONE, find_request_lines, plain_text

_BOLD = re.compile(r"\s*(\*\*[^*\n]{1,80}\*\*)(\s?:)?\s*(.*)", re.DOTALL)
_REQUEST = {"method", "path"}
_LONGEST_ANSWER = 80
"""Letters of an item that is no more than a heading."""
_DEEPEST = 6
"""The level of a heading that stands for an item."""
_MOST_NESTED = 6
"""Lists of labels in one another."""


def label_lists(layout: Layout, blocks: list[Block]) -> list[Block]:
    """The blocks, with the items of each list of labels in its place: an item that is or begins
    with the heading of a section, or a request line with something below it.
    """
    return [part for block in blocks for part in _flat(layout, block, 0)]


def _flat(layout: Layout, block: Block, depth: int) -> list[Block]:
    if not (
        layout.file.headings.label
        and isinstance(block, Other)
        and block.kind.endswith("_list")
        and depth < _MOST_NESTED
    ):
        return [block]
    if not _holds_labels(layout, block):
        return [block]
    items = [_item(block, first, text) for first, text in _items(block)]
    found: list[Block] = []
    for item in items:
        first, *below = item
        if below and (heading := _request(layout, first)):
            found.append(heading)
            found += [part for inner in below for part in _flat(layout, inner, depth + 1)]
            continue
        label = _label(layout, first) if isinstance(first, Paragraph) else ""
        if label and isinstance(first, Paragraph):
            found.append(Paragraph(first.file, first.line, label, label))
        elif isinstance(first, Paragraph):
            lines = first.raw.split("\n")
            raw = "\n".join(["- " + lines[0], *("  " + line for line in lines[1:])])
            found.append(Other(first.file, first.line, raw, "bullet_list"))
        else:
            found.append(first)
        found += [part for inner in below for part in _flat(layout, inner, depth + 1)]
    return found


def _items(block: Other) -> list[tuple[int, str]]:
    """Each item of the outermost list: its first line, from 0, and its text without the mark."""
    lines = block.raw.split("\n")
    found: list[tuple[int, str]] = []
    for token, _ in markdown_tokens(block.raw):
        if token.type == "list_item_open" and token.level == 1 and token.map:
            start, end = token.map
            mark = re.match(r"\s*(?:[-+*]|\d{1,9}[.)])(?: {1,4}(?! )|\s|$)", lines[start])
            width = mark.end() if mark else 0
            own = [
                lines[start][width:],
                *(_dedented(line, width) for line in lines[start + 1 : end]),
            ]
            found.append((start, "\n".join(own)))
    return found


def _dedented(line: str, width: int) -> str:
    blank = len(line) - len(line.lstrip(" "))
    return line[min(blank, width) :]


def _item(block: Other, first: int, text: str) -> list[Block]:
    return parse_blocks(text, block.file, block.line + first) or [
        Paragraph(block.file, block.line + first, "", "")
    ]


def _holds_labels(layout: Layout, block: Other) -> bool:
    """Whether half of the outermost items of a list make it one of labels."""
    items = list_items(block)
    count = total = 0
    for number, item in enumerate(items):
        if item.depth:
            continue
        total += 1
        nested = any(after.depth for after in items[number + 1 : number + 2])
        below = bool(nested or item.body or item.code)
        first = Paragraph(block.file, item.line, "", item.text)
        if below or item.text.startswith("**") or _is_answer(layout, item.text):
            count += _is_label(layout, first, below)
    return count > 0 and 2 * count >= total


def _is_answer(layout: Layout, text: str) -> bool:
    """Whether an item is the heading of a section that has a status, or is of a type."""
    if not text[:1].isalpha() or len(text) > _LONGEST_ANSWER:
        return False
    section = layout.section(plain_text(text), ())
    return section is not None and bool(section.captures.keys() & {"status", "type"})


def _is_label(layout: Layout, first: Paragraph, below: bool) -> bool:
    """Whether an item, with something ``below`` its first paragraph, is a label."""
    return (below and _request(layout, first) is not None) or bool(_label(layout, first))


def _request(layout: Layout, first: Block) -> Heading | None:
    """The request line that an item is, as the heading of what stands below it."""
    if not isinstance(first, Paragraph) or not BEGINS_AS_ONE.match(plain_text(first.text)):
        return None
    heading = Heading(first.file, first.line, first.raw, _DEEPEST, first.text)
    return heading if find_request_lines(layout, heading) else None


def _label(layout: Layout, first: Paragraph) -> str:
    """The paragraph of an item as a bold label, where its text or what it begins with names a
    section or a part of a request; else nothing.
    """
    match = _BOLD.fullmatch(first.text)
    if match:
        if not match[2] and match[3] and not match[1].endswith(":**"):
            return ""
        name = match[1].strip("* :")
        rest = match[3]
    else:
        name, colon, rest = plain_text(first.text).partition(":")
        if "`" in first.text.partition(":")[0] or (rest and not colon):
            return ""
        rest = first.text.partition(":")[2].strip()
    known = layout.section(name, ()) or set(layout.columns((name,))) & _REQUEST
    if not (name and (known or layout.label(name) == "status")):
        return ""
    return f"**{name}:** {rest}" if rest else f"**{name}**"
