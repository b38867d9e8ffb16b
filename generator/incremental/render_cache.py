"""``targets.render``, done part by part: from the cache, or by several processes.

Files are taken from the cache where nothing that they show has changed. For the others, parts are
taken from the cache or rendered by workers first; then workers render the files, with a mark in
the place of each part; last, parts are put in the places of their marks.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from functools import cached_property
from secrets import token_hex
from typing import Any, NamedTuple, TypeVar

from generator.incremental.cache_keys import CacheKeys, NodeHashes
from generator.incremental.gc_pause import gc_paused
from generator.incremental.store import Cache
from generator.incremental.worker_tasks import (
    FormattedFile,
    RendererHandle,
    made_renderer,
    render_drafts,
    render_files,
    render_parts,
)
from generator.model import Api
from generator.targets.findings import NO_FINDINGS, Findings
from generator.targets.locked_names import NONE_GIVEN, GivenNames
from generator.targets.names import Names
from generator.targets.pack import FileSpec, Pack, PartSpec
from generator.targets.render import (
    RenderedFile,
    Rendering,
    by_path,
    pack_overlays,
    put_together,
)
from generator.targets.renderer import FileDraft, Part, PartKey, Placeholder
from generator.targets.shown_names import shown_targets
from generator.targets.views import Views
from generator.workers.executors import Forks, InThisProcess, batches

T = TypeVar("T")

_FEW = 64
"""Up to so many parts or files are rendered by this process itself: starting others takes
longer.
"""


class _Job(NamedTuple):
    """One part or file to render: the number of its rule in the pack, and the rule's item."""

    rule: int
    item: str


_Batch = tuple[list[_Job], Future[list[T]]]
"""Jobs that one worker was given, and the future with a result for each of them."""


def render_cached(
    api: Api,
    packs: Sequence[Pack],
    options: Mapping[str, Any],
    executor: Executor,
    jobs: int,
    cache: Cache,
    meanwhile: Callable[[], None],
    given: GivenNames = NONE_GIVEN,
    findings: Findings = NO_FINDINGS,
) -> list[Rendering]:
    """As ``targets.render``. ``executor`` does ``jobs`` tasks at once; ``meanwhile`` is called
    once it is busy.
    """
    with gc_paused():
        views, hashes = Views(api), (NodeHashes(options), NodeHashes(options, everything=True))
        targets = [
            _Target(
                views,
                hashes[pack.findings],
                pack,
                packs,
                options,
                executor,
                jobs,
                cache,
                given,
                findings,
            )
            for pack in packs
        ]
        # While workers are busy with one target, the next is prepared.
        for target in targets:
            target.begin_parts()
        meanwhile()
        for target in targets:
            target.begin_files()
        for target in targets:
            target.store_parts()
        return [target.finish() for target in targets]


