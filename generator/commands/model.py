"""``docs2sdk model``: the whole linked model, or what one pass of linking changed."""

from generator.commands.model_text import format_model
from generator.commands.open_session import open_session
from generator.commands.options import Project
from generator.commands.terminal import Outcome, abort, as_json
from generator.link.pass_changes import PassChange, UnknownPassError, pass_changes


def model(project: Project, json: bool, cached: bool) -> Outcome:
    """The linked model, with the names of the lock: as text, or as JSON that the schema of
    ``docs2sdk schema`` describes.
    """
    with open_session(project, cached, quiet=True) as session:
        api = session.named_models.api
    if json:
        return Outcome(as_json(api.model_dump(mode="json", by_alias=True)))
    return Outcome(format_model(api))


def model_after(project: Project, name: str, json: bool, cached: bool) -> Outcome:
    """What the pass ``name`` changed: as text, a line each, or as a JSON array of objects with
    ``path``, ``before`` and ``after``. Ends with exit code 2 where there is no such pass.
    """
    settings = project.settings
    with open_session(project, cached, quiet=True) as session:
        try:
            changes = pass_changes(session.pages.pages(), name, settings.title, settings.version)
        except UnknownPassError as error:
            abort(str(error))
    if json:
        return Outcome(as_json([change._asdict() for change in changes]))
    lines = "".join(f"{_format(change)}\n" for change in changes)
    return Outcome(lines, f"{name}: {len(changes):,} values changed\n")


def _format(change: PassChange) -> str:
    """``+ path: after``, ``- path: before`` or ``~ path: before -> after``, in one line."""
    path, *values = change
    before, after = (" ".join((value or "").split()) for value in values)
    if change.before is None:
        return f"+ {path}: {after}"
    if change.after is None:
        return f"- {path}: {before}"
    return f"~ {path}: {before} -> {after}"
