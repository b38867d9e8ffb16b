"""Which layout pages are written in: the one that reads most of a sample of them."""

from collections.abc import Sequence
from typing import NamedTuple

from generator.docs.layout import Layout, default_layout, find_layouts, load_layout
from generator.docs.reader import read_page
from generator.files import PageBytes
from generator.model import Operation, Schema, Unknown

_SAMPLE = 20
"""Pages of a corpus that every layout is tried on, spread evenly over it."""
_FEW = 6
"""Pages that a strict layout must understand to be taken without trying others."""
_LARGEST = 200_000
"""Bytes of all pages of the sample together, but for the first."""


_DOUBTS = frozenset({"DOC201", "DOC202", "DOC212"})
"""Diagnostics that say that a layout may have taken something for what it is not."""


class Fit(NamedTuple):
    """How well a layout reads a sample of pages."""

    layout: Layout
    operations: int
    """Each once."""
    fields: int
    """Of these operations and of models."""
    typed: int
    """Those whose type is known."""
    doubts: int
    """Diagnostics on what may have been taken for what it is not."""

    @property
    def score(self) -> int:
        """An operation is worth a few fields: most have some."""
        return 3 * self.operations + self.fields + self.typed - self.doubts

    @property
    def rank(self) -> tuple[int, int, str]:
        """To sort by, the best first."""
        return -self.score, -self.layout.file.prefer, self.layout.name


def detect_layout(pages: Sequence[PageBytes]) -> Layout:
    """The layout that reads most operations and fields of a sample; of equals the one with the
    highest ``prefer``, then the first by name.
    """
    some = sample(pages)
    first = default_layout()
    if first.file.strict and _is_written_in(first, some[:_FEW]):
        return first
    return fits(pages)[0].layout


def _is_written_in(layout: Layout, pages: Sequence[PageBytes]) -> bool:
    """Whether a strict layout, all of whose sections are known, reads pages without a doubt."""
    read = [read_page(page, layout) for page in pages]
    operations = [page for page in read if page.operations]
    understood = [
        page for page in operations if not any(d.code == "DOC201" for d in page.diagnostics)
    ]
    return bool(operations) and 2 * len(understood) > len(pages)


def fits(pages: Sequence[PageBytes]) -> list[Fit]:
    """How well each layout that comes with docs2sdk reads a sample of pages, the best first."""
    some = sample(pages)
    found = [_fit(load_layout(name), some) for name in find_layouts()]
    return sorted(found, key=lambda fit: fit.rank)


def sample(pages: Sequence[PageBytes]) -> list[PageBytes]:
    """A few pages, spread evenly."""
    step = max(1, len(pages) // _SAMPLE)
    chosen: list[PageBytes] = []
    room = _LARGEST
    for page in pages[::step][:_SAMPLE]:
        room -= len(page.file.data)
        if room >= 0 or not chosen:
            chosen.append(page)
    return chosen


def _fit(layout: Layout, pages: Sequence[PageBytes]) -> Fit:
    read = [read_page(page, layout) for page in pages if layout.reads(page.file.name)]
    found: dict[tuple[str, str], list[Schema]] = {}
    for page in read:
        for operation in page.operations:
            key = operation.method, operation.path.lower()
            found[key] = max(found.get(key, []), _field_types(operation), key=len)
    types = [schema for schemas in found.values() for schema in schemas]
    types += [row.schema_ for page in read for model in page.models for row in model.table]
    return Fit(
        layout,
        operations=len(found),
        fields=len(types),
        typed=sum(not isinstance(schema, Unknown) for schema in types),
        doubts=sum(d.code in _DOUBTS for page in read for d in page.diagnostics),
    )


def _field_types(operation: Operation) -> list[Schema]:
    """The types of all fields of an operation."""
    body = operation.request_body
    rows = [*(body.table if body else ()), *(r for a in operation.responses for r in a.table)]
    return [p.schema_ for p in operation.parameters] + [row.schema_ for row in rows]
