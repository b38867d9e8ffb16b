"""Is what is written what the docs give?"""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.output.manifest import MANIFEST
from generator.output.writer import stale, with_manifests
from generator.targets import RenderedFile


class Difference(NamedTuple):
    """A file that is not as the docs give it."""

    path: str
    what: str
    """``missing``, ``changed`` or ``no longer generated``."""
    diff: str
    """Unified, from what is there to what should be."""


def differences(out: Path, files: Iterable[RenderedFile]) -> list[Difference]:
    """Every file under ``out`` that a build would write, change or remove."""
    wanted = with_manifests(out, files)
    found = []
    for path in sorted(wanted):
        try:
            there = (out / path).read_bytes().decode("utf-8", errors="replace")
        except OSError:
            there = None
        if there == wanted[path]:
            continue
        # A manifest differs whenever a file does; its hashes tell a reader nothing.
        shown = "" if path.endswith(MANIFEST) else _diff(path, there or "", wanted[path])
        found.append(Difference(path, "missing" if there is None else "changed", shown))
    found += [Difference(path, "no longer generated", "") for path in stale(out, wanted)]
    return found


def _diff(path: str, there: str, wanted: str) -> str:
    return "".join(
        difflib.unified_diff(
            there.splitlines(keepends=True),
            wanted.splitlines(keepends=True),
            f"{path} (as it is)",
            f"{path} (as the docs give it)",
        )
    )
