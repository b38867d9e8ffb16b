"""Two branches that each gave names are merged by git, and every name of both stays."""

import shutil
import subprocess
from pathlib import Path

import pytest
from linking import page

from generator.config import Settings
from generator.lock import read_lock
from generator.output import write_lock
from generator.pipeline import PlainSteps, build, load_inputs

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]


def git(folder: Path, *arguments: str) -> None:
    author = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    command = ["git", *author, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_merge_keeps_the_names_of_both_sides(tmp_path: Path) -> None:
    project = tmp_path / "project"
    docs = project / "docs"
    docs.mkdir(parents=True)
    lock = project / "docs2sdk.lock"
    settings = Settings(
        pages=[docs], layout="superoffice", targets=["python"], lock=lock, out=project / "sdk"
    )

    def document(*names: str, tag: str = "LampAgent") -> None:
        for name in names:
            (docs / f"{name}.md").write_text(page(name, tag=tag, path=f"{tag}/{name}"))

    def commit(*names: str, tag: str = "LampAgent") -> list[str]:
        document(*names, tag=tag)
        built = build(load_inputs(settings), PlainSteps())
        write_lock(lock, built.lock)
        git(project, "add", "-A")
        git(project, "commit", "-qm", "more")
        return [d.code for d in built.diagnostics if d.code in {"DOC410", "DOC411"}]

    git(project, "init", "-q", "-b", "main")
    commit("Switch", "Dim")
    git(project, "checkout", "-qb", "one")
    commit("Blink")
    lines_of_one = set(lock.read_text().splitlines())
    git(project, "checkout", "-q", "main")
    git(project, "checkout", "-qb", "two")
    commit("Flash")
    # Both branches have a first operation of a new tag that would be `lamp`.
    assert commit("Get", tag="LampEntity") == ["DOC410"]
    lines_of_two = set(lock.read_text().splitlines())
    git(project, "merge", "-q", "one")
    assert set(lock.read_text().splitlines()) == lines_of_one | lines_of_two
    merged = read_lock(lock)
    built = build(load_inputs(settings), PlainSteps())
    assert set(built.lock) == {*merged.entries}
    assert [d.code for d in built.diagnostics if d.code in {"DOC410", "DOC411"}] == []
    write_lock(lock, built.lock)
    names = [line for line in lock.read_text().splitlines() if not line.startswith("#")]
    assert names == sorted(names)
