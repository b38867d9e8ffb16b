"""``docs2sdk init``: a configuration, written after a look at the pages."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress
from pathlib import Path
from typing import Any

from generator.commands.terminal import Outcome, abort
from generator.config import Settings
from generator.diagnostics import Severity, worst
from generator.docs import PageKind, docs_root, find_pages, load_page
from generator.docs.detect import Fit, certainty, fits, misgivings, page_blocks, request_candidates
from generator.docs.named_methods import named_methods
from generator.files import PageBytes, PageFile
from generator.incremental.session import Session
from generator.incremental.store import Cache
from generator.locations import CONFIG_FILE, LOCK_FILE, user_cache_folder
from generator.pipeline import Inputs, ReadPage, folder_title
from generator.targets.escapes import line_comment, toml

_SAMPLED = 300
"""How many pages are looked at: enough to find out the settings, few enough to take a second or
two.
"""
_SKIPPED = {"node_modules", "site-packages", "generated", "venv", "__pycache__"}
_EMPTY: dict[str | None, Any] = {"array": [], "object": {}}
_SHOWN = ("pages", "out", "targets", "layout", "title", "package")
"""Settings that are written out; the others stand as comments."""


def init(inputs: Sequence[Path], force: bool) -> Outcome:
    """Write ``docs2sdk.toml`` into the current folder, and say what was found.

    ``inputs`` are the folders and files to look at; none for the current folder. Ends with exit
    code 2, and writes nothing, where there is a configuration already (unless ``force``); with 1
    where no layout finds an operation.
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
    found_fits = fits(looked_at)
    if not found_fits[0].operations:
        return Outcome(stderr=_nothing_found(looked_at, len(files), inputs), code=1)
    layout = found_fits[0].layout
    looked_at = [page for page in looked_at if layout.reads(page.file.name)]
    loaded = Inputs(settings, root, [], layout, looked_at)
    with Cache(user_cache_folder()) as cache:
        session = Session(settings, cache, inputs=loaded)
        pages = session.pages
        is_operation = [page.kind == PageKind.OPERATION for page in pages]
        title = session.linked.api.title
    if title == folder_title(settings):
        title = ""  # No page names the API: nothing to put into the configuration.
    folders = list(inputs) or _folders(list(compress(sampled, is_operation)), sampled)
    values = _values(folders, title, current) | {"layout": layout.name}
    target.write_text(_config(values, title), encoding="utf-8")
    return Outcome(
        stdout=fit_table(found_fits),
        stderr=_choice(found_fits, values["pages"]) + _summary(pages, len(files), values["pages"]),
    )


def fit_table(found: Sequence[Fit]) -> str:
    """How well each layout reads a sample of the pages, a line each, the best first."""
    lines = [f"{'layout':<14} {'operations':>16} {'fields':>16} {'not understood':>15}"]
    for fit in found:
        seen = fit.operations + fit.unread
        lines.append(
            f"{fit.layout.name:<14} {f'{fit.operations:,} of {seen:,}':>16} "
            f"{f'{fit.fields:,} of {fit.rows:,}':>16} {fit.doubts:>15,}"
        )
    return "\n".join(lines) + "\n"


def _choice(found: Sequence[Fit], folders: Sequence[str]) -> str:
    """Which layout was taken, how sure that is, and what to do where it is not."""
    best, sure = found[0], certainty(found)
    seen = best.operations + best.unread
    text = (
        f"layout = {best.layout.name} ({sure}): of a sample it reads {best.operations:,} of "
        f"{seen:,} request lines and {best.fields:,} of {best.rows:,} rows\n"
    )
    if sure == "sure":
        return text
    text += "".join(f"  but {doubt}\n" for doubt in misgivings(best))
    pages = " ".join(folders)
    return (
        f"{text}docs2sdk layout check {pages} --layout {best.layout.name} lists what it does not "
        f"read; docs2sdk layout new {pages} drafts a layout from the pages\n"
    )


def _nothing_found(pages: Sequence[PageBytes], count: int, inputs: Sequence[Path]) -> str:
    """What was seen where no layout finds an operation, and what to do."""
    seen = request_candidates(pages)
    reason = f"docs2sdk: no page that describes an endpoint among {count:,} Markdown files\n"
    given = " ".join(map(str, inputs)) or "."
    named = None if seen else named_methods({p.file.name: page_blocks(p) for p in pages})
    if named:
        first = named.found[0]
        return (
            f"{reason}{len(named.found):,} headings look like names of functions, the first at "
            f"{first.source}: {first.text}\nNo layout reads them: docs2sdk layout new {given} "
            "drafts one.\n"
        )
    if not seen:
        return (
            f"{reason}No line on them looks like METHOD /path. Name the folder of the reference.\n"
        )
    return (
        f"{reason}{len(seen):,} lines look like request lines, the first at {seen[0].source}: "
        f"{seen[0].text[:80]}\nNo layout reads them: docs2sdk layout new {given} drafts one.\n"
    )


def _values(folders: Iterable[Path], title: str, current: Path) -> dict[str, Any]:
    """The settings that were found out."""
    return {
        "pages": [_relative(folder, current) for folder in folders],
        "title": title,
        "package": title.lower() if title.isidentifier() else "",
        "lock": LOCK_FILE,
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
