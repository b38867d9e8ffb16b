"""``docs2sdk check``: compare what is written with what the docs give, and write nothing."""

import sys
import time

from generator.commands.open_session import open_session
from generator.commands.options import Project
from generator.commands.removals import empty_corpus
from generator.commands.reports import (
    Report,
    relative_to_working_folder,
    report_diagnostics,
    report_differences,
)
from generator.commands.terminal import Outcome, abort
from generator.incremental.recording import record_run
from generator.incremental.replay import RecordedRun
from generator.output import OutputError, differences, lock_difference, plan


def check(project: Project, report: Report, cached: bool) -> Outcome:
    """The differences, as a unified diff; the exit code is 1 where there are any."""
    began = time.time_ns()
    settings, config = project
    with open_session(project, cached) as session:
        built = session.build()
        if refusal := empty_corpus(built, settings, session.inputs.layout.name):
            listed = report_diagnostics(built.diagnostics, report)
            return listed._replace(stderr=f"{listed.stderr}docs2sdk: {refusal}\n", code=1)
        try:
            found = differences(settings.out, built.files)
        except OutputError as error:
            abort(str(error))
        lock = lock_difference(settings.lock_file, session.inputs.lock, built.lock)
        outcome = report_differences(settings, found, lock, report)
        if report != "summary":
            diagnostics = built.diagnostics
            if report == "github":
                diagnostics = relative_to_working_folder(diagnostics, session.inputs.root)
            listed = report_diagnostics(diagnostics, report)
            outcome = outcome._replace(
                stdout=listed.stdout + outcome.stdout, commands=listed.commands + outcome.commands
            )
        run = RecordedRun(*outcome)
        record_run(session, sys.argv[1:], config, plan(built.files), run, began)
    return outcome
