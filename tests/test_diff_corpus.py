"""Comparisons of real references: nothing is said that is not so."""

import shutil
from pathlib import Path

import pytest

from generator.changes.change import ChangeClass
from generator.changes.classes import Entry, classify
from generator.changes.compare import compare
from generator.changes.saved import Model, read_model
from generator.changes.target_rules import load_rules
from generator.config import TARGETS, Settings
from generator.incremental.session import Session

pytestmark = pytest.mark.slow


def model_of(folder: Path) -> Model:
    api = Session(Settings(pages=[folder])).located_api
    return read_model(api.model_dump_json(by_alias=True).encode())


def entries(old: Model, new: Model) -> list[Entry]:
    return classify(compare(old, new), [load_rules(name) for name in TARGETS])


@pytest.fixture(scope="module")
def now(corpus: Path) -> Model:
    return model_of(corpus / "10.2.2")


def test_a_release_has_what_its_writers_changed(corpus: Path, now: Model) -> None:
    """1,655 of its pages differ, for the values of their samples."""
    found = entries(model_of(corpus / "10.2.1"), now)
    assert [(e.change.code, len(e.change.operations)) for e in found] == [
        ("CHG101", 1),
        ("CHG101", 1),
        ("CHG601", 1),
        ("CHG701", 5),
    ]
    assert {e.worst for e in found} == {ChangeClass.COMPATIBLE, ChangeClass.DOCUMENTATION}


def test_pages_written_anew_break_nothing_on_the_wire(corpus: Path, tmp_path: Path) -> None:
    """The same pages a year later, in another layout: models have other names, and types that were
    left open are written.
    """
    for folder in ("2022-02", "10.2.2"):
        for page in (corpus / "2022-02").rglob("*.md"):
            name = page.relative_to(corpus / "2022-02")
            if (corpus / "10.2.2" / name).is_file():
                (tmp_path / folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(corpus / folder / name, tmp_path / folder / name)
    found = entries(model_of(tmp_path / "2022-02"), model_of(tmp_path / "10.2.2"))
    assert [e for e in found if e.wire == ChangeClass.BREAKING] == []
    assert len(found) < 100
