"""What a build leaves on the disk: whole files, only its own, and no changes of others lost."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REPOSITORY
from outputs import FILES, tree
from pages import PAGE, codes

from generator.config import Settings
from generator.files import MANIFEST
from generator.incremental.session import build
from generator.output import clean, differences, write
from generator.targets import RenderedFile


def test_nothing_is_written_twice(tmp_path: Path) -> None:
    assert len(write(tmp_path, FILES).written) == 4
    before = {path: (tmp_path / path).stat().st_mtime_ns for path in tree(tmp_path)}
    done = write(tmp_path, FILES)
    assert (done.written, done.removed, done.diagnostics) == ([], [], [])
    assert before == {path: (tmp_path / path).stat().st_mtime_ns for path in tree(tmp_path)}


def test_what_a_person_changed_stays(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "openapi/a.json").write_text("mine")
    new = [file._replace(text=file.text + "\n") for file in FILES]
    done = write(tmp_path, new)
    assert (tmp_path / "openapi/a.json").read_text() == "mine"
    assert (tmp_path / "python/c.py").read_text() == "C = 1\n\n"
    assert codes(done.diagnostics) == ["DOC502"]
    assert done.diagnostics[0].source.file == "openapi/a.json"
    assert codes(write(tmp_path, new).diagnostics) == ["DOC502"]
    assert write(tmp_path, new, force=True).written == ["openapi/a.json"]
    assert write(tmp_path, new).diagnostics == []


def test_a_file_that_was_there_before_stays(tmp_path: Path) -> None:
    (tmp_path / "python").mkdir()
    (tmp_path / "python/c.py").write_text("mine")
    assert codes(write(tmp_path, FILES).diagnostics) == ["DOC502"]
    assert (tmp_path / "python/c.py").read_text() == "mine"


def test_only_what_was_written_is_removed(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "openapi/mine.json").write_text("mine")
    (tmp_path / "openapi/deep/b.json").write_text("mine")
    done = write(tmp_path, [FILES[0], FILES[2]])
    assert done.removed == ["python/c.py"]
    assert codes(done.diagnostics) == ["DOC502"]
    assert {"openapi/mine.json", "openapi/deep/b.json", "python/CHANGES.md"} <= set(tree(tmp_path))


def test_line_ends_are_no_difference(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    for path in tree(tmp_path):
        file = tmp_path / path
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = tree(tmp_path)
    assert differences(tmp_path, FILES) == []
    done = write(tmp_path, FILES)
    assert (done.written, done.diagnostics) == ([], [])
    after = tree(tmp_path)
    assert [path for path in after if after[path] != before[path]] == [
        f"{target}/{MANIFEST}" for target in ("openapi", "python")
    ]
    new = [*FILES[:3], RenderedFile("python/c.py", "C = 2\n")]
    assert differences(tmp_path, new)[-1].diff.count("\n-") == 1
    done = write(tmp_path, new)
    assert (done.written, done.diagnostics) == (["python/c.py"], [])
    (tmp_path / "python/c.py").write_bytes(b"C = 3\r\n")
    assert codes(write(tmp_path, new).diagnostics) == ["DOC502"]


def test_clean_removes_the_rest(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "python/c.py").write_text("mine")
    assert codes(clean(tmp_path, ["openapi", "python"]).diagnostics) == ["DOC502"]
    assert set(tree(tmp_path)) == {"python/CHANGES.md", "python/c.py"}


def test_a_full_disk_leaves_the_old_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit on the size of files stands for a full disk: both are reported in the same way."""
    write(tmp_path, FILES)
    before = tree(tmp_path)
    new = [*FILES[:3], RenderedFile("python/c.py", "C = 2\n" * 100_000)]
    code = (
        "import resource, signal, pickle, sys\n"
        "from pathlib import Path\n"
        "from generator.output import write\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "files = pickle.loads(sys.stdin.buffer.read())\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        f"write(Path({str(tmp_path)!r}), files)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(new), capture_output=True, cwd=REPOSITORY
    )
    assert b"OSError" in done.stderr
    assert tree(tmp_path) == before


@pytest.mark.slow
def test_two_builds_at_once(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.md").write_text(PAGE)
    command = [
        sys.executable,
        "-m",
        "generator",
        "build",
        str(docs),
        "--out",
        str(tmp_path / "out"),
    ]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    running = [
        subprocess.Popen(command, cwd=REPOSITORY, env=environment, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [process.communicate() and process.returncode for process in running] == [0] * 4
    built = build(Settings(pages=[docs]))
    assert differences(tmp_path / "out", built.files) == []


@pytest.mark.slow
def test_a_build_that_is_killed_is_mended(tmp_path: Path) -> None:
    """Builds are killed at moments spread over their time, and the docs change each time: the next
    build completes the output.
    """
    docs, out = tmp_path / "docs", tmp_path / "out"
    docs.mkdir()
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "generator", "build", str(docs), "--out", str(out)]

    def say(number: int) -> None:
        (docs / "a.md").write_text(PAGE.replace("Switches", f"Time {number}: switches"))
        extra = PAGE.replace("Lamp", "Fan") if number % 2 else "nothing"
        (docs / "b.md").write_text(extra)

    def start() -> "subprocess.Popen[bytes]":
        return subprocess.Popen(command, cwd=REPOSITORY, env=environment, stderr=subprocess.PIPE)

    say(0)
    began = time.perf_counter()
    start().communicate()
    took = time.perf_counter() - began
    for number in range(1, 21):
        say(number)
        process = start()
        time.sleep(took * (0.4 + 0.6 * number / 20))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    process = start()
    _, told = process.communicate()
    assert process.returncode == 0, told
    fresh = tmp_path / "fresh"
    write(fresh, build(Settings(pages=[docs])).files)
    kept = ("CHANGELOG", ".docs2sdk.lock", ".new")
    mended = {
        path: data for path, data in tree(out).items() if not any(name in path for name in kept)
    }
    wanted = {path: data for path, data in tree(fresh).items() if "CHANGELOG" not in path}
    assert mended == wanted


@pytest.mark.slow
@pytest.mark.parametrize("spoil", ["truncate", "garbage", "flip"])
def test_a_spoilt_cache_is_no_harm(spoil: str, tmp_path: Path, page_folder: Path) -> None:
    cache = tmp_path / "cache"
    command = [
        sys.executable, "-m", "generator", "build", str(page_folder),
        "--out", str(tmp_path / "out"), "--cache", str(cache),
    ]  # fmt: skip

    def run() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)

    assert run().returncode == 0
    before = tree(tmp_path / "out")
    database = cache / "cache.sqlite3"
    data = bytearray(database.read_bytes())
    spoilers: dict[str, Callable[[], bytes]] = {
        "truncate": lambda: bytes(data[: len(data) // 2]),
        "garbage": lambda: b"no database" * 1000,
        "flip": lambda: bytes(b ^ 1 if i > 8192 and i % 97 == 0 else b for i, b in enumerate(data)),
    }
    for extra in cache.glob("*-wal"):
        extra.unlink()
    database.write_bytes(spoilers[spoil]())
    (tmp_path / "out" / "openapi" / "openapi.json").unlink()
    done = run()
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "out") == before


@pytest.fixture
def page_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.md").write_text(PAGE)
    return folder
