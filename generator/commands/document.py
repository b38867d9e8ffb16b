"""OpenAPI and Swagger documents in the place of pages: what ``model`` and ``inspect`` print."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.terminal import Outcome, abort

if TYPE_CHECKING:
    from generator.diagnostics import Diagnostic
    from generator.model import Api

_SUFFIXES = (".json", ".yaml", ".yml")
"""How the names of documents end."""


def document_among(pages: Sequence[Path] | None) -> Path | None:
    """The document that the arguments name: a single file whose name ends as those of documents do.
    None where they name pages.
    """
    if pages and len(pages) == 1 and pages[0].suffix.lower() in _SUFFIXES:
        return pages[0]
    return None


def model_of_document(path: Path, after: str | None, json: bool) -> Outcome:
    """The model of a document: as text, or as JSON that the schema of ``docs2sdk schema``
    describes. What is wrong in the document goes to standard error; errors make the exit code 1.
    """
    from generator.commands.model_text import format_model
    from generator.commands.terminal import as_json
    from generator.diagnostics import as_text

    if after is not None:
        abort(f"{path}: a document is not linked, so that there is no pass {after!r}")
    api, diagnostics, code = _read(path)
    stdout = as_json(api.model_dump(mode="json", by_alias=True)) if json else format_model(api)
    return Outcome(stdout, as_text(diagnostics), code)


def inspect_document(path: Path, json: bool) -> Outcome:
    """All that is known of a document, and its diagnostics."""
    from generator.commands.model_tree import format_api
    from generator.commands.reports import json_rows
    from generator.commands.terminal import as_json
    from generator.diagnostics import as_text

    api, diagnostics, code = _read(path)
    if json:
        model, rows = api.model_dump(mode="json", by_alias=True), json_rows(diagnostics)
        return Outcome(as_json({"kind": "document", "api": model, "diagnostics": rows}), code=code)
    return Outcome(f"document {path.name}\n{format_api(api)}{as_text(diagnostics)}", code=code)


def read_complete(path: Path) -> "tuple[Api, list[Diagnostic]]":
    """The API of a document, with all that linking adds to one of pages, and what is wrong in it,
    with places relative to the current folder.
    """
    from generator.commands.reports import relative_to_working_folder
    from generator.incremental.gc_pause import gc_paused
    from generator.link.complete import complete
    from generator.openapi import read_document

    with gc_paused():
        api, diagnostics = read_document(path)
        return complete(api), relative_to_working_folder(diagnostics, path.parent)


def _read(path: Path) -> "tuple[Api, list[Diagnostic], int]":
    """The model, the diagnostics, and the exit code."""
    from generator.diagnostics import Severity, worst

    if not path.is_file():
        abort(f"{path}: not a file")
    api, diagnostics = read_complete(path)
    return api, diagnostics, 1 if worst(diagnostics)[Severity.ERROR] else 0
