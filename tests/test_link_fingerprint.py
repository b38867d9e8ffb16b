"""Pages that changed only in text that linking does not depend on are not linked again."""

import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import REPOSITORY, ReadText
from pages import PAGE

from generator.config import Settings
from generator.docs import Page, find_pages, load_page, read_page
from generator.incremental.link_fingerprint import (
    TEXT_FIELDS,
    digest,
    places,
    source_map,
    update_text,
)
from generator.incremental.session import build
from generator.incremental.store import Cache
from generator.link import link


def pages_of(folder: Path) -> list[Page]:
    root = folder.resolve()
    return [read_page(load_page(file, root)) for file in find_pages([root], root)]


def silenced(page: Page) -> Page:
    """The page without the text that linking does not depend on. Of samples only media types are
    left.
    """
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
    quiet = operation.model_copy(update={**update, "samples": samples})
    return replace(page, operations=(quiet,))


def no_pass_looks_at_it(pages: Iterable[Page]) -> None:
    pages = list(pages)
    quiet = [silenced(page) for page in pages]
    assert [digest(page) for page in pages] == [digest(page) for page in quiet]
    whole, linked = link(pages), link(quiet)
    assert whole.diagnostics == linked.diagnostics
    updated = update_text(linked.api, pages, {})
    # Nodes compare by content; their places are to be the same too.
    assert updated is not None
    assert updated.model_dump_json() == whole.api.model_dump_json()


def test_no_pass_looks_at_what_pages_only_say() -> None:
    no_pass_looks_at_it(pages_of(REPOSITORY / "specs" / "superoffice"))


@pytest.mark.parametrize("layout", ["10.2.2", "2022-02", "2026"])
def test_nor_on_real_pages(corpus: Path, layout: str) -> None:
    no_pass_looks_at_it(pages_of(corpus / layout))


@pytest.mark.slow
def test_what_pages_only_say_is_not_linked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prose, notices and values of samples change on every page, and lines move: nothing is linked
    again.
    """
    docs = tmp_path / "docs"
    shutil.copytree(REPOSITORY / "specs" / "superoffice", docs)
    settings = Settings(pages=[docs], examples=True)
    with Cache(tmp_path / "cache") as cache:
        build(settings, cache=cache)
    for page in docs.rglob("*.md"):
        text = page.read_text("utf-8").replace("\n\n## ", "\n\nMore is said.\n\n## ", 1)
        page.write_text(re.sub(r'": "(?=[A-Za-z])', '": "More ', text), "utf-8")
    anew = build(settings)
    monkeypatch.setattr("generator.pipeline.link", None)
    with Cache(tmp_path / "cache") as cache:
        again = build(settings, cache=cache)
    assert again.files == anew.files
    assert again.diagnostics == anew.diagnostics
    assert sum("More is said." in file.text for file in again.files) > 3


def test_lines_that_move_are_no_change(read: ReadText) -> None:
    """Every place is found again by its operation and field, two lines further down."""
    before = read(PAGE)
    now = read(PAGE.replace("Switches a lamp.", "Switches a lamp.\n\nOr not."))
    assert digest(before) == digest(now)
    moved = source_map(before, now)
    assert moved
    text = PAGE.splitlines()
    for place in places(before).values():
        # What stands above the new sentence stays where it was.
        above = place.line <= text.index("Switches a lamp.") + 1
        assert moved[place] == replace(place, line=place.line + (0 if above else 2))
    assert (0, "request_body", "table", 0, "source") in places(before)
    assert (0, "received", "members", "Seen", "kinds", "date-time") in places(before)


def test_a_type_that_changes_is_a_change(read: ReadText) -> None:
    before = read(PAGE)
    for old, new in (
        ("| Id | int32", "| Id | int64"),
        ('"Id": 7', '"Id": "7"'),
        ("Lamp\n", "La\n"),
    ):
        assert source_map(before, read(PAGE.replace(old, new))) is None


def test_a_place_that_becomes_two_is_not_guessed(read: ReadText) -> None:
    """Two things had one place and now have two: a diagnostic at the old place may belong to
    either.
    """
    page = read(PAGE)
    operation = page.operation
    assert operation is not None
    assert operation.request_body is not None
    body = operation.request_body
    moved = body.model_copy(update={"source": operation.source})
    apart = replace(page, operations=(operation.model_copy(update={"request_body": moved}),))
    assert source_map(apart, page) is None


def test_a_diagnostic_that_names_a_place_is_reported_anew(tmp_path: Path) -> None:
    """Of two pages for one operation the first is kept, and the diagnostic on the second names its
    place, which may move.
    """
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


def test_a_line_that_seems_to_be_a_request_counts_on_every_page(read: ReadText) -> None:
    """Linking reports it, also where the page has no operation."""
    for text in (PAGE, "# Lamps\n\n* [Switch](lamp.md)\n", "# Lamps\n\nProse.\n"):
        page = read(text)
        assert digest(page) != digest(replace(page, missed=((page.source, "GET /lamps"),)))
