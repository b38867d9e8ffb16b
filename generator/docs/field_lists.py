"""Fields in list items, definitions and labelled lines."""

import re
from dataclasses import replace
from typing import NamedTuple

from generator.docs.blocks import Other, Paragraph
from generator.docs.fields import Field, make_field
from generator.docs.layout.patterns import full_match
from generator.docs.layout.types import TypeText
from generator.docs.lists import list_items
from generator.docs.page_builder import PageBuilder
from generator.model import Source, Unknown

_LABEL = re.compile(r"\*\*([^*:]{1,60}):?\*\*[ \t]?:?[ \t]*(.*)", re.DOTALL)
_LINE_END = re.compile(r"(?:\\|(?<! ) {2,}|<br ?/?>)?\n")


class Labelled(NamedTuple):
    """A labelled line: ``**Type:** String``. Without a label: a line of prose."""

    label: str
    text: str
    line: int


def read_list(page: PageBuilder, block: Other, section: str | None) -> list[Field]:
    """The items of a list as fields. The text of an item that is no field is added to the
    description of the field before it. Empty where the first item is no field.
    """
    found: list[Field] = []
    depths: list[tuple[int, int]] = []
    for item in list_items(block):
        depths = [pair for pair in depths if pair[0] < item.depth]
        entry = None
        if len(depths) == item.depth:
            source = Source(file=block.file, line=item.line)
            entry = read_field(page, "list-item", item.text, source, section)
        if entry is not None:
            entry = replace(entry, depth=len(depths))
            depths.append((item.depth, len(found)))
            found.append(entry)
        elif not found:
            return []
        else:
            _append(found, f"- {item.text}")
        for text in item.body:
            _append(found, text)
    return found


def _append(found: list[Field], text: str) -> None:
    last = found[-1]
    found[-1] = replace(last, description=f"{last.description}\n{text}".strip())


def read_definitions(page: PageBuilder, block: Paragraph, section: str | None) -> list[Field]:
    """A definition list (a term, and on the next line a colon and the text) as fields; none
    where the paragraph is anything else.
    """
    found = []
    for term, text, line in definitions(block):
        source = Source(file=block.file, line=line)
        entry = read_field(page, "definition", f"{term}: {text}", source, section)
        if entry is None:
            return []
        found.append(entry)
    return found


def read_lines(page: PageBuilder, block: Paragraph, section: str | None) -> list[Field]:
    """The lines of a paragraph as fields; a line that is none goes on with the one before it.
    None where the first line is no field.
    """
    found: list[Field] = []
    for number, line in enumerate(_LINE_END.split(block.text)):
        source = Source(file=block.file, line=block.line + number)
        entry = read_field(page, "paragraph", line.strip().removesuffix("\\"), source, section)
        if entry is not None:
            found.append(entry)
        elif not found:
            return []
        else:
            last = found[-1]
            found[-1] = replace(last, description=f"{last.description}\n{line.strip()}".strip())
    return found


def definitions(block: Paragraph) -> list[tuple[str, str, int]]:
    """Terms, texts, and the line that each term stands on."""
    lines = [line.strip() for line in block.text.split("\n")]
    starts = [line.startswith(": ") for line in lines]
    found: list[tuple[str, str, int]] = []
    for number, line in enumerate(lines):
        if starts[number]:
            if number and not starts[number - 1]:
                found.append((lines[number - 1], line[2:].strip(), block.line + number - 1))
                continue
            line = line[2:]
        elif number + 1 < len(lines) and starts[number + 1]:
            continue
        if found:
            term, text, place = found[-1]
            found[-1] = (term, f"{text} {line}".strip(), place)
    return found


def read_field(
    page: PageBuilder, kind: str, text: str, source: Source, section: str | None
) -> Field | None:
    """A field by the first ``[[field]]`` rule of its ``kind`` that matches ``text`` and whose type
    can be read, else by the first that is ``typed``, with DOC212; None without such a rule.
    """
    layout = page.layout
    text = " ".join(text.split())
    odd: dict[str, str] = {}
    for rule, pattern in layout.fields:
        if kind not in rule.in_ or (rule.under and section not in rule.under):
            continue
        match = full_match(pattern, text)
        if not match:
            continue
        groups = {key: (value or "").strip() for key, value in match.groupdict().items()}
        found = layout.types.read(groups["type"]) if groups.get("type") else None
        if groups.get("type") and found is None:
            odd = odd or (groups if rule.typed else {})
            continue
        return _made(page, groups, found, source)
    if odd:
        page.report("DOC212", source, odd["type"], expected="a type or a model's name")
        return _made(page, odd, None, source)
    return None


def _made(
    page: PageBuilder, groups: dict[str, str], found: TypeText | None, source: Source
) -> Field:
    """The field of what a rule took from a text."""
    return make_field(
        page.layout,
        source,
        groups["name"].strip("`*"),
        found.schema if found else Unknown(written=groups.get("type", "")),
        groups.get("description", ""),
        marks=groups.get("marks", "").replace("`", ""),
        default=groups.get("default", ""),
        place=groups.get("in_", ""),
        nullable=bool(found and found.nullable),
    )


def labelled_lines(block: Paragraph) -> list[Labelled]:
    """The lines of a paragraph with their labels. A line without a label belongs to the label
    before it.
    """
    found: list[Labelled] = []
    for number, line in enumerate(_LINE_END.split(block.text)):
        text = line.strip().removesuffix("\\").strip()
        if match := _LABEL.fullmatch(text):
            found.append(Labelled(match[1].strip(), match[2].strip(), block.line + number))
        elif found:
            last = found[-1]
            found[-1] = last._replace(text=f"{last.text}\n{text}".strip())
        else:
            found.append(Labelled("", text, block.line + number))
    return found
