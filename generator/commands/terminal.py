"""What commands print: progress, summaries, diagnostics, trees."""

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import typer

from generator.diagnostics import FORMATS, Diagnostic, Severity, as_text, summary, worst
from generator.docs import PageKind
from generator.output import Difference, Written
from generator.pipeline import Build, Track


def echo(text: str) -> None:
    """Progress and results are for people: standard error, so that output can be piped."""
    print(text, file=sys.stderr)


def abort(text: str) -> NoReturn:
    """End with exit code 2: the command cannot do what it was asked to."""
    echo(f"docs2sdk: {text}")
    raise typer.Exit(2)


@contextmanager
def progress() -> Iterator[Track[Any]]:
    """Bars on a terminal, a line a stage elsewhere."""
    if not sys.stderr.isatty():
        yield _plain_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    # Without a thread of its own: the processes that work are forked from this one.
    with Progress(
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
    ) as bars:
        yield lambda stage, items: bars.track(items, description=stage)


def _plain_progress(stage: str, items: Sequence[Any]) -> Iterator[Any]:
    started = time.perf_counter()
    yield from items
    echo(f"{stage:<10} {time.perf_counter() - started:6.1f} s")


def format_diagnostics(diagnostics: Iterable[Diagnostic], report: str) -> tuple[str, str]:
    """What standard output and standard error get of diagnostics: a summary lists but errors."""
    if report == "summary":
        return "", as_text(d for d in diagnostics if d.severity == Severity.ERROR)
    return FORMATS[report](diagnostics), ""


def relative_to_working_folder(diagnostics: Iterable[Diagnostic], folder: Path) -> list[Diagnostic]:
    """With files as the current folder has them, where they are relative to ``folder``: GitHub
    shows an annotation beside a line of the repository.
    """
    prefix = Path(os.path.relpath(folder))
    return [
        d.model_copy(update={"source": replace(d.source, file=(prefix / d.source.file).as_posix())})
        for d in diagnostics
    ]


def format_summary(built: Build, written: Written, out: Path, took: str) -> str:
    """Counts of everything, a line a diagnostic code, and what to do next."""
    kinds = ", ".join(f"{built.kinds[kind]:,} {kind}" for kind in PageKind if built.kinds[kind])
    diagnostics = [*built.diagnostics, *written.diagnostics]
    counts = worst(diagnostics)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    told = ", ".join(
        f"{count} {word}{'s' if count != 1 else ''}"
        for count, word in ((errors, "error"), (warnings, "warning"))
        if count
    )
    lines = [
        f"\n{built.kinds.total():,} pages ({kinds}) · {len(built.api.operations):,} operations · "
        f"{len(built.api.schemas):,} schemas · {len(written.written):,} files written, "
        f"{len(written.unchanged):,} unchanged, {len(written.removed):,} removed · {took}",
        *summary(diagnostics),
        (
            f"{told}. docs2sdk explain CODE tells more, --report text lists them all."
            if told
            else "No errors, no warnings."
        )
        + f" Output in {out}",
    ]
    return "\n".join(lines) + "\n"


def format_differences(out: Path, found: Sequence[Difference], report: str) -> str:
    """A unified diff, or one annotation a file."""
    if report == "github":
        return "".join(
            f"::error file={(out / d.path).as_posix()},title=docs2sdk check::"
            f"{d.what}: not what the docs give; run docs2sdk build\n"
            for d in found
        )
    return "".join(d.diff or f"{d.path}: {d.what}\n" for d in found)
