"""Rules of models for a draft of a layout: where pages have tables of properties."""

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.docs.blocks import Block, Heading, Table
from generator.docs.candidates import candidates
from generator.docs.guesses import guessed_columns
from generator.docs.layout import Layout
from generator.docs.layout.patterns import full_match
from generator.docs.request_lines import plain_text
from generator.docs.unclaimed import quoted
from generator.files import PageBytes

_MODEL_HEADING = re.compile(
    r"(?:the )?(?P<name>[\w .`-]{1,60}?) "
    r"(?P<word>object|structure|model|entity|resource|schema|type|definition|fields|attributes)s?",
    re.IGNORECASE,
)
_MODEL_PARENT = re.compile(
    r"(?:data )?(?:schemas?|models?|objects?|structures?|entities|resources?|(?:data )?types?"
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


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\ ", " ")
