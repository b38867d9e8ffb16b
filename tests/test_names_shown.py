"""Commands show the names that users of the code see: those of the lock."""

import json
import shutil
from pathlib import Path

import pytest
from test_diff_command import CONFIG, PAGE, WITHOUT_LEVEL
from test_locked_names import CAR, ROOM
from typer.testing import CliRunner, Result

from generator.cli import app

UNKNOWN = """
[names]
LampAgnt = "a"
models.Doorr = "b"
properties."Door.Wod" = "c"
operations.v1LampAgent_GetRom = "d"
arguments."v1LampAgent_GetRoom.x" = "e"
arguments."v1LampAgent_Gt.y" = "f"
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rooms and lamps with their lock; the cache makes the builds of all tests cheap."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "docs").mkdir()
    (folder / "docs" / "room.md").write_text(ROOM)
    (folder / "docs" / "get.md").write_text(PAGE)
    config = f'{CONFIG}targets = ["python"]\ncache = "cache"\n'
    (folder / "docs2sdk.toml").write_text(config)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run("build").exit_code == 0
    assert " Door\n" in (folder / "docs2sdk.lock").read_text()
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With cars, whose doors make linking call those of rooms otherwise than the lock does."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    (tmp_path / "docs" / "car.md").write_text(CAR)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_model_has_the_name_that_the_lock_keeps(project: Path) -> None:
    shown = run("model", "--no-cache").stdout
    assert "schema Door\n" in shown
    assert "RoomDoor" not in shown
    models = json.loads(run("model", "--json", "--no-cache").stdout)["schemas"]
    assert {"CarDoor", "Door"} <= {model["name"] for model in models}


@pytest.mark.parametrize("asked", ["Door", "RoomDoor", "models.Door"])
def test_a_model_is_explained_by_any_of_its_names(project: Path, asked: str) -> None:
    first, code, *_ = run("explain", asked).stdout.splitlines()
    assert first.startswith("Door: ")
    assert first.endswith("; linking calls it RoomDoor, the lock Door")
    assert code == "  in python     Door"


def test_a_property_and_a_method_are_explained_by_their_names_in_code(project: Path) -> None:
    assert run("rename", "Door.wood", "timber").exit_code == 0
    for asked in ("Door.Wood", "RoomDoor.Wood", "Door.timber", "models.Door.timber"):
        first, code, *_ = run("explain", asked).stdout.splitlines()
        assert (first, code) == ("Door.Wood: string", "  in python     Door.timber")
    assert run("rename", "lamp.get_room", "room").exit_code == 0
    for asked in ("client.lamp.room", "lamp.room"):
        _, code, *_ = run("explain", asked).stdout.splitlines()
        assert code == "  in python     lamp.room"
    data = json.loads(run("explain", "Door.Wood", "--json").stdout)
    assert data["in_code"] == {"python": "Door.timber"}
    assert run("explain", "Door.wod").exit_code == 2


def test_a_witness_has_the_names_of_the_lock(project: Path) -> None:
    for old, new in (("Lamp", "Light"), ("Light.level", "brightness")):
        assert run("rename", old, new).exit_code == 0
    shutil.copytree(project / "docs", project / "new")
    (project / "new" / "get.md").write_text(WITHOUT_LEVEL)
    found = run("diff", "docs2sdk.toml", "new", "--target", "python", "--format", "json")
    (change,) = json.loads(found.stdout)["changes"]
    assert change["witness"] == {"python": "models.Light(...).brightness"}


def test_names_for_what_the_docs_do_not_have(project: Path) -> None:
    with (project / "docs2sdk.toml").open("a") as file:
        file.write(UNKNOWN)
    found = run("build")
    assert found.exit_code == 2
    assert [line.rpartition("unknown key ")[2] for line in found.stderr.splitlines()[-6:]] == [
        "'names.LampAgnt'; did you mean 'LampAgent'?",
        "'names.models.Doorr'; did you mean 'Door'?",
        "'names.properties.Door.Wod'; did you mean 'Door.Wood'?",
        "'names.operations.v1LampAgent_GetRom'; did you mean 'v1LampAgent_GetRoom'?",
        "'names.arguments.v1LampAgent_GetRoom.x'",
        "'names.arguments.v1LampAgent_Gt.y'",
    ]
    # Other pages than those of the configuration need not have all that it names.
    assert run("build", "docs/car.md", "--out", "other").exit_code == 0


def test_names_for_what_the_docs_have(project: Path) -> None:
    with (project / "docs2sdk.toml").open("a") as file:
        file.write('[names]\nlampagent = "lights"\nmodels.Door = "Gate"\n')
    assert run("build").exit_code == 0
    assert (
        run("explain", "lights.get_room").stdout.splitlines()[1]
        == "  in python     lights.get_room"
    )
