"""An API and packs to files: parts first, then the files that they are put into."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from functools import cached_property
from secrets import token_hex
from typing import Any, NamedTuple, TypeVar

from generator.diagnostics import Diagnostic
from generator.incremental.gc_pause import gc_paused
from generator.incremental.store import Cache
from generator.model import Api
from generator.targets.cache_keys import CacheKeys, NodeHashes
from generator.targets.errors import PackError
from generator.targets.names import Names
from generator.targets.openapi_overlays import Overlays
from generator.targets.pack import FileSpec, Pack, PartSpec
from generator.targets.renderer import FileDraft, Part, Placeholder, Renderer
from generator.targets.views import Views
from generator.targets.worker_tasks import RendererHandle, render_drafts, render_files, render_parts
from generator.workers.executors import Forks, InThisProcess, batches

T = TypeVar("T")

_FEW = 64
"""Parts or files that are rendered before another process would have begun."""


class RenderedFile(NamedTuple):
    """``path`` is relative to the output folder, with forward slashes."""

    path: str
    text: str
    once: bool = False
    """Whether a file that is there stays as it is."""


class Rendering(NamedTuple):
    files: list[RenderedFile]
    diagnostics: list[Diagnostic]


class _Wanted(NamedTuple):
    """What a rule is to give for an item."""

    rule: int
    item: str


_Batch = tuple[list[_Wanted], Future[list[T]]]
"""What is wanted, and what comes of it."""


def render(
    api: Api,
    packs: Sequence[Pack],
    options: Mapping[str, Any],
    executor: Executor | None = None,
    jobs: int = 1,
    cache: Cache | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[Rendering]:
    """All files of each target, formatted. ``options`` are seen by templates by their names.
    ``meanwhile`` is called once workers are busy.

    Raises PackError for a fault of a pack: a template that fails, text that its formatter
    cannot read, a path that leaves the output folder.
    """
    with gc_paused():
        workers, store = executor or InThisProcess(), cache or Cache(None)
        views, digests = Views(api), NodeHashes(options)
        targets = [_Target(views, digests, pack, options, workers, jobs, store) for pack in packs]
        # While workers are busy with one target, the next is prepared.
        for target in targets:
            target.begin_parts()
        meanwhile()
        for target in targets:
            target.begin_files()
        for target in targets:
            target.remember_parts()
        return [target.end() for target in targets]


class _Target:
    """One target being rendered: ``begin_parts``, ``begin_files``, ``remember_parts``,
    ``end``.
    """

    def __init__(
        self,
        views: Views,
        digests: NodeHashes,
        pack: Pack,
        options: Mapping[str, Any],
        executor: Executor,
        jobs: int,
        cache: Cache,
    ) -> None:
        self._pack = pack
        self._executor = executor
        self._jobs = jobs
        self._cache = cache
        self._views = views
        self._names = Names(pack, views.api, options.get("tag_names", {}), views.cycles)
        self._cache_keys = CacheKeys(pack, self._names, digests)
        self._overlays = Overlays(options.get("overlays", ()) if pack.overlays else ())
        held = (pack, views, dict(options), self._names, token_hex(8))
        self._renderer = Renderer(*held)
        self._here = RendererHandle.here(self._renderer)
        self._held = held

        self._missing_files: list[_Wanted] = []
        self._wanted_parts: dict[_Wanted, str] = {}
        """Each with the name it has in marks."""
        self._known_parts: dict[_Wanted, bytes] = {}
        self._new_parts: dict[_Wanted, bytes] = {}
        self._pending_parts: list[_Batch[bytes]] = []
        self._parts: dict[tuple[str, str], tuple[str, Part]] = {}
        """By rule and item: the name in marks, and the part."""
        self._texts: dict[str, dict[str, str]] = {}
        """By formatter and name in marks."""
        self._made_placeholders: dict[str, dict[tuple[str, str], Placeholder]] = {}
        self._known_files: dict[_Wanted, bytes] = {}
        self._pending_files: list[_Batch[FileDraft]] = []

    def begin_parts(self) -> None:
        """Ask workers for the parts of new files that are not in the cache."""
        wanted = self._wanted(self._pack.file)
        # Overlays go by the whole document, and report what they meet in it.
        if not self._overlays:
            self._known_files = self._known(self._pack.file, wanted)
        self._missing_files = [w for w in wanted if w not in self._known_files]
        self._wanted_parts = {
            w: self._renderer.mark(number) for number, w in enumerate(self._wanted(self._pack.part))
        }
        if self._known_files:
            needed = {
                part
                for w in self._missing_files
                for part in self._parts_of(self._pack.file[w.rule], w.item)
            }
            self._wanted_parts = {
                w: mark
                for w, mark in self._wanted_parts.items()
                if (self._pack.part[w.rule].name, w.item) in needed
            }
        self._known_parts = self._known(self._pack.part, [*self._wanted_parts])
        missing = [w for w in self._wanted_parts if w not in self._known_parts]
        # An operation's parts together: their texts are the same.
        missing.sort(key=lambda w: w.item)
        self._pending_parts = self._submit(render_parts, missing, lambda w: (w.rule, w.item))

    def begin_files(self) -> None:
        """Take the parts, and ask workers for the files that are not in the cache."""
        for some, made in self._pending_parts:
            self._new_parts |= zip(some, made.result(), strict=True)
        for w, name in self._wanted_parts.items():
            part = Part.loads(self._known_parts.get(w) or self._new_parts[w])
            self._parts[self._pack.part[w.rule].name, w.item] = name, part
            for form, text in part.texts.items():
                self._texts.setdefault(form, {})[name] = text
        self._known_parts.clear()

        task: Callable[[RendererHandle, Any], list[FileDraft]] = (
            render_drafts if self._overlays else render_files
        )
        if not self._overlays and len(self._missing_files) < _FEW:
            task = self._files_here
        self._pending_files = self._submit(task, self._missing_files, self._with_placeholders)

    def remember_parts(self) -> None:
        """Put new parts into the cache, while workers are busy with files."""
        self._remember(self._pack.part, self._new_parts)
        self._new_parts.clear()

    def end(self) -> Rendering:
        """Every file, sorted by path."""
        files: dict[str, RenderedFile] = {}
        for rule, path, text in self._files():
            if path.lower() in files:
                raise PackError(f"{self._pack.name}: two files are to be written to {path}")
            files[path.lower()] = RenderedFile(path, text, rule.once)
        return Rendering(
            sorted(files.values()), [*self._names.diagnostics, *self._overlays.diagnostics()]
        )

    def _files(self) -> Iterator[tuple[FileSpec, str, str]]:
        for w, data in self._known_files.items():
            path, _, text = data.decode().partition("\n")
            yield self._pack.file[w.rule], path, text
        new: dict[_Wanted, bytes] = {}
        formatted: dict[str, bytes] = {}
        for some, made in self._pending_files:
            for w, draft in zip(some, made.result(), strict=True):
                rule = self._pack.file[w.rule]
                text = self._put_together(rule, draft.text)
                new[w] = f"{draft.path}\n{text}".encode()
                if rule.each == "api" and not rule.parts:
                    formatted[draft.key] = draft.text.encode()
                yield rule, draft.path, text
        if not self._overlays:
            self._remember(self._pack.file, new)
            self._cache.put(formatted)

    def _wanted(self, rules: Sequence[PartSpec | FileSpec]) -> list[_Wanted]:
        return [
            _Wanted(number, item)
            for number, rule in enumerate(rules)
            if self._renderer.applies(rule)
            for item in self._views.items(rule.each)
        ]

    def _known(
        self, rules: Sequence[PartSpec | FileSpec], wanted: Sequence[_Wanted]
    ) -> dict[_Wanted, bytes]:
        """What the cache has of ``wanted``. Of a new cache nothing is asked: keys take time."""
        if self._cache.is_new:
            return {}
        keys = {w: self._key(rules, w) for w in wanted}
        found = self._cache.get(keys.values())
        return {w: found[key] for w, key in keys.items() if key in found}

    def _remember(self, rules: Sequence[PartSpec | FileSpec], new: Mapping[_Wanted, bytes]) -> None:
        if self._cache.is_kept:
            self._cache.put({self._key(rules, w): data for w, data in new.items()})

    def _key(self, rules: Sequence[PartSpec | FileSpec], w: _Wanted) -> str:
        rule = rules[w.rule]
        return self._cache_keys.of(rule, w.item, self._views.of(rule.each, w.item))

    def _files_here(self, held: RendererHandle, wanted: list[Any]) -> list[FileDraft]:
        """As ``render_files``. What shows the whole API hangs on all of it, and yet is mostly the
        same text as before, which need not be formatted again.
        """
        drafts = render_drafts(held, wanted)
        rules = [self._pack.file[number] for number, *_ in wanted]
        keys = [
            self._renderer.format_key(rule, draft.text)
            for rule, draft in zip(rules, drafts, strict=True)
        ]
        known = self._cache.get(keys)
        return [
            draft._replace(text=known[key].decode(), key=key)
            if key in known
            else draft._replace(text=self._renderer.formatted(rule, draft.text), key=key)
            for rule, draft, key in zip(rules, drafts, keys, strict=True)
        ]

    def _with_placeholders(self, w: _Wanted) -> tuple[int, str, dict[tuple[str, str], Placeholder]]:
        rule = self._pack.file[w.rule]
        placeholders = self._placeholders(self._format(rule))
        wanted = self._parts_of(rule, w.item)
        return w.rule, w.item, {key: placeholders[key] for key in wanted if key in placeholders}

    def _parts_of(self, rule: FileSpec, item: str) -> Iterator[tuple[str, str]]:
        """The rules and items of the parts that a file may have."""
        items = _names(self._views.of(rule.each, item)) if rule.parts else []
        return ((name, item) for name in rule.parts for item in items)

    def _placeholders(self, form: str) -> dict[tuple[str, str], Placeholder]:
        if form not in self._made_placeholders:
            mark = self._renderer.formatter(form).mark
            self._made_placeholders[form] = {
                key: (mark(name, part.texts[form]), part.imports)
                for key, (name, part) in self._parts.items()
                if form in part.texts
            }
        return self._made_placeholders[form]

    def _put_together(self, rule: FileSpec, text: str) -> str:
        form = self._format(rule)
        if not self._overlays:
            return self._renderer.formatter(form).insert(text, self._texts.get(form, {}))
        json = self._renderer.formatter("json")
        whole = self._overlays.apply(json.insert(json.whole(text), self._texts["json"]))
        return self._renderer.formatter(form).whole(whole)

    def _format(self, rule: FileSpec) -> str:
        return rule.format or self._pack.format

    def _submit(
        self,
        task: Callable[[RendererHandle, list[Any]], list[T]],
        wanted: list[_Wanted],
        given: Callable[[_Wanted], Any],
    ) -> list[_Batch[T]]:
        here = isinstance(self._executor, InThisProcess) or len(wanted) < _FEW
        executor = InThisProcess() if here else self._executor
        held = self._here if here or isinstance(executor, Forks) else self._sent
        return [
            (batch, executor.submit(task, held, [given(w) for w in batch]))
            for batch in batches(wanted, self._jobs)
        ]

    @cached_property
    def _sent(self) -> RendererHandle:
        return RendererHandle.of(*self._held)


def _names(view: Api) -> list[str]:
    return [*(op.operation_id for op in view.operations), *(s.name for s in view.schemas)]
