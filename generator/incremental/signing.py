"""The key that entries of the cache are signed with.

Whoever may write to a cache that several people or machines share could otherwise put text into
the output of all the others. An entry counts only where it was signed with the key of who reads it.
"""

import os
from contextlib import suppress
from pathlib import Path

from generator.locations import user_config_folder

KEY_VARIABLE = "DOCS2SDK_CACHE_KEY"
"""The environment variable that holds the key for machines that share a cache, such as those of CI.
It makes no difference to the output.
"""
_FILE = "cache.key"
_SHORTEST = 32
"""The fewest characters that a key may have: shorter ones could be guessed, or were cut off."""


def signing_key() -> bytes | None:
    """The key: from the environment, else from this user's configuration, where it is made on
    first use. None where there is no place for it, or it is too short. Raises nothing.
    """
    if given := os.environ.get(KEY_VARIABLE):
        return _checked(given.encode("utf-8", "surrogateescape"))
    folder = user_config_folder()
    if folder is None:
        return None
    with suppress(OSError):
        if not (folder / _FILE).exists():
            _make(folder)
        return _checked((folder / _FILE).read_bytes().strip())
    return None


def _checked(key: bytes) -> bytes | None:
    return key if len(key) >= _SHORTEST else None


def _make(folder: Path) -> None:
    """Write a new key, that only this user may read, whole or not at all. Where another build does
    so at the same time, the first one stays.
    """
    # Imported here: most runs find a key, and these take longer to import than a quick answer.
    import secrets
    import tempfile

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Only this user may read what mkstemp makes.
    handle, name = tempfile.mkstemp(dir=folder, prefix=f".{_FILE}-")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(f"{secrets.token_hex(32)}\n")
        with suppress(FileExistsError):
            os.link(name, folder / _FILE)
    finally:
        Path(name).unlink()
