"""Rules of models for a draft of a layout: where pages have tables of properties."""

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.docs.blocks import Block, Heading, Table
from generator.docs.candidates import candidates
from generator.docs.field_like import field_like
from generator.docs.guesses import guessed_columns
from generator.docs.layout import Layout
from generator.docs.layout.patterns import full_match
from generator.docs.request_lines import plain_text
from generator.docs.unclaimed import quoted
from generator.files import PageBytes

_MOST_PAGES = 8
"""Pages that a draft names."""
_MODEL_HEADING = re.compile(
    r"(?:the )?(?P<name>[\w .`-]{1,60}?) "
    r"(?P<word>object|structure|model|entity|resource|schema|type|definition|fields|attributes)s?",
    re.IGNORECASE,
)
_MODEL_PARENT = re.compile(
    r"(?:(?:available|common|shared|data|api|all|the) ){0,3}"
    r"(?:schemas?|models?|objects?|structures?|entities|resources?|(?:data )?types?"
    r"|definitions?)(?: .{0,30})?",
    re.IGNORECASE,
)


def model_rules(
    some: Sequence[PageBytes], blocks: dict[str, list[Block]], layout: Layout
) -> list[str]:
    """Rules of models: headings over tables of properties that name them by a word, or that stand
    below a heading for all of them; and folders of pages that each describe one.
    """
    words: Counter[str] = Counter()
    below: Counter[str] = Counter()
    folders: dict[str, list[bool]] = defaultdict(list)
    for page in some:
        found = blocks[page.file.name]
        folder = posixpath.dirname(page.file.name)
        folders[folder].append(_describes_one(found, layout))
        parents: list[Heading] = []
        for number, block in enumerate(found):
            if not isinstance(block, Heading):
                continue
            after = _first_table(block, found[number + 1 :], layout)
            parents = [heading for heading in parents if heading.level < block.level]
            if after and _has_properties(after, layout):
                text = plain_text(block.text)
                if match := full_match(_MODEL_HEADING, text):
                    words[match["word"].lower()] += layout.section(text, ()) is None
                elif parents and full_match(_MODEL_PARENT, plain_text(parents[-1].text)):
                    below[plain_text(parents[-1].text).lower()] += 1
            parents.append(block)
    lines = []
    for word, count in words.most_common(3):
        if count:
            lines += [
                f"# {count} headings over tables of properties.",
                "[[model]]",
                f"heading = '(?:the )?(?P<name>[\\w .-]{{1,60}}?) {word}s?'",
                "",
            ]
    for text, _ in below.most_common(3):
        lines += [
            "# Headings of models below one for all of them.",
            "[[model]]",
            "heading = '`?(?P<name>[A-Za-z_][\\w.-]*)`?'",
            f"below = {quoted(_literal(text))}",
            "",
        ]
    pages = [page.file.name for page in some if _describes_several(blocks[page.file.name], layout)]
    if pages:
        names = ", ".join(quoted(name) for name in pages[:_MOST_PAGES])
        lines += [
            "# Pages whose headings each are a model.",
            "[[model]]",
            "heading = '(?P<name>[A-Za-z][\\w .-]{0,60})'",
            f"on = [{names}]",
            "",
        ]
    globs = [folder for folder, those in folders.items() if folder and all(those)]
    if globs:
        names = ", ".join(quoted(f"{folder}/**") for folder in sorted(globs)[:8])
        lines += [
            "# Folders of pages that each describe a model.",
            "[pages]",
            f"models = [{names}]",
            "",
        ]
    return lines


def _first_table(heading: Heading, following: Sequence[Block], layout: Layout) -> Table | None:
    """The first table below a heading, where no other heading but of its properties is between."""
    for block in following:
        if isinstance(block, Table):
            return block
        if isinstance(block, Heading):
            section = layout.section(plain_text(block.text), ())
            if block.level <= heading.level or not section or section.role != "properties":
                return None
    return None


def _has_properties(table: Table, layout: Layout) -> bool:
    return {"name", "type"} <= set(guessed_columns(table, layout))


def _describes_one(blocks: Sequence[Block], layout: Layout) -> bool:
    tables = [block for block in blocks if isinstance(block, Table)]
    return not list(candidates(blocks)) and any(_has_properties(t, layout) for t in tables)


def _describes_several(blocks: Sequence[Block], layout: Layout) -> bool:
    """Whether a page without request lines has fields right below most headings of one level, none
    of which is a section or told apart by a word.
    """
    if list(candidates(blocks)):
        return False
    headings: dict[int, list[bool]] = defaultdict(list)
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            level = block.level
            text = plain_text(block.text)
            if layout.section(text, ()) or full_match(_MODEL_HEADING, text):
                return False
            headings[level].append(False)
        elif level and not headings[level][-1]:
            has_fields = isinstance(block, Table) and _has_properties(block, layout)
            headings[level][-1] = has_fields or any(True for _ in field_like(layout, block, None))
    return any(sum(found) > max(1, len(found) / 2) for found in headings.values())


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\ ", " ")
