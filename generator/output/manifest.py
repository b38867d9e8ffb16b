"""Which files a target wrote: only those are ever replaced or removed."""

import hashlib
import json
from pathlib import Path

from generator import __version__

MANIFEST = ".docs2sdk.json"


def digest(text: str) -> str:
    """The hash that the manifest records."""
    return hashlib.sha256(text.encode()).hexdigest()


def manifest_text(files: dict[str, str]) -> str:
    """The manifest for ``files`` (path in the target's folder to text)."""
    body = {"version": __version__, "files": {path: digest(files[path]) for path in sorted(files)}}
    return json.dumps(body, indent=1) + "\n"


def recorded(folder: Path) -> dict[str, str]:
    """Path to hash of what was last written to ``folder``; empty where nothing is recorded."""
    try:
        loaded = json.loads((folder / MANIFEST).read_text("utf-8"))
        return {str(path): str(value) for path, value in loaded["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
