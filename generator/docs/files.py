"""Finding page files, and turning their bytes into text."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.model import Source

SUFFIXES = frozenset({".md", ".markdown"})

_SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"%PDF-", b"\x1f\x8b")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"


class PageFile(NamedTuple):
    """A file to read. ``name`` is its path relative to the docs root, with forward slashes."""

    path: Path
    name: str


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
    """The files of ``inputs`` (folders, searched, and files, taken as they are), by name.

    Raises FileNotFoundError for an input that does not exist.
    """
    found: dict[str, PageFile] = {}
    for given in inputs:
        path = given.resolve()
        if path.is_dir():
            files = [
                file
                for file in path.rglob("*")
                if file.suffix.lower() in SUFFIXES and file.is_file()
            ]
        elif path.exists():
            files = [path]
        else:
            raise FileNotFoundError(given)
        for file in files:
            name = Path(os.path.relpath(file, root)).as_posix()
            found[name] = PageFile(file, name)
    return [found[name] for name in sorted(found)]


def read_text(file: PageFile) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file with LF line ends, or None where it has none, and what was odd in it."""

    def problem(code: str, found: str, line: int = 1, column: int = 1) -> Diagnostic:
        return Diagnostic(
            code=code, source=Source(file=file.name, line=line, column=column), found=found
        )

    try:
        data = file.path.read_bytes()
    except OSError as error:
        return None, [problem("DOC109", error.strerror or str(error))]
    if not data.removeprefix(_UTF8_MARK).strip():
        return None, [problem("DOC104", f"{len(data)} bytes, all of them blank")]

    problems: list[Diagnostic] = []
    if data.startswith(_UTF16_MARKS):
        text = data.decode("utf-16", errors="replace")
        problems.append(problem("DOC108", "UTF-16 with a byte order mark"))
    elif data.startswith(_SIGNATURES) or b"\x00" in data:
        return None, [problem("DOC101", f"{len(data):,} bytes of binary data")]
    else:
        marked = data.startswith(_UTF8_MARK)
        data = data.removeprefix(_UTF8_MARK)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8")
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            problems.append(problem("DOC103", f"byte 0x{data[error.start]:02X}", line, column))
            text = data.decode("cp1252", errors="replace")
        odd = [
            *(["a byte order mark"] if marked else []),
            *(["CRLF line ends"] if "\r\n" in text else []),
        ]
        if odd:
            problems.append(problem("DOC108", " and ".join(odd)))
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems
