"""Earlier names of fields where models extend one another."""

import importlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from linking import page, table
from test_python_target import forget

from generator.config import Settings
from generator.incremental.session import build
from generator.lock import Lock, parse_lock
from generator.output import write
from generator.pipeline import PlainSteps, load_inputs
from generator.pipeline import build as build_plainly

pytestmark = pytest.mark.slow

PAGES = (
    page("GetLamp", response="Lamp\n" + table("Id|int32|", "Size|int32|", "Name|string|")),
    page(
        "GetDeskLamp",
        response="DeskLamp\n"
        + table("Id|int32|", "Size|int32|", "Name|string|", "Reach|int32|", "property|string|"),
    ),
)


def renamed(model: str, wire: str, old: str, new: str) -> str:
    return (
        f"python property {model} {wire} {new}\npython property {model} {wire} {old} deprecated\n"
    )


LAMP = renamed("Lamp", "Size", "size", "width")
BOTH = LAMP + renamed("DeskLamp", "Size", "size", "width")
REACH = renamed("DeskLamp", "Reach", "reach", "range")


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.mark.parametrize("lock", [LAMP, BOTH, REACH, LAMP + REACH, BOTH + REACH])
def test_fields_of_bases(lock: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number, text in enumerate(PAGES):
        (docs / f"{number}.md").write_text(text)
    file = tmp_path / "docs2sdk.lock"
    file.write_text(lock)
    assert isinstance(parse_lock(lock), Lock)
    settings = Settings(
        layout="superoffice", pages=[docs], targets=["python"], title="Lamps", lock=file
    )
    built = build(settings)
    assert built == build_plainly(load_inputs(settings), PlainSteps())
    write(tmp_path / "out", built.files)
    monkeypatch.syspath_prepend(tmp_path / "out" / "python")
    importlib.invalidate_caches()
    models: Any = importlib.import_module("lamps.models")
    for model, field, now in (
        ("Lamp", "size", "width" if LAMP in lock else "size"),
        ("DeskLamp", "size", "width" if BOTH in lock else "size"),
        ("DeskLamp", "reach", "range" if REACH in lock else "reach"),
    ):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            made = getattr(models, model)(**{field: 7})
            assert getattr(made, field) == 7
            setattr(made, field, 8)
        assert getattr(made, now) == 8
        assert len(caught) == (0 if field == now else 3)
        assert {warning.filename for warning in caught} <= {__file__}
