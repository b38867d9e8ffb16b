"""The table of passes: each reads and writes what its row declares."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, ReadText
from linking import page

from generator.docs import Page, find_pages, load_page, read_page
from generator.link import PASSES, link
from generator.link.facts import Facts

FIELDS = frozenset(Facts.__dataclass_fields__)


class WatchedFacts(Facts):
    """Facts that record which of their fields are touched."""

    touched: set[str] = set()  # noqa: RUF012

    def __getattribute__(self, name: str) -> Any:
        WatchedFacts.touched.add(name)
        return super().__getattribute__(name)


def contents(facts: Facts) -> dict[str, str]:
    """The content of each field, except for the pages, which are immutable."""
    return {name: repr(getattr(facts, name)) for name in FIELDS if name != "pages"}


def pages_of(folder: Path) -> list[Page]:
    root = folder.resolve()
    return [read_page(load_page(file, root)) for file in find_pages([root], root)]


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["specs", "2022-02"])
def test_passes_read_and_write_what_they_declare(
    layout: str, request: pytest.FixtureRequest
) -> None:
    if layout == "specs":
        folder = REPOSITORY / "specs" / "superoffice"
    else:
        folder = request.getfixturevalue("corpus") / layout
    pages = sorted(pages_of(folder), key=lambda page: page.source.file)
    facts = WatchedFacts(pages)
    before = contents(facts)
    unused: dict[object, set[str]] = {}
    for row in PASSES:
        WatchedFacts.touched = set()
        row.function(facts)
        touched = WatchedFacts.touched & FIELDS
        assert touched <= {*row.reads, *row.writes}, row.name
        unused[row.function] = unused.get(row.function, set(row.reads)) - touched
        after = contents(facts)
        changed = {name for name, text in after.items() if text != before[name]}
        assert changed <= set(row.writes), row.name
        before = after
    if layout == "specs":
        assert not any(unused.values()), unused


def test_passes_have_names_and_a_second_run_says_why() -> None:
    names = Counter(row.name for row in PASSES)
    assert set(names.values()) == {1}
    runs = Counter(row.function for row in PASSES)
    again = [row for row in PASSES if row.run > 1]
    assert len(again) == sum(runs.values()) - len(runs)
    assert all("again" in row.because for row in again)


def test_every_pass_is_watched_in_order(read: ReadText) -> None:
    seen: list[str] = []
    link([read(page("Get", response="int32"))], watch=lambda row, _: seen.append(row.name))
    assert seen == [row.name for row in PASSES]
