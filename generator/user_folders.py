"""The folders of this user's caches and configuration. A user without a home has none."""

from collections.abc import Callable
from pathlib import Path

_NAME = "docs2sdk"


def user_cache_folder() -> Path | None:
    """The user's cache folder for docs2sdk, such as ``~/.cache/docs2sdk``; None where the user has
    no home. What is in it can be made again.
    """
    from platformdirs import user_cache_path

    return _absolute(user_cache_path)


def user_config_folder() -> Path | None:
    """The user's configuration folder for docs2sdk, such as ``~/.config/docs2sdk``; None where the
    user has no home. It holds the secret key that caches are signed with.
    """
    from platformdirs import user_config_path

    return _absolute(user_config_path)


def _absolute(find: Callable[[str], Path]) -> Path | None:
    """The absolute path that ``find``, a function of platformdirs, gives; None where it gives none.

    Where the user has neither HOME nor an entry in the password database, some releases of
    platformdirs raise RuntimeError, and others give a path that begins with ``~``.
    """
    try:
        folder = find(_NAME)
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None
