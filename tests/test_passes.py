"""The table of passes: each does what its row declares, and what it changed can be shown."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, ReadText
from linking import page, table

from generator.docs import Page, find_pages, load_page, read_page
from generator.link import PASSES, link
from generator.link.facts import Facts
from generator.link.snapshot import changes_of, compare, snapshot


class WatchedFacts(Facts):
    """Facts that record which of their fields are touched."""

    touched: set[str] = set()  # noqa: RUF012

    def __getattribute__(self, name: str) -> Any:
        WatchedFacts.touched.add(name)
        return super().__getattribute__(name)


def pages_of(folder: Path) -> list[Page]:
    root = folder.resolve()
    return [read_page(load_page(file, root)) for file in find_pages([root], root)]


@pytest.mark.parametrize("layout", ["specs", "2022-02"])
def test_passes_read_and_write_what_they_declare(
    layout: str, request: pytest.FixtureRequest
) -> None:
    folder = REPOSITORY if layout == "specs" else request.getfixturevalue("corpus")
    pages = sorted(pages_of(folder / layout), key=lambda page: page.source.file)
    facts = WatchedFacts(pages)
    fields = set(Facts.__dataclass_fields__)
    before = snapshot(facts)
    unused: dict[object, set[str]] = {}
    for row in PASSES:
        WatchedFacts.touched = set()
        row.function(facts)
        touched = WatchedFacts.touched & fields
        assert touched <= {*row.reads, *row.writes}, row.name
        unused[row.function] = unused.get(row.function, set(row.reads)) - touched
        after = snapshot(facts)
        changed = {change.path.partition(".")[0] for change in compare(before, after)}
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


def test_what_a_pass_changed_is_shown(read: ReadText) -> None:
    pages = [
        read(page("GetLamp", response="Lamp\n" + table("LampId | int32 |")), "a.md"),
        read(page("List", request="lampIds\n\nThe keys.", response="int32"), "b.md"),
    ]
    (change,) = changes_of(pages, "infer_by_name")
    assert change.path == "bodies.v1LampAgent_List request body.decision"
    assert change.before == "unknown, by link/undecided: no table, sample or other property tells"
    assert change.after == "int32[], by link/plural_of_known_name: it is the plural of lampid"
    (no_body,) = changes_of([read(page("Delete", response="", status="204"))], "no_content")
    assert (no_body.before, no_body.after) == (
        "None",
        "no type, by link/no_content: the status allows no body",
    )
    with pytest.raises(KeyError):
        changes_of(pages, "no_such_pass")
