"""What stands in the way of writing is found before anything is written."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY
from outputs import FILES, tree, without_privileges
from pages import PAGE, codes
from test_manifest import OUTSIDE

from generator.output import OutputError, Written, clean, differences, write
from generator.targets import RenderedFile

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", ["../../x/y.py", *(f"python/{path}" for path in OUTSIDE), "x"])
def test_no_path_leads_out(path: str, tmp_path: Path) -> None:
    """No path leads out of the output folder, whether a template or the cache names it."""
    out = tmp_path / "out"
    with pytest.raises(OutputError):
        write(out, [*FILES, RenderedFile(path, "X = 1\n")])
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_place_of_a_target_is_not_followed(tmp_path: Path) -> None:
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    (elsewhere / ".docs2sdk-mine").mkdir(parents=True)
    (elsewhere / ".docs2sdk-mine/a").write_text("mine")
    out.mkdir()
    (out / "python").symlink_to(elsewhere)
    before = tree(tmp_path)
    with pytest.raises(OutputError, match="leads out"):
        write(out, FILES)
    with pytest.raises(OutputError, match="leads out"):
        clean(out, ["openapi", "python"])
    with pytest.raises(OutputError, match="leads out"):
        differences(out, FILES)
    assert tree(tmp_path) == before


def test_nothing_is_written_or_removed_through_a_link(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, FILES)
    (out / "openapi/deep").rename(tmp_path / "elsewhere")
    (out / "openapi/deep").symlink_to(tmp_path / "elsewhere")
    before = tree(tmp_path)
    changed = [FILES[0], FILES[1]._replace(text="[1]\n"), *FILES[2:]]
    for wanted in (changed, [FILES[0], *FILES[2:]]):
        with pytest.raises(OutputError, match="is no folder"):
            write(out, wanted)
        assert tree(tmp_path) == before
    with pytest.raises(OutputError, match="is no folder"):
        clean(out, ["openapi", "python"])
    assert tree(tmp_path) == before


def loop(file: Path) -> None:
    file.symlink_to(file.name)


def dangling(file: Path) -> None:
    file.symlink_to("nowhere")


@pytest.mark.parametrize("make", [loop, dangling, os.mkfifo])
def test_what_cannot_be_read_is_somebodys(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write(tmp_path, FILES)
    file = tmp_path / "python/c.py"
    file.unlink()
    make(file)
    kind = stat.S_IFMT(file.lstat().st_mode)
    new = [*FILES[:3], RenderedFile("python/c.py", "C = 2\n")]
    assert codes(write(tmp_path, new).diagnostics) == ["DOC502"]
    assert stat.S_IFMT(file.lstat().st_mode) == kind
    assert write(tmp_path, new, force=True).written == ["python/c.py"]
    assert file.read_text() == "C = 2\n"


def _write_for_another_user(out: Path, files: list[RenderedFile]) -> Written | str:
    try:
        return write(out, files)
    except OutputError as error:
        return str(error)


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """An output folder of a user without privileges, who may not enter those of pytest."""
    out: Path = without_privileges(_make_own_folder)
    yield out
    shutil.rmtree(out)


def test_a_file_without_permission_stays(own_folder: Path) -> None:
    out = own_folder
    file = out / "python/c.py"
    file.write_text("mine")
    file.chmod(0)
    if os.geteuid() == 0:
        os.chown(file, 54321, 54321)
    new = [*FILES[:3], RenderedFile("python/c.py", "C = 2\n")]
    done = without_privileges(_write_for_another_user, out, new)
    assert codes(done.diagnostics) == ["DOC502"]
    file.chmod(0o600)
    assert file.read_text() == "mine"


def test_a_folder_without_permission_leaves_the_old_output(own_folder: Path) -> None:
    out = own_folder
    before = tree(out)
    (out / "openapi/deep").chmod(0o500)
    new = [file._replace(text=f"{file.text}\n") for file in FILES]
    done = without_privileges(_write_for_another_user, out, new)
    (out / "openapi/deep").chmod(0o700)
    assert "may not be written" in done
    assert tree(out) == before


def _make_own_folder() -> Path:
    out = Path(tempfile.mkdtemp(prefix="docs2sdk-test-"))
    out.chmod(0o755)
    write(out, FILES)
    return out


def test_files_and_folders_change_places(tmp_path: Path) -> None:
    wanted = [
        RenderedFile("openapi/a.json/c.json", "{}\n"),
        RenderedFile("openapi/deep", "D = 1\n"),
    ]
    write(tmp_path, FILES)
    done = write(tmp_path, wanted)
    assert (done.removed, done.diagnostics) == (["openapi/a.json", "openapi/deep/b.json"], [])
    assert differences(tmp_path, wanted) == []
    write(tmp_path, FILES)
    assert differences(tmp_path, FILES) == []


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_of_somebody_in_place_of_a_file(force: bool, tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "python/c.py").unlink()
    (tmp_path / "python/c.py").mkdir()
    (tmp_path / "python/c.py/mine").write_text("mine")
    before = tree(tmp_path)
    new = [file._replace(text=f"{file.text}\n") for file in FILES]
    if force:
        with pytest.raises(OutputError, match="is a folder with mine in it"):
            write(tmp_path, new, force)
        assert tree(tmp_path) == before
    else:
        assert codes(write(tmp_path, new).diagnostics) == ["DOC502"]
    assert (tmp_path / "python/c.py/mine").read_text() == "mine"


def test_a_file_of_somebody_in_place_of_a_folder(tmp_path: Path) -> None:
    write(tmp_path, [FILES[0], *FILES[2:]])
    (tmp_path / "openapi/deep").write_text("mine")
    before = tree(tmp_path)
    with pytest.raises(OutputError, match="is no folder"):
        write(tmp_path, [file._replace(text=f"{file.text}\n") for file in FILES])
    assert tree(tmp_path) == before


def test_an_output_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputError, match="is a file"):
        write(tmp_path / "out", FILES)
    assert tree(tmp_path) == {"out": b"mine"}


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_link_that_leads_elsewhere_now_is_a_change(command: str, tmp_path: Path) -> None:
    """The command is the same, and so are all files that it wrote."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(PAGE)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    link = tmp_path / "out"
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PYTHONPATH": str(REPOSITORY),
    }

    def run(name: str) -> "subprocess.CompletedProcess[str]":
        arguments = [sys.executable, "-m", "generator", name, "docs", "--out", "out"]
        return subprocess.run(
            arguments, cwd=tmp_path, env=environment, capture_output=True, text=True
        )

    link.symlink_to("one")
    run("build")
    assert run(command).returncode == 0
    again = run(command)
    assert again.returncode == 0
    assert command == "check" or "nothing changed" in again.stderr
    link.unlink()
    link.symlink_to("two")
    done = run(command)
    assert done.returncode == (1 if command == "check" else 0)
    assert "nothing changed" not in done.stderr
    assert command == "check" or (tmp_path / "two/python/pyproject.toml").exists()
    link.unlink()
    done = run(command)
    assert done.returncode == (1 if command == "check" else 0)
    assert command == "check" or (tmp_path / "out/python/pyproject.toml").exists()
