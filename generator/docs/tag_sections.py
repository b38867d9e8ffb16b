"""Tags around an answer or a sample, ``<ResponseExample>`` or ``{% response status="404" %}``, as
the headings that their names are.
"""

import re
from collections.abc import Iterator

from generator.docs.blocks import Block, Other, Paragraph, parse_blocks
from generator.docs.cleaning import clean
from generator.docs.layout.layout import Layout
from generator.docs.layout.patterns import full_match
from generator.docs.request_lines import tag_attributes
from generator.docs.tag_fields import ATTRIBUTE, TAG, field_of, words_of_tag

SECTION_END = "section_end"
"""The kind of the block that ends the section of a tag."""
REQUEST_END = "request_end"
"""The kind of the block that ends the operation which a tag began."""
_ROLES = frozenset(
    "path query header body form parameters response response-body errors sample request-sample"
    " response-sample".split()
)
"""What a tag may hold. Those with other roles are mostly set off for their looks."""
_STATUS = re.compile(r"(\d\d\d|[1-5][xX]{2})\b[ :\u2013\u2014-]*+(.*)")


def tag_sections(layout: Layout, blocks: list[Block]) -> list[Block]:
    """The blocks, with each tag on a line of its own that names a section, or has a status, as
    the heading of that section, and its end as a block of its own.
    """
    found: list[Block] = []
    names: dict[str, str] = {}
    for block in blocks:
        may = isinstance(block, Other | Paragraph) and block.raw.lstrip().startswith(("<", "{%"))
        found += _split(layout, block, names) if may else [block]
    return found


def _split(layout: Layout, block: Block, names: dict[str, str]) -> Iterator[Block]:
    """A block, cut at the tags of sections. ``names``: those of the tags that started something,
    with the kind of the block that ends it.
    """
    if any(full_match(pattern, clean(block.raw)) for _, pattern in layout.notices):
        yield block
        return
    lines = block.raw.split("\n")
    start = 0
    for number, line in enumerate(lines):
        tag = TAG.fullmatch(line.strip())
        heading = _heading(layout, tag) if tag else ""
        if tag and not tag["end"] and not heading and tag_attributes(tag[0]):
            names[tag["name"]] = REQUEST_END
        end = names.get(tag["name"]) if tag and tag["end"] else None
        if tag is None or not (heading or end or _says_nothing(layout, tag)):
            continue
        yield from _rest(block, lines[start:number], start)
        start, place = number + 1, block.line + number
        if heading:
            names[tag["name"]] = SECTION_END
            yield Paragraph(block.file, place, line, f"**{heading}**")
        elif end:
            yield Other(block.file, place, line, end)
    if start:
        yield from _rest(block, lines[start:], start)
    else:
        yield block


def _rest(block: Block, lines: list[str], start: int) -> list[Block]:
    return parse_blocks("\n".join(lines), block.file, block.line + start)


def _says_nothing(layout: Layout, tag: re.Match[str]) -> bool:
    """Whether a tag of a template language is neither a field nor a request line."""
    return tag[0].startswith("{%") and not (field_of(layout, tag) or tag_attributes(tag[0]))


def _heading(layout: Layout, tag: re.Match[str]) -> str:
    """The heading of a section that a tag stands for; empty where it stands for none."""
    name = tag["name"]
    if tag["end"] or (name == name.lower() and not tag[0].startswith("{%")):
        return ""  # A tag of HTML.
    values: dict[str | None, str] = {}
    for attribute in ATTRIBUTE.finditer(tag["attributes"]):
        key, *given = attribute.groups()
        (column,) = layout.columns((words_of_tag(key),))
        values.setdefault(column, next((value for value in given if value is not None), ""))
    if status := _STATUS.fullmatch(values.get("status", "")):
        text = ": ".join(filter(None, (status[1], values.get("description") or status[2])))
        return next((t for t in (text, status[1]) if layout.section(t.replace("*", ""), ())), "")
    words = words_of_tag(name).split()
    last = layout.section(words[-1], ())
    if last and last.role not in _ROLES:
        return ""
    for first in range(len(words)):
        # ``api-method-path-parameters`` are path parameters.
        section = layout.section(text := " ".join(words[first:]), ())
        if section:
            return text if section.role in _ROLES else ""
    return ""
