"""``--since``: what changed since an earlier state of the docs, for pages that show it."""

from pathlib import Path

from generator.changes.change import Change
from generator.changes.classes import Entry
from generator.changes.comparison import detail, subject, title
from generator.changes.saved import read_model
from generator.commands.diff import compare_loaded
from generator.commands.diff_inputs import LoadOptions, Side, load_side
from generator.commands.diff_settings import diff_settings
from generator.commands.options import Project
from generator.lock import read_lock
from generator.model import Api, Source
from generator.targets.findings import ChangeNote, Earlier

_WHOLE = frozenset({"CHG101", "CHG102", "CHG601", "CHG602"})
"""Changes of an operation or a model as a whole."""
_MODELS = "CHG6"
"""What the codes of changes of models begin with."""


def load_earlier(text: str, project: Project, cached: bool) -> Earlier:
    """The earlier state that ``text`` names, as ``docs2sdk diff`` understands it: a git revision, a
    saved model, a document or a folder of pages. Ends with exit code 2 where it names none.
    """
    settings = diff_settings(Path.cwd())
    old = load_side(text, LoadOptions(project.settings.cache, cached))

    def changes(api: Api) -> list[ChangeNote]:
        model = read_model(api.model_dump_json(by_alias=True).encode())
        new = Side("", model, lock=read_lock(project.settings.lock_file))
        operations = {operation.operation_id for operation in api.operations}
        found = compare_loaded(old, new, settings.targets, settings)
        return [_note(entry, operations) for entry in found.entries]

    return Earlier(text, changes)


def _note(entry: Entry, operations: set[str]) -> ChangeNote:
    change = entry.change
    model, member = "", ""
    if _is_of_model(change, operations):
        model, _, member = change.subject.partition(".")
    place = change.new or change.old
    return ChangeNote(
        code=change.code,
        title=title(entry),
        weight=str(entry.worst),
        subject=subject(entry),
        detail=detail(entry),
        source=Source(place.file, place.line, place.column) if place else None,
        kind="changed" if change.new and change.old else "added" if change.new else "removed",
        operations=change.operations,
        model=model,
        member=member,
        whole=change.code in _WHOLE,
    )


def _is_of_model(change: Change, operations: set[str]) -> bool:
    """Whether a change is one of a model or its properties, and not of an operation."""
    if change.code.startswith(_MODELS):
        return True
    return change.code == "CHG701" and bool(change.owner) and change.owner not in operations
