"""Files written whole in a folder of their own, and then moved to where they belong."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".docs2sdk-"


Batch = dict[str, Path]
"""Path in the output folder to the file that is to be moved there."""


class Staging:
    """Where files are written before any of them is put in its place."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._folders: dict[str, Path] = {}
        self._count = 0

    def add(self, files: Mapping[str, bytes]) -> Batch:
        """Write files, in the folders of their targets: a move from another file system would not
        be one step. Raises OSError.
        """
        batch: Batch = {}
        for path, data in files.items():
            self._count += 1
            batch[path] = self._folder(path.partition("/")[0]) / str(self._count)
            batch[path].write_bytes(data)
            batch[path].chmod(0o644)
        return batch

    def put(self, batch: Batch) -> None:
        """Move files to their places. Raises OSError."""
        for path, staged in batch.items():
            place = self._out / path
            place.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(place)

    def discard(self) -> None:
        """Remove what was not put anywhere, and folders made for it that are still empty."""
        for folder in self._folders.values():
            shutil.rmtree(folder, ignore_errors=True)
            remove_empty_folders(self._out, folder.parent)

    def _folder(self, target: str) -> Path:
        if target not in self._folders:
            folder = self._out / target
            folder.mkdir(parents=True, exist_ok=True)
            self._folders[target] = Path(tempfile.mkdtemp(dir=folder, prefix=PREFIX))
        return self._folders[target]


@contextmanager
def staging(out: Path) -> Iterator[Staging]:
    """What is staged inside, and not put in its place, is gone at the end."""
    found = Staging(out)
    try:
        yield found
    finally:
        found.discard()


def sweep(folder: Path) -> None:
    """Remove what a build that was killed left in a target's folder."""
    if not folder.is_dir():
        return
    for entry in [*folder.iterdir()]:
        if entry.name.startswith(PREFIX) and entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)


def remove_empty_folders(out: Path, folder: Path) -> None:
    """Remove ``folder`` and those above it, as far as they are empty, up to ``out``."""
    with suppress(OSError):
        while folder != out and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
