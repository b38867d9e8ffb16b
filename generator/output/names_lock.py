"""The lock of names on the disk: written where it changed, and merged by git line by line."""

import difflib
import os
from collections.abc import Iterable
from pathlib import Path

from generator.lock import Entry, Lock, lock_text
from generator.output.contents import read_file, same_text
from generator.output.differences import Difference
from generator.output.lock import locked
from generator.output.paths import OutputError
from generator.output.plan import ATTRIBUTES
from generator.output.whole_file import replace_whole

_ATTRIBUTES_TEXT = """\
# A merge keeps the names of both sides; the next build tidies up.
{0} text eol=lf merge=union
"""


def write_lock(file: Path, entries: Iterable[Entry]) -> str:
    """Bring the lock to hold ``entries``. Where there was none, ``.gitattributes`` beside it are
    written too, if there are none of anybody; not for the hidden lock of an output folder. Returns
    what to tell the user; mostly nothing.

    Raises OutputError where the file cannot be written; the old one is then as it was.
    """
    data = lock_text(entries).encode()
    with locked(file):
        found = read_file(file)
        if same_text(found, data):
            return ""
        _replace(file.resolve(), data)
        if found is not None or file.name.startswith("."):
            return ""
        attributes = file.parent / ATTRIBUTES
        line = _ATTRIBUTES_TEXT.format(file.name)
        if not os.path.lexists(attributes):
            _replace(attributes, line.encode())
    known = read_file(attributes)
    if isinstance(known, bytes) and file.name.encode() in known:
        return f"{file} written: the next build gives the same names. Commit it"
    setting = line.splitlines()[-1]
    return f"{file} written: commit it, and add {setting!r} to {attributes}"


def lock_difference(file: Path, before: Lock, entries: Iterable[Entry]) -> Difference | None:
    """How the lock differs from what a build would write; None where it has the same entries,
    in whatever order they are after a merge.
    """
    now = {*entries}
    if now == {*before.entries}:
        return None
    if not before:
        return Difference(file.name, "missing", "")
    old, new = (lock_text(some).splitlines(keepends=True) for some in (before.entries, now))
    name = file.name
    diff = difflib.unified_diff(old, new, f"{name} (as it is)", f"{name} (as builds give it)")
    return Difference(name, "changed", "".join(diff))


def _replace(file: Path, data: bytes) -> None:
    """Write a file as a whole or not at all."""
    # Always this name: a build that was killed leaves a file that the next one moves.
    staged = file.with_name(f".{file.name.lstrip('.')}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(file, data, staged)
    except OSError as error:
        raise OutputError(f"{file}: {error.strerror or error}") from error
