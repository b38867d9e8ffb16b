"""Writing files whole or not at all, and only where they differ."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.output.manifest import MANIFEST, manifest_text, recorded
from generator.targets import RenderedFile


class Written(NamedTuple):
    """How many files of each fate."""

    written: int
    unchanged: int
    removed: int


def with_manifests(out: Path, files: Iterable[RenderedFile]) -> dict[str, str]:
    """Path to text of everything a build writes to ``out``: each target's files and its manifest.

    A file that is written once is left out where it is there, and is in no manifest: it
    belongs to whoever edits it.
    """
    by_target: dict[str, dict[str, str]] = {}
    first: dict[str, str] = {}
    for file in files:
        target, _, path = file.path.partition("/")
        found = by_target.setdefault(target, {})
        if not file.once:
            found[path] = file.text
        elif not (out / file.path).exists():
            first[file.path] = file.text
    return first | {
        f"{target}/{path}": text
        for target, found in by_target.items()
        for path, text in {**found, MANIFEST: manifest_text(found)}.items()
    }


def stale(out: Path, wanted: dict[str, str]) -> list[str]:
    """Files that an earlier build wrote and this one does not."""
    targets = {path.partition("/")[0] for path in wanted}
    return [
        f"{target}/{path}"
        for target in sorted(targets)
        for path in sorted(recorded(out / target))
        if f"{target}/{path}" not in wanted and _inside(out, out / target / path)
    ]


def write(out: Path, files: Iterable[RenderedFile]) -> Written:
    """Bring ``out`` to hold ``files``. Other files are left alone.

    Raises OSError where the system will not write; files already written stay, each whole.
    """
    wanted = with_manifests(out, files)
    gone = stale(out, wanted)
    changed = 0
    # The manifests go last: a build that is cut off leaves files that the next one knows.
    for path in sorted(wanted, key=lambda path: (path.endswith(MANIFEST), path)):
        changed += _write(out / path, wanted[path]) and not path.endswith(MANIFEST)
    for path in gone:
        (out / path).unlink(missing_ok=True)
        _remove_empty(out, (out / path).parent)
    real = sum(not path.endswith(MANIFEST) for path in wanted)
    return Written(changed, real - changed, len(gone))


def _write(path: Path, text: str) -> bool:
    data = text.encode()
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".docs2sdk-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return True


def _inside(out: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(out.resolve())


def _remove_empty(out: Path, folder: Path) -> None:
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
