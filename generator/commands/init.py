"""``docs2sdk init``: a configuration, written after a look at the pages."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from generator.commands.terminal import abort
from generator.config import CONFIG_FILE, Settings
from generator.diagnostics import Severity, worst
from generator.docs import Page, PageKind, docs_root, find_pages, load_page, read_page
from generator.files import PageFile
from generator.link import link
from generator.targets.escapes import line_comment, toml

_LOOKED_AT = 300
"""Pages: enough to know the API by, few enough to take a second or two."""
_SKIPPED = {"node_modules", "site-packages", "generated", "venv", "__pycache__"}
_EMPTY: dict[str | None, Any] = {"array": [], "object": {}}
_SHOWN = ("pages", "out", "targets", "title", "package")
"""Settings that are written out; the others stand as comments."""


def write_config(inputs: Sequence[Path], force: bool) -> str:
    """Write ``docs2sdk.toml`` into the current folder, and tell what was found.

    Ends with exit code 2 where there is one already, unless ``force``, and where no page
    describes an endpoint; nothing is written then.
    """
    target = Path(CONFIG_FILE)
    if target.exists() and not force:
        abort(f"{CONFIG_FILE} is there already; --force writes over it")
    for given in inputs:
        if not given.exists():
            abort(f"{given}: no such file or folder")
    here = Path.cwd()
    root = docs_root(inputs or [here])
    files = [f for f in find_pages(inputs or [here], root) if inputs or not _skipped(f, here)]
    # Spread over all folders: each may be written in a style of its own.
    looked = files[:: max(1, len(files) // _LOOKED_AT)]
    pages = [read_page(load_page(file, root)) for file in looked]
    described = [
        file for file, page in zip(looked, pages, strict=True) if page.kind == PageKind.OPERATION
    ]
    if not described:
        abort(f"no page that describes an endpoint among {len(files):,} Markdown files")
    api = link(pages).api
    folders = _folders(described, looked) if not inputs else list(inputs)
    values: dict[str, Any] = {
        "pages": [_relative(folder, here) for folder in folders],
        "title": api.title,
        "package": api.title.lower() if api.title.isidentifier() else "",
    }
    target.write_text(_config(values, api.title), encoding="utf-8")
    return _found(pages, len(files), values["pages"])


def _skipped(file: PageFile, here: Path) -> bool:
    parts = file.path.resolve().relative_to(here.resolve()).parts[:-1]
    return any(part in _SKIPPED or part.startswith(".") for part in parts)


def _folders(described: Iterable[PageFile], looked: Iterable[PageFile]) -> list[Path]:
    """The fewest folders that hold all endpoint pages, and few others."""
    found = {file.path.parent for file in described}
    others = [file.path for file in looked if file.path.parent not in found]
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


def _relative(path: Path, here: Path) -> str:
    return Path(os.path.relpath(path.resolve(), here)).as_posix()


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
        case int():
            return str(value)
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return "{}"
    return toml(value or "")


def _found(pages: Sequence[Page], count: int, folders: Sequence[str]) -> str:
    kinds = Counter(page.kind for page in pages)
    counts = worst(d for page in pages for d in page.diagnostics)
    told = ", ".join(f"{kinds[kind]:,} {kind}" for kind in PageKind if kinds[kind])
    of = f" of {count:,}" if count > len(pages) else ""
    return (
        f"{len(pages):,}{of} pages looked at: {told}; {counts[Severity.ERROR]:,} errors, "
        f"{counts[Severity.WARNING]:,} warnings\n"
        f"{CONFIG_FILE} written: pages = {', '.join(folders)}\n"
        "Next: docs2sdk build"
    )
