"""Links pages, or takes the linked API from the cache if nothing that linking depends on
changed.
"""

import json
import pickle
from collections.abc import Callable, Mapping
from typing import NamedTuple

from generator.config import Settings
from generator.diagnostics import Diagnostic
from generator.docs import Page
from generator.incremental.keys import fingerprint, tool
from generator.incremental.link_fingerprint import relocate, source_map, update_text
from generator.incremental.page_cache import Corpus, earlier_page
from generator.incremental.pickles import dumps, loads
from generator.incremental.store import Cache
from generator.link import DecisionTable
from generator.model import Api, Source
from generator.pipeline import Inputs, Linking, PlainSteps, folder_title
from generator.targets.findings import shows_findings


class CachedLinking(NamedTuple):
    """The linked API, and what was found wrong while linking."""

    api: Api
    diagnostics: list[Diagnostic]
    moved: Mapping[Source, Source]
    """Old place to new place. Nodes of an API from the cache have the places of the pages that were
    linked then; lines may have moved since."""
    store: Callable[[], None] = lambda: None
    """Puts the result into the cache if it is new. To be called once workers are busy."""
    linking: Linking | None = None
    """What linking gave, where it is not from the cache."""

    @property
    def decisions(self) -> DecisionTable:
        """Every decision of linking, which has to be new: a pack that shows findings sees to it."""
        if self.linking is None:
            raise ValueError("decisions are kept in a cache of their own")
        return self.linking.decisions


def link_cached(inputs: Inputs, corpus: Corpus, cache: Cache) -> CachedLinking:
    """The pages of ``corpus`` linked, by ``PlainSteps.link`` or from the cache."""
    settings = inputs.settings
    key = _key(settings, corpus)
    # Provenance shows places, and those change with every line that is added.
    shows_places = settings.provenance or shows_findings(inputs.packs)
    is_kept = cache.is_kept and not shows_places
    if is_kept and not cache.is_new and (known := _known(key, corpus, cache)):
        return known
    linking = PlainSteps().link(inputs, corpus.pages())
    api, diagnostics, _ = linking
    corpus.forget()

    def store() -> None:
        found = [[diagnostic.model_dump() for diagnostic in diagnostics], corpus.digests]
        cache.put({key: dumps(api), f"{key} of": json.dumps(found).encode()})

    linked = CachedLinking(api, diagnostics, {}, linking=linking if shows_places else None)
    return linked._replace(store=store) if is_kept else linked


def _key(settings: Settings, corpus: Corpus) -> str:
    """The cache key for these names of pages, whatever is in them: only the last result is kept."""
    folder = folder_title(settings)
    return fingerprint(tool(), "linked", settings.title, settings.version, folder, *corpus.names)


def _known(key: str, corpus: Corpus, cache: Cache) -> CachedLinking | None:
    """What these pages were linked to before, with the texts and places that they have now.

    None where the cache does not have it, or a page changed in what linking depends on.
    """
    stored = cache.get([key, f"{key} of"])
    if len(stored) < 2:
        return None
    try:
        dumped, digests = json.loads(stored[f"{key} of"])
        changed = [n for n, digest in enumerate(digests) if digest != corpus.digests[n]]
        pages = corpus.pages(changed)
        moved = _moved(cache, [digests[n] for n in changed], pages)
        diagnostics = [Diagnostic.model_validate(diagnostic) for diagnostic in dumped]
        if moved is None or any(_names(page, d) for page in pages for d in diagnostics):
            return None
        api = update_text(loads(stored[key], Api), pages, moved)
    except (pickle.UnpicklingError, ValueError):
        return None
    return CachedLinking(api, list(relocate(diagnostics, moved)), moved) if api else None


def _moved(cache: Cache, before: list[str], pages: list[Page]) -> dict[Source, Source] | None:
    """Where the places of pages that changed are now. ``before`` are the digests of what the pages
    were read from when they were linked. None where linking may give anything else now.
    """
    moved: dict[Source, Source] = {}
    for digest, page in zip(before, pages, strict=True):
        earlier = earlier_page(cache, digest)
        found = source_map(earlier, page) if earlier else None
        if found is None or any(moved.get(old, new) != new for old, new in found.items()):
            return None
        moved |= found
    return moved


def _names(page: Page, diagnostic: Diagnostic) -> bool:
    """Whether the text of a diagnostic names the page. ``relocate`` does not change places in
    text.
    """
    return page.source.file in f"{diagnostic.found} {diagnostic.expected} {diagnostic.done}"
