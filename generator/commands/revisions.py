"""Pages as they were in a git revision, put into a temporary folder.

Blobs are read as they are stored: nothing is checked out, no filter and no hook runs, and the
attribute ``export-ignore`` hides nothing, as it would from ``git archive``.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.commands.terminal import abort
from generator.locations import CONFIG_FILE, config_places

_LINK, _FILES = "120000", ("100644", "100755")
"""Modes of entries in a tree (gitformat-pack and git-ls-tree)."""


class RevisionPages(NamedTuple):
    """What a revision has, as command arguments."""

    config: Path
    """The configuration, in the temporary folder."""
    root: Path | None
    """The docs root, where it does not follow from the configuration."""


class _Blob(NamedTuple):
    mode: str
    id: str
    path: str


def is_revision(text: str) -> bool:
    """Whether git, in the current folder, knows a commit of that name."""
    try:
        return bool(
            _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}")
        )
    except (OSError, subprocess.SubprocessError):
        return False


@contextmanager
def revision_pages(text: str) -> Iterator[RevisionPages]:
    """The configuration and the pages that it names, as the revision has them. They are there until
    the end of the context.

    Ends with exit code 2 where the revision has no configuration, or none of its pages.
    """
    top = Path(_git("rev-parse", "--show-toplevel").decode().rstrip("\n")).resolve()
    here = Path.cwd().resolve().relative_to(top)
    commit = (
        _git("rev-parse", "--verify", "--end-of-options", f"{text}^{{commit}}").decode().strip()
    )
    with TemporaryDirectory(prefix="docs2sdk-") as name:
        folder = Path(name).resolve()
        config = _config(commit, top, folder)
        if config is None:
            abort(f"{text}: has no {CONFIG_FILE}, in {here.as_posix()} or above, that names pages")
        root = _write_pages(text, commit, folder, config, here)
        yield RevisionPages(config, root)


def _config(commit: str, top: Path, folder: Path) -> Path | None:
    """The nearest configuration of the revision from the current folder upwards, written into
    ``folder`` at its place.
    """
    from generator.config import find_config

    for place in config_places(Path.cwd().resolve()):
        if place.is_relative_to(top):
            path = place.relative_to(top).as_posix()
            _write(folder, _blobs(commit, [path]))
            if (found := find_config((folder / path).parent)) and found == folder / path:
                return found
    return None


def _write_pages(text: str, commit: str, folder: Path, config: Path, here: Path) -> Path | None:
    """Write the pages that the configuration names, its layout, the lock that keeps the names of
    models, and what pages may include.
    """
    from generator.commands.options import load_project

    settings = load_project([config]).settings
    pages = [Path(os.path.normpath(page)) for page in settings.pages]
    # As `generator.files.docs_root` finds it in the working folder.
    is_inside_here = all(page.is_relative_to(folder / here) for page in pages)
    root = folder / here if settings.root is None and len(pages) > 1 and is_inside_here else None
    layout = [Path(settings.layout)] if settings.layout.endswith(".toml") else []
    wanted = [*pages, *layout, *filter(None, (settings.root, settings.lock, root))]
    paths = []
    for path in wanted:
        normal = Path(os.path.normpath(path))
        if not normal.is_relative_to(folder):
            abort(f"{text}: {config.name} names {path}, which is no part of the repository")
        paths.append(normal.relative_to(folder).as_posix())
    _write(folder, _blobs(commit, paths))
    for page in pages:
        if not page.exists():
            abort(f"{text}: has no {page.relative_to(folder).as_posix()}")
    return root


def _blobs(commit: str, paths: Iterable[str]) -> list[_Blob]:
    """The files at and below ``paths``, which are relative to the top of the repository."""
    listed = _git("ls-tree", "-r", "-z", "--full-tree", commit, "--", *sorted(set(paths)))
    blobs = []
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        head, _, path = line.partition("\t")
        if path and _is_safe(path):
            mode, _kind, name = head.split(" ")
            blobs.append(_Blob(mode, name, path))
    return blobs


def _is_safe(path: str) -> bool:
    """Whether a path of a tree, which anybody may have made, stays in the folder."""
    parts = PurePosixPath(path).parts
    return not path.startswith("/") and not {"..", ".git"} & set(parts) and "\\" not in path


def _write(folder: Path, blobs: list[_Blob]) -> None:
    found = [blob for blob in blobs if blob.mode in (*_FILES, _LINK)]
    for blob, data in zip(found, _contents(found), strict=True):
        path = folder / blob.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.exists():
            continue
        if blob.mode == _LINK:
            path.symlink_to(os.fsdecode(data))
        else:
            path.write_bytes(data)


def _contents(blobs: list[_Blob]) -> Iterator[bytes]:
    """The contents of blobs, in their order (git-cat-file, "batch output")."""
    if not blobs:
        return
    output = _git("cat-file", "--batch", given="".join(f"{blob.id}\n" for blob in blobs).encode())
    at = 0
    for _ in blobs:
        end = output.index(b"\n", at)
        size = int(output[at:end].rsplit(b" ", 1)[1])
        yield output[end + 1 : end + 1 + size]
        at = end + size + 2


def _git(*arguments: str, given: bytes | None = None) -> bytes:
    """What git prints. Raises OSError where there is no git, and CalledProcessError where it
    refuses.
    """
    done = subprocess.run(  # noqa: S603
        ["git", *arguments],  # noqa: S607
        input=given,
        capture_output=True,
        check=True,
    )
    return done.stdout
