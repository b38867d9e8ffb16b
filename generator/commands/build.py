"""``docs2sdk build``: read pages, link them, render the targets and write them."""

import sys
import time
from pathlib import Path

from generator.commands.options import Project
from generator.commands.reports import (
    Report,
    format_summary,
    relative_to_working_folder,
    report_diagnostics,
)
from generator.commands.session import open_session
from generator.commands.terminal import Outcome, abort
from generator.diagnostics import Severity, worst
from generator.incremental.recording import record_run
from generator.incremental.replay import RecordedRun
from generator.output import OutputError, Written, write
from generator.pipeline import Build


def build(project: Project, report: Report, force: bool, cached: bool) -> Outcome:
    """Build everything that can be built. The exit code is 1 for errors in pages, and for files
    that somebody changed and that were therefore left alone.
    """
    started, began = time.perf_counter(), time.time_ns()
    settings, config = project
    with open_session(project, cached) as session:
        built = session.build()
        written = write_files(settings.out, built, force)
        if report == "github":
            root = session.inputs.root
            diagnostics = [
                *relative_to_working_folder(built.diagnostics, root),
                *relative_to_working_folder(written.diagnostics, settings.out),
            ]
        else:
            diagnostics = [*built.diagnostics, *written.diagnostics]
        listed = report_diagnostics(diagnostics, report)
        code = 1 if worst(diagnostics)[Severity.ERROR] else 0

        def outcome(files: Written, took: str) -> Outcome:
            summary = format_summary(built, files, settings.out, took)
            return listed._replace(stderr=listed.stderr + summary, code=code)

        unchanged = [*written.unchanged, *written.written]
        again = written._replace(written=[], removed=[], unchanged=unchanged)
        run = RecordedRun(*outcome(again, "nothing changed"))
        record_run(session, sys.argv[1:], config, written.wanted, run, began)
    return outcome(written, f"{time.perf_counter() - started:.1f} s")


def write_files(out: Path, built: Build, force: bool) -> Written:
    """Write what was built; ends the command with exit code 2 where the system will not."""
    try:
        return write(out, built.files, force)
    except OutputError as error:
        left = "some files are written; build again" if error.is_partial else "old output kept"
        abort(f"{error}; {left}")
