"""``docs2sdk serve`` and ``--since``: real processes, real requests, a real git repository."""

import http.client
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pages import PAGE

pytestmark = pytest.mark.slow
CONFIG = 'pages = ["docs"]\nout = "sdk"\ntitle = "Lamps"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a page, committed."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "switch.md").write_text(PAGE, "utf-8")
    (tmp_path / "docs2sdk.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "CODEOWNERS").write_text("* @everybody\n/docs/ @lamps\n", "utf-8")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-C", str(tmp_path)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "A page"]):
        subprocess.run([*git, *command], check=True)
    return tmp_path


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """Where the project is served."""
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", "--port", "0", "--since", "HEAD"],
        cwd=project,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    for line in process.stderr:
        if found := re.search(r"http://(127\.0\.0\.1:\d+)/", line):
            break
    yield found[1] if found else ""
    process.terminate()
    process.communicate(timeout=20)


def get(address: str, path: str, host: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request("GET", path, headers={"Host": host or address})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_serve(project: Path, address: str) -> None:
    status, start = get(address, "/")
    assert status == 200
    assert "Lamps" in start
    assert '<script src="/-/reload.js"></script></head>' in start
    for path in ("/nothing.html", "/assets/", "/../docs2sdk.toml", "/%2e%2e/%2e%2e/etc/passwd"):
        assert get(address, path)[0] == 404
    # A name that somebody else made lead here.
    for host in ("evil.example", f"evil.example:{address.rpartition(':')[2]}", "127.0.0.1"):
        assert get(address, "/", host)[0] == 421
    assert get(address, "/", address.replace("127.0.0.1", "localhost"))[0] == 200

    before = get(address, "/-/builds")[1]
    page = PAGE.replace("Switches a lamp.", "Turns a lamp on.").replace("LampId", "LampNumber")
    (project / "docs" / "switch.md").write_text(page, "utf-8")
    until(lambda: get(address, "/-/builds")[1] != before)
    words = get(address, "/search/words-t.js")[1]
    assert '"turns"' in words
    changes = get(address, "/changes/index.html")[1]
    assert "LampNumber" in changes
    assert not (project / "sdk").exists()
    assert not (project / "docs2sdk.lock").exists()

    # A build that fails leaves the pages as they were.
    (project / "docs2sdk.toml").write_text("pages = 1\n", "utf-8")
    time.sleep(1)
    assert get(address, "/")[0] == 200


def test_since(project: Path) -> None:
    """What is new has a badge, what is gone is listed."""
    docs = project / "docs"
    shutil.copy(docs / "switch.md", docs / "dim.md")
    page = PAGE.replace("Switch", "Dim").replace("LampId", "LampNumber")
    (docs / "dim.md").write_text(page, "utf-8")
    for _ in range(2):
        run(project, "--since", "HEAD")
        site = project / "sdk" / "site"
        changes = (site / "changes" / "index.html").read_text("utf-8")
        assert "Dim" in changes
        page = next(site.glob("*/dim.html")).read_text("utf-8")
        assert '<span class="badge new">new</span>' in page
        page = next(site.glob("*/switch.html")).read_text("utf-8")
        assert '<span class="badge new">new</span>' not in page
    run(project)
    assert not (project / "sdk" / "site" / "changes").exists()


def test_owners(project: Path) -> None:
    """A new owner is shown, though no page changed."""
    (project / "docs" / "switch.md").write_text(PAGE.replace("int32", "int99"), "utf-8")
    run(project)
    problems = project / "sdk" / "site" / "problems" / "index.html"
    assert 'data-owner="@lamps"' in problems.read_text("utf-8")
    (project / "CODEOWNERS").write_text("docs/switch.md @switches @night\n", "utf-8")
    run(project)
    assert 'data-owner="@switches @night"' in problems.read_text("utf-8")


def run(project: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "generator", "build", "--target", "site", *arguments]
    done = subprocess.run(
        [*command, "--cache", "cache"], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
