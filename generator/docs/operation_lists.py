"""Lists and tables of operations: overviews of a page, or all that it says of them."""

from collections.abc import Sequence

from generator.docs.blocks import Block, Other, Table
from generator.docs.headings import BOLD, QUOTE
from generator.docs.outline import Outline, slug
from generator.docs.request_lines import RequestLine, normal_path


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


def hand_over(found: Outline) -> None:
    """Give the lines of a list of operations to the headings that bear their titles, and drop
    those that have a part of the page of their own.
    """
    tables = [n for n, p in enumerate(found.parts) if len(p.lines) > 1 and _holds_many(p.block)]
    if not tables:
        return
    told = {
        (line.method, normal_path(line.path))
        for number, part in enumerate(found.parts)
        for line in part.lines
        if number not in tables
    }
    lists = []
    for number in tables:
        lines = found.parts[number].lines
        again = sum((line.method, normal_path(line.path)) in told for line in lines)
        if _is_list(lines) or 2 * again > len(lines):
            lists.append(number)
    headings: dict[str, int] = {}
    for number, part in enumerate(found.parts):
        if part.heading and not part.lines and not part.model:
            headings.setdefault(slug(part.heading.text), number)
    for number in lists:
        kept = []
        for line in found.parts[number].lines:
            heading = headings.pop(slug(line.title), None) if line.title else None
            if (line.method, normal_path(line.path)) in told:
                continue
            if heading is None:
                kept.append(line)
                continue
            found.titles.add(heading)
            part = found.parts[heading]
            found.parts[heading] = part._replace(lines=(line._replace(title=""),), section=None)
        found.parts[number] = found.parts[number]._replace(lines=tuple(kept), listed=True)
