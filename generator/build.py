"""The pipeline: docs, model, link, targets."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, NamedTuple, TypeVar

from generator.config import ServerVariable, Settings
from generator.diagnostics import Diagnostic, ordered
from generator.docs import Page, PageKind
from generator.docs.stored import loads, read_pages
from generator.inputs import Inputs, load_inputs
from generator.link import link
from generator.model import Api
from generator.targets import RenderedFile, Rendering, compile_templates, render, share
from generator.work.cache import Cache
from generator.work.executors import Forks, InThisProcess, batches, executor
from generator.work.fingerprint import fingerprint, tool
from generator.work.garbage import no_garbage

_FEW = 64
"""Pages that one process reads before others have started."""
_VARIABLE = re.compile(r"\{([^}]+)\}")

T = TypeVar("T")
Track = Callable[[str, Sequence[T]], Iterable[T]]
"""Shows progress: a stage's name and what it goes through, given back one by one."""


class Build(NamedTuple):
    """What a build gives; nothing is written yet."""

    api: Api
    files: list[RenderedFile]
    diagnostics: list[Diagnostic]
    kinds: Counter[PageKind]
    """How many files there were of each kind."""


def untracked(_stage: str, items: Sequence[T]) -> Iterable[T]:
    """No progress shown."""
    return items


def build(
    settings: Settings,
    track: Track[Any] = untracked,
    cache: Cache | None = None,
    inputs: Inputs | None = None,
) -> Build:
    """Read, link and render. ``inputs`` are those of the settings, where they are loaded already.

    Raises FileNotFoundError for pages that do not exist, PackError for a faulty target, and
    ExecutorError for one that cannot be had.
    """
    inputs = inputs or load_inputs(settings)
    cache = cache or Cache(None)
    with no_garbage():
        with executor(settings.jobs, settings.executor) as (workers, count):
            reading = begin_reading(inputs, cache, workers, count)
            if len(reading.pending) > 1 and isinstance(workers, Forks):
                # While others read; those that render are forked from this process.
                for pack in inputs.packs:
                    compile_templates(pack)
            pages = end_reading(reading, cache, track)
        kinds = Counter(page.kind for page in pages)
        diagnostics = [d for page in pages for d in page.diagnostics]
        api, found = link(pages, settings.title, settings.version)[:2]
        del pages
        api = share(api.model_copy(update={"title": api.title or _folder_title(settings)}))
        renderings: list[Rendering] = []
        # Others than those that read: these have the whole API in memory from the start.
        with executor(settings.jobs, settings.executor) as (workers, count):
            for packs in track("rendering", [inputs.packs]):
                renderings += render(api, packs, options(settings, api), workers, count, cache)
    files = [file for rendering in renderings for file in rendering.files]
    found += [diagnostic for rendering in renderings for diagnostic in rendering.diagnostics]
    return Build(api, files, ordered([*diagnostics, *found]), kinds)


def read(inputs: Inputs, cache: Cache | None = None) -> list[Page]:
    """Every page, by name: from the cache, where nothing of it changed."""
    cache = cache or Cache(None)
    return end_reading(begin_reading(inputs, cache, InThisProcess(), 1), cache, untracked)


class Reading(NamedTuple):
    """Pages that are known, and those that workers read."""

    keys: list[str]
    known: dict[str, Page]
    pending: list[tuple[list[str], Future[list[bytes]]]]


def begin_reading(inputs: Inputs, cache: Cache, workers: Executor, count: int) -> Reading:
    """Ask ``workers`` for every page that the cache does not know."""
    keys = [fingerprint(tool(), page.digest()) for page in inputs.pages]
    pages: dict[str, Page] = {}
    for key, data in cache.get(keys).items():
        with suppress(UnpicklingError):
            pages[key] = loads(data)
    missing = [
        (key, page) for key, page in zip(keys, inputs.pages, strict=True) if key not in pages
    ]
    if len(missing) < _FEW:
        workers, count = InThisProcess(), 1
    pending = [
        ([key for key, _ in batch], workers.submit(read_pages, [page for _, page in batch]))
        for batch in batches(missing, count)
    ]
    return Reading(keys, pages, pending)


def end_reading(reading: Reading, cache: Cache, track: Track[Any]) -> list[Page]:
    """Every page, by name."""
    pages = reading.known
    for keys, future in track("reading", reading.pending):
        made = dict(zip(keys, future.result(), strict=True))
        pages |= {key: loads(data) for key, data in made.items()}
        cache.put(made)
    return [pages[key] for key in reading.keys]


def options(settings: Settings, api: Api) -> dict[str, Any]:
    """What templates see besides the API."""
    words = re.findall(r"[A-Za-z0-9]+", api.title) or ["Api"]
    title = "".join(word[0].upper() + word[1:] for word in words)
    title = title if title[0].isalpha() else f"Api{title}"
    package = settings.package or title.lower()
    return {
        "client": settings.client or title,
        "pinned": settings.names,
        "package": package,
        "distribution": settings.distribution or package,
        "release": settings.release,
        "license": settings.license,
        "server": _example(settings),
        "servers": _servers(settings),
        "openapi_version": settings.openapi_version,
        "fragments": settings.fragments,
        "examples": settings.examples,
        "overlays": settings.overlays,
        "provenance": settings.provenance,
        "docs_url": settings.docs_url,
        "tag": None,
        "apart": "",
    }


def _servers(settings: Settings) -> list[dict[str, Any]]:
    """OpenAPI's servers. Without a setting: wherever the document is served."""
    variables = {
        name: settings.server_variables.get(name, ServerVariable(default=name)).model_dump(
            exclude_defaults=True
        )
        for name in _VARIABLE.findall(settings.server)
    }
    server: dict[str, Any] = {"url": settings.server or "/"}
    return [server | ({"variables": variables} if variables else {})]


def _example(settings: Settings) -> str:
    """The server's URL with the defaults of its variables."""
    known = settings.server_variables
    return _VARIABLE.sub(
        lambda name: known[name[1]].default if name[1] in known else name[1], settings.server
    )


def _folder_title(settings: Settings) -> str:
    first = settings.pages[0].resolve()
    folder: Path = first if first.is_dir() else first.parent
    return folder.name
