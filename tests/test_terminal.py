"""Commands print nothing that a terminal or a CI obeys, and fail on no stream."""

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from conftest import REPOSITORY
from pages import PAGE

from generator.commands.terminal import as_json, printable, workflow_command

pytestmark = pytest.mark.slow

HOSTILE = r'"v1\x1b[2J\u202eLampAgent##[error]_Switch"'
"""An operation id as YAML writes it."""
OBEYED = ("\x1b", "\u202e", "##[", "\x9b")


def run(
    *arguments: object, cwd: Path, redirect: str = "", encoding: str = "utf-8"
) -> "subprocess.CompletedProcess[bytes]":
    """Run docs2sdk; ``redirect`` follows the command line in a shell."""
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(
        ["/bin/sh", "-c", f'"$@" {redirect}', "sh", *command],
        cwd=cwd,
        env={
            "PYTHONPATH": str(REPOSITORY),
            "PATH": os.environ["PATH"],
            "PYTHONIOENCODING": encoding,
            "XDG_CACHE_HOME": str(cwd / ".cache"),
        },
        capture_output=True,
        timeout=120,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """One good page, and pages whose names and texts want to be obeyed."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "switch.md").write_text(PAGE)
    (docs / "a\x1b[2J\u202e.md").write_text(PAGE.replace("v1LampAgent_Switch", HOSTILE, 1))
    (docs / "::error ::x.md").write_bytes(b"\x00")
    (docs / "##[error]y.md").write_bytes(b"\x00")
    (docs / "line\n::error ::z.md").write_bytes(b"\x00")
    return tmp_path


def test_every_character_that_is_not_to_be_seen_is_escaped() -> None:
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    for number in range(sys.maxunicode + 1):
        char = chr(number)
        if unicodedata.category(char) in hidden and char not in "\n\t":
            shown = printable(f"a{char}b")
            assert shown.isprintable(), hex(number)
            assert char not in shown


@pytest.mark.parametrize(
    "text", ["Größe — 名前 עברית", "a::b c #[x] # #", "one\ntwo\n", "\ta\u00a0b"]
)
def test_what_is_harmless_is_printed_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "::error::x",
        "  ::error::x",
        "a\n\n \t::set-env::x",
        "a ##[error]x",
        "a##vso[task]x",
        "###[x",
    ],
)
def test_no_workflow_command_is_left(text: str) -> None:
    assert not _obeyed(printable(text)), printable(text)
    assert json.loads(as_json([text])) == [text]
    assert "##[" not in as_json(text)


def test_a_command_of_our_own_is_one_line_with_one_meaning() -> None:
    made = workflow_command("error", "a\n::warning::b\x1b##[x", file="c,d:e::f\r.md")
    assert made.count("\n") == 1
    assert made.startswith("::error file=c%2Cd%3Ae%3A%3Af%0D.md::a%0A::warning::b")
    assert not any(sign in made for sign in OBEYED)


def _obeyed(text: str) -> bool:
    """Whether a terminal or a CI would obey something in ``text``."""
    starts = any(line.lstrip().startswith("::") for line in text.splitlines())
    return starts or any(sign in text for sign in (*OBEYED, "##vso["))


@pytest.mark.parametrize(
    "command",
    [
        ("build", "docs", "--out", "sdk"),
        ("build", "docs", "--out", "sdk", "--report", "text"),
        ("build", "docs", "--out", "sdk", "--report", "json"),
        ("check", "docs", "--out", "sdk"),
        ("inspect", "docs/a\x1b[2J\u202e.md"),
        ("inspect", "docs/a\x1b[2J\u202e.md", "--json"),
        ("inspect", "docs/::error ::x.md"),
        ("explain", "v1LampAgent_Switch", "docs"),
        ("explain", "::error ::\x1b[2J", "docs"),
        ("build", "nowhere\x1b[2J\n::error ::x"),
        ("\x1b[2J",),
    ],
)
def test_no_command_prints_what_is_obeyed(command: tuple[str, ...], project: Path) -> None:
    for _ in range(2):  # The second run may replay the first.
        done = run(*command, cwd=project)
        printed = (done.stdout + b"\n" + done.stderr).decode()
        assert "Traceback (most" not in printed
        assert not _obeyed(printed), printed


def test_annotations_are_the_only_commands_printed(project: Path) -> None:
    for _ in range(2):
        done = run("build", "docs", "--out", "sdk", "--format", "github", cwd=project)
        lines = done.stdout.decode().splitlines()
        assert lines
        assert all(
            line.startswith(("::error file=docs/", "::warning file=docs/", "::notice file=docs/"))
            for line in lines
        )
        assert not any(sign in done.stdout.decode() for sign in OBEYED)
        assert not _obeyed(done.stderr.decode())


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize(
    "command",
    [
        ("build", "docs", "--out", "sdk", "--report", "text"),
        ("check", "docs", "--out", "sdk"),
        ("inspect", "docs/switch.md"),
        ("explain", "名前", "docs"),
    ],
)
def test_every_encoding_will_do(command: tuple[str, ...], encoding: str, project: Path) -> None:
    text = PAGE.replace("Switches a lamp.", "Schaltet Lampen. 名前 → עברית 🙂")
    # An operation of its own: of one that is documented twice, only the first page counts.
    text = text.replace("Lamp/Switch", "Lamp/Toggle")
    (project / "docs" / "switch.md").write_text(text)
    (project / "docs" / "名前.md").write_bytes(b"\x00")
    expected = run(*command, cwd=project).returncode
    done = run(*command, cwd=project, encoding=encoding)
    assert b"Traceback" not in done.stderr, done.stderr.decode(encoding)
    assert done.returncode == expected
    if command[0] != "inspect":
        assert b"\\u540d\\u524d" in done.stdout + done.stderr


def test_json_is_json_in_every_encoding(project: Path) -> None:
    text = PAGE.replace("Switches a lamp.", "Größe 🙂 ##[error]")
    (project / "docs" / "switch.md").write_text(text)
    done = run("inspect", "docs/switch.md", "--json", cwd=project, encoding="ascii")
    assert json.loads(done.stdout)["api"]["operations"][0]["summary"] == "Größe 🙂 ##[error]"


@pytest.mark.parametrize("command", ["build", "check", "explain"])
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_closed_streams(command: str, closed: str, project: Path) -> None:
    subject = ("LampAgent_Switch",) if command == "explain" else ("--out", "sdk")
    arguments = (command, *subject, "docs")
    done = run(*arguments, cwd=project, redirect=closed)
    assert done.returncode == run(*arguments, cwd=project).returncode
    assert b"Traceback" not in done.stderr
    if command == "build":
        (document,) = project.glob("sdk/openapi/openapi.json")
        json.loads(document.read_bytes())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_and_makes_it_1(project: Path) -> None:
    done = run("explain", "DOC204", cwd=project, redirect="> /dev/full")
    assert done.returncode == 1
    assert done.stderr == b"docs2sdk: standard output: No space left on device\n"
    done = run("explain", "DOC204", cwd=project, redirect="2> /dev/full")
    assert (done.returncode, done.stdout[:6]) == (0, b"DOC204")


def test_a_reader_that_goes_away_changes_nothing(project: Path) -> None:
    """The pipe is closed before anything is read, and there is more than it could hold."""
    done = run("schema", cwd=project, redirect="| : ; sleep 0.5")
    assert done.stderr == b""
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "schema"],
        cwd=project,
        env={"PYTHONPATH": str(REPOSITORY), "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()
