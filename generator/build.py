"""The pipeline: docs, model, link, targets."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from generator.config import ServerVariable, Settings
from generator.diagnostics import Diagnostic, ordered
from generator.docs import Page, PageKind, docs_root, find_pages, load_page, read_page
from generator.link import link
from generator.model import Api
from generator.targets import RenderedFile, load_pack, render, share

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


def build(settings: Settings, track: Track[Any] = untracked) -> Build:
    """Read, link and render.

    Raises FileNotFoundError for pages that do not exist, and PackError for a faulty target.
    """
    packs = [load_pack(name, settings.templates) for name in settings.targets]
    pages = read(settings, track)
    linked = link(pages, settings.title, settings.version)
    title = linked.api.title or _folder_title(settings)
    api = share(linked.api.model_copy(update={"title": title}))
    diagnostics = [d for page in pages for d in page.diagnostics] + linked.diagnostics
    files: list[RenderedFile] = []
    for pack in track("rendering", packs):
        rendering = render(api, pack, options(settings, api))
        files += rendering.files
        diagnostics += rendering.diagnostics
    return Build(api, files, ordered(diagnostics), Counter(page.kind for page in pages))


def read(settings: Settings, track: Track[Any] = untracked) -> list[Page]:
    """Every page of ``settings.pages``, by name."""
    root = (settings.root or docs_root(settings.pages)).resolve()
    found = find_pages(settings.pages, root)
    return [read_page(load_page(file, root)) for file in track("reading", found)]


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
