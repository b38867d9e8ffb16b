"""``docs2sdk explain``: how a type was found, or what a code means."""

import sys
import time
from collections.abc import Mapping

from generator.changes.codes import CODES as CHANGES
from generator.commands.code_names import code_names, find_subject
from generator.commands.explain_text import format_explanation
from generator.commands.open_session import open_session
from generator.commands.options import Project
from generator.commands.terminal import Outcome, abort, as_json
from generator.diagnostics import CODES
from generator.incremental.recording import record_run
from generator.incremental.replay import RecordedRun
from generator.link import DecisionTable
from generator.link.explain import Explanation, NotFoundError
from generator.link.explain import explain as explain_decision
from generator.lock import Lock
from generator.lock.model_names import keep_model_names
from generator.lock.rename_decisions import rename_decisions


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
    """How the types of a property, a model or an operation were found, by its name in the docs or
    in code. Ends with exit code 2 where nothing has that name.
    """
    began = time.time_ns()
    with open_session(project, quiet=True) as session:
        lock = session.inputs.lock
        moved = keep_model_names(session.linked.api, lock).moved if lock else {}
        decisions = rename_decisions(session.decisions, moved)
        try:
            explanation = _explain(decisions, lock, moved, subject)
        except NotFoundError as error:
            abort(str(error))
        explanation = explanation.model_copy(update={"in_code": code_names(lock, explanation)})
        text = (
            as_json(explanation.model_dump(mode="json"))
            if json
            else format_explanation(explanation)
        )
        run = RecordedRun(text, "", 0)
        record_run(session, sys.argv[1:], project.config, None, run, began)
    return Outcome(text)


def _explain(
    decisions: DecisionTable, lock: Lock, moved: Mapping[str, str], subject: str
) -> Explanation:
    """By the names of the docs, as the lock keeps them; else by those of linking, and of code."""
    try:
        return explain_decision(decisions, subject)
    except NotFoundError:
        model, dot, name = subject.partition(".")
        kept = {old.lower(): new for old, new in moved.items()}.get(model.lower())
        found = f"{kept}{dot}{name}" if kept else find_subject(lock, decisions.operations, subject)
        if found is None:
            raise
        return explain_decision(decisions, found)
