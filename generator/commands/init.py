"""``docs2sdk init``: a configuration, written after a look at the pages."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress
from pathlib import Path
from typing import Any

from generator.commands.terminal import Outcome, abort
from generator.config import Settings
from generator.config_files import CONFIG_FILE
from generator.diagnostics import Severity, worst
from generator.docs import PageKind, docs_root, find_pages, load_page
from generator.docs.detect import detect_layout
from generator.files import PageFile
from generator.incremental.session import Session
from generator.incremental.store import Cache
from generator.inputs import Inputs
from generator.pipeline import ReadPage, folder_title
from generator.targets.escapes import line_comment, toml
from generator.user_folders import user_cache_folder

_SAMPLED = 300
"""How many pages are looked at: enough to find out the settings, few enough to take a second or
two.
"""
_SKIPPED = {"node_modules", "site-packages", "generated", "venv", "__pycache__"}
_EMPTY: dict[str | None, Any] = {"array": [], "object": {}}
_SHOWN = ("pages", "out", "targets", "title", "package")
"""Settings that are written out; the others stand as comments."""


def init(inputs: Sequence[Path], force: bool) -> Outcome:
    """Write ``docs2sdk.toml`` into the current folder, and say what was found.

    ``inputs`` are the folders and files to look at; none for the current folder. Ends with exit
    code 2, and writes nothing, where there is a configuration already (unless ``force``), and
    where no page describes an operation.
    """
    target = Path(CONFIG_FILE)
    if target.exists() and not force:
        abort(f"{CONFIG_FILE} is there already; --force writes over it")
    for given in inputs:
        if not given.exists():
            abort(f"{given}: no such file or folder")
    current = Path.cwd()
    root = docs_root(inputs or [current])
    found = find_pages(inputs or [current], root)
    files = [file for file in found if inputs or not _is_skipped(file, current)]
    # Every n-th file, so that all folders are looked at: each may have a layout of its own.
    sampled = files[:: max(1, len(files) // _SAMPLED)]
    settings = Settings(pages=list(inputs) or [current])
    looked_at = [load_page(file, root) for file in sampled]
    loaded = Inputs(settings, root, [], detect_layout(looked_at), looked_at)
    with Cache(user_cache_folder()) as cache:
        session = Session(settings, cache, inputs=loaded)
        pages = session.pages
        is_operation = [page.kind == PageKind.OPERATION for page in pages]
        if not any(is_operation):
            abort(f"no page that describes an endpoint among {len(files):,} Markdown files")
        title = session.linked.api.title
    if title == folder_title(settings):
        title = ""  # No page names the API: nothing to put into the configuration.
    folders = list(inputs) or _folders(list(compress(sampled, is_operation)), sampled)
    values = _values(folders, title, current)
    target.write_text(_config(values, title), encoding="utf-8")
    return Outcome(stderr=_summary(pages, len(files), values["pages"]))


def _values(folders: Iterable[Path], title: str, current: Path) -> dict[str, Any]:
    """The settings that were found out."""
    return {
        "pages": [_relative(folder, current) for folder in folders],
        "title": title,
        "package": title.lower() if title.isidentifier() else "",
    }


def _is_skipped(file: PageFile, current: Path) -> bool:
    parts = file.path.resolve().relative_to(current.resolve()).parts[:-1]
    return any(part in _SKIPPED or part.startswith(".") for part in parts)


def _folders(described: Iterable[PageFile], sampled: Iterable[PageFile]) -> list[Path]:
    """The fewest folders that hold all endpoint pages, and few others."""
    found = {file.path.parent for file in described}
    others = [file.path for file in sampled if file.path.parent not in found]
    while True:
        above = Counter(folder.parent for folder in found)
        wider = next(
            (
                parent
                for parent, count in sorted(above.items())
                if count > 1 and not any(other.is_relative_to(parent) for other in others)
            ),
            None,
        )
        if wider is None:
            return sorted(found)
        found = {f for f in found if not f.is_relative_to(wider)} | {wider}


def _relative(path: Path, current: Path) -> str:
    return Path(os.path.relpath(path.resolve(), current)).as_posix()


def _config(values: dict[str, Any], title: str) -> str:
    """Each setting with what it means; all but a few as comments, with their defaults."""
    name_of = line_comment(title) or "this API"
    lines = [f"# How docs2sdk builds {name_of}. Paths are relative to this file.", ""]
    for name, field in Settings.model_json_schema()["properties"].items():
        text = " ".join(field.get("description", "").replace("``", "`").split())
        value = values.get(name) or field.get("default", _EMPTY.get(field.get("type"), ""))
        mark = "" if name in _SHOWN and value else "# "
        lines += [f"# {text}", f"{mark}{name} = {_value(value)}", ""]
    return "\n".join(lines)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return "{}"
    return toml(value or "")


def _summary(pages: Sequence[ReadPage], count: int, folders: Sequence[str]) -> str:
    """What was found on ``pages``, some or all of ``count``, and what to do next."""
    kinds = Counter(page.kind for page in pages)
    counts = worst(diagnostic for page in pages for diagnostic in page.diagnostics)
    found = ", ".join(f"{kinds[kind]:,} {kind}" for kind in PageKind if kinds[kind])
    of = f" of {count:,}" if count > len(pages) else ""
    return (
        f"{len(pages):,}{of} pages looked at: {found}; {counts[Severity.ERROR]:,} errors, "
        f"{counts[Severity.WARNING]:,} warnings\n"
        f"{CONFIG_FILE} written: pages = {', '.join(folders)}\n"
        "Next: docs2sdk build\n"
    )
