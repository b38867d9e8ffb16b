"""Target packs: a folder with ``target.toml`` and the templates it names.

A new language is a new folder. Nothing in this package knows any language.
"""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.targets.errors import PackError

Case = Literal["PascalCase", "camelCase", "snake_case", "kebab-case", "flatcase", "UPPER_CASE"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NameRule(_Strict):
    """How a name in the docs becomes a name of one kind in the language."""

    case: Case
    reserved: frozenset[str] = frozenset()
    """Names that cannot be used; a name that falls on one gets ``suffix``."""
    files: bool = False
    """Files bear these names: what Windows keeps for devices cannot be used either."""
    suffix: str = "_"
    prefix: str = "_"
    """Put before a name that starts with a digit."""
    append: str = ""
    """Put behind every name."""
    strip: tuple[str, ...] = ()
    """Endings that are dropped where the name stays unique; of two that contest one short
    name, the one without an ending wins, then the one whose ending stands first here."""


class TypeRule(_Strict):
    """How a schema is spelled; ``{items}``, ``{values}``, ``{name}`` and ``{module}`` (of the
    schema that is referred to) stand for its parts.
    """

    spelling: str
    import_: str = Field(default="", alias="import")
    """The import line that the spelling needs."""


class PartRule(_Strict):
    """A template for each operation or schema, whose text files are put together from.

    A part is rendered, formatted and cached by itself. Its template sees ``op`` or ``s``, and an
    ``api`` that holds no more than that and the schemas that it refers to.
    """

    name: str
    template: str
    each: Literal["operation", "schema"]
    formats: tuple[str, ...] = ()
    """The formatters of the files that have it; default: the pack's."""
    preformatted: bool = False
    """The pack vouches for the template: its formatter is asked only where texts of pages may
    have changed the layout. Does not count for a template that another is laid over."""
    when: str = "true"
    """A Jinja expression: files have the part only where it holds."""
    context: dict[str, str] = {}
    """What the template sees besides; for a template that several rules share."""


class FileRule(_Strict):
    """One template, and what it is rendered for."""

    template: str
    each: Literal["api", "tag", "schema", "model"] = "api"
    """``model``: each schema that is more than the arguments of one operation, together with
    those that refer to it in a cycle; templates see them as ``schemas``."""
    path: str
    """A Jinja expression template, relative to the target's own folder."""
    format: str = ""
    """The formatter; default: the pack's."""
    when: str = "true"
    """A Jinja expression: the file is only written where it holds."""
    preformatted: bool = False
    """As of parts."""
    parts: tuple[str, ...] = ()
    """The names of the rules for parts that it is put together from."""
    once: bool = False
    """Written where there is none, and from then on yours."""


class Pack(_Strict):
    """A target: ``target.toml``, read."""

    name: str
    description: str = ""
    format: str = ""
    overlays: bool = False
    """Whether templates write JSON that OpenAPI Overlays apply to."""
    names: dict[str, NameRule] = {}
    types: dict[str, TypeRule] = {}
    """By kind, JSON Schema's type, or format; and ``disputed`` for what ``{type}`` becomes
    where samples show something else."""
    types_in: dict[str, dict[str, TypeRule]] = {}
    """What is spelled otherwise in some of the files, by a name that templates choose."""
    part: tuple[PartRule, ...] = ()
    file: tuple[FileRule, ...] = ()
    folders: tuple[Path, ...] = ()
    """Where its files are from, first to last: folders laid over it, then the pack itself."""
    templates: dict[str, str] = {}
    """Every template, by its path in the folders: a worker may have none of these."""
    overridden: frozenset[str] = frozenset()
    """The templates that are not the pack's own."""


def builtin_templates() -> Path:
    """The folder of the built-in packs: beside the package in a checkout, inside it in a wheel."""
    inside = Path(str(files("generator"))) / "templates"
    return inside if inside.is_dir() else inside.parent.parent / "templates"


def load_pack(name: str, overlays: Sequence[Path] = ()) -> Pack:
    """The pack ``name``. An overlay folder may replace any of its files, or hold a new pack.

    Raises PackError where there is none, or where its ``target.toml`` is not well-formed.
    """
    candidates = [*(overlay / name for overlay in overlays), builtin_templates() / name]
    folders = tuple(folder for folder in candidates if folder.is_dir())
    manifest = next((f / "target.toml" for f in folders if (f / "target.toml").is_file()), None)
    if manifest is None:
        known = ", ".join(sorted(p.parent.name for p in builtin_templates().glob("*/target.toml")))
        raise PackError(f"no target named {name!r}; there is {known}")
    try:
        data = tomllib.loads(manifest.read_text("utf-8"))
        data["types"] = _rules(data.get("types", {}))
        data["types_in"] = {
            where: _rules(rules) for where, rules in data.get("types_in", {}).items()
        }
        own = _texts(folders[-1])
        over = {path: text for f in reversed(folders[:-1]) for path, text in _texts(f).items()}
        return Pack(**data, folders=folders, templates=own | over, overridden=frozenset(over))
    except (tomllib.TOMLDecodeError, ValidationError, OSError, UnicodeDecodeError) as error:
        raise PackError(f"{manifest}: {error}") from error


def _texts(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*.jinja"))
    }


def _rules(table: dict[str, Any]) -> dict[str, Any]:
    """A rule that is only a spelling may be written as a string."""
    return {k: {"spelling": rule} if isinstance(rule, str) else rule for k, rule in table.items()}
