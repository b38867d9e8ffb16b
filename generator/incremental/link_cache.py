"""Link a corpus, or take what was linked of pages that told the same."""

import json
import pickle
from collections.abc import Callable
from typing import NamedTuple

from generator.config import Settings
from generator.diagnostics import Diagnostic
from generator.docs import Page
from generator.incremental.keys import fingerprint, tool
from generator.incremental.link_fingerprint import relocate, source_map, update_text
from generator.incremental.page_cache import Corpus, earlier_page
from generator.incremental.pickles import dumps, loads
from generator.incremental.store import Cache
from generator.link import link
from generator.model import Api, Source


class Relinked(NamedTuple):
    """The API, what was found wrong while linking, and where places have moved to since nodes
    of the API were made.
    """

    api: Api
    diagnostics: list[Diagnostic]
    moves: dict[Source, Source]
    remember: Callable[[], None] = lambda: None
    """Puts it into the cache, if it is new."""


def relink(corpus: Corpus, settings: Settings, title: str, cache: Cache) -> Relinked:
    """The linked API, with what operations share. ``title`` is for where no page tells one."""
    key = fingerprint(tool(), "linked", settings.title, settings.version, title, *corpus.names)
    # Where provenance is shown, so are places, and those move with every word.
    keeps = not settings.provenance
    found = _known(key, corpus, cache) if keeps and not cache.is_new else None
    if found is None:
        linked = link(corpus.pages(), settings.title, settings.version)
        corpus.forget()
        api = linked.api.model_copy(update={"title": linked.api.title or title})
        diagnostics = linked.diagnostics

        def remember() -> None:
            told = [[diagnostic.model_dump() for diagnostic in diagnostics], corpus.digests]
            cache.put({key: dumps(api), f"{key} of": json.dumps(told).encode()})

        found = Relinked(api, diagnostics, {})
        if keeps and cache.is_kept:
            found = found._replace(remember=remember)
    return found


def _known(key: str, corpus: Corpus, cache: Cache) -> Relinked | None:
    """What was linked of these pages before, with what those that changed say now. None where one
    tells anything else than it did.
    """
    stored = cache.get([key, f"{key} of"])
    if len(stored) < 2:
        return None
    try:
        said, digests = json.loads(stored[f"{key} of"])
        changed = [n for n, digest in enumerate(digests) if digest != corpus.digests[n]]
        pages = corpus.pages(changed)
        all_moves: dict[Source, Source] = {}
        for n, page in zip(changed, pages, strict=True):
            before = earlier_page(cache, digests[n])
            found = source_map(before, page) if before else None
            if found is None or any(all_moves.get(a, b) != b for a, b in found.items()):
                return None
            all_moves |= found
        diagnostics = [Diagnostic.model_validate(diagnostic) for diagnostic in said]
        if any(_speaks_of(page, diagnostic) for page in pages for diagnostic in diagnostics):
            return None
        api = update_text(loads(stored[key], Api), pages)
    except (pickle.UnpicklingError, ValueError):
        return None
    return Relinked(api, list(relocate(diagnostics, all_moves)), all_moves) if api else None


def _speaks_of(page: Page, diagnostic: Diagnostic) -> bool:
    """Whether its words have a place on the page: that is not looked for in words."""
    return page.source.file in f"{diagnostic.found} {diagnostic.expected} {diagnostic.done}"
