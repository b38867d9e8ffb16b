"""Where pages are missing, all or some, the output is not emptied."""

import os
import re
import shutil
from pathlib import Path

import pytest
from pages import PAGE
from test_commands import read_until, run, start

pytestmark = pytest.mark.slow

LFS_POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 9\n"


def page(agent: str) -> str:
    return PAGE.replace("LampAgent", f"{agent}Agent").replace("Agents/Lamp/", f"Agents/{agent}/")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A configured project with four operations, built."""
    folder = tmp_path / "project"
    (folder / "docs").mkdir(parents=True)
    for agent in ("Lamp", "Dimmer", "Timer", "Socket"):
        (folder / "docs" / f"{agent}.md").write_text(page(agent))
    (folder / "docs2sdk.toml").write_text('pages = ["docs"]\nout = "sdk"\npackage = "lamps"\n')
    code, _, err = run("build", cwd=folder)
    assert code == 0, err
    assert operations(folder) == 4
    return folder


def operations(project: Path) -> int:
    document = (project / "sdk" / "openapi" / "openapi.json").read_text()
    return len(set(re.findall(r'"operationId": "\w+"', document)))


def files(project: Path) -> dict[str, bytes]:
    found = (file for file in (project / "sdk").rglob("*") if file.is_file())
    return {str(file): file.read_bytes() for file in found}


def test_an_empty_folder_is_an_error(project: Path) -> None:
    before = files(project)
    for file in (project / "docs").iterdir():
        file.rename(file.with_suffix(".txt"))
    for command in ("build", "check"):
        code, _, err = run(command, cwd=project)
        assert code == 1
        assert "no pages: no file ending in .md or .markdown or .mdx in" in err
        assert "but 4 .txt" in err
    assert files(project) == before


def test_pages_without_an_operation_are_an_error(project: Path) -> None:
    before = files(project)
    for file in (project / "docs").iterdir():
        file.write_text(LFS_POINTER)
    code, _, err = run("build", cwd=project)
    assert code == 1
    assert "Lamp.md:1:1: error DOC115 Git LFS pointer" in err
    assert "no operations: none of the 4 pages in" in err
    assert files(project) == before
    assert run("build", "--allow-removals", cwd=project)[0] == 1
    assert files(project) == before


def test_nothing_is_written_for_no_operations_at_all(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "readme.md").write_text("# Hello\n")
    assert run("build", "docs", "--out", "sdk", cwd=tmp_path)[0] == 1
    assert not (tmp_path / "sdk").exists()


def test_removals_are_said_and_beyond_a_share_not_made(project: Path) -> None:
    (project / "docs" / "Lamp.md").unlink()
    code, out, err = run("build", "--report", "text", cwd=project)
    assert code == 0
    assert "removing 1 of 4 operations: v1LampAgent_Switch\n" in err
    assert "openapi/openapi.json:1:1: warning DOC510 operations removed: 1 of 4" in out
    assert operations(project) == 3
    assert "DOC510" not in "".join(run("build", "--report", "text", cwd=project)[1:])

    before = files(project)
    (project / "docs" / "Timer.md").unlink()
    (project / "docs" / "Socket.md").unlink()
    code, _, err = run("build", cwd=project)
    assert code == 1
    assert "would remove 2 of 3 operations: v1SocketAgent_Switch, v1TimerAgent_Switch" in err
    assert files(project) == before
    assert run("build", "--allow-removals", cwd=project)[0] == 0
    assert operations(project) == 1


@pytest.mark.parametrize(("share", "code"), [("0", 1), ("0.25", 0), ("1", 0)])
def test_the_share_is_configured(share: str, code: int, project: Path) -> None:
    with (project / "docs2sdk.toml").open("a") as config:
        config.write(f"allow_removals = {share}\n")
    (project / "docs" / "Lamp.md").unlink()
    assert run("build", cwd=project)[0] == code
    assert operations(project) == (4 if code else 3)


def test_without_a_document_files_are_counted(project: Path) -> None:
    shutil.rmtree(project / "sdk")
    run("build", "--target", "python", cwd=project)
    before = files(project)
    for agent in ("Lamp", "Dimmer", "Timer"):
        (project / "docs" / f"{agent}.md").unlink()
    with (project / "docs2sdk.toml").open("a") as config:
        config.write("allow_removals = 0\n")
    code, _, err = run("build", "--target", "python", cwd=project)
    assert code == 1
    assert re.search(r"would remove \d+ of \d+ files: python/", err)
    assert files(project) == before


def test_watch_keeps_the_output_of_docs_that_are_gone(project: Path) -> None:
    before = files(project)
    for file in (project / "docs").iterdir():
        file.unlink()
    process = start("watch", cwd=project)
    try:
        assert any("no pages: " in line for line in read_until(process, "not built"))
    finally:
        process.kill()
        process.communicate()
    assert files(project) == before


def test_a_linked_folder_of_pages_is_an_error(project: Path) -> None:
    (project / "shared").mkdir()
    (project / "docs" / "Lamp.md").rename(project / "shared" / "Lamp.md")
    (project / "docs" / "shared").symlink_to("../shared")
    code, _, err = run("build", cwd=project)
    assert code == 1
    assert "shared:1:1: error DOC111 page outside of the docs root: ../shared" in err
    assert "DOC510" in err


def test_a_linked_folder_of_pictures_or_of_pages_read_anyway_is_none(project: Path) -> None:
    (project / "pictures").mkdir()
    (project / "pictures" / "a.png").write_bytes(b"\x89PNG")
    (project / "docs" / "pictures").symlink_to("../pictures")
    (project / "docs" / "again").symlink_to(".")
    code, _, err = run("build", cwd=project)
    assert (code, "No errors, no warnings" in err) == (0, True), err


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root reads all")
def test_a_folder_that_may_not_be_read_is_an_error(project: Path) -> None:
    closed = project / "docs" / "closed"
    closed.mkdir()
    (project / "docs" / "Lamp.md").rename(closed / "Lamp.md")
    assert run("build", cwd=project)[0] == 0
    closed.chmod(0)
    weaker = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
    try:
        code, _, err = run("build", cwd=project, before=weaker)
    finally:
        closed.chmod(0o700)
    assert code == 1
    assert "closed:1:1: error DOC109 file unreadable: Permission denied" in err
    assert "removing 1 of 4 operations: v1LampAgent_Switch" in err


@pytest.mark.parametrize(
    "handed_over",
    [
        ("docs/Lamp.md",),
        ("docs/Lamp.md", "docs/Timer.md"),
        ("docs2sdk.toml", "docs/Lamp.md"),
        ("docs2sdk.toml",),
    ],
)
def test_some_files_of_a_configuration_stand_for_all(
    handed_over: tuple[str, ...], project: Path
) -> None:
    """lint-staged and pre-commit name only the files that changed: the whole project is built."""
    before = files(project)
    for command in ("build", "check"):
        code, _, err = run(command, *handed_over, cwd=project)
        assert code == 0, err
    assert files(project) == before
    code, _, err = run("build", *handed_over, "--out", "elsewhere", cwd=project)
    assert code == 0, err
    assert files(project) == before


def test_two_configurations_are_a_mistake(project: Path) -> None:
    before = files(project)
    (project / "b").mkdir()
    shutil.copy(project / "docs2sdk.toml", project / "b")
    code, _, err = run("build", "docs2sdk.toml", "b/docs2sdk.toml", cwd=project)
    assert code == 2
    assert "two configurations" in err
    assert files(project) == before
