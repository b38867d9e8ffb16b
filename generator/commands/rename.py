"""``docs2sdk rename``: change a name in the lock, or drop an earlier one."""

from collections.abc import Mapping

from generator.commands.options import Project
from generator.commands.terminal import Outcome, abort
from generator.lock import Entry, LockError, read_lock
from generator.lock.renaming import RENAMED_KINDS, Change, RenameError, drop, rename
from generator.output import OutputError, write_lock
from generator.targets import Pack, PackError, load_pack
from generator.targets.casing import with_suffix
from generator.targets.locked_names import is_usable


def change_name(project: Project, old: str, new: str, target: str, kind: str) -> Outcome:
    """Write the lock with ``new`` in place of ``old``; without ``old``, where ``new`` is empty.

    ``target`` and ``kind`` say of what alone. Ends with exit code 2, and writes nothing, where the
    name cannot be changed.
    """
    settings = project.settings
    kinds = (kind,) if kind else RENAMED_KINDS

    def is_meant(entry: Entry) -> bool:
        return entry.kind in kinds and target in ("", entry.target)

    try:
        loaded = [
            load_pack(name, settings.templates, settings.target.get(name))
            for name in settings.targets
        ]
        packs = {pack.name: pack for pack in loaded}
        lock = read_lock(settings.lock_file)
        if not lock:
            abort(f"{settings.lock_file}: no names yet; docs2sdk build writes them")
        if new:
            entries, changes = rename(
                lock.entries, old, new, is_meant, lambda entry, name: _fault(packs, entry, name)
            )
        else:
            entries, changes = drop(lock.entries, old, is_meant)
        write_lock(settings.lock_file, entries)
    except (LockError, OutputError, PackError, RenameError) as error:
        abort(str(error))
    lines = [*map(_line, changes), f"{settings.lock_file} written. Next: docs2sdk build"]
    return Outcome(stderr="".join(f"{line}\n" for line in lines))


def _fault(packs: Mapping[str, Pack], entry: Entry, name: str) -> str:
    """Why a thing cannot have a name in its target; empty where it can, or the target is not
    configured.
    """
    if (pack := packs.get(entry.target)) is None:
        return ""
    style = pack.style(entry.kind)
    if not is_usable(name, style):
        return f"{name!r} cannot be the name of a {entry.kind} in {entry.target}"
    if (safe := with_suffix(name, style)) != name:
        return f"{name} is reserved in {entry.target}; {safe} is not"
    return ""


def _line(change: Change) -> str:
    entry, name = change
    what = f"{entry.target}: {entry.kind} {entry.name}"
    return f"{what} is now {name}; the old name is kept for it" if name else f"{what} is dropped"
