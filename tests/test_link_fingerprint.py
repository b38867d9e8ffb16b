"""What linking goes by, and what it only carries along."""

import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPOSITORY
from pages import PAGE

from generator.config import Settings
from generator.docs import Page, find_pages, load_page, read_page
from generator.incremental.link_fingerprint import TEXT_FIELDS, digest, update_text
from generator.incremental.store import Cache
from generator.link import link
from generator.pipeline import build


def pages_of(folder: Path) -> list[Page]:
    root = folder.resolve()
    return [read_page(load_page(file, root)) for file in find_pages([root], root)]


def silenced(page: Page) -> Page:
    """The page without what it only says; of samples the media types are told."""
    operation = page.operation
    if operation is None:
        return page
    samples = tuple(
        sample.model_copy(
            update={
                "body": "",
                "start_line": "",
                "headers": tuple(h for h in sample.headers if h[0].lower() == "content-type"),
            }
        )
        for sample in operation.samples
    )
    parameters = tuple(p.model_copy(update={"examples": ()}) for p in operation.parameters)
    update: dict[str, object] = {"parameters": parameters}
    update |= {field: () if field in ("front_matter", "notices") else "" for field in TEXT_FIELDS}
    return replace(page, operation=operation.model_copy(update={**update, "samples": samples}))


def no_pass_looks_at_it(pages: Iterable[Page]) -> None:
    pages = list(pages)
    quiet = [silenced(page) for page in pages]
    assert [digest(page) for page in pages] == [digest(page) for page in quiet]
    whole, linked = link(pages), link(quiet)
    assert whole.diagnostics == linked.diagnostics
    assert update_text(linked.api, pages) == whole.api


def test_no_pass_looks_at_what_pages_only_say() -> None:
    no_pass_looks_at_it(pages_of(REPOSITORY / "specs"))


@pytest.mark.parametrize("layout", ["10.2.2", "2022-02", "2026"])
def test_nor_on_real_pages(corpus: Path, layout: str) -> None:
    no_pass_looks_at_it(pages_of(corpus / layout))


@pytest.mark.slow
def test_what_pages_only_say_is_not_linked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prose, notices and the values of samples, on every page at once; lines move as well."""
    docs = tmp_path / "docs"
    shutil.copytree(REPOSITORY / "specs", docs)
    settings = Settings(pages=[docs], examples=True)
    with Cache(tmp_path / "cache") as cache:
        build(settings, cache=cache)
    for page in docs.rglob("*.md"):
        text = page.read_text("utf-8").replace("\n\n## ", "\n\nMore is said.\n\n## ", 1)
        page.write_text(re.sub(r'": "(?=[A-Za-z])', '": "More ', text), "utf-8")
    anew = build(settings)
    monkeypatch.setattr("generator.incremental.link_cache.link", None)
    with Cache(tmp_path / "cache") as cache:
        again = build(settings, cache=cache)
    assert again.files == anew.files
    assert again.diagnostics == anew.diagnostics
    assert sum("More is said." in file.text for file in again.files) > 3


def test_a_diagnostic_that_names_a_place_is_told_again(tmp_path: Path) -> None:
    """Of two pages for one operation the first is kept, and named on the other."""
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("a.md", "b.md"):
        (docs / name).write_text(PAGE)
    settings = Settings(pages=[docs], targets=["openapi"])
    for text in (PAGE, PAGE.replace("Switches a lamp.", "Switches a lamp.\n\nOr not.")):
        (docs / "a.md").write_text(text)
        with Cache(tmp_path / "cache") as cache:
            again = build(settings, cache=cache)
        assert again.diagnostics == build(settings).diagnostics
        assert any("a.md:" in diagnostic.done for diagnostic in again.diagnostics)
