"""Where this user's caches and configuration belong; nowhere, for a user without a home."""

from collections.abc import Callable
from pathlib import Path

_NAME = "docs2sdk"


def user_cache_folder() -> Path | None:
    """For what can be made again."""
    from platformdirs import user_cache_path

    return _absolute(user_cache_path)


def user_config_folder() -> Path | None:
    """For what is this user's alone."""
    from platformdirs import user_config_path

    return _absolute(user_config_path)


def _absolute(find: Callable[[str], Path]) -> Path | None:
    """Without HOME, and without an entry for the user in the password database, releases of
    platformdirs raise RuntimeError or give a path that begins with ``~``.
    """
    try:
        folder = find(_NAME)
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None
