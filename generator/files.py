"""Finding page files, and loading the bytes that each is read from."""

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

SUFFIXES = (".md", ".markdown", ".mdx")

_LOOKED_AT = 1_000
"""At most so many files of a linked folder are looked at, to find out whether it holds pages."""

LARGEST = 2 * 1024 * 1024
"""The largest page that is read, in bytes together with all that it includes. References that are
one page have half of that."""

MOST_INCLUDES = 1000
"""The most files that a page may include, counting those that included files include."""

MANIFEST = ".docs2sdk.sha256"
"""In a folder that a build writes, the record of what it wrote."""

OLD_MANIFEST = ".docs2sdk.json"
"""The same, as releases up to 0.1 wrote it."""

_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
"""What Git LFS leaves in place of a file that it has not fetched (``git-lfs/docs/spec.md``)."""

INCLUDE = re.compile(
    r"\[!include\s{0,9}+\[[^\[\]]{0,999}+\]\s{0,9}+"
    r"\(\s{0,9}+<?+([^()<>\[\]\s]{1,999}+)>?+[^()<>\[\]]{0,99}+\)\s{0,9}+\]",
    re.IGNORECASE,
)
"""A DocFX include, and in it the path. No part may hold a bracket, so that none is looked at
twice."""


class PageFile(NamedTuple):
    r"""A file to read. ``name`` is its path relative to the docs root, with forward slashes; bytes
    of it that are no UTF-8 are written as ``\xe5``.
    """

    path: Path
    name: str
    readable_name: bool = True
    """Whether the name is valid UTF-8."""


class Loaded(NamedTuple):
    """A file's bytes, or the diagnostic that tells why there are none."""

    name: str
    data: bytes = b""
    code: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PageBytes:
    """The bytes of a page and of every file that it includes: equal bytes always give equal
    pages.
    """

    file: Loaded
    included: tuple[tuple[str, str, Loaded], ...] = ()
    """The name of the file that includes, the path as written there, and what it leads to."""

    def digest(self) -> str:
        """A hash of the name and the bytes of the page and of all that it includes."""
        parts = [_digest(*self.file)]
        for name, target, loaded in self.included:
            parts += [name.encode(), target.encode(), _include_digest(*loaded)]
        return _digest(*parts).hex()


def _digest(*parts: str | bytes) -> bytes:
    found = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode()
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.digest()


# Many pages include the same few files.
_include_digest = lru_cache(maxsize=16)(_digest)


def docs_root(inputs: Sequence[Path]) -> Path:
    """The folder that file names are relative to, and that no include may leave.

    The folder given, where it is one; else the current folder if it holds all inputs; else the
    folder they share.
    """
    resolved = [path.resolve() for path in inputs]
    if len(resolved) == 1 and resolved[0].is_dir():
        return resolved[0]
    here = Path.cwd().resolve()
    if all(path.is_relative_to(here) for path in resolved):
        return here
    shared = Path(os.path.commonpath(resolved))
    return shared if shared.is_dir() else shared.parent


def find_pages(inputs: Iterable[Path], root: Path) -> list[PageFile]:
    """The files of ``inputs`` (folders, searched, and files, taken as they are), by name. Hidden
    folders are not searched, nor those that builds write. Folders that may hold pages and cannot
    be searched, as nobody may read them or they are links, stand among the files: loading them
    gives a diagnostic.

    Raises FileNotFoundError for an input that does not exist.
    """
    found: dict[str, PageFile] = {}
    for given in inputs:
        path = given.resolve()
        if path.is_dir():
            above = Path(os.path.relpath(path, root)).as_posix()
            unread: list[OSError] = []
            for folder, folders, names in os.walk(path, onerror=unread.append):
                if MANIFEST in names or OLD_MANIFEST in names:
                    folders.clear()
                    continue
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = os.path.relpath(folder, path)
                prefix = "/".join(p for p in (above, Path(below).as_posix()) if p != ".")
                for name in names:
                    if name.lower().endswith(SUFFIXES):
                        full = f"{prefix}/{name}" if prefix else name
                        file = _page_file(Path(folder, name), full)
                        found[file.name] = file
                unread += (
                    OSError(0, "a link to a folder", f"{folder}/{name}")
                    for name in folders
                    if _is_lost(f"{folder}/{name}", path)
                )
            for error in unread:
                name = Path(os.path.relpath(error.filename, root)).as_posix()
                file = _page_file(Path(error.filename), name)
                found[file.name] = file
        elif path.exists():
            file = _page_file(path, Path(os.path.relpath(path, root)).as_posix())
            found[file.name] = file
        else:
            raise FileNotFoundError(given)
    return [found[name] for name in sorted(found)]


