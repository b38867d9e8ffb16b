"""``docs2sdk watch``: build, and build again whenever something is saved."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from watchfiles import Change, DefaultFilter
from watchfiles import watch as watch_files

from generator.commands.build import write_files
from generator.commands.open_session import open_session
from generator.commands.options import Project
from generator.commands.removals import empty_corpus, removals, too_many
from generator.commands.reports import report_diagnostics
from generator.commands.terminal import abort, echo
from generator.config import Settings
from generator.docs.layout import layout_files
from generator.files import SUFFIXES
from generator.output.contents import read_file

_STEP, _DEBOUNCE, _PATIENCE = 50, 400, 200
"""The arguments ``step``, ``debounce`` and ``rust_timeout`` of ``watchfiles.watch``, in
milliseconds: how often changes are asked for, how long a batch of changes is collected, and after
how long an empty batch is given where nothing changed.
"""


def watch(load: Callable[[], Project], force: bool) -> None:
    """Build now and after each save, until Ctrl+C. ``load`` gives the project as it is
    configured at that moment; a build that cannot be done does not end the watching.
    """
    project = load()
    lock, locked = project.settings.lock_file, None
    started = False
    for saved in saved_files(project):
        if started and (not saved or (saved == [lock.name] and read_file(lock) == locked)):
            # Nothing, or what the last build itself wrote.
            continue
        try:
            _rebuild(load(), saved, force)
        except SystemExit:
            # The error is printed already; the next save may put it right.
            echo("not built")
        locked = read_file(lock)
        if not started:
            echo(f"watching {', '.join(map(str, project.settings.pages))}; Ctrl+C ends it")
        started = True


def _rebuild(project: Project, saved: Sequence[str], force: bool) -> None:
    started, settings = time.perf_counter(), project.settings
    with open_session(project, quiet=bool(saved)) as session:
        built = session.build()
        removed = removals(built, settings)
        if refusal := empty_corpus(built, settings, session.inputs.layout.name) or too_many(
            removed, settings
        ):
            abort(refusal)
        written = write_files(settings, built, force)
    sys.stderr.write(
        report_diagnostics([*built.diagnostics, *written.diagnostics], "summary").stderr
    )
    for label, names in (
        ("saved   ", saved),
        ("written ", written.written),
        ("removed ", written.removed),
    ):
        for name in names:
            echo(f"{label} {name}")
    took = time.perf_counter() - started
    echo(f"{time.strftime('%H:%M:%S')} {len(written.written)} files written · {took:.1f} s")


def saved_files(project: Project) -> Iterator[list[str]]:
    """The names of files that were saved or removed, in batches. Now and then a batch is empty:
    the first as soon as no later change can be missed. Ends with Ctrl+C.
    """
    settings, config = project
    layouts = layout_files(settings.layout) if settings.layout else []
    others = [
        *(*settings.templates, *settings.overlays, *layouts, settings.lock_file),
        *([config] if config else []),
    ]
    batches = watch_files(
        *{path.resolve() for path in [*settings.pages, *others] if path.exists()},
        watch_filter=_InputFiles(settings, others),
        step=_STEP,
        debounce=_DEBOUNCE,
        rust_timeout=_PATIENCE,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    for batch in batches:
        yield sorted({Path(path).name for _, path in batch})


class _InputFiles(DefaultFilter):
    """Lets through pages, ``others`` and everything in them where they are folders, and never
    the output.
    """

    def __init__(self, settings: Settings, others: list[Path]) -> None:
        super().__init__()
        self._out = settings.out.resolve()
        self._others = [path.resolve() for path in others]

    def __call__(self, change: Change, path: str) -> bool:
        file = Path(path)
        if file.is_relative_to(self._out) or not super().__call__(change, path):
            return False
        is_other = any(file == other or file.is_relative_to(other) for other in self._others)
        return is_other or file.name.lower().endswith(SUFFIXES)