class _Target:
    """One target being rendered. Its methods are to be called in the order ``begin_parts``,
    ``begin_files``, ``store_parts``, ``finish``.
    """

    def __init__(
        self,
        views: Views,
        hashes: NodeHashes,
        pack: Pack,
        packs: Sequence[Pack],
        options: Mapping[str, Any],
        executor: Executor,
        jobs: int,
        cache: Cache,
        given: GivenNames,
        findings: Findings,
    ) -> None:
        self._pack = pack
        self._executor = executor
        self._jobs = jobs
        self._cache = cache
        self._views = views
        self._names = Names(pack, views.api, given, views.cycles)
        shown = shown_targets(pack, packs, views.api, given, views.cycles)
        self._keys = CacheKeys(pack, views, self._names, hashes, findings, shown)
        self._overlays = pack_overlays(pack, options)
        # What a renderer is made from; sent to workers that have no copy of this process.
        found = findings if pack.findings else NO_FINDINGS
        self._ingredients = (pack, views, dict(options), self._names, found, shown)
        self._renderer = made_renderer(*self._ingredients)
        self._local_handle = RendererHandle.local(self._renderer)

        self._new_files: list[_Job] = []
        self._known_files: dict[_Job, bytes] = {}
        self._part_jobs: dict[_Job, str] = {}
        """The parts that new files need, each with the name in its marks."""
        self._known_parts: dict[_Job, bytes] = {}
        self._new_parts: dict[_Job, bytes] = {}
        self._parts: dict[PartKey, tuple[str, Part]] = {}
        """The name in its marks, and the part."""
        self._part_texts: dict[str, dict[str, str]] = {}
        """By formatter and name in marks."""
        self._placeholders: dict[str, dict[PartKey, Placeholder]] = {}
        """By formatter; each is made when the first file of that format is."""
        self._part_batches: list[_Batch[bytes]] = []
        self._file_batches: list[_Batch[FormattedFile]] = []

    def begin_parts(self) -> None:
        """Ask workers for the parts of new files that are not in the cache."""
        files = self._jobs_of(self._pack.file)
        # Overlays apply to whole documents, and report what they find in them.
        if not self._overlays:
            self._known_files = self._known(self._pack.file, files)
        self._new_files = [job for job in files if job not in self._known_files]
        nonce = token_hex(8)
        self._part_jobs = {
            job: f"part_{nonce}_{number}"
            for number, job in enumerate(self._jobs_of(self._pack.part))
        }
        if self._known_files:
            needed = {
                key
                for job in self._new_files
                for key in self._renderer.parts_of(self._pack.file[job.rule], job.item)
            }
            self._part_jobs = {
                job: mark for job, mark in self._part_jobs.items() if self._part_key(job) in needed
            }
        self._known_parts = self._known(self._pack.part, [*self._part_jobs])
        new = [job for job in self._part_jobs if job not in self._known_parts]
        # The parts of one operation together: they have the same texts to escape.
        new.sort(key=lambda job: job.item)
        self._part_batches = self._submit(render_parts, new, lambda job: (job.rule, job.item))

    def begin_files(self) -> None:
        """Take the parts, and ask workers for the files that are not in the cache."""
        for some, rendered in self._part_batches:
            self._new_parts |= zip(some, rendered.result(), strict=True)
        for job, mark in self._part_jobs.items():
            part = Part(*json.loads(self._known_parts.get(job) or self._new_parts[job]))
            self._parts[self._part_key(job)] = mark, part
            for form, text in part.texts.items():
                self._part_texts.setdefault(form, {})[mark] = text
        self._known_parts.clear()

        task: Callable[[RendererHandle, Any], list[FormattedFile]] = render_files
        if self._overlays:
            task = render_drafts
        elif len(self._new_files) < _FEW:
            task = self._format_changed_files
        self._file_batches = self._submit(task, self._new_files, self._file_arguments)

    def store_parts(self) -> None:
        """Put new parts into the cache, while workers are busy with files."""
        self._store(self._pack.part, self._new_parts)
        self._new_parts.clear()

    def finish(self) -> Rendering:
        """Every file, and what was found wrong."""
        files = by_path(self._pack, self._files())
        diagnostics = [*self._names.diagnostics, *self._overlays.diagnostics()]
        return Rendering(files, diagnostics, self._names.entries())

    def _files(self) -> Iterator[RenderedFile]:
        for job, data in self._known_files.items():
            path, _, text = data.decode().partition("\n")
            yield RenderedFile(path, text, self._pack.file[job.rule].once)
        new: dict[_Job, bytes] = {}
        formatted: dict[str, bytes] = {}
        for some, rendered in self._file_batches:
            for job, file in zip(some, rendered.result(), strict=True):
                rule = self._pack.file[job.rule]
                whole = file.draft._replace(text=self._put_together(rule, file.draft.text))
                text = self._format_whole(rule, whole)
                new[job] = f"{file.draft.path}\n{text}".encode()
                if rule.each == "api" and not rule.parts:
                    formatted[file.format_key] = file.draft.text.encode()
                yield RenderedFile(file.draft.path, text, rule.once)
        if not self._overlays:
            self._store(self._pack.file, new)
            self._cache.put(formatted)

    def _format_whole(self, rule: FileSpec, file: FileDraft) -> str:
        """As ``Renderer.format_whole``, with texts from the cache: most files have the text that
        they had before whatever they show.
        """
        key = self._renderer.whole_key(file)
        if not key:
            return file.text
        known = self._cache.get([key])
        if key in known:
            return known[key].decode()
        text = self._renderer.format_whole(rule, file)
        self._cache.put({key: text.encode()})
        return text

    def _put_together(self, rule: FileSpec, text: str) -> str:
        form = "json" if self._overlays else self._renderer.format_name(rule)
        parts = self._part_texts.get(form, {})
        return put_together(self._renderer, self._overlays, rule, text, parts)

    def _jobs_of(self, rules: Sequence[PartSpec | FileSpec]) -> list[_Job]:
        return [
            _Job(number, item)
            for number, rule in enumerate(rules)
            if self._renderer.applies(rule)
            for item in self._views.items(rule.each)
        ]

    def _part_key(self, job: _Job) -> PartKey:
        return PartKey(self._pack.part[job.rule].name, job.item)

    def _known(
        self, rules: Sequence[PartSpec | FileSpec], jobs: Sequence[_Job]
    ) -> dict[_Job, bytes]:
        """What the cache has for ``jobs``. Nothing is looked up in a cache that was empty at the
        start, as making keys takes time.
        """
        if self._cache.is_new:
            return {}
        keys = {job: self._key(rules, job) for job in jobs}
        found = self._cache.get(keys.values())
        return {job: found[key] for job, key in keys.items() if key in found}

    def _store(self, rules: Sequence[PartSpec | FileSpec], new: Mapping[_Job, bytes]) -> None:
        if self._cache.is_kept:
            self._cache.put({self._key(rules, job): data for job, data in new.items()})

    def _key(self, rules: Sequence[PartSpec | FileSpec], job: _Job) -> str:
        rule = rules[job.rule]
        return self._keys.of(rule, job.item, self._renderer.view(rule, job.item))

    def _format_changed_files(self, handle: RendererHandle, jobs: list[Any]) -> list[FormattedFile]:
        """As ``render_files``, with formatted texts from the cache. A file that shows the whole
        API is rendered after every change, and mostly has the text that it had before.
        """
        files = [
            file._replace(format_key=self._renderer.format_key(self._pack.file[number], file.draft))
            for (number, *_), file in zip(jobs, render_drafts(handle, jobs), strict=True)
        ]
        known = self._cache.get(file.format_key for file in files)
        return [
            file._replace(
                draft=FileDraft(
                    file.draft.path,
                    known[file.format_key].decode()
                    if file.format_key in known
                    else self._renderer.format_file(self._pack.file[number], file.draft),
                )
            )
            for (number, *_), file in zip(jobs, files, strict=True)
        ]

    def _file_arguments(self, job: _Job) -> tuple[int, str, dict[PartKey, Placeholder]]:
        """What a worker needs to render a file."""
        rule = self._pack.file[job.rule]
        placeholders = self._placeholders_in(self._renderer.format_name(rule))
        wanted = self._renderer.parts_of(rule, job.item)
        return job.rule, job.item, {k: placeholders[k] for k in wanted if k in placeholders}

    def _placeholders_in(self, form: str) -> dict[PartKey, Placeholder]:
        """What stands for each part in files of that format."""
        if form not in self._placeholders:
            mark = self._renderer.formatter(form).mark
            self._placeholders[form] = {
                key: (mark(name, part.texts[form]), part.imports)
                for key, (name, part) in self._parts.items()
                if form in part.texts
            }
        return self._placeholders[form]

    def _submit(
        self,
        task: Callable[[RendererHandle, list[Any]], list[T]],
        jobs: list[_Job],
        arguments: Callable[[_Job], Any],
    ) -> list[_Batch[T]]:
        """Have workers do ``task`` for all ``jobs``; this process, where there are few."""
        is_local = isinstance(self._executor, InThisProcess) or len(jobs) < _FEW
        executor = InThisProcess() if is_local else self._executor
        has_copy = is_local or isinstance(executor, Forks)
        handle = self._local_handle if has_copy else self._sent_handle
        return [
            (batch, executor.submit(task, handle, [arguments(job) for job in batch]))
            for batch in batches(jobs, self._jobs)
        ]

    @cached_property
    def _sent_handle(self) -> RendererHandle:
        return RendererHandle.pickled(*self._ingredients)