def _is_lost(folder: str, searched: Path) -> bool:
    """Whether ``folder`` is a link, which is not followed, to pages outside of ``searched``. Where
    it leads to more than a thousand files, it is taken to hold pages.
    """
    if not os.path.islink(folder):  # noqa: PTH114 - a Path takes longer to make than to ask
        return False
    if Path(os.path.realpath(folder)).is_relative_to(searched):
        return False
    files = (name for _, _, names in os.walk(os.path.realpath(folder)) for name in names)
    some = list(islice(files, _LOOKED_AT))
    return len(some) == _LOOKED_AT or any(name.lower().endswith(SUFFIXES) for name in some)


def _page_file(path: Path, name: str) -> PageFile:
    """Python gives bytes that it cannot decode as half characters (PEP 383), which cannot be
    written; in a C locale it may be unable to decode UTF-8.
    """
    if name.isascii():
        return PageFile(path, name)
    written = os.fsencode(name)
    try:
        return PageFile(path, written.decode())
    except UnicodeDecodeError:
        return PageFile(path, written.decode(errors="backslashreplace"), readable_name=False)


def load_pages(files: Iterable[PageFile], root: Path) -> list[PageBytes]:
    """As ``load_page``, for many: a file that several of them include is in memory once."""
    includes: dict[str, Loaded] = {}
    return [load_page(file, root, includes) for file in files]


def load_page(file: PageFile, root: Path, includes: dict[str, Loaded] | None = None) -> PageBytes:
    """The bytes of a file and of all that it includes, near and far.

    Never raises for what the file system says: that is in the result. A link that leads out of
    ``root`` is not followed. ``includes`` are the included files that are loaded already, by
    name; more are added to it.
    """
    if not file.readable_name:
        return PageBytes(Loaded(file.name, code="DOC112", problem=file.name))
    if file.path.is_symlink() and not Path(os.path.realpath(file.path)).is_relative_to(root):
        return PageBytes(Loaded(file.name, code="DOC111", problem=str(file.path.readlink())))
    page = _load(file.path, file.name)
    included: dict[tuple[str, str], Loaded] = {}
    by_name: dict[str, Loaded] = {}
    includes = {} if includes is None else includes
    pending = [(file.path, page)]
    room = LARGEST - len(page.data)
    while pending:
        path, loaded = pending.pop()
        if b"[!include" not in loaded.data.lower():
            continue
        for target in INCLUDE.findall(loaded.data.decode("utf-8", errors="replace")):
            if len(included) > MOST_INCLUDES:
                break
            leads_to = _resolved(target, path, root)
            if leads_to is None or not leads_to.is_relative_to(root):
                included[loaded.name, target] = Loaded(target, code="DOC106", problem=target)
                continue
            # Unlike this, Path.is_file raises OSError for a name that is too long.
            if not os.path.isfile(leads_to):  # noqa: PTH113
                included[loaded.name, target] = Loaded(target, code="DOC102", problem=target)
                continue
            name = leads_to.relative_to(root).as_posix()
            if name not in by_name:
                if name not in includes:
                    includes[name] = _load(leads_to, name)
                by_name[name] = includes[name]
                room -= len(by_name[name].data)
                if room < 0:
                    by_name[name] = Loaded(name, code="DOC110", problem=target)
                pending.append((leads_to, by_name[name]))
            included[loaded.name, target] = by_name[name]
    return PageBytes(page, tuple((a, b, included[a, b]) for a, b in sorted(included)))


def included(page: PageBytes, root: Path) -> Iterator[Path]:
    """Every file that ``page`` includes, near and far, or would if it were there; links too."""
    return (_path(target, root / name, root) for name, target, _ in page.included)


def _path(target: str, path: Path, root: Path) -> Path:
    return (root if target.startswith("~/") else path.parent) / target.removeprefix("~/")


def _resolved(target: str, path: Path, root: Path) -> Path | None:
    try:
        return _path(target, path, root).resolve()
    except (OSError, ValueError, RuntimeError):
        # A path with a NUL, one that is too long, links in a cycle.
        return None


def _load(path: Path, name: str) -> Loaded:
    try:
        # Not to wait for whoever may write to a pipe.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb", buffering=0) as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                what = "a folder" if stat.S_ISDIR(status.st_mode) else "not a file"
                return Loaded(name, code="DOC109", problem=what)
            if status.st_size > LARGEST:
                return Loaded(name, code="DOC110", problem=f"{status.st_size:,} bytes")
            data = file.read(LARGEST)
            if data.startswith(_LFS_POINTER):
                return Loaded(name, code="DOC115", problem=f"{status.st_size:,} bytes")
            return Loaded(name, data)
    except (OSError, ValueError) as error:
        return Loaded(name, code="DOC109", problem=getattr(error, "strerror", None) or str(error))
