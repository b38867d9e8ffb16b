"""``docs2sdk changelog`` and ``docs2sdk release``: an entry for people, and the next version."""

import re
from collections.abc import Sequence
from datetime import date as day
from pathlib import Path

from generator.changes.bump import highest
from generator.changes.comparison import Comparison
from generator.changes.own_block import (
    NEW_CHANGELOG,
    ChangedByHandError,
    content_hash,
    with_release,
    with_unreleased,
)
from generator.changes.release_texts import (
    ReleaseFile,
    Style,
    bump_table,
    changeset,
    commit_message,
    next_version,
    section,
    towncrier,
)
from generator.changes.target_rules import WIRE
from generator.commands.diff import compare_sides
from generator.commands.diff_inputs import LoadOptions
from generator.commands.diff_settings import DiffSettings, diff_settings
from generator.commands.replace_file import read_text, replace_text
from generator.commands.terminal import Outcome, abort

_FOLDERS = {"changeset": Path(".changeset"), "towncrier": Path("newsfragments")}
_CHANGELOG = Path("CHANGELOG.md")
_OWN_FILE = re.compile(r"\+?docs2sdk-(?P<hash>[0-9a-f]{12})(\.[a-z]+)?\.md")


def changelog(
    old: str,
    new: str | None,
    style: Style,
    write: bool,
    to: Path | None,
    force: bool,
    options: LoadOptions,
) -> Outcome:
    """The entry in the style that was asked for: printed, or written in place of the one that a
    run before has written. The exit code is 1 where somebody has changed that.
    """
    settings = diff_settings(Path.cwd())
    found = compare_sides(old, new, (), options).comparison
    if style == "commit":
        if write or to:
            abort("a commit message is printed: git commit -F - reads it")
        return Outcome(commit_message(found, settings.docs_url))
    if style == "section":
        text = section(found, settings.docs_url)
        return _put_section(to or _CHANGELOG, text, force) if write else Outcome(text)
    files = _files(style, found, settings)
    if write:
        return _put_files(to or _FOLDERS[style], files, force)
    return Outcome("\n".join(file.text for file in files))


def release(
    since: str,
    write: bool,
    to: Path | None,
    date: str,
    force: bool,
    options: LoadOptions,
) -> Outcome:
    """The bump of each target, the next version, and its entry. The exit code is 1 where somebody
    has changed the entry of a run before.
    """
    settings = diff_settings(Path.cwd())
    found = compare_sides(since, None, (), options).comparison
    targets = [bump for name, bump in found.bumps.items() if name != WIRE]
    try:
        version = next_version(settings.release, highest(targets or found.bumps.values()))
    except ValueError as error:
        abort(f"release: {error}")
    table = bump_table(found.bumps)
    if version == settings.release:
        return Outcome(f"{table}\nNothing to release: {version} is as the docs give it.\n")
    heading = f"[{version}] - {_checked(date) or day.today().isoformat()}"
    text = section(found, settings.docs_url)
    hint = f'{settings.release} → {version}: set release = "{version}" in the configuration.\n'
    if not write:
        return Outcome(f"{table}\n## {heading}\n\n{text}", hint)
    path = to or _CHANGELOG
    try:
        replace_text(path, with_release(read_text(path) or NEW_CHANGELOG, heading, text, force))
    except ChangedByHandError as error:
        return _left_alone(path, error)
    return Outcome(table, f"{path}: release {version}\n{hint}")


def _checked(date: str) -> str:
    """A date as ISO 8601 has it. Ends with exit code 2 for anything else."""
    try:
        return day.fromisoformat(date).isoformat() if date else ""
    except ValueError:
        abort(f"{date!r} is no date such as 2026-01-31")


def _files(style: Style, comparison: Comparison, settings: DiffSettings) -> list[ReleaseFile]:
    if style == "towncrier":
        return towncrier(comparison, settings.docs_url)
    if not settings.package:
        abort("a changeset names a package: set package, or distribution, in the configuration")
    return changeset(comparison, settings.docs_url, settings.package)


def _put_section(path: Path, text: str, force: bool) -> Outcome:
    there = read_text(path)
    try:
        wanted = with_unreleased(there or NEW_CHANGELOG, text, force)
    except ChangedByHandError as error:
        return _left_alone(path, error)
    if wanted == there or (there is None and not text):
        return Outcome(stderr=f"{path}: as it is\n")
    replace_text(path, wanted)
    return Outcome(stderr=f"{path}: written\n")


def _put_files(folder: Path, files: Sequence[ReleaseFile], force: bool) -> Outcome:
    """Write files in place of those that a run before has written."""
    names = {file.name for file in files}
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    before = [path for path in there if path.is_file() and _OWN_FILE.fullmatch(path.name)]
    if changed := [path for path in before if not force and not _is_untouched(path)]:
        return _left_alone(changed[0], ChangedByHandError("somebody has changed it"))
    for path in before:
        if path.name not in names:
            path.unlink()
    for file in files:
        replace_text(folder / file.name, file.text)
    return Outcome(stderr="".join(f"{folder / name}: written\n" for name in sorted(names)))


def _is_untouched(path: Path) -> bool:
    name = _OWN_FILE.fullmatch(path.name)
    return bool(name) and content_hash(read_text(path) or "") == (name and name["hash"])


def _left_alone(path: Path, error: ChangedByHandError) -> Outcome:
    return Outcome(stderr=f"docs2sdk: {path}: {error}; --force writes over it\n", code=1)
