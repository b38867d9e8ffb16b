"""Shows on standard error how much of a build is done."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from generator.commands.terminal import echo
from generator.pipeline import Track


@contextmanager
def progress() -> Iterator[Track[Any]]:
    """Bars on a terminal, a line for each stage elsewhere."""
    if not sys.stderr.isatty():
        yield _lines
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    # Bars move the cursor, so they need the stream as Python opened it; they show no text of the
    # docs. Rich gets no thread of its own, as worker processes are forked from this one.
    with Progress(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(file=sys.__stderr__),
        auto_refresh=False,
    ) as bars:
        yield lambda stage, items: bars.track(items, description=stage)


def _lines(stage: str, items: Sequence[Any]) -> Iterator[Any]:
    started = time.perf_counter()
    yield from items
    echo(f"{stage:<10} {time.perf_counter() - started:6.1f} s")
