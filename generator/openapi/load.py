"""Files of a document: their bytes, their text, the values in it."""

import os
import stat
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic
from generator.openapi.json_source import SyntaxProblem, parse_json
from generator.openapi.nodes import Node, SourceFile
from generator.openapi.yaml_source import parse_yaml

LARGEST = 64 * 1024 * 1024
"""The most bytes that a document may have, together with all files that it refers to. The largest
that is known, of Microsoft Graph, has half of that."""

MOST_FILES = 1_000
"""The most files that a document may refer to."""

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Loader:
    """Loads files of one folder, each once, and keeps count of their size."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        """What names are relative to, and what nothing may lead out of."""
        self.problems: dict[Diagnostic, None] = {}
        self.characters = 0
        """Of all files that were loaded."""
        self._files: dict[Path, Node | None] = {}
        self._room = LARGEST

    def load(self, path: Path) -> Node | None:
        """The value in a file of the folder; None where it cannot be read, which is reported."""
        path = path.resolve()
        if path not in self._files:
            self._files[path] = self._load(path) if len(self._files) <= MOST_FILES else None
        return self._files[path]

    def _load(self, path: Path) -> Node | None:
        name = Path(os.path.relpath(path, self.folder)).as_posix()
        file = SourceFile(name, path.as_uri(), "", self.problems)
        try:
            data = self._bytes(path)
        except _TooLarge as error:
            file.report("DOC608", 0, str(error), f"at most {LARGEST:,} bytes")
            return None
        except (OSError, ValueError) as error:
            file.report("DOC109", 0, getattr(error, "strerror", None) or str(error))
            return None
        text = _text(data, file)
        file = SourceFile(name, file.uri, text, self.problems)
        self.characters += len(text)
        try:
            return Node(_value(text, path, file), file, 0)
        except SyntaxProblem as error:
            file.report("DOC601", min(error.offset, len(text)), str(error))
            return None

    def _bytes(self, path: Path) -> bytes:
        # Not to wait for whoever may write to a pipe.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb", buffering=0) as opened:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise ValueError("a folder" if stat.S_ISDIR(status.st_mode) else "not a file")
            if status.st_size > self._room:
                raise _TooLarge(f"{status.st_size:,} bytes")
            data = opened.read(self._room)
        self._room -= len(data)
        return data


class _TooLarge(Exception):
    """A file that there is no room for."""


def _text(data: bytes, file: SourceFile) -> str:
    """The text of a file: UTF-8 (RFC 8259, 8.1), else UTF-16 with a mark, else Windows-1252."""
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        file.report("DOC103", 0, f"byte 0x{data[error.start]:02X} at {error.start:,}")
        text = data.decode("cp1252", errors="replace")
    return text


def _value(text: str, path: Path, file: SourceFile) -> Any:
    """JSON where it looks like that; YAML, which has nearly all of JSON, otherwise."""
    suffix = path.suffix.lower()
    if suffix == ".json":
        return parse_json(text, file)
    if text.lstrip()[:1] not in ("{", "["):
        return parse_yaml(text, file)
    try:
        return parse_json(text, file)
    except SyntaxProblem as problem:
        try:
            return parse_yaml(text, file)
        except SyntaxProblem:
            if suffix in (".yaml", ".yml"):
                raise
            raise problem from None
