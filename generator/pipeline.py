"""The way from pages to files: load, read, link, render. Writing them is the caller's.

Nothing here knows of caches or of other processes. ``generator.incremental`` takes the same steps
in less time, and its output has the same bytes.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from generator.config import Settings
from generator.diagnostics import Diagnostic, ordered
from generator.docs import Page, PageKind, read_page
from generator.docs.detect import detect_layout
from generator.docs.layout import Layout, load_layout
from generator.files import PageBytes, docs_root, find_pages, load_pages
from generator.link import DecisionTable, Linked, link
from generator.lock import NO_LOCK, Entry, Lock, read_lock
from generator.lock.model_names import NamedModels, keep_model_names, lock_diagnostics
from generator.model import Api
from generator.owners import owner_of_pages
from generator.targets import RenderedFile, Rendering, render
from generator.targets.chosen_names import check_chosen
from generator.targets.findings import NO_FINDINGS, Earlier, Findings, shows_findings
from generator.targets.load import load_pack
from generator.targets.locked_names import GivenNames, check_lock
from generator.targets.pack import Pack
from generator.targets.tag_documents import too_large_tag_documents
from generator.targets.template_options import template_options

T = TypeVar("T")
Track = Callable[[str, Sequence[T]], Iterable[T]]
"""Shows progress: gets the name of a stage and its items, and gives the items back one by one."""


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
    lock: Lock = NO_LOCK
    """The names that earlier builds gave."""


def load_inputs(settings: Settings) -> Inputs:
    """Load the packs and the pages that ``settings`` name, and find out the layout.

    Raises FileNotFoundError for pages that do not exist, PackError for a faulty target,
    LayoutError for a faulty layout, and LockError for a lock that cannot be read.
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
    lock = read_lock(settings.lock_file, os.path.relpath(settings.lock_file.resolve(), root))
    check_lock(lock, packs, str(settings.lock_file))
    return Inputs(settings, root, packs, layout, pages, lock)


class ReadPage(Protocol):
    """What a build reports of a page: ``Page`` has it, and so has its summary in a cache."""

    @property
    def kind(self) -> PageKind: ...

    @property
    def diagnostics(self) -> Sequence[Diagnostic]: ...


class LinkedApi(Protocol):
    """What linking gives."""

    @property
    def api(self) -> Api: ...

    @property
    def diagnostics(self) -> Sequence[Diagnostic]: ...

    @property
    def decisions(self) -> DecisionTable: ...


P = TypeVar("P", bound=Sequence[ReadPage])
L = TypeVar("L", bound=LinkedApi)


class Steps(Protocol[P, L]):
    """The three steps of a build, as functions that can be replaced. ``link`` gets what ``read``
    returned, and ``render`` what ``link`` returned, and the same API with names from the lock.
    """

    def read(self, inputs: Inputs) -> P: ...

    def link(self, inputs: Inputs, pages: P) -> L: ...

    def render(
        self, inputs: Inputs, linked: L, named: NamedModels, findings: Findings
    ) -> list[Rendering]: ...


class Build(NamedTuple):
    """What a build gives; nothing is written yet."""

    api: Api
    files: list[RenderedFile]
    diagnostics: list[Diagnostic]
    kinds: Counter[PageKind]
    """How many files there were of each kind."""
    layout: str = ""
    """The name of the layout that the pages were read by."""
    lock: Sequence[Entry] = ()
    """What the lock is to hold from now on, sorted."""


def build(inputs: Inputs, steps: Steps[P, L], earlier: Earlier | None = None) -> Build:
    """Read, link and render. ``earlier`` is what packs that show changes compare with.

    Raises PackError for a faulty target, and whatever else ``steps`` may raise.
    """
    pages = steps.read(inputs)
    linked = steps.link(inputs, pages)
    named = keep_model_names(linked.api, inputs.lock)
    if inputs.settings.lock is not None:
        # The pages are those of the configuration, and so are its names.
        check_chosen(named.api, inputs.settings.names)
    found = [*(d for page in pages for d in page.diagnostics), *linked.diagnostics]
    findings = NO_FINDINGS
    if shows_findings(inputs.packs):
        findings = Findings(
            linked.decisions,
            ordered(found),
            named.moved,
            earlier.changes(named.api) if earlier else (),
            earlier.name if earlier else "",
            owner_of_pages(inputs.root),
            named.api.operations,
        )
    renderings = steps.render(inputs, linked, named, findings)
    names = [*named.entries, *(entry for rendering in renderings for entry in rendering.names)]
    diagnostics = [
        *found,
        *(diagnostic for rendering in renderings for diagnostic in rendering.diagnostics),
        *too_large_tag_documents(inputs.packs, inputs.settings, linked.api),
        *lock_diagnostics(inputs.lock),
    ]
    return Build(
        api=named.api,
        files=[file for rendering in renderings for file in rendering.files],
        diagnostics=ordered(diagnostics),
        kinds=Counter(page.kind for page in pages),
        layout=inputs.layout.name,
        lock=inputs.lock.extended(names),
    )


class Linking(NamedTuple):
    """The linked API, and what was found wrong while linking."""

    api: Api
    diagnostics: list[Diagnostic]
    linked: Linked

    @property
    def decisions(self) -> DecisionTable:
        """Every decision of linking, with its evidence."""
        return self.linked.decisions


class PlainSteps:
    """Every step in this process, one thing after the other, with nothing kept."""

    def read(self, inputs: Inputs) -> list[Page]:
        """Every page, by name."""
        return [read_page(page, inputs.layout) for page in inputs.pages]

    def link(self, inputs: Inputs, pages: Sequence[Page]) -> Linking:
        """One API from all pages."""
        settings = inputs.settings
        linked = link(pages, settings.title, settings.version)
        title = linked.api.title or folder_title(settings)
        return Linking(linked.api.model_copy(update={"title": title}), linked.diagnostics, linked)

    def render(
        self, inputs: Inputs, linked: Linking, named: NamedModels, findings: Findings
    ) -> list[Rendering]:
        """The files of every target."""
        shown = template_options(inputs.settings, named.api)
        return render(named.api, inputs.packs, shown, given_names(inputs, named), findings)


def given_names(inputs: Inputs, named: NamedModels) -> GivenNames:
    """The names that are settled before packs make theirs."""
    return GivenNames(inputs.lock, named.merged, inputs.settings.names, named.renamed)


def folder_title(settings: Settings) -> str:
    """The title of an API whose pages and settings give none: the name of the first folder."""
    first = settings.pages[0].resolve()
    folder: Path = first if first.is_dir() else first.parent
    return folder.name
