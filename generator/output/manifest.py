"""Which files a target wrote, and what it wrote: only those are ever replaced or removed."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from generator import __version__
from generator.files import MANIFEST


def digest(data: bytes) -> str:
    """The hash that the manifest records."""
    return hashlib.sha256(data).hexdigest()


def manifest_text(files: Mapping[str, str], before: Mapping[str, list[str]] | None = None) -> str:
    """The manifest for ``files`` (path in the target's folder to hash).

    ``before`` is there while a build writes: hashes that files may still have. A build that is
    cut off leaves it, so that the next knows that nobody else changed them.
    """
    body = {"version": __version__, "files": dict(sorted(files.items()))}
    return json.dumps(body | ({"before": before} if before else {}), indent=1) + "\n"


def recorded(folder: Path) -> dict[str, list[str]]:
    """Path to the hashes that what was written to ``folder`` may have; empty where nothing is
    recorded.
    """
    try:
        loaded = json.loads((folder / MANIFEST).read_text("utf-8"))
        found = {str(path): [str(value)] for path, value in loaded["files"].items()}
        for path, hashes in loaded.get("before", {}).items():
            found.setdefault(str(path), []).extend(map(str, hashes))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return found
