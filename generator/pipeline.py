"""The pipeline: docs, model, link, targets."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from keyword import iskeyword
from pathlib import Path
from typing import Any, NamedTuple

from generator.config import ServerVariable, Settings
from generator.diagnostics import Diagnostic, ordered
from generator.docs import Page, PageKind, read_page
from generator.incremental.gc_pause import gc_paused
from generator.incremental.link_cache import relink
from generator.incremental.link_fingerprint import relocate
from generator.incremental.page_cache import Corpus, Track
from generator.incremental.store import Cache
from generator.inputs import Inputs, load_inputs
from generator.model import Api
from generator.targets import RenderedFile, Rendering, compile_templates, render
from generator.workers.executors import Forks, executor

_VARIABLE = re.compile(r"\{([^{}]+)\}")


class Build(NamedTuple):
    """What a build gives; nothing is written yet."""

    api: Api
    files: list[RenderedFile]
    diagnostics: list[Diagnostic]
    kinds: Counter[PageKind]
    """How many files there were of each kind."""


def untracked(_stage: str, items: Sequence[Any]) -> Iterable[Any]:
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
    with gc_paused():
        corpus = Corpus(inputs.pages, cache)
        with executor(settings.jobs, settings.executor) as (workers, count):
            if corpus.begin(workers, count) and isinstance(workers, Forks):
                # While others read; those that render are forked from this process.
                for pack in inputs.packs:
                    compile_templates(pack)
            corpus.end(track)
        api, found, moves, remember = relink(corpus, settings, _folder_title(settings), cache)
        renderings: list[Rendering] = []
        # Others than those that read: these have the whole API in memory from the start.
        with executor(settings.jobs, settings.executor) as (workers, count):
            for packs in track("rendering", [inputs.packs]):
                shown = options(settings, api)
                renderings += render(api, packs, shown, workers, count, cache, remember)
    files = [file for rendering in renderings for file in rendering.files]
    named = [diagnostic for rendering in renderings for diagnostic in rendering.diagnostics]
    diagnostics = [*corpus.diagnostics(), *found, *relocate(named, moves)]
    return Build(api, files, ordered(diagnostics), corpus.kinds())


def read(inputs: Inputs) -> list[Page]:
    """Every page, by name."""
    return [read_page(page) for page in inputs.pages]


def options(settings: Settings, api: Api) -> dict[str, Any]:
    """What templates see besides the API."""
    words = re.findall(r"[A-Za-z0-9]+", api.title) or ["Api"]
    title = "".join(word[0].upper() + word[1:] for word in words)
    if not title[0].isalpha() or iskeyword(title) or iskeyword(title.lower()):
        title = f"Api{title}"
    package = settings.package or title.lower()
    return {
        "client": settings.client or title,
        "tag_names": settings.names,
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
        "components_file": "",
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
