"""Keys of what is cached: a hash of everything that the result hangs on."""

import hashlib
import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from generator import __version__

# Read off the folders' names: importlib.metadata takes longer to import than a quick answer.
_LIBRARIES = re.compile(
    r"(black|inflection|jinja2|markdown_it_py|pydantic|pydantic_core|pyyaml)-.*\.dist-info",
    re.IGNORECASE,
)


def fingerprint(*parts: str | bytes) -> str:
    """A hash of ``parts``; other parts, or the same otherwise divided, give another."""
    found = hashlib.blake2b(digest_size=20)
    short: list[bytes] = []
    for part in parts:
        if isinstance(part, bytes):
            # It may be a whole file.
            found.update(b"".join((*short, b"%d:" % len(part))))
            found.update(part)
            short.clear()
        else:
            data = part.encode("utf-8", "surrogatepass")
            short += (b"%d:" % len(data), data)
    found.update(b"".join(short))
    return found.hexdigest()


def hash_folders(folders: Iterable[Path]) -> str:
    """Of every file in them, with its name."""
    found: list[str | bytes] = []
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                found += [file.relative_to(folder).as_posix(), file.read_bytes()]
        found.append("")
    return fingerprint(*found)


@cache
def tool() -> str:
    """Of docs2sdk itself, down to its source, and of the libraries that output hangs on."""
    package = Path(__file__).parent.parent
    sources = sorted(package.rglob("*.py"))
    return fingerprint(
        __version__,
        sys.version,
        *_libraries(),
        *(part for file in sources for part in (str(file.relative_to(package)), file.read_bytes())),
    )


def _libraries() -> list[str]:
    """Names and versions of what is installed."""
    found: list[str] = []
    for folder in sys.path:
        try:
            names = [entry.name for entry in Path(folder or ".").iterdir()]
        except OSError:
            continue
        found += filter(_LIBRARIES.fullmatch, names)
    return sorted(found)
