"""Files that a build hangs on, watched."""

from collections.abc import Iterator
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from generator.config import Settings
from generator.files import SUFFIXES

_STEP, _DEBOUNCE, _PATIENCE = 50, 400, 200
"""Milliseconds: how soon a save is seen, how long several are waited for, and how long none."""


class _Pages(DefaultFilter):
    """Pages, and everything in folders of templates; never the output."""

    def __init__(self, settings: Settings, also: list[Path]) -> None:
        super().__init__()
        self._out = settings.out.resolve()
        self._all = [path.resolve() for path in also]

    def __call__(self, change: Change, path: str) -> bool:
        file = Path(path)
        if file.is_relative_to(self._out) or not super().__call__(change, path):
            return False
        within = any(file == known or file.is_relative_to(known) for known in self._all)
        return within or file.name.lower().endswith(SUFFIXES)


def changes(settings: Settings, config: Path | None) -> Iterator[list[str]]:
    """The names of files that were saved or removed, in batches, and now and then none: the first
    time as soon as nothing can be missed any more. Ends with Ctrl+C.
    """
    also = [*settings.templates, *settings.overlays, *([config] if config else [])]
    found = watch(
        *{path.resolve() for path in [*settings.pages, *also] if path.exists()},
        watch_filter=_Pages(settings, also),
        step=_STEP,
        debounce=_DEBOUNCE,
        rust_timeout=_PATIENCE,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    for batch in found:
        yield sorted({Path(path).name for _, path in batch})
