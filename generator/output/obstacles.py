"""What stands in the way of writing, found before anything is written."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from generator.output.paths import OutputError


def check_target_folders(out: Path, targets: Iterable[str]) -> None:
    """Raise OutputError where a target's folder is a link, which would lead elsewhere, or a file.

    ``out`` itself may be a link: whoever gave it means what it leads to.
    """
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out}: is a file, not a folder")
    for target in targets:
        folder = out / target
        if folder.is_symlink():
            raise OutputError(f"{folder}: is a link, which leads out of the output folder")
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"{folder}: is a file, not a folder")


def check_obstacles(out: Path, written: Iterable[str], removed: Collection[str]) -> None:
    """Raise OutputError where one of ``written`` cannot be put in its place once ``removed`` are
    gone: below a file or a link, over a folder, or in a folder that this user may not change.
    """
    written, gone = list(written), set(removed)
    parents = {parent for path in [*written, *gone] for parent in PurePosixPath(path).parents}
    for parent in sorted(parents - {PurePosixPath()}):
        _check_folder(out / parent, is_removed=parent.as_posix() in gone)
    for path in written:
        place = out / path
        is_folder = place.is_dir() and not place.is_symlink()
        if is_folder and (name := left_in(out, place, gone)):
            raise OutputError(f"{place}: is a folder with {name} in it, and a file is to be there")


def _check_folder(folder: Path, is_removed: bool) -> None:
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: may not be written")
    is_folder = folder.is_dir() and not folder.is_symlink()
    if os.path.lexists(folder) and not is_folder and not is_removed:
        raise OutputError(f"{folder}: is no folder, and files are to be written in it")


def left_in(out: Path, folder: Path, gone: Collection[str]) -> str:
    """The name of a file that is left in a folder once ``gone`` are; empty where none is."""
    for found, folders, names in os.walk(folder):
        links = [name for name in folders if Path(found, name).is_symlink()]
        for name in [*names, *links]:
            if Path(found, name).relative_to(out).as_posix() not in gone:
                return name
    return ""
