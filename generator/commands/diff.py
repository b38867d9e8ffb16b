"""``docs2sdk diff``: what changed from one state of an API to another, and for whom."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from generator.changes.change import ChangeClass, at_least
from generator.changes.classes import IGNORE, classify
from generator.changes.common_names import in_common_names
from generator.changes.compare import compare
from generator.changes.comparison import Comparison
from generator.changes.kept_names import KeptNames
from generator.changes.target_rules import WIRE, TargetRulesError, load_rules
from generator.changes.witness import Witnesses
from generator.commands.diff_inputs import LoadOptions, Side, load_configured, load_side
from generator.commands.diff_settings import DiffSettings, diff_settings
from generator.commands.terminal import Outcome, abort, as_json, workflow_command
from generator.incremental.gc_pause import gc_paused

Format = Literal["text", "markdown", "json", "github", "sarif"]
FailOn = Literal["breaking", "compatible", "clarification", "documentation", "never"]


_BEYOND_PAGES = (
    "CHG210",
    "CHG408",
    "CHG409",
    "CHG410",
    "CHG411",
    "CHG622",
    "CHG623",
    "CHG624",
    "CHG701",
)
"""Changes of defaults, of headers of answers, of what only requests have, of wording: documents say
these, and pages not, or otherwise."""


class Compared(NamedTuple):
    """A comparison, and its sides."""

    comparison: Comparison
    old: Side
    new: Side


def diff(
    old: str,
    new: str | None,
    form: Format,
    fail_on: FailOn,
    targets: Sequence[str],
    show_all: bool,
    options: LoadOptions,
) -> Outcome:
    """The comparison in the form that was asked for. The exit code is 1 where a change is as bad as
    ``fail_on`` or worse, on the wire or for one of the ``targets``.
    """
    compared = compare_sides(old, new, targets, options)
    found = compared.comparison
    limit = None if fail_on == "never" else ChangeClass(fail_on)
    failed = limit is not None and any(at_least(entry.worst, limit) for entry in found.entries)
    return _print(compared, form, show_all)._replace(code=1 if failed else 0)


def compare_sides(
    old: str, new: str | None, targets: Sequence[str], options: LoadOptions
) -> Compared:
    """Load both sides and compare them. ``old`` may be a range of git revisions; without ``new``,
    the pages of the configuration are the new side.
    """
    settings = diff_settings(Path.cwd())
    first, second = _sides(old, new)
    with gc_paused():
        before = load_side(first, options)
        after = load_side(second, options) if second else load_configured(options)
        before, after = _in_one_lock(before, after), _in_one_lock(after, before)
        if before.is_document or after.is_document:
            settings = _of_documents(settings, before.is_document and after.is_document)
            if not targets:
                before, after = _in_common_names(before, after)
        comparison = compare_loaded(before, after, targets or settings.targets, settings)
    return Compared(comparison, before, after)


def _in_one_lock(side: Side, other: Side) -> Side:
    """A side whose pages have no lock, in the names of the lock of the other."""
    if side.with_lock is None or not other.lock:
        return side
    return side._replace(model=side.with_lock(other.lock))


def _in_common_names(old: Side, new: Side) -> tuple[Side, Side]:
    """Both sides in the names of the pages, or of the old document where there are no pages."""
    both = old.is_document and new.is_document
    named, other = (new, old) if old.is_document and not both else (old, new)
    common = in_common_names(named.model, other.model, one_owner=both)
    sides = (named._replace(model=common.named), other._replace(model=common.other))
    return sides if named is old else sides[::-1]


def _of_documents(settings: DiffSettings, both: bool) -> DiffSettings:
    """The settings where one side or ``both`` are documents. No code is made of documents, so that
    only the wire is compared. What pages cannot say is no change.
    """
    beyond = {} if both else dict.fromkeys(_BEYOND_PAGES, IGNORE)
    return settings._replace(targets=(), overrides={**beyond, **settings.overrides})


def _sides(old: str, new: str | None) -> tuple[str, str | None]:
    """Both sides; those of a range, as git has it: ``v1.2..`` is from ``v1.2`` to ``HEAD``."""
    if new is None and ".." in old and not Path(old).exists():
        first, _, second = old.partition("..")
        return first or "HEAD", second.lstrip(".") or "HEAD"
    return old, new


def compare_loaded(
    old: Side, new: Side, targets: Sequence[str], settings: DiffSettings
) -> Comparison:
    """Two sides, compared for the wire and for ``targets``."""
    names = [name for name in dict.fromkeys(targets) if name != WIRE]
    try:
        rules = [load_rules(name, settings.template_dirs) for name in names]
    except TargetRulesError as error:
        abort(str(error))
    kept = KeptNames(old.lock, new.lock, old.model)
    entries = classify(compare(old.model, new.model), rules, settings.overrides, kept)
    witnesses = Witnesses(old.model, settings.template_dirs, settings.tag_names, old.lock)
    return Comparison(old.name, new.name, entries, (WIRE, *names), witnesses)


def _print(compared: Compared, form: Format, show_all: bool) -> Outcome:
    """Each form is imported alone: it is the only one that is printed."""
    comparison = compared.comparison
    match form:
        case "text":
            from generator.changes.formats.text import format_text

            return Outcome(format_text(comparison, show_all))
        case "markdown":
            from generator.changes.formats.markdown import format_markdown

            return Outcome(format_markdown(comparison))
        case "json":
            from generator.changes.formats.json_report import report_data

            return Outcome(as_json(report_data(comparison)))
        case "sarif":
            from generator import __version__
            from generator.changes.formats.sarif import sarif_data

            return Outcome(as_json(sarif_data(comparison, __version__, _prefix(compared.new))))
        case "github":
            return Outcome(stderr=f"{comparison.verdict}\n", commands=_commands(compared))


def _commands(compared: Compared) -> str:
    from generator.changes.formats.annotations import annotations

    return "".join(
        workflow_command(
            found.level,
            found.message,
            **({"file": found.file, "line": found.line} if found.file else {}),
            title=found.title,
        )
        for found in annotations(compared.comparison, _prefix(compared.new))
    )


def _prefix(side: Side) -> str:
    """What leads from the current folder to the side's files: empty where it has no folder."""
    if side.root is None:
        return ""
    path = Path(os.path.relpath(side.root)).as_posix()
    return "" if path == "." else f"{path}/"
