"""Link a corpus, or take what was linked of pages that told the same."""

import json
import pickle
from typing import NamedTuple

from generator.config import Settings
from generator.corpus import Corpus, earlier_page
from generator.diagnostics import Diagnostic
from generator.docs.stored import dumps, loads
from generator.link import link
from generator.link.told import moved, moves, retold
from generator.model import Api, Source
from generator.targets import share
from generator.work.cache import Cache
from generator.work.fingerprint import fingerprint, tool


class Relinked(NamedTuple):
    """The API, what was found wrong while linking, and where places have moved to since nodes
    of the API were made.
    """

    api: Api
    diagnostics: list[Diagnostic]
    moves: dict[Source, Source]


def relink(corpus: Corpus, settings: Settings, title: str, cache: Cache) -> Relinked:
    """The linked API, with what operations share. ``title`` is for where no page tells one."""
    key = _key(corpus, settings, title)
    found = None if cache.is_new else _known(key, corpus, cache)
    if found is None:
        api, diagnostics, _ = link(corpus.pages(), settings.title, settings.version)
        corpus.forget()
        api = share(api.model_copy(update={"title": api.title or title}))
        found = Relinked(api, diagnostics, {})
        if cache.is_kept:
            told = [[diagnostic.model_dump() for diagnostic in diagnostics], corpus.digests]
            cache.put({key: dumps(api), f"{key} said": json.dumps(told).encode()})
    return found


def _key(corpus: Corpus, settings: Settings, title: str) -> str:
    """Where provenance is shown, so are places: they are then told as well."""
    told = corpus.digests if settings.provenance else [note.told for note in corpus.notes]
    return fingerprint(
        tool(), "linked", settings.title, settings.version, title, *corpus.names, *told
    )


def _known(key: str, corpus: Corpus, cache: Cache) -> Relinked | None:
    """What was linked, with what changed pages say now; None where that cannot be told."""
    stored = cache.get([key, f"{key} said"])
    if len(stored) < 2:
        return None
    try:
        api = loads(stored[key], Api)
        said, digests = json.loads(stored[f"{key} said"])
        diagnostics = [Diagnostic.model_validate(diagnostic) for diagnostic in said]
    except (pickle.UnpicklingError, ValueError):
        return None
    changed = [n for n, digest in enumerate(digests) if digest != corpus.digests[n]]
    pages = corpus.pages(changed)
    all_moves: dict[Source, Source] = {}
    for n, page in zip(changed, pages, strict=True):
        before = earlier_page(cache, digests[n])
        found = moves(before, page) if before else None
        if found is None or any(all_moves.get(a, b) != b for a, b in found.items()):
            return None
        all_moves |= found
    api_now = retold(api, pages)
    if api_now is None:
        return None
    return Relinked(api_now, list(moved(diagnostics, all_moves)), all_moves)
