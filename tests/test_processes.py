"""The process of a command: its workers, its folder, its user, and where it prints."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import REPOSITORY

pytestmark = pytest.mark.slow

SPECS = REPOSITORY / "specs" / "superoffice"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPOSITORY)}

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "generator", *map(str, arguments)]


def children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def runs(process: int) -> bool:
    try:
        # The state comes after the name, which is in parentheses.
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


@linux
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_build(sent: signal.Signals, tmp_path: Path) -> None:
    """Only the main process gets the signal, as from a container or a CI; its workers end too."""
    for number in range(12):
        shutil.copytree(SPECS, tmp_path / f"docs/copy{number}")
    build = subprocess.Popen(
        command("build", "docs", "--out", "out", "--no-cache", "--jobs", 2),
        cwd=tmp_path,
        env=ENVIRONMENT,
        stderr=subprocess.DEVNULL,
    )
    workers: list[int] = []
    deadline = time.monotonic() + 60
    while len(workers) < 2 and build.poll() is None and time.monotonic() < deadline:
        workers = children(build.pid)
        time.sleep(0.001)
    assert len(workers) == 2
    # Each has asked to be told once it does its work.
    time.sleep(0.1)
    build.send_signal(sent)
    build.wait()
    deadline = time.monotonic() + 20
    while any(map(runs, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    alive = [worker for worker in workers if runs(worker)]
    for worker in alive:
        os.kill(worker, signal.SIGKILL)
    assert alive == []


@pytest.mark.parametrize("arguments", [("build",), ("check",), ("clean",), ("explain", "DOC204")])
def test_a_working_folder_that_is_gone(arguments: tuple[str, ...], tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    # `python -m` looks into the working folder itself.
    code = (
        f"import os, sys; sys.path.insert(0, {str(REPOSITORY)!r}); from generator.__main__ import"
        f" main; os.rmdir({str(gone)!r}); sys.argv = ['docs2sdk', *{list(arguments)!r}]; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=gone, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("docs2sdk: the working folder cannot be used")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(
    not shutil.which("setpriv") or os.geteuid() != 0, reason="cannot be another user"
)
def test_a_user_without_a_home(tmp_path: Path) -> None:
    """As in a container that runs with the id of a user it does not know."""
    shutil.copytree(SPECS, tmp_path / "docs")
    tmp_path.chmod(0o777)
    rights = "+dac_override,+dac_read_search"
    nobody = ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups",
              f"--inh-caps={rights}", f"--ambient-caps={rights}"]  # fmt: skip
    unset = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
    environment = {name: value for name, value in ENVIRONMENT.items() if name not in unset}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    for name in ("build", "check", "clean"):
        done = subprocess.run(
            [*nobody, *command(name, "docs", "--out", "out")],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "out"]


@linux
@pytest.mark.parametrize("name", ["build", "check"])
def test_a_disk_that_is_full_where_it_prints(name: str, tmp_path: Path) -> None:
    arguments = command(name, SPECS, "--out", tmp_path / "out", "--report", "json", "--no-cache")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            arguments, cwd=REPOSITORY, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert os.strerror(errno.ENOSPC) in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_command_with_closed_streams(closed: str, tmp_path: Path) -> None:
    """The first file that is opened would get the number of a closed stream, and with it all that
    is printed.
    """
    environment = {**ENVIRONMENT, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    arguments = command("build", SPECS, "--out", tmp_path / "out", "--report", "json")
    # The second time what was recorded is printed.
    for _ in range(2):
        done = subprocess.run(
            ["sh", "-c", f'"$@" {closed}', "sh", *arguments],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    check = command("check", SPECS, "--out", tmp_path / "out", "--no-cache")
    assert subprocess.run(check, cwd=REPOSITORY, capture_output=True).returncode == 0
