"""Is what is written what the docs give?"""

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.files import MANIFEST
from generator.output.writer import known, plan
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
    wanted = plan(files)
    first = {path: data for path, data in wanted.once.items() if not (out / path).exists()}
    found = []
    for path, data in sorted({**wanted.files, **wanted.manifests, **first}.items()):
        try:
            there = (out / path).read_bytes()
        except OSError:
            there = None
        if there == data:
            continue
        # A manifest differs whenever a file does; its hashes tell a reader nothing.
        shown = "" if path.endswith(MANIFEST) else _diff(path, there or b"", data)
        found.append(Difference(path, "missing" if there is None else "changed", shown))
    targets = {path.partition("/")[0] for path in wanted.manifests}
    found += [
        Difference(path, "no longer generated", "")
        for path in known(out, targets)
        if path not in wanted.files and path not in wanted.once and (out / path).exists()
    ]
    return found


def _diff(path: str, there: bytes, wanted: bytes) -> str:
    return "".join(
        difflib.unified_diff(
            there.decode("utf-8", errors="replace").splitlines(keepends=True),
            wanted.decode().splitlines(keepends=True),
            f"{path} (as it is)",
            f"{path} (as the docs give it)",
        )
    )
