"""``docs2sdk explain``: how a type was found, or what a code means."""

import sys
import time

from generator.changes.codes import CODES as CHANGES
from generator.commands.explain_text import format_explanation
from generator.commands.open_session import open_session
from generator.commands.options import Project
from generator.commands.terminal import Outcome, abort, as_json
from generator.diagnostics import CODES
from generator.incremental.recording import record_run
from generator.incremental.replay import RecordedRun
from generator.link.explain import NotFoundError
from generator.link.explain import explain as explain_decision


def explain_code(code: str) -> Outcome | None:
    """What the code of a diagnostic or of a change means; None where ``code`` is none."""
    if change := CHANGES.get(code.upper()):
        return Outcome(
            f"{code.upper()} {change.title} (in a request {change.request}, in an answer "
            f"{change.answer})\n\n{change.explanation}\n\nWhat to do: {change.advice}\n"
        )
    if known := CODES.get(code.upper()):
        return Outcome(
            f"{code.upper()} {known.title} ({known.severity})\n\n{known.explanation}\n\n"
            f"What the build does: {known.done}.\nWhat to do: {known.remedy}\n"
        )
    return None


def explain(project: Project, subject: str, json: bool) -> Outcome:
    """How the types of a property, a model or an operation were found, by its name. Ends with
    exit code 2 where nothing has that name.
    """
    began = time.time_ns()
    with open_session(project, quiet=True) as session:
        try:
            explanation = explain_decision(session.decisions, subject)
        except NotFoundError as error:
            abort(str(error))
        text = (
            as_json(explanation.model_dump(mode="json"))
            if json
            else format_explanation(explanation)
        )
        run = RecordedRun(text, "", 0)
        record_run(session, sys.argv[1:], project.config, None, run, began)
    return Outcome(text)
