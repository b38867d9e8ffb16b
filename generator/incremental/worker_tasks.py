"""What workers do to render a target.

Each task gets a ``RendererHandle``. A worker that was forked finds the renderer in its memory;
another is sent what it is made from, makes it once, and keeps it for the tasks that follow.
"""

import json
import pickle
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from generator.incremental.compiled_templates import COMPILED
from generator.incremental.format_bypass import BypassRenderer
from generator.incremental.gc_pause import gc_paused
from generator.incremental.keys import fingerprint
from generator.targets.findings import Findings
from generator.targets.names import Names
from generator.targets.pack import Pack
from generator.targets.renderer import FileDraft
from generator.targets.shown_names import Shown
from generator.targets.views import Views


class RendererHandle(NamedTuple):
    """Identifies a renderer in the messages to workers, which may have it in memory already."""

    data: bytes
    """The pickled arguments that it is made from; empty where the worker has it already."""
    digest: str
    """The key it is kept by."""

    @classmethod
    def pickled(cls, *arguments: Any) -> "RendererHandle":
        """For a worker that has no copy of this process. ``arguments`` are the renderer's."""
        data = pickle.dumps(arguments, protocol=5)
        return cls(data, fingerprint(data))

    @classmethod
    def local(cls, renderer: BypassRenderer) -> "RendererHandle":
        """For this process and those that will be forked from it, as long as ``renderer`` lives."""
        digest = f"{id(renderer)}"
        _LOCAL[digest] = renderer
        return cls(b"", digest)


class FormattedFile(NamedTuple):
    """A rendered file, formatted unless the task says otherwise."""

    draft: FileDraft
    format_key: str = ""
    """The cache key of its formatted text: ``BypassRenderer.format_key`` of the text before."""


_LOCAL: WeakValueDictionary[str, BypassRenderer] = WeakValueDictionary()
_KEPT = 4
"""Renderers, one a target, that a worker keeps at most."""
_RENDERERS: dict[str, BypassRenderer] = {}


def _renderer(handle: RendererHandle) -> BypassRenderer:
    if not handle.data:
        return _LOCAL[handle.digest]
    if handle.digest not in _RENDERERS:
        if len(_RENDERERS) >= _KEPT:
            _RENDERERS.clear()
        _RENDERERS[handle.digest] = made_renderer(*pickle.loads(handle.data))  # noqa: S301 - from the build itself
    return _RENDERERS[handle.digest]


def made_renderer(
    pack: Pack,
    views: Views,
    options: Mapping[str, Any],
    names: Names,
    findings: Findings,
    shown: Shown,
) -> BypassRenderer:
    """A renderer with the templates that are compiled already."""
    return BypassRenderer(pack, views, options, names, COMPILED, findings, shown)


def render_parts(handle: RendererHandle, jobs: Iterable[tuple[int, str]]) -> list[bytes]:
    """Parts, each from the number of its rule and an item. Gives ``Part``s as JSON."""
    with gc_paused():
        renderer = _renderer(handle)
        parts = (renderer.part(renderer.pack.part[rule], item) for rule, item in jobs)
        return [json.dumps(part).encode() for part in parts]


def render_drafts(handle: RendererHandle, jobs: Iterable[Any]) -> list[FormattedFile]:
    """Files that are not formatted yet, each from the number of its rule, an item, and a mapping
    from ``PartKey`` to ``Placeholder``.
    """
    renderer = _renderer(handle)
    return [
        FormattedFile(renderer.file(renderer.pack.file[rule], item, placeholders.get))
        for rule, item, placeholders in jobs
    ]


def render_files(handle: RendererHandle, jobs: Sequence[Any]) -> list[FormattedFile]:
    """Formatted files, from what ``render_drafts`` takes."""
    with gc_paused():
        renderer = _renderer(handle)
        files = []
        for (number, *_), (draft, _) in zip(jobs, render_drafts(handle, jobs), strict=True):
            rule = renderer.pack.file[number]
            text = renderer.format_file(rule, draft)
            key = renderer.format_key(rule, draft)
            files.append(FormattedFile(draft._replace(text=text), key))
        return files
