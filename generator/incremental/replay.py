"""Nothing changed? Told without loading anything but the standard library.

A build step runs mostly when nothing it reads has changed. The same command, on the same bytes,
with the output as it was left, has nothing to do but to say again what it said.
"""

import json
import os
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from generator.files import PageBytes, PageFile, find_pages, load_page
from generator.incremental.file_stats import stamps, wait_for_distinct_times
from generator.incremental.keys import fingerprint, hash_folders, tool
from generator.incremental.store import Cache
from generator.user_folders import user_cache_folder

CONFIG_FILES = ("docs2sdk.toml", "pyproject.toml")


class RecordedRun(NamedTuple):
    """What a command printed, and its exit code."""

    stdout: str
    stderr: str
    code: int
    commands: str = ""
    """Workflow commands, which are printed to standard output before anything else."""


class RecordedInputs(NamedTuple):
    """All that the command looked at besides the arguments it was given."""

    pages: list[str]
    root: str
    included: list[str]
    """Files that pages include, be they there or not."""
    folders: list[str]
    """Those of the targets' templates."""
    files: list[str]
    """The configuration, overlays."""
    out: str
    written: list[str]
    """Files of the output, which have to be as they were left."""
    once: list[str]
    """Files that only have to be there."""
    given: list[str]
    """Pages, output, templates and overlays as they were given: each may be a link."""


def remember(
    cache: Cache,
    arguments: Sequence[str],
    looked: RecordedInputs,
    pages: Sequence[PageBytes],
    wanted: Mapping[str, bytes],
    said: RecordedRun,
    began: int,
) -> None:
    """Keep what a command said of ``pages``, for when it is given again and nothing has changed.

    ``wanted`` is the output; where it is not what is on the disk (but for its line ends),
    nothing is kept. ``began`` is when the command did (``time.time_ns``), before it read
    anything.
    """
    root, out = Path(looked.root), Path(looked.out)
    found = find_pages(map(Path, looked.pages), root)
    wait_for_distinct_times(out / path for path in wanted)
    stamped = _stamps(looked, found, began)
    there = [*_contents(_outputs(looked))]
    if any(
        data.replace(b"\r\n", b"\n") != wanted[path].replace(b"\r\n", b"\n")
        for path, data in zip(looked.written, there, strict=True)
    ):
        return
    entry = {
        "looked": looked,
        "beside": _beside(looked),
        "stamps": stamped,
        "contents": _read(pages, there),
        "said": said,
    }
    cache.put({_key(arguments): json.dumps(entry).encode()})


def replay(arguments: Sequence[str]) -> RecordedRun | None:
    """What the command would say; None where it has to run."""
    folder = cache_folder(arguments)
    if folder is None or not folder.is_dir():
        return None
    key = _key(arguments)
    with Cache(folder) as cache:
        data = cache.get([key]).get(key)
        entry: dict[str, Any] = json.loads(data) if data else {}
        try:
            if entry and _is_as_before(entry):
                cache.put({key: json.dumps(entry).encode()} if entry.pop("news", None) else {})
                return RecordedRun(*entry["said"])
        except (OSError, ValueError):
            return None
    return None


def _is_as_before(entry: dict[str, Any]) -> bool:
    """By what the file system says of the files; where that is new, by what is in them, and
    ``entry`` then has ``news``.
    """
    looked = RecordedInputs(*entry["looked"])
    if _beside(looked) != entry["beside"]:
        return False
    root = Path(looked.root)
    pages = find_pages(map(Path, looked.pages), root)
    stamped = _stamps(looked, pages, time.time_ns())
    if stamped and stamped == entry["stamps"]:
        return True
    loaded = (load_page(page, root) for page in pages)
    if _read(loaded, _contents(_outputs(looked))) != entry["contents"]:
        return False
    entry |= {"stamps": stamped, "news": True}
    return True


def cache_folder(arguments: Sequence[str]) -> Path | None:
    """Where the cache of a command is: as it says, as the configuration says, or the user's."""
    if "--no-cache" in arguments:
        return None
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if argument == "--cache":
            return Path(following)
        if argument.startswith("--cache="):
            return Path(argument.removeprefix("--cache="))
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
    return user_cache_folder()


def configs(start: Path) -> Iterator[Path]:
    """Every place where the configuration for ``start`` may be."""
    for folder in (start, *start.parents):
        for name in CONFIG_FILES:
            yield folder / name


def _key(arguments: Sequence[str]) -> str:
    return fingerprint("command", tool(), str(Path.cwd()), str(sys.stderr.isatty()), *arguments)


def _stamps(looked: RecordedInputs, pages: Iterable[PageFile], began: int) -> str:
    """Of inputs, if they are older than ``began``, and outputs; else empty."""
    inputs = stamps(chain((page.path for page in pages), map(Path, looked.included)), began)
    outputs = stamps(_outputs(looked), time.time_ns())
    return fingerprint(inputs, outputs) if inputs and outputs else ""


def _outputs(looked: RecordedInputs) -> Iterator[Path]:
    return (Path(looked.out, path) for path in looked.written)


def _beside(looked: RecordedInputs) -> str:
    """Of the little that is read each time."""
    return fingerprint(
        hash_folders(map(Path, looked.folders)),
        *_contents(map(Path, looked.files)),
        *(str(Path(looked.out, path).exists()) for path in looked.once),
        *map(os.path.realpath, looked.given),
    )


def _read(pages: Iterable[PageBytes], written: Iterable[bytes]) -> str:
    """Of all bytes of pages and output, which need not be in memory at once."""
    return fingerprint(*(page.digest() for page in pages), "written", *map(fingerprint, written))


def _contents(files: Iterable[Path]) -> Iterator[bytes]:
    for file in files:
        try:
            yield file.read_bytes()
        except OSError as error:
            yield str(error.errno).encode()
