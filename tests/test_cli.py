"""The command line: what it writes, what it says, and its exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY
from pages import PAGE

COVERAGE = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
"""Set while ``make coverage`` runs, which also counts what processes execute."""


def run(*arguments: object, cwd: Path = REPOSITORY) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env={"PYTHONPATH": str(REPOSITORY), "PATH": "", "COLUMNS": "120", **COVERAGE},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "switch.md").write_text(PAGE)
    return folder


def test_generated_is_what_the_docs_give() -> None:
    done = run("check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_build_writes_the_fixed_places_and_sums_up(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "sdk"
    done = run("build", pages, "--out", out, "--package", "lamps")
    assert done.returncode == 0, done.stderr
    for path in (
        "openapi/openapi.json",
        "openapi/LampAgent.yaml",
        "python/lamps/models/__init__.py",
    ):
        assert (out / path).is_file(), path
    assert "1 operation ·" in done.stderr
    again = run("build", pages, "--out", out, "--package", "lamps")
    assert "0 files written" in again.stderr


@pytest.mark.slow
def test_one_target(pages: Path, tmp_path: Path) -> None:
    run("build", pages, "--out", tmp_path / "sdk", "--target", "openapi")
    assert sorted(p.name for p in (tmp_path / "sdk").iterdir()) == [".docs2sdk.lock", "openapi"]


@pytest.mark.slow
def test_openapi_as_asked_for(pages: Path, tmp_path: Path) -> None:
    options = ("--target", "openapi", "--openapi-version", "3.0", "--examples")
    done = run("build", pages, "--out", tmp_path / "sdk", *options)
    assert done.returncode == 0, done.stderr
    bundle = (tmp_path / "sdk" / "openapi" / "openapi.json").read_text()
    assert '"openapi": "3.0.3"' in bundle
    assert '"example": {' in bundle
    wrong = run("build", pages, "--openapi-version", "2.0")
    assert wrong.returncode == 2


@pytest.mark.slow
def test_files_no_longer_generated_go_and_others_stay(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "sdk"
    (pages / "dim.md").write_text(PAGE.replace("LampAgent_Switch", "DimmerAgent_Dim"))
    run("build", pages, "--out", out, "--target", "openapi")
    (out / "openapi" / "mine.txt").write_text("mine")
    assert (out / "openapi" / "DimmerAgent.yaml").exists()
    (pages / "dim.md").unlink()
    run("build", pages, "--out", out, "--target", "openapi")
    assert not (out / "openapi" / "DimmerAgent.yaml").exists()
    assert (out / "openapi" / "mine.txt").exists()


@pytest.mark.slow
def test_check_shows_a_diff(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "sdk"
    assert run("check", pages, "--out", out).returncode == 1
    run("build", pages, "--out", out)
    assert run("check", pages, "--out", out).returncode == 0
    (pages / "switch.md").write_text(PAGE.replace("Switches a lamp.", "Turns a lamp on or off."))
    done = run("check", pages, "--out", out)
    assert done.returncode == 1
    assert '-        "summary": "Switches a lamp."' in done.stdout
    assert '+        "summary": "Turns a lamp on or off."' in done.stdout


@pytest.mark.slow
def test_errors_in_pages_make_it_1_and_the_rest_is_built(pages: Path, tmp_path: Path) -> None:
    (pages / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    done = run("build", pages, "--out", tmp_path / "sdk")
    assert done.returncode == 1
    assert "picture.md:1:1: error DOC101" in done.stderr
    assert (tmp_path / "sdk" / "openapi" / "openapi.json").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "nowhere"],
        ["build", "specs", "--target", "cobol"],
        ["explain", "DOC999"],
        ["inspect", "nowhere.md"],
        ["nonsense"],
    ],
)
def test_usage_makes_it_2(arguments: list[str], tmp_path: Path) -> None:
    done = run(*arguments, *(["--out", tmp_path] if arguments[0] == "build" else []))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_configuration_by_another_name_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "lamps.toml").write_text("pages = ['docs']")
    done = run("build", tmp_path / "lamps.toml")
    assert done.returncode == 2
    assert "a configuration is called docs2sdk.toml or pyproject.toml" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("config", "said"),
    [("pagse = ['x']", "pagse"), ("pages = 'x", "docs2sdk.toml"), ("out = 'x'", "no pages")],
)
def test_a_faulty_configuration_makes_it_2(config: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "docs2sdk.toml").write_text(config)
    done = run("build", cwd=tmp_path)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


@pytest.mark.slow
def test_configuration_in_pyproject(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.docs2sdk]\npages = ["pages"]\nout = "sdk"\ntargets = ["openapi"]\ntitle = "Lamps"\n'
    )
    inner = tmp_path / "inner"
    inner.mkdir()
    assert run("build", cwd=inner).returncode == 0
    written = json.loads((tmp_path / "sdk" / "openapi" / "openapi.json").read_text())
    assert written["info"]["title"] == "Lamps"


@pytest.mark.slow
def test_reports(pages: Path, tmp_path: Path) -> None:
    (pages / "empty.md").write_text("")
    for report, start in {
        "text": "empty.md:1:1: warning DOC104",
        "github": "::warning file=",
    }.items():
        done = run("build", pages, "--out", tmp_path / "sdk", "--report", report)
        assert done.stdout.startswith(start)
    done = run("build", pages, "--out", tmp_path / "sdk", "--report", "json")
    assert json.loads(done.stdout)[0]["code"] == "DOC104"


@pytest.mark.slow
def test_inspect_schema_and_explain(pages: Path) -> None:
    shown = run("inspect", pages / "switch.md")
    assert shown.returncode == 0
    assert "v1LampAgent_Switch" in shown.stdout
    told = json.loads(run("inspect", pages / "switch.md", "--json").stdout)
    assert told["kind"] == "operation"
    assert told["api"]["operations"][0]["path"] == "/api/v1/Agents/Lamp/Switch"
    assert json.loads(run("schema").stdout)["title"] == "Api"
    assert "204" in run("explain", "DOC204").stdout
    assert run("--version").stdout.startswith("docs2sdk ")
