"""Lists and tables of operations: overviews of a page, or all that it says of them."""

import re
from collections.abc import Sequence
from typing import Any, Protocol, Self, TypeVar

from generator.docs.blocks import Block, Other, Table
from generator.docs.headings import BOLD, QUOTE, HeadingText
from generator.docs.path_spellings import normal_path
from generator.docs.request_lines import RequestLine


def _holds_many(block: Block) -> bool:
    return isinstance(block, Table | Other)


def _is_list(lines: Sequence[RequestLine]) -> bool:
    """Whether lines are operations of their own, each with its own title."""
    titles = {line.title for line in lines}
    return len(lines) > 1 and "" not in titles and len(titles) == len(lines)


def title_of(plain: Sequence[tuple[int, int, str]], sections: Sequence[tuple[int, str]]) -> int:
    """The number of the heading that a request line stands under: of one in a section of its own
    that above the section, if there is one.
    """
    level = sections[-1][0] if sections and sections[-1][1] == "request" else BOLD + QUOTE
    around = [number for depth, number, _ in plain if depth < level]
    return around[-1] if around else plain[-1][1]


class _Part(Protocol):
    """What is asked of a part of a page's outline."""

    @property
    def block(self) -> Block: ...
    @property
    def heading(self) -> HeadingText | None: ...
    @property
    def model(self) -> tuple[str, str] | None: ...
    @property
    def lines(self) -> tuple[RequestLine, ...]: ...
    def _replace(self, **changes: Any) -> Self: ...


Part = TypeVar("Part", bound=_Part)


def hand_over(parts: Sequence[Part], titles: set[int]) -> list[Part]:
    """The parts of a page, with the lines of a list of operations at the headings that bear their
    titles, and without those that have a part of the page of their own. Adds the numbers of such
    headings to ``titles``.
    """
    found = list(parts)
    tables = [n for n, part in enumerate(found) if len(part.lines) > 1 and _holds_many(part.block)]
    described = {
        (line.method, normal_path(line.path))
        for number, part in enumerate(found)
        for line in part.lines
        if number not in tables
    }
    headings: dict[str, int] = {}
    for number, part in enumerate(found):
        if tables and part.heading and not part.lines and not part.model:
            headings.setdefault(_words(part.heading.text), number)
    for number in tables:
        lines = found[number].lines
        again = sum((line.method, normal_path(line.path)) in described for line in lines)
        if not _is_list(lines) and 2 * again <= len(lines):
            continue
        kept = []
        for line in lines:
            if (line.method, normal_path(line.path)) in described:
                continue
            heading = headings.pop(_words(line.title), None) if line.title else None
            if heading is None:
                kept.append(line)
                continue
            titles.add(heading)
            alone = line._replace(title="")
            found[heading] = found[heading]._replace(lines=(alone,), section=None)
        found[number] = found[number]._replace(lines=tuple(kept), listed=True)
    return found


def _words(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))
