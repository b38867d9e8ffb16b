"""What ``build`` and ``check`` print: diagnostics, counts and differences."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Literal

from generator.commands.terminal import Outcome, as_json, workflow_command
from generator.config import Settings
from generator.diagnostics import CODES, Diagnostic, Severity, as_text, ordered, worst
from generator.docs import PageKind
from generator.output import Difference, Written
from generator.pipeline import Build
from generator.plurals import plural

Report = Literal["summary", "text", "json", "github"]
"""``summary`` lists errors only, on standard error; the others list every diagnostic."""

_LAYOUT = (
    "Layout: {0}, as the pages suggest; layout = {0!r} in the configuration settles it, and "
    "docs2sdk init compares all."
)
_LEVELS = {Severity.INFO: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}
"""What GitHub calls them."""


def diagnostics_as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON array of objects with code, severity, title, place, found, expected and done."""
    return as_json(json_rows(diagnostics))


def json_rows(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """The objects of ``diagnostics_as_json``."""
    return [
        {
            "code": d.code,
            "severity": d.severity,
            "title": CODES[d.code].title,
            **asdict(d.source),
            "found": d.found,
            "expected": d.expected,
            "done": d.done or CODES[d.code].done,
        }
        for d in ordered(diagnostics)
    ]


def diagnostics_as_commands(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands, which GitHub Actions shows beside the lines of the pages."""
    return "".join(
        workflow_command(
            _LEVELS[d.severity],
            str(d).removeprefix(f"{d.source}: "),
            file=d.source.file,
            line=d.source.line,
            col=d.source.column,
            title=d.code,
        )
        for d in ordered(diagnostics)
    )


def report_diagnostics(diagnostics: Iterable[Diagnostic], report: Report) -> Outcome:
    """The diagnostics in the form of ``report``; the exit code is 0 whatever they are."""
    match report:
        case "summary":
            errors = (d for d in diagnostics if d.severity == Severity.ERROR)
            return Outcome(stderr=as_text(errors))
        case "text":
            return Outcome(stdout=as_text(diagnostics))
        case "json":
            return Outcome(stdout=diagnostics_as_json(diagnostics))
        case "github":
            return Outcome(commands=diagnostics_as_commands(diagnostics))


def relative_to_working_folder(diagnostics: Iterable[Diagnostic], folder: Path) -> list[Diagnostic]:
    """Diagnostics whose files, given relative to ``folder``, become relative to the current
    folder: GitHub shows an annotation beside a line of the repository.
    """
    prefix = Path(os.path.relpath(folder))

    def relative(file: str) -> str:
        # The lock is mostly outside of the folder of the pages.
        return Path(os.path.normpath(prefix / file)).as_posix()

    return [
        d.model_copy(update={"source": replace(d.source, file=relative(d.source.file))})
        for d in diagnostics
    ]


def format_summary(
    built: Build, written: Written, out: Path, took: str, found_layout: str = ""
) -> str:
    """Counts of everything, a line a diagnostic code, and what to do next. ``found_layout`` is
    the layout that nobody configured.
    """
    kinds = ", ".join(f"{built.kinds[kind]:,} {kind}" for kind in PageKind if built.kinds[kind])
    diagnostics = [*built.diagnostics, *written.diagnostics]
    counts = worst(diagnostics)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    problems = ", ".join(
        plural(count, word) for count, word in ((errors, "error"), (warnings, "warning")) if count
    )
    lines = [
        f"\n{plural(built.kinds.total(), 'page')} ({kinds}), layout {built.layout} · "
        f"{plural(len(built.api.operations), 'operation')} · "
        f"{plural(len(built.api.schemas), 'schema')} · "
        f"{plural(len(written.written), 'file')} written, "
        f"{len(written.unchanged):,} unchanged, {len(written.removed):,} removed · {took}",
        *([_LAYOUT.format(found_layout)] if found_layout else []),
        *_counts_by_code(diagnostics),
        (
            f"{problems}. docs2sdk explain CODE tells more, --report text lists them all."
            if problems
            else "No errors, no warnings."
        )
        + f" Output in {out}",
    ]
    return "\n".join(lines) + "\n"


def _counts_by_code(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """A line a code, errors last: count, code, title, and what was done; where there is only one
    diagnostic of that code, its place instead.
    """
    by_code: dict[str, list[Diagnostic]] = {}
    for diagnostic in ordered(diagnostics):
        by_code.setdefault(diagnostic.code, []).append(diagnostic)
    rows = sorted(
        by_code.items(), key=lambda item: (-list(Severity).index(CODES[item[0]].severity), item[0])
    )
    return [
        f"{len(found):>5,} {code} {CODES[code].severity:<7} {CODES[code].title:<42} "
        f"{found[0].source if len(found) == 1 else f'({CODES[code].done})'}"
        for code, found in rows
    ]


def report_differences(
    settings: Settings, found: Sequence[Difference], lock: Difference | None, report: Report
) -> Outcome:
    """A unified diff, or one annotation a file; the exit code is 1 where something differs. The
    paths of ``found`` are relative to the output folder; ``lock`` is the difference of the lock.
    """
    text = commands = ""
    out = settings.out
    places = [(out / d.path, d) for d in found] + ([(settings.lock_file, lock)] if lock else [])
    if report == "github":
        commands = "".join(
            workflow_command(
                "error",
                f"{d.what}: not what the docs give; run docs2sdk build",
                file=file.as_posix(),
                title="docs2sdk check",
            )
            for file, d in places
        )
    else:
        text = "".join(d.diff or f"{d.path}: {d.what}\n" for _, d in places)
    summary = (
        f"{len(places)} files differ from what the docs give. Run docs2sdk build.\n"
        if places
        else f"{out}: as the docs give it\n"
    )
    return Outcome(stdout=text, stderr=summary, code=1 if found else 0, commands=commands)
