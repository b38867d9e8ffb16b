"""Settings: defaults, then ``docs2sdk.toml`` or ``[tool.docs2sdk]``, then the command line.

Importing this takes about 50 ms longer than pydantic alone, for pydantic-settings. A command whose
output is printed again (``generator.incremental.replay``) must not import it.
"""

import difflib
import errno
import os
import re
from keyword import iskeyword
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    PyprojectTomlConfigSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from generator.changes.codes import CODES
from generator.locations import CONFIG_FILE, HIDDEN_LOCK_FILE, LOCK_FILE, config_places

TARGETS = ("openapi", "python")
NAME_TABLES = ("models", "properties", "operations", "arguments")
"""Tables of the setting ``names``, which itself has the names of tags."""
_DISTRIBUTION = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII)
"""A name of a distribution, as the Python packaging specifications have it (PEP 508)."""


ChangeClassName = Literal["breaking", "compatible", "clarification", "documentation", "ignore"]


class ServerVariable(BaseModel):
    """A variable of the server's URL, in OpenAPI's words."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    default: str
    """The value to use where nobody gives one."""
    description: str = ""
    """What it is."""
    enum: list[str] = Field(default_factory=list)
    """The values it may have; any, where none are named."""


class Settings(BaseSettings):
    """What a build needs to know. Paths in a file are relative to that file."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, use_attribute_docstrings=True, title="docs2sdk"
    )

    pages: list[Path] = Field(default_factory=list)
    """Folders and files to read."""
    root: Path | None = None
    """The folder that file names are relative to and that includes may not leave."""
    out: Path = Path("generated")
    """Where the targets are written, a folder each."""
    targets: list[str] = list(TARGETS)
    """What to make: ``openapi``, ``python``, ``typescript``, ``site``, or the folder of a pack of
    your own."""
    templates: list[Path] = Field(default_factory=list)
    """Folders laid over the built-in packs, file by file: ``DIR/python/client.py.jinja``."""

    layout: str = ""
    """How the pages are written: the name of a layout that comes with docs2sdk, or the path of a
    layout file; default: the one that reads most of a sample of the pages."""
    target: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """Settings of single targets, as each declares them: ``[target.NAME]``; and commands that its
    files go through last, by patterns of their paths: ``[target.NAME.formatters]``."""

    title: str = ""
    """The API's name; default: the namespace that the docs mention most, else the folder's."""
    version: str = ""
    """The API's version; default: the one in the paths, ``v1`` in ``/api/v1``."""
    package: str = ""
    """The Python package; default: the title in lower case."""
    client: str = ""
    """The client's class; default: the title as a class name."""
    distribution: str = ""
    """What the Python package is installed as; default: the package's name."""
    release: str = "0.1.0"
    """The version of what is generated, as ``pip`` sees it."""
    license: str = ""
    """The licence of what is generated, as an SPDX expression. None is claimed by default."""
    server: str = ""
    """The base URL of the API, for documents and documentation; ``{name}`` is a variable."""
    server_variables: dict[str, ServerVariable] = Field(default_factory=dict)
    """What the variables of ``server`` may be."""
    docs_url: str = ""
    """Where a page can be read; ``{page}`` stands for its file name without the ending."""
    openapi_version: Literal["3.0", "3.1"] = "3.1"
    """The version of OpenAPI; 3.0 is for tools that lag."""
    fragments: Literal["alone", "shared"] = "alone"
    """Whether a tag's document stands alone, or refers to ``components.yaml``."""
    examples: bool = False
    """Whether the samples of the pages become examples. Their values differ in each release."""
    provenance: bool = False
    """Whether a schema that was inferred says by what, as ``x-provenance``."""
    overlays: list[Path] = Field(default_factory=list)
    """OpenAPI Overlay 1.0 documents, applied in this order to what was generated."""
    changes: dict[str, ChangeClassName] = Field(default_factory=dict)
    """A code of a change, such as ``CHG204``, to the class that ``docs2sdk diff`` gives it in place
    of its own; ``ignore`` leaves it out."""
    names: dict[str, str | dict[str, str]] = Field(default_factory=dict)
    """A tag's name in the docs to its attribute on the client, where the default will not do; in
    tables of their own ``models``, ``properties`` (``Model.Property``), ``operations`` (by id) and
    ``arguments`` (``operationId.name``)."""
    lock: Path | None = None
    """The file that keeps the names of builds; default: ``docs2sdk.lock`` beside this file."""
    allow_removals: float = Field(default=0.5, ge=0, le=1)
    """The share of the operations built before, from 0 to 1, that a build may remove."""
    jobs: int = Field(default=0, ge=0)
    """Processes to work in; 0 for one each processor. The output is the same."""
    executor: str = ""
    """Who does the work instead: ``dask=tcp://HOST:PORT``, the scheduler of a Dask cluster."""
    cache: Path | None = None
    """Where to keep what need not be done again; default: the user's folder for caches."""

    @property
    def lock_file(self) -> Path:
        """Where the lock is: as set, else in the output folder, for builds without a configuration
        or of other pages than the configured ones.
        """
        return self.lock or self.out / HIDDEN_LOCK_FILE

    @field_validator("targets")
    @classmethod
    def _known_targets(cls, targets: list[str]) -> list[str]:
        if not targets:
            raise ValueError("name at least one target")
        return sorted(set(targets))

    @field_validator("package", "client")
    @classmethod
    def _names_of_python(cls, name: str) -> str:
        if name and (not name.isidentifier() or iskeyword(name)):
            raise ValueError(f"{name!r} cannot be a name in Python")
        return name

    @field_validator("names")
    @classmethod
    def _tables_of_names(
        cls, names: dict[str, str | dict[str, str]]
    ) -> dict[str, str | dict[str, str]]:
        for key, found in names.items():
            if isinstance(found, dict) and key not in NAME_TABLES:
                raise ValueError(f"no table {key!r}; there is {', '.join(NAME_TABLES)}")
            for name in [found] if isinstance(found, str) else found.values():
                cls._names_of_python(name or " ")
        return names

    @field_validator("changes")
    @classmethod
    def _known_changes(cls, changes: dict[str, str]) -> dict[str, str]:
        for code in changes:
            if code not in CODES:
                raise ValueError(f"no change has the code {code!r}; docs/changes/ lists them")
        return changes

    @field_validator("distribution")
    @classmethod
    def _name_of_a_distribution(cls, name: str) -> str:
        if name and not _DISTRIBUTION.fullmatch(name):
            raise ValueError(f"{name!r} cannot be the name of a Python distribution")
        return name

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments only: the same checkout must build the same output in any environment."""
        return (init_settings,)


class _Pyproject(Settings):
    """Settings in a table of a ``pyproject.toml``."""

    model_config = SettingsConfigDict(pyproject_toml_table_header=("tool", "docs2sdk"))


def find_config(start: Path) -> Path | None:
    """The nearest ``docs2sdk.toml``, or ``pyproject.toml`` with ``[tool.docs2sdk]``, from
    ``start`` upwards.
    """
    for file in config_places(start):
        if file.is_file() and (file.name == CONFIG_FILE or _table(file)):
            return file
    return None


def _table(file: Path) -> dict[str, Any]:
    """The settings in a configuration file; none in a ``pyproject.toml`` without
    ``[tool.docs2sdk]``. Raises FileNotFoundError where there is no such file.
    """
    if not file.exists():
        # pydantic-settings takes a missing file for an empty one.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file))
    if file.name == CONFIG_FILE:
        return TomlConfigSettingsSource(Settings, file)()
    try:
        return PyprojectTomlConfigSettingsSource(_Pyproject, file)()
    except AttributeError:
        return {}  # `tool` or `tool.docs2sdk` is no table.


def load_settings(config: Path | None, **given: Any) -> Settings:
    """Settings from ``config`` (a file, or None for defaults), with ``given`` on top.

    Raises pydantic.ValidationError for a key or value that no setting has, FileNotFoundError for
    a file that does not exist, tomllib.TOMLDecodeError for one that is not TOML, and
    UnicodeDecodeError for one that is not UTF-8.
    """
    given = {key: value for key, value in given.items() if value is not None}
    values = _table(config) if config else {}
    settings = Settings(**{**values, **given})
    if config is None:
        return settings
    beside: dict[str, Any] = {}
    if settings.lock is None and ("pages" not in given or _are_configured(given["pages"], config)):
        beside["lock"] = config.parent / LOCK_FILE
    for key in values.keys() - given.keys():
        match getattr(settings, key):
            case Path() as path:
                beside[key] = config.parent / path
            case [Path(), *_] as paths:
                beside[key] = [config.parent / path for path in paths]
            case str() as name if key == "layout" and name.endswith(".toml"):
                beside[key] = str(config.parent / name)
    return settings.model_copy(update=beside)


def _are_configured(pages: list[Path], config: Path) -> bool:
    """Whether these pages are those of the configuration: its lock has the names of these."""
    configured = {(config.parent / page).resolve() for page in _table(config).get("pages", [])}
    return {page.resolve() for page in pages} == configured


def format_validation_error(error: ValidationError) -> list[str]:
    """What is wrong with a configuration, key by key; an unknown key with the nearest known."""
    found = []
    for problem in error.errors():
        *above, key = problem["loc"] or ("",)
        if problem["type"] != "extra_forbidden":
            found.append(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}")
            continue
        fields = (ServerVariable if above else Settings).model_fields
        near = difflib.get_close_matches(str(key), fields, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        name = ".".join(map(str, problem["loc"]))
        found.append(f"unknown key {name!r}{hint}")
    return found
