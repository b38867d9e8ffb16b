"""Compares the files in the output folder with those that a build would write."""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.files import MANIFEST
from generator.output.contents import read_file, same_text, with_lf
from generator.output.manifest import Record
from generator.output.obstacles import check_target_folders
from generator.output.plan import ATTRIBUTES, Plan, plan
from generator.output.survey import find_stale, read_records
from generator.targets import RenderedFile


class Difference(NamedTuple):
    """A file that is not as the docs give it."""

    path: str
    what: str
    """``missing``, ``changed`` or ``no longer generated``."""
    diff: str
    """Unified, from what is there to what should be."""


def differences(out: Path, files: Iterable[RenderedFile]) -> list[Difference]:
    """Every file under ``out`` whose text a build would write, change or remove.

    Raises OutputError for an output folder that no build writes to.
    """
    wanted = plan(files)
    check_target_folders(out, wanted.hashes)
    records = read_records(out, wanted.hashes)
    found = [
        *(_compare(out, path, data) for path, data in wanted.files.items()),
        *(_compare(out, path, None) for path in wanted.once),
        *(_compare_record(target, record, wanted) for target, record in records.items()),
    ]
    stale = find_stale(out, records, {*wanted.files, *wanted.once}, force=True)
    return [
        *sorted(difference for difference in found if difference),
        *(Difference(path, "no longer generated", "") for path in stale.removed),
    ]


def _compare(out: Path, path: str, wanted: bytes | None) -> Difference | None:
    """The difference of one file; None where there is none. Where ``wanted`` is None, the file only
    has to exist.
    """
    found = read_file(out / path)
    if found is None:
        return Difference(path, "missing", _diff(path, b"", wanted or b""))
    if wanted is None or same_text(found, wanted):
        return None
    return Difference(
        path, "changed", _diff(path, found if isinstance(found, bytes) else b"", wanted)
    )


def _compare_record(target: str, record: Record, wanted: Plan) -> Difference | None:
    """The difference of a target's manifest; None where it lists all that a build would write. It
    may list more, as it does after a merge. A diff of hashes tells a reader nothing, so none is
    given.
    """
    known = all(
        hashed in record.hashes.get(path, ()) or record.is_merged(path)
        for path, hashed in wanted.hashes[target].items()
        if path != ATTRIBUTES
    )
    if known and record.is_whole and not record.refused:
        return None
    return Difference(f"{target}/{MANIFEST}", "changed" if record.hashes else "missing", "")


def _diff(path: str, found: bytes, wanted: bytes) -> str:
    return "".join(
        difflib.unified_diff(
            with_lf(found).decode("utf-8", errors="replace").splitlines(keepends=True),
            with_lf(wanted).decode().splitlines(keepends=True),
            f"{path} (as it is)",
            f"{path} (as the docs give it)",
        )
    )
