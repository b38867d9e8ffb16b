"""The configuration: where it is from, and which commands do not wait for what reads it."""

import subprocess
import sys
from pathlib import Path

import pytest
from pages import PAGE

from generator.config import Settings, find_config, load_settings


def test_the_command_line_comes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "docs2sdk.toml"
    file.write_text('pages = ["docs"]\npackage = "lamps"\nclient = "Lamps"\n')
    settings = load_settings(file, package="lights", client=None)
    assert (settings.package, settings.client) == ("lights", "Lamps")
    assert settings.pages == [tmp_path / "docs"], "a path in a file is relative to that file"


def test_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("PACKAGE=from_env_file\n")
    monkeypatch.setenv("PACKAGE", "from_environment")
    assert load_settings(None) == Settings()
    assert Settings().package == ""


@pytest.mark.parametrize("other", ["", "tool = 1", "[tool]\ndocs2sdk = 1", "[tool.ruff]\n"])
def test_a_pyproject_without_settings_is_passed_over(other: str, tmp_path: Path) -> None:
    (tmp_path / "docs2sdk.toml").write_text("")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text(other)
    assert find_config(inner) == tmp_path / "docs2sdk.toml"


def test_docs2sdk_toml_comes_before_a_pyproject_beside_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.docs2sdk]\ntitle = "B"\n')
    assert find_config(tmp_path) == tmp_path / "pyproject.toml"
    (tmp_path / "docs2sdk.toml").write_text('title = "A"\n')
    assert find_config(tmp_path) == tmp_path / "docs2sdk.toml"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        load_settings(tmp_path / "docs2sdk.toml")
    assert raised.value.filename == str(tmp_path / "docs2sdk.toml")


RUN = """
import os, sys
leave = os._exit
def end(code):
    print("imported:", *{"pydantic", "pydantic_settings", "typer"} & set(sys.modules), flush=True)
    leave(code)
os._exit = end
from generator.__main__ import main
main()
"""
"""The command, and then the names of the large libraries that it imported."""


def imported(folder: Path, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    *_, last = (line for line in done.stdout.splitlines() if line.startswith("imported:"))
    return last.split()[1:]


@pytest.mark.slow
def test_a_replayed_build_imports_no_library(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "switch.md").write_text(PAGE)
    (tmp_path / "docs2sdk.toml").write_text('pages = ["pages"]\ncache = "cache"\n')
    assert "pydantic_settings" in imported(tmp_path, "build")
    imported(tmp_path, "build")  # Nothing is written now: this one is kept.
    assert imported(tmp_path, "build") == []


@pytest.mark.slow
def test_help_waits_for_no_configuration(tmp_path: Path) -> None:
    assert "pydantic_settings" not in imported(tmp_path, "--help")
