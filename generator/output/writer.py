"""Writing files whole or not at all, only where they differ, and never over a person's work."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock
from platformdirs import user_cache_path

from generator.diagnostics import Diagnostic
from generator.files import MANIFEST
from generator.model import Source
from generator.output.manifest import digest, manifest_text, recorded
from generator.targets import RenderedFile

_TEMPORARY = ".docs2sdk-"


class Plan(NamedTuple):
    """What a build is to leave in the output folder."""

    files: dict[str, bytes]
    """Path to content, without manifests and files that are written once."""
    once: dict[str, bytes]
    """Files that are written where there is none, and belong to whoever edits them."""
    manifests: dict[str, bytes]
    hashes: dict[str, str]
    """Path to what the manifest records of ``files``."""


class Written(NamedTuple):
    """What became of the files, by path."""

    written: list[str]
    unchanged: list[str]
    removed: list[str]
    diagnostics: list[Diagnostic]
    """The files that a person changed, and that were left alone."""
    wanted: Plan
    """What was to be written."""


def plan(files: Iterable[RenderedFile]) -> Plan:
    """The files of all targets, and the manifest of each."""
    kept: dict[str, bytes] = {}
    once: dict[str, bytes] = {}
    hashes: dict[str, str] = {}
    by_target: dict[str, dict[str, str]] = {}
    for file in files:
        data = file.text.encode()
        target, _, path = file.path.partition("/")
        hashed = by_target.setdefault(target, {})
        if file.once:
            once[file.path] = data
        else:
            kept[file.path] = data
            hashed[path] = hashes[file.path] = digest(data)
    manifests = {
        f"{target}/{MANIFEST}": manifest_text(found).encode() for target, found in by_target.items()
    }
    return Plan(kept, once, manifests, hashes)


def known(out: Path, targets: Iterable[str]) -> dict[str, list[str]]:
    """Path to hashes of all that earlier builds wrote to these targets."""
    return {
        f"{target}/{path}": hashes
        for target in sorted(targets)
        for path, hashes in recorded(out / target).items()
        if _inside(out, out / target / path)
    }


def write(out: Path, files: Iterable[RenderedFile], force: bool = False) -> Written:
    """Bring ``out`` to hold ``files``. Other files are left alone, and so, unless ``force``, are
    those that somebody changed since they were written.

    Raises OSError where the system will not write. Everything new is on the disk before the
    first file is replaced, so a full disk leaves the old output as it was.
    """
    wanted = plan(files)
    targets = {path.partition("/")[0] for path in wanted.manifests}
    with _alone(out):
        for target in targets:
            _sweep(out / target)
        ours = known(out, targets)
        there = {path: _read(out / path) for path in wanted.files}
        unchanged = [path for path, data in wanted.files.items() if there[path] == data]
        differs = [path for path in wanted.files if there[path] != wanted.files[path]]
        touched = [path for path in differs if not _ours(ours, path, there[path]) and not force]
        first = [path for path in wanted.once if not (out / path).exists()]
        stale = [path for path in ours if path not in wanted.files and path not in wanted.once]
        gone = [p for p in stale if force or _ours(ours, p, _read(out / p))]
        replaced = {path: wanted.files[path] for path in differs if path not in touched}
        manifests = {
            path: data for path, data in wanted.manifests.items() if _read(out / path) != data
        }
        if replaced or first or gone or manifests:
            pending = _pending(wanted, ours)
            new = replaced | {path: wanted.once[path] for path in first}
            with _staged(out, {**pending, **new}) as put:
                # Before and after everything else: what is there is ours, old or new.
                put(pending)
                put(new)
            for path in gone:
                (out / path).unlink(missing_ok=True)
                _remove_empty(out, (out / path).parent)
            with _staged(out, wanted.manifests) as put:
                put(wanted.manifests)
    left = sorted([*touched, *(path for path in stale if path not in gone)])
    changed = [_changed(path) for path in left]
    return Written(sorted([*replaced, *first]), unchanged, gone, changed, wanted)


def clean(out: Path, targets: Iterable[str], force: bool = False) -> Written:
    """Remove everything that builds wrote, but what somebody changed since, unless ``force``."""
    targets = list(targets)
    with _alone(out):
        ours = known(out, targets)
        gone = [path for path in ours if force or _ours(ours, path, _read(out / path))]
        for path in [*gone, *(f"{target}/{MANIFEST}" for target in targets)]:
            (out / path).unlink(missing_ok=True)
            _remove_empty(out, (out / path).parent)
        for target in targets:
            _sweep(out / target)
    left = [path for path in ours if path not in gone]
    return Written([], [], gone, [_changed(path) for path in left], Plan({}, {}, {}, {}))


def _ours(ours: dict[str, list[str]], path: str, data: bytes | None) -> bool:
    """Whether a file is as a build left it, or is not there."""
    return data is None or digest(data) in ours.get(path, ())


def _changed(path: str) -> Diagnostic:
    return Diagnostic(
        code="DOC502",
        source=Source(file=path),
        found="not as docs2sdk wrote it",
        expected="changes in the docs, in templates or in overlays",
    )


def _pending(wanted: Plan, ours: dict[str, list[str]]) -> dict[str, bytes]:
    """Manifests that know the old files as well as the new."""
    found = {}
    for manifest in wanted.manifests:
        folder = manifest.removesuffix(MANIFEST)
        new = {
            path.removeprefix(folder): hashed
            for path, hashed in wanted.hashes.items()
            if path.startswith(folder)
        }
        before = {
            path.removeprefix(folder): hashes
            for path, hashes in ours.items()
            if path.startswith(folder)
        }
        found[manifest] = manifest_text(new, before).encode()
    return found


class _Put:
    """Moves files that are complete to where they belong."""

    def __init__(self, out: Path, staged: dict[str, Path]) -> None:
        self._out = out
        self._staged = staged

    def __call__(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._staged.pop(path).replace(self._out / path)


@contextmanager
def _staged(out: Path, files: dict[str, bytes]) -> Iterator[_Put]:
    """Everything written under other names, beside where it belongs."""
    staged: dict[str, Path] = {}
    checked: set[Path] = set()
    try:
        for path, data in files.items():
            folder = (out / path).parent
            if folder not in checked:
                folder.mkdir(parents=True, exist_ok=True)
                if not _inside(out, folder):
                    raise OSError(0, "leads out of the output folder", str(folder))
                checked.add(folder)
            handle, name = tempfile.mkstemp(dir=folder, prefix=_TEMPORARY)
            staged[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            staged[path].chmod(0o644)
        yield _Put(out, staged)
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """One build at a time writes to an output folder."""
    folder = user_cache_path("docs2sdk") / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(os.fsencode(out.resolve())).hexdigest()
        lock = FileLock(folder / f"{name}.lock")
        lock.acquire()
    except OSError:
        # Without a place for locks there is none.
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _sweep(folder: Path) -> None:
    """Remove what a build that was killed had not put in its place."""
    for found, _, names in os.walk(folder):
        for name in names:
            if name.startswith(_TEMPORARY):
                Path(found, name).unlink(missing_ok=True)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _inside(out: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(out.resolve())


def _remove_empty(out: Path, folder: Path) -> None:
    with suppress(OSError):
        while folder != out and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
