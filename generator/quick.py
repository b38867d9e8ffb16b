"""Nothing changed? Told without loading anything but the standard library.

A build step runs mostly when nothing it reads has changed. The same command, on the same bytes,
with the output as it was left, has nothing to do but to say again what it said.
"""

import json
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from generator.files import PageBytes, find_pages, load_page
from generator.work.cache import Cache
from generator.work.fingerprint import fingerprint, of_folders, tool

CONFIG_FILES = ("docs2sdk.toml", "pyproject.toml")


class Said(NamedTuple):
    """What a command printed, and how it ended."""

    stdout: str
    stderr: str
    code: int


class Looked(NamedTuple):
    """All that the command looked at besides the arguments it was given."""

    pages: list[str]
    root: str
    folders: list[str]
    """Those of the targets' templates."""
    files: list[str]
    """The configuration, overlays."""
    out: str
    written: list[str]
    """Files of the output, which have to be as they were left."""
    once: list[str]
    """Files that only have to be there."""


def remember(
    cache: Cache,
    arguments: Sequence[str],
    looked: Looked,
    pages: Iterable[PageBytes],
    said: Said,
) -> None:
    """Keep what a command said of ``pages``, for when it is given again and nothing has changed."""
    state = _state(looked, pages)
    entry = {"looked": looked, "state": state, "said": said}
    cache.put({_key(arguments): json.dumps(entry).encode()})


def said_before(arguments: Sequence[str]) -> Said | None:
    """What the command would say; None where it has to run."""
    folder = cache_folder(arguments)
    if folder is None or not folder.is_dir():
        return None
    key = _key(arguments)
    with Cache(folder) as cache:
        data = cache.get([key]).get(key)
    if data is None:
        return None
    entry: dict[str, Any] = json.loads(data)
    looked = Looked(*entry["looked"])
    try:
        root = Path(looked.root)
        pages = find_pages(map(Path, looked.pages), root)
        state = _state(looked, (load_page(page, root) for page in pages))
    except (OSError, ValueError):
        return None
    return Said(*entry["said"]) if state == entry["state"] else None


def cache_folder(arguments: Sequence[str]) -> Path | None:
    """Where the cache of a command is: as it says, as the configuration says, or the user's."""
    if "--no-cache" in arguments:
        return None
    if "--cache" in arguments[:-1]:
        return Path(arguments[arguments.index("--cache") + 1])
    for file in configs(Path.cwd()):
        try:
            table = tomllib.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        table = table if file.name == CONFIG_FILES[0] else table.get("tool", {}).get("docs2sdk")
        if isinstance(table, dict) and table:
            if isinstance(given := table.get("cache"), str):
                return file.parent / given
            break
    from platformdirs import user_cache_path

    return user_cache_path("docs2sdk")


def configs(start: Path) -> Iterator[Path]:
    """Every place where the configuration for ``start`` may be."""
    for folder in (start, *start.parents):
        for name in CONFIG_FILES:
            yield folder / name


def _key(arguments: Sequence[str]) -> str:
    return fingerprint("command", tool(), str(Path.cwd()), str(sys.stderr.isatty()), *arguments)


def _state(looked: Looked, pages: Iterable[PageBytes]) -> str:
    """Of all inputs, and of the output."""
    return fingerprint(
        of_folders(map(Path, looked.folders)),
        *_contents(looked.files),
        "pages",
        *(page.digest() for page in pages),
        "written",
        *_contents(f"{looked.out}/{path}" for path in looked.written),
        *(str(Path(looked.out, path).exists()) for path in looked.once),
    )


def _contents(files: Iterable[str]) -> Iterator[bytes]:
    for file in files:
        try:
            yield Path(file).read_bytes()
        except OSError as error:
            yield str(error.errno).encode()
