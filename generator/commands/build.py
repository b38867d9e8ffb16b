"""``docs2sdk build``: read pages, link them, render the targets and write them."""

import sys
import time
from pathlib import Path

from generator.commands.earlier import load_earlier
from generator.commands.open_session import open_session
from generator.commands.options import Project
from generator.commands.removals import (
    empty_corpus,
    removal_diagnostics,
    removals,
    too_many,
)
from generator.commands.reports import (
    Report,
    format_summary,
    relative_to_working_folder,
    report_diagnostics,
)
from generator.commands.terminal import Outcome, abort, echo
from generator.config import Settings
from generator.diagnostics import Severity, worst
from generator.incremental.recording import record_run
from generator.incremental.replay import RecordedRun
from generator.output import OutputError, Written, write, write_lock
from generator.pipeline import Build

NEW_NAMES = frozenset({"DOC410", "DOC411"})
"""What is reported once: the lock has it settled afterwards."""


def build(project: Project, report: Report, force: bool, cached: bool, since: str = "") -> Outcome:
    """Build everything that can be built; ``since`` is what changes are counted from, for targets
    that show them. The exit code is 1 for errors in pages, for files that
    somebody changed and that were therefore left alone, and where so many pages are missing that
    nothing is written.
    """
    started, began = time.perf_counter(), time.time_ns()
    settings, config = project
    earlier = load_earlier(since, project, cached) if since else None
    with open_session(project, cached, earlier=earlier) as session:
        built = session.build()
        removed = removals(built, settings)
        if refusal := empty_corpus(built, settings, session.inputs.layout.name) or too_many(
            removed, settings
        ):
            listed = report_diagnostics(built.diagnostics, report)
            return listed._replace(stderr=f"{listed.stderr}docs2sdk: {refusal}\n", code=1)
        if removed.names:
            echo(f"removing {removed}")
        written = write_files(settings, built, force)
        root = session.inputs.root
        # What this same command prints as long as nothing changes.
        unchanged = [*written.unchanged, *written.written]
        later = written._replace(written=[], removed=[], unchanged=unchanged)
        guessed = "" if settings.layout else session.inputs.layout.name
        outcome = _outcome(built, later, project, root, report, "nothing changed", guessed)
        run = RecordedRun(*outcome)
        # What a revision is may change without any file that is read here.
        if not since and not _is_about_new_names(built):
            record_run(session, sys.argv[1:], config, written.wanted, run, began)
    diagnostics = [*written.diagnostics, *removal_diagnostics(removed)]
    took = f"{time.perf_counter() - started:.1f} s"
    written = written._replace(diagnostics=diagnostics)
    return _outcome(built, written, project, root, report, took, guessed)


def _outcome(
    built: Build,
    written: Written,
    project: Project,
    root: Path,
    report: Report,
    took: str,
    guessed: str,
) -> Outcome:
    """The diagnostics in the form of ``report``, then the summary. ``root`` is the docs root,
    ``guessed`` the layout where none is configured.
    """
    out = project.settings.out
    diagnostics = [*built.diagnostics, *written.diagnostics]
    if report == "github":
        diagnostics = [
            *relative_to_working_folder(built.diagnostics, root),
            *relative_to_working_folder(written.diagnostics, out),
        ]
    listed = report_diagnostics(diagnostics, report)
    summary = format_summary(built, written, out, took, guessed)
    code = 1 if worst(diagnostics)[Severity.ERROR] else 0
    return listed._replace(stderr=listed.stderr + summary, code=code)


def _is_about_new_names(built: Build) -> bool:
    """Whether something is reported of names that the next build finds in the lock."""
    return any(diagnostic.code in NEW_NAMES for diagnostic in built.diagnostics)


def write_files(settings: Settings, built: Build, force: bool) -> Written:
    """Write what was built, and the lock of its names; ends the command with exit code 2 where the
    system will not.
    """
    try:
        written = write(settings.out, built.files, force)
        notice = write_lock(settings.lock_file, built.lock)
    except OutputError as error:
        left = "some files are written; build again" if error.is_partial else "old output kept"
        abort(f"{error}; {left}")
    if notice:
        echo(notice)
    return written
