"""Where configurations, caches and keys are. Only the standard library is imported for that.

It is apart from ``generator.config`` because a build whose output is printed again
(``generator.incremental.replay``) looks for these places too, and must not wait for pydantic.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

CONFIG_FILE = "docs2sdk.toml"
"""A file with nothing but settings of docs2sdk."""
CONFIG_FILES = (CONFIG_FILE, "pyproject.toml")
"""In the order of precedence. In ``pyproject.toml`` the settings are the table
``[tool.docs2sdk]``."""
LOCK_FILE = "docs2sdk.lock"
"""The lock of names, beside the configuration."""
HIDDEN_LOCK_FILE = ".docs2sdk.lock"
"""The lock of names in the output folder, where there is no configuration."""
_NAME = "docs2sdk"


def config_places(start: Path) -> Iterator[Path]:
    """Every path where the configuration for the folder ``start`` may be, the nearest first,
    whether there is a file or not.
    """
    for folder in (start, *start.parents):
        for name in CONFIG_FILES:
            yield folder / name


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


def builtin_templates() -> Path:
    """The folder of the built-in packs: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"
