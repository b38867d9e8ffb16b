"""The record of what was written: merged, lost, damaged, or forged."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from outputs import FILES, HEADER, tree
from pages import codes

from generator.files import MANIFEST, OLD_MANIFEST
from generator.output import clean, differences, write
from generator.output.contents import digest
from generator.targets import RenderedFile

NEW = [file._replace(text=f"{file.text}\n") for file in FILES]

git_is_here = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def lines(*numbers: int) -> list[RenderedFile]:
    """Two files of thirty lines, of which the given ones are changed."""
    text = "".join(f"LINE_{n} = {n if n in numbers else 0}\n" for n in range(30))
    return [RenderedFile(f"python/{name}.py", text) for name in ("a", "b")]


def git(folder: Path, *arguments: str) -> None:
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.com",
    }
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def commit(folder: Path, files: list[RenderedFile]) -> None:
    assert write(folder, files).diagnostics == []
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "build")


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """A repository in which git merged two branches, each with a build of its own."""
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, lines())
    git(tmp_path, "switch", "-q", "-c", "other")
    commit(tmp_path, lines(25))
    git(tmp_path, "switch", "-q", "main")
    commit(tmp_path, lines(3))
    git(tmp_path, "merge", "-q", "other", "-m", "merge")
    return tmp_path


@git_is_here
def test_git_merges_what_two_builds_wrote(merged: Path) -> None:
    """The merged files are what the docs give, so nothing differs; a build then removes the second
    hashes.
    """
    assert differences(merged, lines(3, 25)) == []
    done = write(merged, lines(3, 25))
    assert (done.written, done.diagnostics) == ([], [])
    listed = (merged / "python" / MANIFEST).read_text().splitlines()
    assert len([line for line in listed if not line.startswith("#")]) == 3


@git_is_here
def test_a_merge_that_the_docs_do_not_give_is_written_anew(merged: Path) -> None:
    """The text that git merged is that of no build, and is replaced."""
    done = write(merged, lines(3, 12, 25))
    assert (done.written, done.diagnostics) == (["python/a.py", "python/b.py"], [])
    (merged / "python/a.py").write_text("mine")
    assert codes(write(merged, lines()).diagnostics) == ["DOC502"]


@git_is_here
def test_a_file_that_is_gone_after_a_merge_is_removed(merged: Path) -> None:
    done = write(merged, lines(3, 12, 25)[:1])
    assert (done.removed, done.diagnostics) == (["python/b.py"], [])


@git_is_here
def test_a_checkout_for_windows_keeps_line_ends(tmp_path: Path) -> None:
    repository, checkout = tmp_path / "repository", tmp_path / "checkout"
    repository.mkdir()
    git(repository, "init", "-q", "-b", "main")
    (repository / "python").mkdir()
    image = b"\x89PNG\r\n\x00\n\r\n"
    (repository / "python/logo.png").write_bytes(image)
    commit(repository, lines())
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(repository), str(checkout))
    assert b"\r" not in (checkout / "python/a.py").read_bytes()
    assert (checkout / "python/logo.png").read_bytes() == image
    assert differences(checkout, lines()) == []


def test_a_manifest_changes_with_its_files_alone(tmp_path: Path) -> None:
    """A line for each file, sorted by path, as `sha256sum --check` reads it."""
    write(tmp_path, FILES)
    text = (tmp_path / "openapi" / MANIFEST).read_text()
    listed = [line.split("  ") for line in text.splitlines() if not line.startswith("#")]
    assert [path for _, path in listed] == [".gitattributes", "a.json", "deep/b.json"]
    for hashed, path in listed:
        assert digest((tmp_path / "openapi" / path).read_bytes()) == hashed
    write(tmp_path, [RenderedFile("openapi/a.json", "[1]\n"), *FILES[1:]])
    after = (tmp_path / "openapi" / MANIFEST).read_text()
    assert len(set(after.splitlines()) - set(text.splitlines())) == 1


def as_json(folder: Path, before: dict[str, list[str]] | None = None) -> None:
    """Replace a manifest by what releases up to 0.1 wrote."""
    files = {path: digest(data) for path, data in tree(folder).items() if not path.startswith(".")}
    text = json.dumps({"version": "0.1.0", "files": files, "before": before or {}}, indent=1)
    (folder / MANIFEST).unlink()
    (folder / OLD_MANIFEST).write_text(text)


def test_the_manifest_of_earlier_releases_counts(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    as_json(tmp_path / "openapi")
    assert differences(tmp_path, FILES) == []
    (tmp_path / "openapi/a.json").write_text("mine")
    done = write(tmp_path, NEW)
    assert [d.source.file for d in done.diagnostics] == ["openapi/a.json"]
    assert "openapi/deep/b.json" in done.written
    assert not (tmp_path / "openapi" / OLD_MANIFEST).exists()
    assert (tmp_path / "openapi" / MANIFEST).exists()


@pytest.mark.parametrize("old", [False, True])
def test_a_manifest_with_markers_of_a_conflict(old: bool, tmp_path: Path) -> None:
    write(tmp_path, FILES)
    folder = tmp_path / "openapi"
    if old:
        as_json(folder)
    manifest = folder / (OLD_MANIFEST if old else MANIFEST)
    first, *middle, last = manifest.read_text().splitlines()
    ours = "\n".join(middle)
    theirs = ours.translate(str.maketrans("0123456789", "1234567890"))
    manifest.write_text(
        f"{first}\n<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> other\n{last}\n"
    )
    assert [d.path for d in differences(tmp_path, FILES)] == [f"openapi/{MANIFEST}"]
    done = write(tmp_path, NEW)
    assert codes(done.diagnostics) == []
    assert {"openapi/a.json", "openapi/deep/b.json"} <= set(done.written)


def test_a_lost_manifest_is_made_again(tmp_path: Path) -> None:
    generated = RenderedFile("python/d.py", f"{HEADER}D = 1\n")
    orphan = RenderedFile("python/e.py", f"{HEADER}E = 1\n")
    write(tmp_path, [*FILES, generated, orphan])
    for target in ("openapi", "python"):
        (tmp_path / target / MANIFEST).unlink()
    (tmp_path / "python/mine.py").write_text("M = 1\n")
    new = [*FILES[:3], NEW[3], generated._replace(text=f"{HEADER}D = 2\n")]
    done = write(tmp_path, new)
    # What is as the docs give it is taken over, and so is what says itself that it was generated.
    assert done.written == ["python/d.py"]
    assert [(d.code, d.source.file) for d in done.diagnostics] == [
        ("DOC502", "python/c.py"),
        ("DOC504", "python/e.py"),
    ]
    assert write(tmp_path, NEW[:3]).removed == ["python/d.py"]
    assert (tmp_path / "python/e.py").exists()
    assert (tmp_path / "python/mine.py").exists()


def test_a_header_is_no_excuse_where_the_manifest_is_there(tmp_path: Path) -> None:
    generated = RenderedFile("python/d.py", f"{HEADER}D = 1\n")
    write(tmp_path, [generated])
    (tmp_path / "python/d.py").write_text(f"{HEADER}MINE = 1\n")
    done = write(tmp_path, [generated._replace(text=f"{HEADER}D = 2\n")])
    assert codes(done.diagnostics) == ["DOC502"]


def test_a_cut_off_build_is_no_merge(tmp_path: Path) -> None:
    """The manifest of a build that was cut off has two hashes for each file, too; a file that
    somebody changes then is kept.
    """
    write(tmp_path, FILES)
    manifest = tmp_path / "python" / MANIFEST
    marker = "# A build is writing: of files with two hashes, one is of the text before."
    manifest.write_text(f"{marker}\n{manifest.read_text()}{'0' * 64}  c.py\n")
    (tmp_path / "python/c.py").write_text("mine")
    assert codes(write(tmp_path, NEW).diagnostics) == ["DOC502"]


def test_attributes_that_somebody_wrote_stay(tmp_path: Path) -> None:
    (tmp_path / "python").mkdir()
    attributes = tmp_path / "python/.gitattributes"
    attributes.write_text("* -text\n")
    assert write(tmp_path, FILES).diagnostics == []
    assert write(tmp_path, NEW).diagnostics == []
    assert differences(tmp_path, NEW) == []
    clean(tmp_path, ["openapi", "python"])
    assert attributes.read_text() == "* -text\n"
    assert not (tmp_path / "openapi").exists()


OUTSIDE = [
    "../mine.txt",
    "../../mine.txt",
    "deep/../../mine.txt",
    "../.git/HEAD",
    ".git/HEAD",
    ".GIT./HEAD",
    "git~1/HEAD",
    "..\\mine.txt",
    "C:mine.txt",
    "C:/mine.txt",
    "a.json:mine",
    "a\x00b",
    "./a.json",
    "deep//b.json",
]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize("path", [*OUTSIDE, "/mine.txt"])
def test_a_manifest_names_no_file_outside(
    path: str, old: bool, force: bool, tmp_path: Path
) -> None:
    """A forged manifest names files outside of the output, with their right hashes: they are not
    touched.
    """
    out = tmp_path / "out"
    write(out, FILES)
    for name in (".git/HEAD", "openapi/.git/HEAD", "mine.txt", "openapi/..\\mine.txt"):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_text("mine")
    (tmp_path / "mine.txt").write_text("mine")
    path = str(tmp_path / "mine.txt") if path.startswith("/") else path
    hashed = digest(b"mine")
    if old:
        as_json(out / "openapi", {path: [hashed]})
    else:
        with (out / "openapi" / MANIFEST).open("a") as manifest:
            manifest.write(f"{hashed}  {path}\n")
    before = {p: data for p, data in tree(tmp_path).items() if MANIFEST not in p}
    done = write(out, FILES, force)
    assert codes(done.diagnostics) == ["DOC503"]
    after = tree(tmp_path)
    assert {p: after[p] for p in before if OLD_MANIFEST not in p} == {
        p: data for p, data in before.items() if OLD_MANIFEST not in p
    }
    assert write(out, FILES).diagnostics == []


@pytest.mark.parametrize(
    "text",
    [
        b"\x00" * 100,
        b"[" * 100_000,
        b'{"files":' * 100_000,
        b'{"files": [1], "before": 7}',
        b'{"files": {"a.json": ["x"]}, "before": {"a.json": 7}}',
        b"\xff\xfe" * 100,
        b"",
    ],
)
@pytest.mark.parametrize("name", [MANIFEST, OLD_MANIFEST])
def test_a_manifest_that_is_none(name: str, text: bytes, tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "openapi" / MANIFEST).unlink()
    (tmp_path / "openapi" / name).write_bytes(text)
    assert f"openapi/{MANIFEST}" in [d.path for d in differences(tmp_path, FILES)]
    assert write(tmp_path, FILES).diagnostics == []
    assert differences(tmp_path, FILES) == []
    clean(tmp_path, ["openapi", "python"])
    assert set(tree(tmp_path)) == {"python/CHANGES.md"}
