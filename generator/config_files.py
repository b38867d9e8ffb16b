"""Where a configuration may be. Only the standard library is imported for that.

It is apart from ``generator.config`` because a build whose output is printed again
(``generator.incremental.replay``) looks for the file too, and must not wait for pydantic.
"""

from collections.abc import Iterator
from pathlib import Path

CONFIG_FILE = "docs2sdk.toml"
"""A file with nothing but settings of docs2sdk."""
CONFIG_FILES = (CONFIG_FILE, "pyproject.toml")
"""In the order of precedence. In ``pyproject.toml`` the settings are the table
``[tool.docs2sdk]``."""


def config_places(start: Path) -> Iterator[Path]:
    """Every path where the configuration for the folder ``start`` may be, the nearest first,
    whether there is a file or not.
    """
    for folder in (start, *start.parents):
        for name in CONFIG_FILES:
            yield folder / name
