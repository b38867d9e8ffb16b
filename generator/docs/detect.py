"""Which layout pages are written in: the one that reads most of a sample of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.docs.blocks import Block
from generator.docs.candidates import Candidate, candidates, rows_seen
from generator.docs.known_paths import KnownPaths, is_example
from generator.docs.layout import Layout, default_layout, find_layouts, load_layout
from generator.docs.page import Page
from generator.docs.reader import blocks_of, read_page
from generator.docs.shapes import Shape
from generator.docs.unread_fields import FIELD_LIKE
from generator.files import PageBytes
from generator.model import Object, Operation, Schema, Unknown, innermost

_SAMPLE = 20
"""Pages of a corpus that every layout is tried on, spread evenly over it."""
_FEW = 6
"""Pages that a strict layout must understand to be taken without trying others."""
_LARGEST = 200_000
"""Bytes of all pages of the sample together; a single page is cut to as much."""
_REQUEST = re.compile(
    rb"(?:GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS|LIST)[^\w\n]{1,8}(?:https?:)?[/{<]"
    rb"|[\"'](?:GET|PUT|POST|DELETE|PATCH)[\"']"
)
"""What a page with operations has somewhere."""
_SURE, _FAIR = 0.95, 0.7
"""Shares of the request lines that are read by a layout that fits, or nearly does."""


_NAME = re.compile(r"(?![\d.]+$)[^\s<>|`]+(?:<[^<>\s]+>)?")
"""What may be the name of a field."""
_DOUBTS = frozenset({"DOC201", "DOC202", "DOC212"})
"""Diagnostics that say that a layout may have taken something for what it is not."""


class Fit(NamedTuple):
    """How well a layout reads a sample of pages."""

    layout: Layout
    operations: int
    unread: int
    """Lines that look like request lines and are no operation."""
    examples: int
    """Operations that are more likely examples of others."""
    fields: int
    """Parameters and properties, of operations and models."""
    typed: int
    """Those whose type is known."""
    rows: int
    """Rows and bullets that look like fields."""
    doubts: int
    """Diagnostics on what may have been taken for what it is not."""
    odd: int
    """Fields whose names are none: a status, words with blanks, markup."""
    lost: int
    """Rows and bullets that look like fields and were read as prose."""
    answers: int
    """Operations of which the page tells the answer."""
    nowhere: int
    """Models that are named as types and that no page describes."""

    @property
    def score(self) -> int:
        """An operation is worth a few fields: most have some. One that is an example is a loss."""
        real = self.operations - 2 * self.examples
        return 3 * real + self.fields + self.typed - self.doubts - 2 * self.odd

    @property
    def rank(self) -> tuple[int, int, bool, str]:
        """To sort by, the best first. Where a layout does no better than the one it extends, that
        one is meant.
        """
        file = self.layout.file
        return -self.score, -file.prefer, bool(file.extends), self.layout.name


def detect_layout(pages: Sequence[PageBytes]) -> Layout:
    """The layout that reads most operations and fields of a sample; of equals the one with the
    highest ``prefer``, that extends no other, then the first by name.
    """
    first = default_layout()
    if first.file.strict and _is_written_in(first, _spread(pages)[:_FEW]):
        return first
    return fits(pages)[0].layout


_OF_ANOTHER = {"DOC201", "DOC203"}
"""Codes of pages of another layout: a section is unknown, or there are no answers."""


def _is_written_in(layout: Layout, pages: Sequence[PageBytes]) -> bool:
    """Whether a strict layout, all of whose sections are known, reads pages without a doubt."""
    read = [read_page(page, layout) for page in pages]
    understood = [
        page
        for page in read
        if page.operations
        and not any(d.code in _OF_ANOTHER for d in page.diagnostics)
        and not _unread([page])
    ]
    return 2 * len(understood) > len(pages)


def _unread(pages: Sequence[Page]) -> set[str]:
    """The lines that look like request lines and are no operation."""
    known = KnownPaths((o.method, o.path) for page in pages for o in page.operations)
    missed = {text for page in pages for _, text in page.missed}
    return {text for text in missed if not known.has(*text.split(" ", 1))}


def fits(pages: Sequence[PageBytes], layouts: Iterable[Layout] = ()) -> list[Fit]:
    """How well each of the layouts, or of those that come with docs2sdk, reads a sample of pages,
    the best first.
    """
    some = sample(pages)
    tried = list(layouts) or [load_layout(name) for name in find_layouts()]
    rows = [rows_seen(page_blocks(page)) for page in some]
    return sorted(
        (_fit(layout, some, sum(rows), len(some) == len(pages)) for layout in tried),
        key=lambda fit: fit.rank,
    )


def certainty(found: Sequence[Fit]) -> str:
    """How sure it is that the first of ``found`` is right: ``sure``, ``likely`` or ``unsure``. It
    is sure only where nothing seems invented or lost: operations, fields, answers and models.
    """
    best = found[0]
    share = best.operations / max(best.operations + best.unread, 1)
    if not best.operations or share < _FAIR:
        return "unsure"
    return "sure" if share >= _SURE and not best.examples and not misgivings(best) else "likely"


def misgivings(fit: Fit) -> list[str]:
    """What speaks against a layout that reads the request lines, in a few words each."""
    few = 1 - _SURE
    reasons = (
        (fit.fields < _FAIR * fit.rows, f"{fit.rows - fit.fields:,} rows are no fields"),
        (fit.lost > few * fit.fields, f"{fit.lost:,} rows that look like fields are prose"),
        (fit.odd > 0, f"{fit.odd:,} fields have names that are none"),
        (fit.doubts > few * fit.fields, f"{fit.doubts:,} places are not understood"),
        (fit.answers < _FAIR * fit.operations, f"{fit.answers:,} operations tell an answer"),
        (fit.nowhere > few * fit.fields, f"{fit.nowhere:,} models are named and described nowhere"),
    )
    return [text for holds, text in reasons if holds]


def page_blocks(page: PageBytes) -> list[Block]:
    """The blocks of a page, as the general layout has them."""
    return blocks_of(page, load_layout("rest"))


def request_candidates(pages: Sequence[PageBytes]) -> list[Candidate]:
    """What looks like a request line on any of the pages."""
    return [found for page in pages for found in candidates(page_blocks(page))]


def sample(pages: Sequence[PageBytes]) -> list[PageBytes]:
    """A few pages, spread evenly over those that have something like a request line, and a few
    of the others, which may describe models.
    """
    likely = [page for page in pages if _REQUEST.search(page.file.data)]
    chosen = set(map(id, likely))
    others = [page for page in pages if id(page) not in chosen]
    if not likely:
        return _spread(others)
    some = [*_spread(likely), *_spread(others)[: _SAMPLE // 4]]
    order = {id(page): number for number, page in enumerate(pages)}
    return sorted(some, key=lambda page: order.get(id(page), 0))


def _spread(pages: Sequence[PageBytes]) -> list[PageBytes]:
    step = max(1, len(pages) // _SAMPLE)
    chosen: list[PageBytes] = []
    room = _LARGEST
    for page in pages[::step][:_SAMPLE]:
        room -= len(page.file.data)
        if room >= 0:
            chosen.append(page)
        elif not chosen:
            return [_cut(page)]
    return chosen


def _cut(page: PageBytes) -> PageBytes:
    """The beginning of a large page, to the last heading."""
    data = page.file.data[:_LARGEST]
    end = data.rfind(b"\n#")
    return replace(page, file=page.file._replace(data=data[:end] if end > 0 else data))


def measured(layout: Layout, pages: Sequence[PageBytes]) -> Fit:
    """How well a layout reads pages, all of them, whatever the rows they have."""
    return _fit(layout, pages, 0, whole=False)


def _fit(layout: Layout, pages: Sequence[PageBytes], rows: int, whole: bool) -> Fit:
    """``whole``: whether the sample is the whole corpus."""
    read = [read_page(page, layout) for page in pages if layout.reads(page.file.name)]
    found: dict[tuple[str, str], list[Schema]] = {}
    for page in read:
        for operation in page.operations:
            key = operation.method, operation.path
            found[key] = max(found.get(key, []), _field_types(operation), key=len)
    types = [schema for schemas in found.values() for schema in schemas]
    types += [row.schema_ for page in read for model in page.models for row in model.table]
    known = KnownPaths(found)
    shaped = [(o, s[1]) for page in read for o, s in zip(page.operations, page.shapes, strict=True)]
    return Fit(
        layout,
        operations=len(found),
        unread=len(_unread(read)),
        examples=sum(is_example(known, method, path) for method, path in found),
        fields=len(types),
        typed=sum(not isinstance(schema, Unknown) for schema in types),
        rows=max(rows, len(types)),
        doubts=sum(d.code in _DOUBTS for page in read for d in page.diagnostics),
        odd=sum(not _NAME.fullmatch(name) for name in _field_names(read)),
        lost=sum(d.code == FIELD_LIKE for page in read for d in page.diagnostics),
        answers=len({(o.method, o.path) for o, shape in shaped if _tells_answer(o, shape)}),
        nowhere=_nowhere(read) if whole else 0,
    )


def _field_names(pages: Iterable[Page]) -> Iterator[str]:
    """The names of all fields of operations and models."""
    for page in pages:
        for operation in page.operations:
            body = operation.request_body
            yield from (parameter.name for parameter in operation.parameters)
            yield from (row.name for row in (body.table if body else ()))
            yield from (row.name for answer in operation.responses for row in answer.table)
        yield from (row.name for model in page.models for row in model.table)


def _tells_answer(operation: Operation, received: Shape) -> bool:
    """Whether a page tells what an operation answers with, or that it has no body."""
    return bool(received.kinds) or any(
        answer.heading or answer.table or answer.schema_ or answer.status in ("202", "204", "205")
        for answer in operation.responses
    )


def _nowhere(pages: Sequence[Page]) -> int:
    """How many models are named in the place of types, and described on none of the pages."""
    known = {model.name.lower() for page in pages for model in page.models}
    return len({name.lower() for page in pages for name in page.mentions} - known) if known else 0


def _field_types(operation: Operation) -> list[Schema]:
    """The types of all fields of an operation."""
    body = operation.request_body
    rows = [*(body.table if body else ()), *(r for a in operation.responses for r in a.table)]
    return [
        schema
        for outer in [p.schema_ for p in operation.parameters] + [row.schema_ for row in rows]
        for schema in (outer, *_types_inside(outer))
    ]


def _types_inside(schema: Schema) -> Iterator[Schema]:
    """The types of the properties in a schema."""
    schema = innermost(schema)
    for row in schema.properties if isinstance(schema, Object) else ():
        yield row.schema_
        yield from _types_inside(row.schema_)
