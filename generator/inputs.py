"""Everything that the output of a build depends on: loaded as bytes, not yet read as Markdown."""

from dataclasses import dataclass
from pathlib import Path

from generator.config import Settings
from generator.docs.detect import detect_layout
from generator.docs.layout import Layout, load_layout
from generator.files import PageBytes, docs_root, find_pages, load_pages
from generator.targets.load import load_pack
from generator.targets.pack import Pack


@dataclass(frozen=True)
class Inputs:
    """Settings, target packs, and the bytes of all pages, by name."""

    settings: Settings
    root: Path
    """The docs root."""
    packs: list[Pack]
    layout: Layout
    """How the pages are written."""
    pages: list[PageBytes]


def load_inputs(settings: Settings) -> Inputs:
    """Load the packs and the pages that ``settings`` name, and find out the layout.

    Raises FileNotFoundError for pages that do not exist, PackError for a faulty target, and
    LayoutError for a faulty layout.
    """
    packs = [
        load_pack(name, settings.templates, settings.target.get(name)) for name in settings.targets
    ]
    for name in settings.target.keys() - set(settings.targets):
        # A target that is not made this time: its settings are checked all the same.
        load_pack(name, settings.templates, settings.target[name])
    root = (settings.root or docs_root(settings.pages)).resolve()
    pages = load_pages(find_pages(settings.pages, root), root)
    layout = load_layout(settings.layout) if settings.layout else detect_layout(pages)
    pages = [page for page in pages if layout.reads(page.file.name)]
    return Inputs(settings, root, packs, layout, pages)
