"""Keys of what is cached: a hash of everything that the result hangs on."""

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from generator import __version__

_LIBRARIES = ("black", "jinja2", "markdown-it-py", "pydantic", "pyyaml")


def fingerprint(*parts: str | bytes) -> str:
    """A hash of ``parts``; other parts, or the same otherwise divided, give another."""
    found = hashlib.blake2b(digest_size=20)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data))
        found.update(data)
    return found.hexdigest()


@cache
def tool() -> str:
    """Of docs2sdk itself, down to its source, and of the libraries that output hangs on."""
    package = Path(__file__).parent.parent
    sources = sorted(package.rglob("*.py"))
    return fingerprint(
        __version__,
        sys.version,
        *(version(library) for library in _LIBRARIES),
        *(part for file in sources for part in (str(file.relative_to(package)), file.read_bytes())),
    )
