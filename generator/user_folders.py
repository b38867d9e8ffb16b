"""Where this user's caches and configuration belong; nowhere, for a user without a home."""

from pathlib import Path

_NAME = "docs2sdk"


def user_cache_folder() -> Path | None:
    """For what can be made again."""
    from platformdirs import user_cache_path

    return _absolute(user_cache_path(_NAME))


def user_config_folder() -> Path | None:
    """For what is this user's alone."""
    from platformdirs import user_config_path

    return _absolute(user_config_path(_NAME))


def _absolute(folder: Path) -> Path | None:
    # Without HOME and an entry in the password database "~" stays as it is.
    return folder if folder.is_absolute() else None
