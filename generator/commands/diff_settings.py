"""What ``diff`` takes from the configuration.

Read without ``generator.config``, whose import takes as long as the comparison of two saved models.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generator.commands.terminal import abort
from generator.locations import CONFIG_FILE, config_places

DEFAULT_TARGETS = ("openapi", "python")


class DiffSettings(NamedTuple):
    """The settings that a comparison needs, as the configuration has them."""

    targets: tuple[str, ...] = DEFAULT_TARGETS
    template_dirs: tuple[Path, ...] = ()
    overrides: Mapping[str, str] = {}
    """Classes of changes by code."""
    tag_names: Mapping[str, str] = {}
    docs_url: str = ""
    package: str = ""
    """What the package is installed as; empty where nothing says."""
    release: str = "0.1.0"
    """The version of what was generated."""


def diff_settings(start: Path) -> DiffSettings:
    """The settings in the nearest configuration from the folder ``start`` upwards; the defaults
    where there is none. Ends with exit code 2 for a faulty one.
    """
    for file in config_places(start):
        if file.is_file() and (data := _table(file)) is not None:
            return _checked(file, data)
    return DiffSettings()


def _table(file: Path) -> dict[str, Any] | None:
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        abort(f"{file}: {error}")
    if file.name == CONFIG_FILE:
        return data
    tool = data.get("tool")
    found = tool.get("docs2sdk") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else None


def _checked(file: Path, data: dict[str, Any]) -> DiffSettings:
    if data.keys() & {"changes", "templates", "names"}:
        # Only these can be faulty in a way that would be noticed here.
        from pydantic import ValidationError

        from generator.config import format_validation_error, load_settings

        try:
            settings = load_settings(file)
        except ValidationError as error:
            abort(f"{file}: {'; '.join(format_validation_error(error))}")
        return DiffSettings(
            tuple(settings.targets),
            tuple(settings.templates),
            settings.changes,
            {tag: name for tag, name in settings.names.items() if isinstance(name, str)},
            settings.docs_url,
            settings.distribution or settings.package,
            settings.release,
        )
    targets = data.get("targets")
    texts = {key: value for key, value in data.items() if isinstance(value, str)}
    return DiffSettings(
        tuple(sorted(map(str, targets))) if isinstance(targets, list) else DEFAULT_TARGETS,
        docs_url=texts.get("docs_url", ""),
        package=texts.get("distribution", texts.get("package", "")),
        release=texts.get("release", "0.1.0"),
    )
