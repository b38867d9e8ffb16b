"""Everything a build hangs on, loaded and not yet read."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.config import Settings
from generator.files import PageBytes, docs_root, find_pages, load_page
from generator.targets.pack import Pack, load_pack
from generator.work.fingerprint import fingerprint, tool

_NO_MATTER = {"cache", "executor", "jobs", "out"}
"""Settings that change nothing in the output."""


@dataclass(frozen=True)
class Inputs:
    """Settings, target packs, and the bytes of all pages, by name."""

    settings: Settings
    packs: list[Pack]
    pages: list[PageBytes]

    @cached_property
    def key(self) -> str:
        """The fingerprint of all of it, and of docs2sdk: the same inputs give the same output."""
        settings = self.settings.model_dump(mode="json", exclude=_NO_MATTER)
        return fingerprint(
            tool(),
            json.dumps(settings, sort_keys=True),
            *(pack.digest() for pack in self.packs),
            *(_bytes(file) for file in self.settings.overlays),
            *(page.digest() for page in self.pages),
        )


def load_inputs(settings: Settings) -> Inputs:
    """Raises FileNotFoundError for pages that do not exist, and PackError for a faulty target."""
    packs = [load_pack(name, settings.templates) for name in settings.targets]
    root = (settings.root or docs_root(settings.pages)).resolve()
    pages = [load_page(file, root) for file in find_pages(settings.pages, root)]
    return Inputs(settings, packs, pages)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        return str(error).encode()
