"""The text of a lock: a line a name, sorted, so that git merges it line by line.

``target kind scope thing name``, and ``deprecated`` behind a name that is kept as an alias. White
space, signs that are not printable and ``%`` stand percent-encoded (RFC 3986, 2.1); a column that
is empty is ``-``.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote

from generator.lock.entries import EVERY_TARGET, KINDS, Entry
from generator.lock.lock import Lock

_ABOUT = """\
# Names that docs2sdk gave and gives again: target, kind, scope, what bears the name, name.
# Commit this file. `docs2sdk rename OLD NEW` changes a name; the old one stays as an alias.
"""
_DEPRECATED = "deprecated"
_EMPTY = "-"
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
_LONGEST = 200
"""Characters of a name in code; ``targets.locked_names`` knows more of each kind."""
_TO_ENCODE = re.compile(r"[^!-$&-~]|\A#")
_MOST_SHOWN = 10
"""Faulty lines in one message."""


class LockError(ValueError):
    """A lock cannot be read as it is; the message names file and lines."""


def read_lock(file: Path, name: str = "") -> Lock:
    """The lock in ``file``, empty where there is none. Diagnostics call it ``name``.

    Raises LockError where a line of it is not understood, or the file cannot be read.
    """
    if not os.path.lexists(file):
        return Lock(file=name or file.name)
    if not file.is_file():
        # Reading a pipe would wait for ever.
        raise LockError(f"{file}: not a file")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise LockError(f"{file}: {error.strerror}") from error
    try:
        return parse_lock(data.decode("utf-8"), str(file), name or file.name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LockError(f"{file}:{line}: not UTF-8") from error


def parse_lock(text: str, shown: str = "docs2sdk.lock", name: str = "docs2sdk.lock") -> Lock:
    """The lock with that text. Messages call it ``shown``, diagnostics ``name``.

    A line that is there twice counts once: git leaves such lines where both sides of a merge have
    them. Raises LockError for lines that are not understood.
    """
    lines: dict[Entry, int] = {}
    faults: list[str] = []
    # Not `splitlines`, which ends lines at signs that are not line feeds, too.
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip() or line.startswith("#"):
            continue
        try:
            lines.setdefault(_parse_line(line), number)
        except ValueError as fault:
            faults.append(f"{shown}:{number}: {fault}")
    if faults:
        more = len(faults) - _MOST_SHOWN
        shown_faults = faults[:_MOST_SHOWN] + ([f"and {more:,} more lines"] if more > 0 else [])
        raise LockError("\n".join(shown_faults))
    return Lock(lines, name)


def lock_text(entries: Iterable[Entry]) -> str:
    """The text of a lock with these entries."""
    lines = sorted({_line(entry) for entry in entries})
    return _ABOUT + "".join(f"{line}\n" for line in lines)


def _line(entry: Entry) -> str:
    columns = [*map(_written, entry[:5]), *([_DEPRECATED] if entry.deprecated else [])]
    return " ".join(columns)


def _parse_line(line: str) -> Entry:
    """Raises ValueError that says what is wrong with the line."""
    if _CONFLICT.match(line):
        raise ValueError("a mark of a merge conflict; keep the lines of both sides, not the mark")
    columns = line.split(" ")
    if len(columns) not in (5, 6) or "" in columns:
        raise ValueError(f"{len(columns)} columns; expected target, kind, scope, thing and name")
    if len(columns) == 6 and columns[5] != _DEPRECATED:
        raise ValueError(f"{columns[5]!r} behind the name; expected nothing, or {_DEPRECATED}")
    target, kind, scope, thing, name = map(_read, columns[:5])
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r}; expected one of {', '.join(KINDS)}")
    if (kind == "model") != (target == EVERY_TARGET):
        raise ValueError(f"a name of kind {kind} for target {target!r}")
    if not name or (kind != "model" and (len(name) > _LONGEST or not name.isprintable())):
        raise ValueError(f"{name!r} cannot be a name")
    return Entry(target, kind, scope, thing, name, len(columns) == 6)


def _written(text: str) -> str:
    if not text:
        return _EMPTY
    if text == _EMPTY:
        return "%2D"
    if text.isascii() and not _TO_ENCODE.search(text):
        return text
    return "".join(map(_encoded, text))


def _encoded(char: str) -> str:
    if char.isprintable() and not char.isspace() and char not in "%#":
        return char
    return f"%{ord(char):02X}" if char.isascii() else quote(char, errors="surrogatepass")


def _read(column: str) -> str:
    """Raises ValueError for what encodes no text."""
    if column == _EMPTY:
        return ""
    return unquote(column, errors="surrogatepass") if "%" in column else column
