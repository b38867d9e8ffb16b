"""``docs2sdk explain`` as a process: text, JSON, exit codes. ``cases/`` has what it prints."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from linking import page, table

RIGHT = "Room\n" + table("Lamp | Lamp |", "Height | double |")
WRONG = "Room\n" + table("Lamp | Colour |", "Height | double |")


@pytest.mark.slow
def test_text_and_json_agree(tmp_path: Path) -> None:
    (tmp_path / "get.md").write_text(page("Get", response=RIGHT), "utf-8")
    (tmp_path / "save.md").write_text(page("Save", response=WRONG), "utf-8")
    (tmp_path / "lamp.md").write_text(
        page("GetLamp", response="Lamp\n" + table("Id | int32 |")), "utf-8"
    )
    command = [sys.executable, "-m", "generator", "explain", "Room.Lamp", str(tmp_path)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert text.startswith("Room.Lamp: Lamp\n\n  decided by  link/")
    assert "against     1  table cell `Colour`" in text
    assert "DOC305" in text
    found = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    decision = json.loads(found.stdout)["decisions"][0]
    assert decision["type"] == "Lamp"
    assert {e["supports"] for e in decision["evidence"]} == {True, False}
    missing = subprocess.run([*command[:4], "Rom", str(tmp_path)], capture_output=True, text=True)
    assert missing.returncode == 2
    assert "did you mean Room?" in missing.stderr
