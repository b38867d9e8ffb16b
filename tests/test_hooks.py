"""How other tools run docs2sdk: pre-commit, hatchling, GitHub Actions."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import REPOSITORY

from generator.changes.formats.markdown import MARK

pytestmark = pytest.mark.slow

SPECS = REPOSITORY / "specs" / "superoffice" / "agent" / "Batch_Agent"
CONFIG = 'pages = ["docs"]\nout = "sdk"\ntitle = "Lamps"\n'

git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.com",
            "PRE_COMMIT_HOME": str(cwd / ".pre-commit"),
        },
        timeout=300,
    )
    return f"{done.returncode}\n{done.stdout}{done.stderr}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(SPECS, folder / "docs")
    (folder / "docs2sdk.toml").write_text(CONFIG)
    return folder


@git
def test_pre_commit(project: Path, tmp_path: Path) -> None:
    """pre-commit itself installs and runs the hook, from a copy of this repository."""
    hooks = tmp_path / "hooks"
    run("git", "init", "-q", hooks, cwd=tmp_path)
    for name in ("generator", "templates", "layouts"):
        shutil.copytree(
            REPOSITORY / name, hooks / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, hooks / name)
    run("git", "add", "-A", cwd=hooks)
    run("git", "commit", "-qm", "hooks", cwd=hooks)

    run("git", "init", "-q", ".", cwd=project)
    run("git", "add", "docs", "docs2sdk.toml", cwd=project)
    # Run by the modules here; a user runs the command.
    hook = (sys.executable, "-m", "pre_commit", "try-repo", hooks, "docs2sdk-check", "--all-files")
    told = run(*hook, cwd=project)
    assert told.startswith("1\n"), told
    assert "missing" in told or "as the docs give it)" in told
    run(sys.executable, "-m", "generator", "build", "--out", project / "sdk", cwd=project)
    told = run(*hook, cwd=project)
    assert told.startswith("0\n"), told


def make_project_file(project: Path, hook: str) -> None:
    (project / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling", "docs2sdk"]\n'
        'build-backend = "hatchling.build"\n\n'
        '[project]\nname = "lamps"\nversion = "1.0"\n\n'
        "[tool.hatch.build.targets.wheel]\nbypass-selection = true\n\n"
        f"[tool.hatch.build.hooks.docs2sdk]\n{hook}\n"
    )


@pytest.mark.parametrize("hook", ["strict = true", ""])
@pytest.mark.parametrize("pages", ["empty", "no operation", "no Python"])
def test_no_empty_wheel_is_built(hook: str, pages: str, project: Path, tmp_path: Path) -> None:
    make_project_file(project, hook)
    if pages == "no Python":
        (project / "docs2sdk.toml").write_text(f'{CONFIG}targets = ["openapi"]\n')
    else:
        run(sys.executable, "-m", "generator", "build", cwd=project)
        for page in (project / "docs").iterdir():
            page.unlink()
        if pages == "no operation":
            (project / "docs" / "index.md").write_text("# Lamps\n\nNothing yet.\n")
    wheel = (sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation")
    done = run(*wheel, "-w", tmp_path, cwd=project)
    assert done.startswith("1\n"), done
    assert ("no Python package" if pages == "no Python" else "no operation") in done
    assert list(tmp_path.glob("*.whl")) == []
    if pages != "no Python":
        assert (project / "sdk" / "python" / "lamps" / "__init__.py").is_file()


def test_a_wheel_is_built_from_docs(project: Path, tmp_path: Path) -> None:
    make_project_file(project, "strict = true")
    wheel = (sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation")
    told = run(*wheel, "-w", tmp_path, cwd=project)
    assert told.startswith("0\n"), told
    names = zipfile.ZipFile(next(tmp_path.glob("lamps-*.whl"))).namelist()
    assert {"lamps/__init__.py", "lamps/resources/batch.py", "lamps/py.typed"} <= set(names)
    assert (project / "sdk" / "openapi" / "openapi.json").is_file()

    (project / "docs" / "broken.md").write_bytes(b"\x00")
    told = run(*wheel, "-w", tmp_path, cwd=project)
    assert told.startswith("1\n"), told
    assert "DOC101" in told


@pytest.mark.parametrize("name", ["github-actions.yml", "github-diff.yml"])
def test_the_workflow_for_github_is_one(name: str) -> None:
    told = run(
        sys.executable, "-m", "check_jsonschema",
        "--builtin-schema", "vendor.github-workflows", f"examples/{name}",
        cwd=REPOSITORY,
    )  # fmt: skip
    assert told.startswith("0\n"), told


def test_the_workflow_finds_the_comment_that_diff_writes() -> None:
    assert MARK in (REPOSITORY / "examples" / "github-diff.yml").read_text("utf-8")
