"""The decisions of linking with all their evidence, kept until a page or the layout changes.

Evidence has places, and a place changes when a line is added above it. So unlike the linked API,
decisions are taken from the cache only if all pages have the same bytes.
"""

import pickle
from collections.abc import Callable

from generator.incremental.keys import fingerprint, tool
from generator.incremental.pickles import dumps, loads
from generator.incremental.store import Cache
from generator.link import DecisionTable
from generator.pipeline import Inputs, folder_title


def cached_decisions(
    inputs: Inputs, cache: Cache, collect: Callable[[], DecisionTable]
) -> DecisionTable:
    """The decisions for ``inputs``: from the cache, else from ``collect``."""
    settings = inputs.settings
    names = [page.file.name for page in inputs.pages]
    titles = (settings.title, settings.version, folder_title(settings))
    # One entry for all states of the same pages: the table is several megabytes.
    key = fingerprint(tool(), "decisions", *titles, *names)
    state = fingerprint(inputs.layout.digest, *(page.digest() for page in inputs.pages)).encode()
    stored = cache.get([key, f"{key} of"])
    if stored.get(f"{key} of") == state and key in stored:
        try:
            return loads(stored[key], DecisionTable)
        except pickle.UnpicklingError:
            pass
    found = collect()
    if cache.is_kept:
        cache.put({key: dumps(found), f"{key} of": state})
    return found
