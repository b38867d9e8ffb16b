"""Prints the recorded output of a command that would do nothing but print it again.

Most builds in CI run although nothing that they read has changed. If the command line is the same,
the files it reads have the same bytes, and the output folder is as the command left it, then what
it printed is printed again. Only the standard library is imported for that.
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
from generator.incremental.file_stats import stats_hash, wait_for_distinct_times
from generator.incremental.keys import (
    fingerprint,
    hash_folders,
    tool,
    tool_sources,
    tool_versions,
)
from generator.incremental.store import Cache
from generator.locations import CONFIG_FILE, config_places, user_cache_folder


class RecordedRun(NamedTuple):
    """What a command printed, and its exit code."""

    stdout: str
    stderr: str
    code: int
    commands: str = ""
    """Workflow commands, which are printed to standard output before anything else."""


class RecordedInputs(NamedTuple):
    """Every file that the outcome of a command depends on, all paths absolute."""

    pages: list[str]
    """Folders and files that were given as pages."""
    root: str
    """The folder that names of pages are relative to."""
    included: list[str]
    """Files that pages include, whether they exist or not."""
    folders: list[str]
    """The folders of the targets' templates."""
    files: list[str]
    """Configuration files, whether they exist or not, and overlays."""
    out: str
    """The output folder; ``written`` and ``once`` are relative to it."""
    written: list[str]
    """Files of the output that must have the text that the command left."""
    once: list[str]
    """Files of the output that only have to exist."""
    given: list[str]
    """Pages, output, templates and overlays as given: where each is a link, it must lead to the
    same place as before.
    """


def record(
    cache: Cache,
    arguments: Sequence[str],
    inputs: RecordedInputs,
    pages: Sequence[PageBytes],
    wanted: Mapping[str, bytes],
    run: RecordedRun,
    began: int,
) -> None:
    """Keep the outcome of a command line, for ``replay``.

    ``pages`` are what it read, ``wanted`` what the output folder should hold now, by path: where
    it holds something else (but for line ends), nothing is kept. ``began`` is a time in
    nanoseconds (``time.time_ns``) before the command read anything.
    """
    root, out = Path(inputs.root), Path(inputs.out)
    found = find_pages(map(Path, inputs.pages), root)
    wait_for_distinct_times(out / path for path in wanted)
    # Before the contents are looked at: a file that changes in between is then looked at again.
    stats = _stats(inputs, found, began)
    output = [*_contents(_outputs(inputs))]
    if any(
        data.replace(b"\r\n", b"\n") != wanted[path].replace(b"\r\n", b"\n")
        for path, data in zip(inputs.written, output, strict=True)
    ):
        return
    entry = {
        "inputs": inputs,
        "always_read": _hash_always_read(inputs),
        "stats": stats,
        "contents": _hash_contents(pages, output),
        "run": run,
    }
    cache.put({_key(arguments): json.dumps(entry).encode()})


def replay(arguments: Sequence[str]) -> RecordedRun | None:
    """The outcome of a command line that was recorded; None where it has to run."""
    folder = cache_folder(arguments)
    if folder is None or not folder.is_dir():
        return None
    key = _key(arguments)
    with Cache(folder) as cache:
        data = cache.get([key]).get(key)
        entry: dict[str, Any] = json.loads(data) if data else {}
        try:
            stats = _valid_stats(entry) if entry else None
            if stats is None:
                return None
            if stats != entry["stats"]:
                cache.put({key: json.dumps(entry | {"stats": stats}).encode()})
            return RecordedRun(*entry["run"])
        except (OSError, ValueError):
            return None


def _valid_stats(entry: Mapping[str, Any]) -> str | None:
    """The hash of all file stats as they are now; None where a file changed.

    Where the stats are as recorded, files are not read. Else their contents decide: a checkout or
    a copy gives files new times.
    """
    inputs = RecordedInputs(*entry["inputs"])
    if _hash_always_read(inputs) != entry["always_read"]:
        return None
    root = Path(inputs.root)
    pages = find_pages(map(Path, inputs.pages), root)
    stats = _stats(inputs, pages, time.time_ns())
    if stats and stats == entry["stats"]:
        return stats
    loaded = (load_page(page, root) for page in pages)
    contents = _hash_contents(loaded, _contents(_outputs(inputs)))
    return stats if contents == entry["contents"] else None


def cache_folder(arguments: Sequence[str]) -> Path | None:
    """The folder of a command's cache: given in its arguments, in the configuration, or the user's
    cache folder. None where there is to be no cache.
    """
    if "--no-cache" in arguments:
        return None
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        if argument == "--cache":
            return Path(following)
        if argument.startswith("--cache="):
            return Path(argument.removeprefix("--cache="))
    for file in config_places(Path.cwd()):
        try:
            table = tomllib.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        table = table if file.name == CONFIG_FILE else table.get("tool", {}).get("docs2sdk")
        if isinstance(table, dict) and table:
            if isinstance(given := table.get("cache"), str):
                return file.parent / given
            break
    return user_cache_folder()


def _key(arguments: Sequence[str]) -> str:
    """The cache key of a command line, in this folder and for this kind of terminal."""
    # Not ``tool``, which reads every file: this key is for this machine alone.
    sources = stats_hash(tool_sources(), time.time_ns()) or tool()
    here, is_terminal = os.getcwd(), str(sys.stderr.isatty())  # noqa: PTH109
    return fingerprint("command", tool_versions(), sources, here, is_terminal, *arguments)


def _stats(inputs: RecordedInputs, pages: Iterable[PageFile], before: int) -> str:
    """A hash of the stats of pages and output. Empty where times cannot be trusted: a page changed
    after ``before`` (in nanoseconds), or a file of the output just now.
    """
    read: Iterable[Path | str] = chain((page.path for page in pages), inputs.included)
    read_stats = stats_hash(read, before)
    output_stats = stats_hash(_outputs(inputs), time.time_ns())
    return fingerprint(read_stats, output_stats) if read_stats and output_stats else ""


def _outputs(inputs: RecordedInputs) -> Iterator[str]:
    return (f"{inputs.out}/{path}" for path in inputs.written)


def _hash_always_read(inputs: RecordedInputs) -> str:
    """A hash of small files, which are read each time: templates and configuration; and of the
    places that links lead to.
    """
    return fingerprint(
        hash_folders(map(Path, inputs.folders)),
        *_contents(inputs.files),
        *(str(Path(inputs.out, path).exists()) for path in inputs.once),
        *map(os.path.realpath, inputs.given),
    )


def _hash_contents(pages: Iterable[PageBytes], output: Iterable[bytes]) -> str:
    """A hash of all bytes of pages and output. The iterables may be lazy, to save memory."""
    return fingerprint(*(page.digest() for page in pages), "output", *map(fingerprint, output))


def _contents(files: Iterable[str]) -> Iterator[bytes]:
    """The bytes of each file, or the number of the error that kept it from being read."""
    for file in files:
        try:
            yield Path(file).read_bytes()
        except OSError as error:
            yield str(error.errno).encode()
