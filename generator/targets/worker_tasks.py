"""What workers do: they are sent everything, and keep what several tasks share."""

import pickle
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from generator.incremental.gc_pause import gc_paused
from generator.incremental.keys import fingerprint
from generator.targets.renderer import FileDraft, Renderer


class RendererHandle(NamedTuple):
    """What a renderer is made from, pickled, and a hash of that."""

    data: bytes
    digest: str

    @classmethod
    def of(cls, *parts: Any) -> "RendererHandle":
        """For a worker in another process."""
        data = pickle.dumps(parts, protocol=5)
        return cls(data, fingerprint(data))

    @classmethod
    def here(cls, renderer: Renderer) -> "RendererHandle":
        """For this process, which has the renderer already."""
        digest = f"{id(renderer)}"
        _HERE[digest] = renderer
        return cls(b"", digest)


_HERE: WeakValueDictionary[str, Renderer] = WeakValueDictionary()
"""Of this process, and of those forked from it; whoever renders holds them."""
_KEPT = 4
_RENDERERS: dict[str, Renderer] = {}
"""Of this worker: those in use, one a target, by the digest of what each was made from."""


def _renderer(held: RendererHandle) -> Renderer:
    if not held.data:
        return _HERE[held.digest]
    if held.digest not in _RENDERERS:
        if len(_RENDERERS) >= _KEPT:
            _RENDERERS.clear()
        parts = pickle.loads(held.data)  # noqa: S301 - from the build itself
        _RENDERERS[held.digest] = Renderer(*parts)
    return _RENDERERS[held.digest]


def render_parts(held: RendererHandle, wanted: Iterable[tuple[int, str]]) -> list[bytes]:
    """Parts (a rule's number and an item each), as ``Part.loads`` takes them."""
    with gc_paused():
        renderer = _renderer(held)
        return [renderer.part(renderer.pack.part[rule], item).dumps() for rule, item in wanted]


def render_drafts(held: RendererHandle, wanted: Iterable[Any]) -> list[FileDraft]:
    """Files (a rule's number, an item, and placeholders each), not formatted."""
    renderer = _renderer(held)
    return [renderer.file(renderer.pack.file[rule], *rest) for rule, *rest in wanted]


def render_files(held: RendererHandle, wanted: Sequence[Any]) -> list[FileDraft]:
    """Files (as ``render_drafts`` takes them), formatted."""
    with gc_paused():
        renderer = _renderer(held)
        made = []
        for (number, *_), draft in zip(wanted, render_drafts(held, wanted), strict=True):
            rule = renderer.pack.file[number]
            key = renderer.format_key(rule, draft.text)
            made.append(FileDraft(draft.path, renderer.formatted(rule, draft.text), key))
        return made
