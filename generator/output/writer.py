"""Writes files as a whole or not at all, only where they differ, and never over somebody's
changes.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.files import MANIFEST, OLD_MANIFEST
from generator.output.contents import read_file
from generator.output.lock import locked
from generator.output.manifest import manifest_text
from generator.output.obstacles import check_obstacles, check_target_folders
from generator.output.paths import OutputError
from generator.output.plan import ATTRIBUTES, Plan, plan
from generator.output.staging import Batch, Staging, remove_empty_folders, staging, sweep
from generator.output.survey import (
    Survey,
    diagnose_changed,
    diagnose_refused,
    find_stale,
    read_records,
    survey,
)
from generator.targets import RenderedFile


class Written(NamedTuple):
    """What became of the files, by path, without those that a build keeps for itself: manifests and
    attributes for git.
    """

    written: list[str]
    unchanged: list[str]
    removed: list[str]
    diagnostics: list[Diagnostic]
    """Files that were left alone although they are not as the docs give them."""
    wanted: Plan
    """What was to be written."""


def write(out: Path, files: Iterable[RenderedFile], force: bool = False) -> Written:
    """Bring ``out`` to hold ``files``. Other files are left alone, and so, unless ``force``, are
    those that somebody changed since they were written.

    Raises OutputError where that cannot be done. What stands in the way is looked for before
    anything is changed, and all new files are on the disk before the first old one is replaced. So
    after an error the old output is complete, unless the message says otherwise.
    """
    wanted = plan(files)
    check_target_folders(out, wanted.hashes)
    with locked(out):
        found = survey(out, wanted, force)
        manifests = {p: data for p, data in wanted.manifests.items() if read_file(out / p) != data}
        if found.replaced or found.removed or manifests:
            check_obstacles(out, [*found.replaced, *wanted.manifests], found.removed)
            _replace(out, wanted, found)
        for target in wanted.hashes:
            sweep(out / target)
    written = sorted(path for path in found.replaced if path not in wanted.attributes)
    return Written(written, found.unchanged, found.removed, found.diagnostics, wanted)


def clean(out: Path, targets: Iterable[str], force: bool = False) -> Written:
    """Remove everything that builds wrote. Files that somebody changed since stay, unless
    ``force``.

    Raises OutputError where that cannot be done.
    """
    targets = list(targets)
    check_target_folders(out, targets)
    with locked(out):
        records = read_records(out, targets)
        stale = find_stale(out, records, (), force)
        check_obstacles(out, (), stale.removed)
        kept = [f"{target}/{name}" for target in targets for name in (MANIFEST, OLD_MANIFEST)]
        for target in targets:
            sweep(out / target)
        _remove(out, [*stale.removed, *kept])
    diagnostics = [*map(diagnose_changed, stale.kept), *diagnose_refused(records)]
    removed = [path for path in stale.removed if not path.endswith(f"/{ATTRIBUTES}")]
    return Written([], [], removed, diagnostics, Plan({}, {}, {}, {}, frozenset()))


def _replace(out: Path, wanted: Plan, found: Survey) -> None:
    """Write the new files and remove the old ones. A manifest that lists the hashes of both the old
    and the new texts is written before, and the final manifest after, so that the next build can
    complete this one wherever it is interrupted.
    """
    with staging(out) as stage:
        before, new, after = _stage(out, stage, wanted, found)
        try:
            stage.put(before)
            # First, as a folder may stand where a file is to be.
            _remove(out, found.removed)
            stage.put(new)
            stage.put(after)
            _remove(out, [f"{target}/{OLD_MANIFEST}" for target in wanted.hashes])
        except OSError as error:
            place = error.filename2 or error.filename or out
            reason = error.strerror or error
            raised = OutputError(f"{place}: {reason}")
            raised.is_partial = True
            raise raised from error


def _stage(out: Path, stage: Staging, wanted: Plan, found: Survey) -> tuple[Batch, Batch, Batch]:
    """The manifests for the time of writing, the new files, and the manifests for afterwards."""
    manifests: dict[str, bytes] = {}
    for target, record in found.records.items():
        hashes = {path: {hashed} for path, hashed in wanted.hashes[target].items()}
        for path, known in record.hashes.items():
            hashes.setdefault(path, set()).update(known)
        manifests[f"{target}/{MANIFEST}"] = manifest_text(hashes, writing=True).encode()
    try:
        return stage.add(manifests), stage.add(found.replaced), stage.add(wanted.manifests)
    except OSError as error:
        raise OutputError(f"{error.filename or out}: {error.strerror or error}") from error


def _remove(out: Path, paths: Iterable[str]) -> None:
    for path in paths:
        (out / path).unlink(missing_ok=True)
        remove_empty_folders(out, (out / path).parent)
