"""From settings to pages, the linked API and rendered files, with a cache.

The steps of ``generator.pipeline`` with everything that makes them fast: pages, the linked API,
parts and files are taken from the cache, what is new is done by several processes, and the garbage
collector is paused. ``docs/caching.md`` says what each does and what proves it right.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from generator import pipeline
from generator.config import Settings
from generator.incremental.compiled_templates import compile_templates
from generator.incremental.decision_cache import cached_decisions
from generator.incremental.gc_pause import gc_paused
from generator.incremental.link_cache import CachedLinking, link_cached
from generator.incremental.link_fingerprint import relocate
from generator.incremental.page_cache import Corpus
from generator.incremental.render_cache import render_cached
from generator.incremental.store import Cache
from generator.link import DecisionTable
from generator.lock.model_names import NamedModels, keep_model_names
from generator.model import Api
from generator.pipeline import (
    Build,
    Inputs,
    Linking,
    PlainSteps,
    Track,
    given_names,
    load_inputs,
)
from generator.targets import Rendering
from generator.targets.findings import Earlier, Findings
from generator.targets.template_options import template_options
from generator.workers.executors import Forks, executor


def untracked(_stage: str, items: Sequence[Any]) -> Sequence[Any]:
    """A ``Track`` that shows no progress."""
    return items


class CachedSteps:
    """The steps of a build, as ``pipeline.Steps`` has them.

    Without a ``cache``, nothing is kept; the work is still divided between processes.
    Each step raises ExecutorError for an executor that cannot be had.
    """

    def __init__(self, cache: Cache | None = None, track: Track[Any] = untracked) -> None:
        self._cache = cache or Cache(None)
        self._track = track

    def read(self, inputs: Inputs) -> Corpus:
        """Every page, by name: those that the cache does not know are read."""
        settings = inputs.settings
        with gc_paused(), executor(settings.jobs, settings.executor) as (workers, count):
            corpus = Corpus(inputs.pages, inputs.layout, self._cache)
            if corpus.begin(workers, count) and isinstance(workers, Forks):
                # While other processes read. Those that render are forked from this one later, so
                # they have the compiled templates in memory.
                for pack in inputs.packs:
                    compile_templates(pack)
            corpus.end(self._track)
            return corpus

    def link(self, inputs: Inputs, pages: Corpus) -> CachedLinking:
        """The linked API, from the cache where no page changed what linking goes by."""
        with gc_paused():
            return link_cached(inputs, pages, self._cache)

    def render(
        self, inputs: Inputs, linked: CachedLinking, named: NamedModels, findings: Findings
    ) -> list[Rendering]:
        """The files of every target: those that the cache does not know are rendered."""
        settings = inputs.settings
        renderings: list[Rendering] = []
        # New processes, not those that read: they are forked now, with the whole API in memory.
        with gc_paused(), executor(settings.jobs, settings.executor) as (workers, count):
            for packs in self._track("rendering", [inputs.packs]):
                shown = template_options(settings, named.api)
                given = given_names(inputs, named)
                renderings += render_cached(
                    named.api,
                    packs,
                    shown,
                    workers,
                    count,
                    self._cache,
                    linked.store,
                    given,
                    findings,
                )
        return [
            found._replace(diagnostics=[*relocate(found.diagnostics, linked.moved)])
            for found in renderings
        ]


class Session:
    """Pages, linked API and files of one corpus; each is made when a command first asks for it.

    The one way from settings to the linked API, for all commands. ``cache`` stays open as long
    as the session is used. Loading the inputs raises FileNotFoundError for pages that do not
    exist and PackError for a faulty target; the rest raises PackError and ExecutorError.
    """

    def __init__(
        self,
        settings: Settings,
        cache: Cache | None = None,
        track: Track[Any] = untracked,
        inputs: Inputs | None = None,
        earlier: Earlier | None = None,
    ) -> None:
        self._settings = settings
        self._earlier = earlier
        self.cache = cache or Cache(None)
        self._steps = CachedSteps(self.cache, track)
        self._given = inputs

    @cached_property
    def inputs(self) -> Inputs:
        """Packs, and the bytes of all pages: as given, or loaded."""
        return self._given or load_inputs(self._settings)

    @cached_property
    def pages(self) -> Corpus:
        """A summary of each page; ``pages.pages()`` gives the pages themselves."""
        return self._steps.read(self.inputs)

    @cached_property
    def linked(self) -> CachedLinking:
        """The linked API (``api``), and what linking found (``diagnostics``)."""
        linked = self._steps.link(self.inputs, self.pages)
        linked.store()
        return linked

    @property
    def located_api(self) -> Api:
        """The linked API with the current place of every node. Where ``linked`` is from the cache
        and lines have moved since, all pages are linked again.
        """
        return self._linked_anew.api if self.linked.moved else self.linked.api

    @cached_property
    def named_models(self) -> NamedModels:
        """The located API with the names that the lock keeps."""
        return keep_model_names(self.located_api, self.inputs.lock)

    @cached_property
    def decisions(self) -> DecisionTable:
        """What linking decided, with all evidence, for ``link.explain``: by the names that linking
        gives, which ``named_models.moved`` has.
        """
        with gc_paused():
            return cached_decisions(self.inputs, self.cache, lambda: self._linked_anew.decisions)

    @cached_property
    def _linked_anew(self) -> Linking:
        """Linked without the cache."""
        with gc_paused():
            return PlainSteps().link(self.inputs, self.pages.pages())

    def build(self) -> Build:
        """The files of all targets, not yet written."""
        return pipeline.build(self.inputs, self._steps, self._earlier)


def build(
    settings: Settings,
    track: Track[Any] = untracked,
    cache: Cache | None = None,
    inputs: Inputs | None = None,
) -> Build:
    """Read, link and render. ``inputs`` are those of the settings, where they are loaded already.

    Raises what ``Session`` raises.
    """
    return Session(settings, cache, track, inputs).build()
