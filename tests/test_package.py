"""The generated package works without docs2sdk: its wheel is built, installed and used."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import REPOSITORY

from generator.output import write
from generator.pipeline import Build

pytestmark = pytest.mark.slow

PACKAGE = REPOSITORY / "generated" / "python"

USE = """
import importlib.metadata, superoffice
from superoffice.models import BatchTaskInfo
with superoffice.SuperOffice("https://example.com", "token") as client:
    client.preload()
installed = importlib.metadata.version("superoffice")
print(superoffice.__version__, installed, repr(BatchTaskInfo(name="x")))
"""


def pip(python: Path | str, *arguments: object) -> None:
    command = [python, "-m", "pip", "-q", "--disable-pip-version-check", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_wheel_of_what_was_generated_works(tmp_path: Path, spec_build: Build) -> None:
    write(tmp_path / "out", [f for f in spec_build.files if f.path.startswith("python/")])
    pip(sys.executable, "wheel", "--no-deps", "-w", tmp_path, tmp_path / "out" / "python")
    wheel = next(tmp_path.glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert "superoffice/py.typed" in names
    assert any(name.endswith("licenses/NOTICE.md") for name in names)
    venv.create(tmp_path / "venv", with_pip=True)
    python = next((tmp_path / "venv").glob("[bS]*/python*"))
    pip(python, "install", "-c", REPOSITORY / "requirements.lock", wheel)
    done = subprocess.run([python, "-c", USE], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout == "0.1.0 0.1.0 BatchTaskInfo(name='x')\n", done.stderr


def test_the_changelog_is_written_once(tmp_path: Path, spec_build: Build) -> None:
    write(tmp_path, spec_build.files)
    changelog = tmp_path / "python" / "CHANGELOG.md"
    changelog.write_text("mine")
    assert write(tmp_path, spec_build.files).written == []
    assert changelog.read_text() == "mine"
    write(tmp_path, [f for f in spec_build.files if "CHANGELOG" not in f.path])
    assert changelog.read_text() == "mine"
