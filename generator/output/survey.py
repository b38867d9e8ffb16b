"""What a build has to write, replace and remove, found by comparing the output folder with the
plan.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.files import MANIFEST
from generator.model import Source
from generator.output.contents import Found, has_header, read_file, same_text
from generator.output.manifest import Record, read_record
from generator.output.obstacles import left_in
from generator.output.plan import ATTRIBUTES, Plan


class Survey(NamedTuple):
    """What a build is to do, by path in the output folder."""

    records: dict[str, Record]
    """Of each target."""
    unchanged: list[str]
    replaced: dict[str, bytes]
    """New files, and those whose text differs, with their new content."""
    removed: list[str]
    diagnostics: list[Diagnostic]
    """Files that are left alone although they are not as the docs give them."""


def read_records(out: Path, targets: Iterable[str]) -> dict[str, Record]:
    """The record of each target's folder."""
    return {target: read_record(out / target) for target in sorted(targets)}


def survey(out: Path, wanted: Plan, force: bool) -> Survey:
    """Compare ``out`` with what is wanted; with ``force``, nobody's changes are kept. Raises
    nothing, and changes nothing.
    """
    records = read_records(out, wanted.hashes)
    stale = find_stale(out, records, {*wanted.files, *wanted.once}, force)
    removed = set(stale.removed)
    unchanged: list[str] = []
    replaced: dict[str, bytes] = {}
    changed: list[str] = []
    for path, data in wanted.files.items():
        found = read_file(out / path)
        if same_text(found, data):
            unchanged.append(path)
        elif force or _may_replace(out, records, removed, path, found):
            replaced[path] = data
        else:
            changed.append(path)
    replaced |= {
        path: data
        for path, data in wanted.once.items()
        if not os.path.lexists(out / path) or _is_old_attributes(out, records, path, data)
    }
    diagnostics = [
        *map(diagnose_changed, sorted([*changed, *stale.kept])),
        *diagnose_refused(records),
        *_diagnose_unrecorded(out, records, wanted),
    ]
    return Survey(records, unchanged, replaced, stale.removed, diagnostics)


class Stale(NamedTuple):
    """Files that builds wrote, and that are not wanted any more."""

    removed: list[str]
    kept: list[str]
    """Not removed, as somebody changed them since a build wrote them."""


def find_stale(
    out: Path, records: Mapping[str, Record], wanted: Collection[str], force: bool
) -> Stale:
    """The recorded files that are there, and not ``wanted``."""
    stale = Stale([], [])
    for target, record in records.items():
        for name in record.hashes:
            path = f"{target}/{name}"
            found = None if path in wanted else read_file(out / path)
            if found is None or (out / path).is_dir():
                continue
            if force or (isinstance(found, bytes) and record.may_remove(name, found)):
                stale.removed.append(path)
            elif name != ATTRIBUTES:
                stale.kept.append(path)
    return stale


def diagnose_changed(path: str) -> Diagnostic:
    """DOC502: a file is not as a build left it."""
    return Diagnostic(
        code="DOC502",
        source=Source(file=path),
        found="not as docs2sdk wrote it",
        expected="changes in the docs, in templates or in overlays",
    )


def diagnose_refused(records: Mapping[str, Record]) -> Iterator[Diagnostic]:
    """DOC503: a manifest lists a file that no build writes."""
    for target, record in records.items():
        for path in record.refused:
            yield Diagnostic(
                code="DOC503",
                source=Source(file=f"{target}/{MANIFEST}"),
                found=repr(path),
                expected="paths inside the folder",
            )


def _diagnose_unrecorded(
    out: Path, records: Mapping[str, Record], wanted: Plan
) -> Iterator[Diagnostic]:
    """DOC504: files that say that they were generated, where no manifest lists them."""
    for target, record in records.items():
        if record.is_whole:
            continue
        for folder, folders, names in os.walk(out / target):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in sorted(names):
                path = Path(folder, name).relative_to(out).as_posix()
                if path in wanted.files or path.partition("/")[2] in record.hashes:
                    continue
                found = read_file(out / path)
                if isinstance(found, bytes) and has_header(found):
                    yield Diagnostic(
                        code="DOC504",
                        source=Source(file=path),
                        found="generated, and in no manifest",
                        expected="a file that the docs still give",
                    )


def _may_replace(
    out: Path, records: Mapping[str, Record], removed: Collection[str], path: str, found: Found
) -> bool:
    """Whether ``path`` may be written over: nothing is there (``found`` is None), a file that only
    builds and git wrote, or a folder that is empty once ``removed`` are gone.
    """
    if found is None:
        return True
    target, _, name = path.partition("/")
    if isinstance(found, bytes):
        return records[target].is_ours(name, found)
    is_folder = (out / path).is_dir() and not (out / path).is_symlink()
    return is_folder and not left_in(out, out / path, removed)


def _is_old_attributes(out: Path, records: Mapping[str, Record], path: str, wanted: bytes) -> bool:
    """Whether another release wrote the attributes for git, and nobody touched them since."""
    target, _, name = path.partition("/")
    found = read_file(out / path) if name == ATTRIBUTES else None
    if not isinstance(found, bytes) or same_text(found, wanted):
        return False
    return records[target].has(name, found)
