"""Keys of what is cached: hashes of everything that the result depends on."""

import hashlib
import os
import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from generator import __version__

# From the names of folders: importing importlib.metadata takes longer than a replay.
_LIBRARIES = re.compile(
    r"(black|inflection|jinja2|markdown_it_py|pydantic|pydantic_core|pyyaml)-.*\.dist-info",
    re.IGNORECASE,
)


_PACKAGE = Path(__file__).parent.parent
"""The folder of docs2sdk's own source."""


def fingerprint(*parts: str | bytes) -> str:
    """A hash of ``parts`` (BLAKE2b, 40 hexadecimal digits). The same characters divided into other
    parts give another hash.
    """
    found = hashlib.blake2b(digest_size=20)
    short: list[bytes] = []
    for part in parts:
        if isinstance(part, bytes):
            # Not joined with the others: it may be a whole file.
            found.update(b"".join((*short, b"%d:" % len(part))))
            found.update(part)
            short.clear()
        else:
            data = part.encode("utf-8", "surrogatepass")
            short += (b"%d:" % len(data), data)
    found.update(b"".join(short))
    return found.hexdigest()


def hash_folders(folders: Iterable[Path]) -> str:
    """A hash of every file in ``folders``, with its name."""
    found: list[str | bytes] = []
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                found += [file.relative_to(folder).as_posix(), file.read_bytes()]
        found.append("")
    return fingerprint(*found)


@cache
def tool() -> str:
    """A hash of docs2sdk's own source, and of the versions of Python and the libraries that output
    depends on.
    """
    parts: list[str | bytes] = []
    for file in tool_sources():
        parts += [os.path.relpath(file, _PACKAGE), Path(file).read_bytes()]
    return fingerprint(tool_versions(), *parts)


def tool_versions() -> str:
    """The versions of docs2sdk, Python, and the libraries that output depends on."""
    return "\n".join([__version__, sys.version, *_libraries()])


def tool_sources() -> list[str]:
    """The paths of docs2sdk's own source files, sorted."""
    return sorted(
        f"{folder}/{name}"
        for folder, _, names in os.walk(_PACKAGE)
        for name in names
        if name.endswith(".py")
    )


def _libraries() -> list[str]:
    """The names of installed libraries, each with its version."""
    found: list[str] = []
    for folder in sys.path:
        try:
            names = [entry.name for entry in Path(folder or ".").iterdir()]
        except OSError:
            continue
        found += filter(_LIBRARIES.fullmatch, names)
    return sorted(found)
