"""Stops a build that would remove most of the output because pages are missing.

A submodule that was not checked out, files that Git LFS has not fetched, a folder that may not be
read: nothing in the API has changed, yet a build would remove the code of every operation on those
pages.
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from generator.config import Settings
from generator.diagnostics import Diagnostic
from generator.docs import PageKind
from generator.files import SUFFIXES
from generator.model import Source
from generator.output.survey import read_records
from generator.pipeline import Build

_DOCUMENT = "openapi/openapi.json"
_OPERATION_ID = re.compile(rb'"operationId": ("[^"\\\n]*+(?:\\.[^"\\\n]*+)*+")')
_NAMED = 5
"""How many names a message lists at most."""


class Removals(NamedTuple):
    """What the last build wrote and this one would not."""

    kind: str
    """``operations``, or ``files`` where no OpenAPI document tells the operations."""
    names: list[str]
    before: int
    """How many there were."""

    def __str__(self) -> str:
        more = ", …" if len(self.names) > _NAMED else ""
        return (
            f"{len(self.names):,} of {self.before:,} {self.kind}: "
            f"{', '.join(self.names[:_NAMED])}{more}"
        )


def empty_corpus(built: Build, settings: Settings, layout: str) -> str:
    """Why nothing can be built, and what to do; empty where there are operations.

    An API without operations is never what somebody wanted, so nothing allows it.
    """
    if built.api.operations:
        return ""
    folders = ", ".join(map(str, settings.pages))
    if not built.kinds.total():
        return (
            f"no pages: no file ending in {' or '.join(SUFFIXES)} in {folders}{_others(settings)}. "
            "Is a submodule not checked out, or a folder linked? Nothing was written or removed."
        )
    kinds = ", ".join(f"{built.kinds[kind]:,} {kind}" for kind in PageKind if built.kinds[kind])
    return (
        f"no operations: none of the {built.kinds.total():,} pages in {folders} describes one "
        f"({kinds}), as the layout {layout!r} has them. {_unread(built)}docs2sdk init compares "
        f"all layouts, --layout names another, and docs2sdk layout new {folders} drafts one. "
        "Nothing was written or removed."
    )


def _unread(built: Build) -> str:
    """What looks like an operation, and where the first of them is."""
    lines = [found for found in built.diagnostics if found.code == "DOC240"]
    if not lines:
        return "No line looks like METHOD /path outside of samples. "
    some = "line looks like a request line" if len(lines) == 1 else "lines look like request lines"
    return f"{len(lines):,} {some}, the first at {lines[0].source}: {lines[0].found}. "


def _others(settings: Settings) -> str:
    """The endings of the files that are there instead: ``, but 12 .mdx, 1 .txt``."""
    endings = Counter(
        file.suffix or file.name
        for folder in settings.pages
        if folder.is_dir()
        for file in folder.iterdir()
        if file.is_file()
    )
    found = ", ".join(f"{count:,} {ending}" for ending, count in endings.most_common(3))
    return f", but {found}" if found else ""


def removals(built: Build, settings: Settings) -> Removals:
    """What is in the output folder as a build wrote it, and is not in ``built``."""
    out = settings.out
    document = next((file for file in built.files if file.path == _DOCUMENT), None)
    before = _operation_ids(_read(out / _DOCUMENT)) if document else []
    if document and before:
        now = set(_operation_ids(document.text.encode()))
        return Removals("operations", [name for name in before if name not in now], len(before))
    targets = {file.path.partition("/")[0] for file in built.files}
    records = read_records(out, targets)
    files = [f"{target}/{name}" for target in records for name in sorted(records[target].hashes)]
    generated = {file.path for file in built.files}
    return Removals("files", [path for path in files if path not in generated], len(files))


def too_many(found: Removals, settings: Settings) -> str:
    """Why so much is not removed, and what to do; empty where it may be."""
    if len(found.names) <= settings.allow_removals * found.before:
        return ""
    return (
        f"this build would remove {found}. That is more than the share that allow_removals "
        f"permits ({settings.allow_removals:g}). If the docs dropped them, build with "
        "--allow-removals; if pages are missing or unreadable, bring them back. "
        "Nothing was written or removed."
    )


def removal_diagnostics(found: Removals) -> list[Diagnostic]:
    """A DOC510 that lists the operations; none for files, which come and go with models."""
    if not found.names or found.kind != "operations":
        return []
    return [Diagnostic(code="DOC510", source=Source(file=_DOCUMENT), found=str(found))]


def _operation_ids(document: bytes) -> list[str]:
    """The ids in an OpenAPI document as docs2sdk writes it: reading 4 MB of JSON takes longer
    than looking for them.
    """
    return sorted({json.loads(found) for found in _OPERATION_ID.findall(document)})


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
