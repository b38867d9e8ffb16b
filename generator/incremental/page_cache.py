"""All pages of a build. Of a page in the cache, only a summary is loaded until more is needed."""

import json
import pickle
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, Future
from typing import Any, NamedTuple, overload

from generator.diagnostics import Diagnostic
from generator.docs import Page, PageKind, read_page
from generator.docs.layout import Layout
from generator.files import PageBytes
from generator.incremental.gc_pause import gc_paused
from generator.incremental.keys import fingerprint, tool
from generator.incremental.pickles import dumps, loads
from generator.incremental.store import Cache
from generator.pipeline import Track
from generator.workers.executors import InThisProcess, batches

_FEW = 64
"""Up to so many pages are read by this process itself: starting others would take longer."""


class PageSummary(NamedTuple):
    """What a build needs of a page where the linked API is in the cache."""

    kind: PageKind
    diagnostics: list[Diagnostic]

    def dumps(self) -> bytes:
        """As JSON, for ``loads``."""
        found = [diagnostic.model_dump() for diagnostic in self.diagnostics]
        return json.dumps([self.kind, found]).encode()

    @classmethod
    def loads(cls, data: bytes) -> "PageSummary":
        """From ``dumps``. Raises ValueError for anything else."""
        kind, found = json.loads(data)
        return cls(PageKind(kind), [Diagnostic.model_validate(d) for d in found])


def read_pages(pages: Iterable[PageBytes], layout: Layout) -> list[tuple[bytes, bytes]]:
    """Read pages, in a worker. Gives each page's summary and the page itself, both as bytes for
    ``PageSummary.loads`` and ``pickles.loads``.
    """
    with gc_paused():
        found = []
        for page in (read_page(given, layout) for given in pages):
            summary = PageSummary(page.kind, list(page.diagnostics))
            found.append((summary.dumps(), dumps(page)))
        return found


class Corpus(Sequence[PageSummary]):
    """All pages of a build, by name: a sequence of their summaries.

    ``begin`` and ``end`` read what the cache does not know. ``pages`` gives the pages themselves.
    """

    def __init__(self, inputs: Sequence[PageBytes], layout: Layout, cache: Cache) -> None:
        self._inputs = inputs
        self._layout = layout
        self._cache = cache
        self._pending: list[tuple[list[int], Future[list[tuple[bytes, bytes]]]]] = []
        self._read: dict[int, Page] = {}
        self.digests = [f"{page.digest()} {layout.digest}" for page in inputs]
        """A hash of the bytes of each page, and one of the layout; ordered by the names of pages,
        as everything here.
        """
        self.summaries: list[PageSummary] = []

    def begin(self, workers: Executor, count: int) -> bool:
        """Have every page read that the cache does not know: by ``workers``, who do ``count`` tasks
        at once, or by this process, where there are few. True where workers are now busy.
        """
        keys = [_summary_key(digest) for digest in self.digests]
        known = self._cache.get(keys)
        self.summaries = [_summary(known.get(key)) for key in keys]
        missing = [n for n, summary in enumerate(self.summaries) if summary is _UNREAD]
        many = len(missing) >= _FEW
        if not many:
            workers, count = InThisProcess(), 1
        self._pending = [
            (some, workers.submit(read_pages, [self._inputs[n] for n in some], self._layout))
            for some in batches(missing, count)
        ]
        return many

    def end(self, track: Track[Any]) -> None:
        """Wait for the pages that are being read, and put them into the cache."""
        for some, future in track("reading", self._pending):
            new: dict[str, bytes] = {}
            for n, (summary, page) in zip(some, future.result(), strict=True):
                self.summaries[n] = PageSummary.loads(summary)
                self._read[n] = loads(page, Page)
                new |= {_summary_key(self.digests[n]): summary, _page_key(self.digests[n]): page}
            self._cache.put(new)
        self._pending.clear()

    @property
    def names(self) -> list[str]:
        """The names of all pages."""
        return [page.file.name for page in self._inputs]

    def __len__(self) -> int:
        return len(self.summaries)

    @overload
    def __getitem__(self, index: int) -> PageSummary: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[PageSummary]: ...

    def __getitem__(self, index: int | slice) -> PageSummary | Sequence[PageSummary]:
        return self.summaries[index]

    def pages(self, wanted: Iterable[int] | None = None) -> list[Page]:
        """All pages, or those with the numbers ``wanted``, from the cache. A page that the cache
        has lost is read again.
        """
        numbers = range(len(self._inputs)) if wanted is None else list(wanted)
        keys = {n: _page_key(self.digests[n]) for n in numbers if n not in self._read}
        known = self._cache.get(keys.values())
        for n, key in keys.items():
            self._read[n] = stored_page(known.get(key)) or read_page(self._inputs[n], self._layout)
        return [self._read[n] for n in numbers]

    def forget(self) -> None:
        """Free the memory of all pages; ``pages`` loads them again."""
        self._read.clear()


def earlier_page(cache: Cache, digest: str) -> Page | None:
    """The page that was read from bytes with that digest, if the cache still has it."""
    key = _page_key(digest)
    return stored_page(cache.get([key]).get(key))


def stored_page(data: bytes | None) -> Page | None:
    """A page from the bytes that the cache has of it; None where there are none, or not all."""
    try:
        return loads(data, Page) if data else None
    except pickle.UnpicklingError:
        return None


_UNREAD = PageSummary(PageKind.UNREADABLE, [])


def _summary(data: bytes | None) -> PageSummary:
    try:
        return PageSummary.loads(data) if data else _UNREAD
    except ValueError:
        return _UNREAD


def _summary_key(digest: str) -> str:
    return fingerprint(tool(), "summary", digest)


def _page_key(digest: str) -> str:
    return fingerprint(tool(), "page", digest)
