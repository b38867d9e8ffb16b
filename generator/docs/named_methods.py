"""Headings that are names of functions, ``## sendMessage``: operations without request lines."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.docs.blocks import Block, Heading
from generator.docs.candidates import Candidate
from generator.docs.request_lines import plain_text
from generator.model import Source

_NAME = re.compile(r"[a-z][a-z0-9]{0,30}(?:[A-Z._/][a-z0-9]{0,40}){1,24}")
"""Small letters first, and then more words: ``getMe``, ``chat.postMessage``, ``eth_call``."""
_FEW = 3
"""Such headings that are a habit."""
PATTERN = r"(?P<path>(?-i:[a-z])\w{0,60}(?:[./]\w{1,60}){0,8})"


class NamedMethods(NamedTuple):
    """The headings of one level, most of which are names of functions."""

    level: int
    found: tuple[Candidate, ...]


def named_methods(pages: Mapping[str, Sequence[Block]]) -> NamedMethods | None:
    """The names of functions among the headings of pages, at the level where most of them are; None
    where they are few, or most headings of their level on their pages are something else.
    """
    named: dict[int, list[Candidate]] = defaultdict(list)
    others: Counter[int] = Counter()
    for blocks in pages.values():
        headings = [block for block in blocks if isinstance(block, Heading)]
        levels = {b.level for b in headings if _NAME.fullmatch(plain_text(b.text))}
        for block in headings:
            text = plain_text(block.text)
            if _NAME.fullmatch(text):
                named[block.level].append(_candidate(block, text))
            elif block.level in levels:
                others[block.level] += 1
    level = max(named, key=lambda each: (len(named[each]), -each), default=0)
    found = named.get(level, [])
    if len(found) < _FEW or others[level] > len(found):
        return None
    return NamedMethods(level, tuple(found))


def _candidate(block: Heading, text: str) -> Candidate:
    source = Source(file=block.file, line=block.line)
    return Candidate("heading", source, "POST", f"/{text}", text, ("", "", ""))
