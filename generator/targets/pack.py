"""Target packs: a folder with ``target.toml`` and the templates it names.

A new language is a new folder.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.targets.errors import PackError
from generator.targets.registry import (
    find_escape,
    find_formatter,
    find_language,
    reserved_words,
)
from generator.targets.settings import SettingSpec, setting_values

Case = Literal["PascalCase", "camelCase", "snake_case", "kebab-case", "flatcase", "UPPER_CASE"]
Acronyms = Literal["keep", "word"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class NameStyle(_Strict):
    """How a name in the docs becomes a name of one kind in the language: ``[names.<kind>]``."""

    case: Case
    """How words are put together."""
    acronyms: Acronyms = "keep"
    """In PascalCase and camelCase ``keep`` leaves capitals as they are (``PersonID``), and ``word``
    makes acronyms words like others (``PersonId``); the first word of camelCase is in lower case
    either way. In the other cases ``word`` keeps the plural of an acronym together: ``person_ids``
    for ``PersonIDs``, not ``person_i_ds``."""
    reserved: tuple[str, ...] = ()
    """Lists of names that cannot be used, by name: the pack's own of ``[word_lists]``, or those of
    a language, such as ``python``. One list may be written as a string."""
    reserved_names: frozenset[str] = frozenset()
    """Further names that cannot be used; a name that falls on one gets ``suffix``. In a loaded pack
    these are all, with those of ``reserved``."""
    files: bool = False
    """Whether files bear these names: what Windows keeps for devices cannot be used then."""
    suffix: str = "_"
    """Put behind a name that cannot be used."""
    prefix: str = "_"
    """Put before a name that starts with a digit."""
    append: str = ""
    """Put behind every name."""


class TypeSpelling(_Strict):
    """How a schema is spelled; ``{items}``, ``{values}``, ``{name}`` and ``{module}`` (of the
    schema that is referred to) stand for its parts.
    """

    spelling: str
    """The type in the language. A table that has nothing else may be written as this string."""
    import_: str = Field(default="", alias="import")
    """The import line that the spelling needs; the same parts may stand in it."""


class PartSpec(_Strict):
    """A template for each operation or schema, a piece of files: ``[[part]]``.

    A part is rendered, formatted and cached by itself. Its template sees ``op`` or ``s``, and an
    ``api`` that holds no more than that and the schemas that it refers to.
    """

    name: str
    """The name by which files and their templates ask for it."""
    template: str
    """The path of its template in the pack."""
    each: Literal["operation", "schema"]
    """Of what there is a part each."""
    formats: tuple[str, ...] = ()
    """The formatters of the files that have it; default: the pack's."""
    preformatted: bool = False
    """Whether the template lays text out as its formatter would: the formatter is then asked only
    where texts of pages may have changed the layout. Does not count for a template that another
    one replaces."""
    when: str = "true"
    """A Jinja expression: files have the part only where it holds."""
    context: dict[str, str] = {}
    """Further variables of the template; for a template that several parts share."""


class FileSpec(_Strict):
    """One template, and what it is rendered for: ``[[file]]``."""

    template: str
    """The path of its template in the pack."""
    each: Literal["api", "tag", "schema", "model"] = "api"
    """Of what there is a file each. A ``model`` is a schema that is more than the arguments of one
    operation, together with those that refer to it in a cycle."""
    path: str
    """A Jinja template of the path, relative to the target's own folder."""
    format: str = ""
    """The formatter; default: the pack's."""
    when: str = "true"
    """A Jinja expression: the file is only written where it holds."""
    preformatted: bool = False
    """As of parts."""
    parts: tuple[str, ...] = ()
    """The names of the parts that it is put together from."""
    once: bool = False
    """Whether it is written only where there is none, and left to its readers from then on."""


class Pack(_Strict):
    """A target: a ``target.toml``, read."""

    name: str
    """The folder's name, which is also that of the folder it is written to."""
    description: str = ""
    """What it makes, in a few words."""
    language: str = ""
    """The language that it writes, if docs2sdk knows more of it: ``python``. Its templates then
    have the filters and functions of that language."""
    format: str = ""
    """The formatter of files that name none."""
    overlays: bool = False
    """Whether templates write JSON that OpenAPI Overlays apply to."""
    names: dict[str, NameStyle] = {}
    """By kind: ``type``, ``property``, ``argument``, ``method``, ``module``, ``tag``, ``tag_type``,
    ``file``."""
    word_lists: dict[str, tuple[str, ...]] = {}
    """Lists of names that cannot be used, for ``reserved``."""
    types: dict[str, TypeSpelling] = {}
    """By kind, JSON Schema's type, or format; and ``disputed`` for what ``{type}`` becomes
    where samples show something else."""
    types_in: dict[str, dict[str, TypeSpelling]] = {}
    """What is spelled otherwise in some of the files, by a name that templates choose."""
    joins: dict[Literal["values"], str] = {}
    """What stands between the ``{values}`` of an enumeration; default: a comma and a space."""
    escapes: dict[str, str] = {}
    """The escapes that templates call, each with the place that it is for: ``json``,
    ``block-comment``, ``python-docstring``, ... The one named ``literal`` spells values of
    enumerations."""
    formatters: dict[str, tuple[str, ...]] = {}
    """Commands that format a file from standard input to standard output, such as
    ``["prettier", "--stdin-filepath", "{path}"]``."""
    settings: dict[str, SettingSpec] = {}
    """The settings that ``[target.<name>]`` of a configuration may have."""
    setting_values: dict[str, Any] = {}
    """Their values in this build; templates see them as ``settings``."""
    part: tuple[PartSpec, ...] = ()
    """What files are put together from."""
    file: tuple[FileSpec, ...] = ()
    """What is written."""
    folders: tuple[Path, ...] = ()
    """Where its files are from: folders whose files replace the pack's, then the pack itself."""
    templates: dict[str, str] = {}
    """Every template, by its path in the folders: a worker may have none of these."""
    overridden: frozenset[str] = frozenset()
    """The templates that are not the pack's own."""


def builtin_templates() -> Path:
    """The folder of the built-in packs: beside the package in a checkout, inside it in a wheel."""
    inside = Path(str(files("generator"))) / "templates"
    return inside if inside.is_dir() else inside.parent.parent / "templates"


def load_pack(
    name: str, template_dirs: Sequence[Path] = (), given: Mapping[str, Any] | None = None
) -> Pack:
    """The pack ``name``, with ``given`` as values of its settings. A folder ``name`` in one of
    ``template_dirs`` may replace any of its files, or hold a new pack.

    Raises PackError where there is none, where its ``target.toml`` is not well-formed or names
    what there is not, and for a value that no setting has.
    """
    candidates = [*(folder / name for folder in template_dirs), builtin_templates() / name]
    folders = tuple(folder for folder in candidates if folder.is_dir())
    pack_file = next((f / "target.toml" for f in folders if (f / "target.toml").is_file()), None)
    if pack_file is None:
        known = ", ".join(sorted(p.parent.name for p in builtin_templates().glob("*/target.toml")))
        raise PackError(f"no target named {name!r}; there is {known}")
    try:
        data = _with_shorthands(tomllib.loads(pack_file.read_text("utf-8")))
        own = _texts(folders[-1])
        over = {path: text for f in reversed(folders[:-1]) for path, text in _texts(f).items()}
        pack = Pack(**data, folders=folders, templates=own | over, overridden=frozenset(over))
        pack = _with_word_lists(pack)
        _check_names(pack)
    except (tomllib.TOMLDecodeError, ValidationError, OSError, UnicodeDecodeError) as error:
        raise PackError(f"{pack_file}: {error}") from error
    except PackError as error:
        raise PackError(f"{pack_file}: {error}") from error
    values = setting_values(name, pack.settings, given or {})
    return pack.model_copy(update={"setting_values": values})


def _texts(folder: Path) -> dict[str, str]:
    """Every template in a folder, by its path."""
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*.jinja"))
    }


def _with_shorthands(data: dict[str, Any]) -> dict[str, Any]:
    """A ``target.toml`` with all that may be written shorter written out: a spelling without an
    import, and one list of reserved words, as a string.
    """
    types_in = {where: _spellings(table) for where, table in data.get("types_in", {}).items()}
    names = {
        kind: {**style, "reserved": (style["reserved"],)}
        if isinstance(style.get("reserved"), str)
        else style
        for kind, style in data.get("names", {}).items()
    }
    return {
        **data,
        "names": names,
        "types": _spellings(data.get("types", {})),
        "types_in": types_in,
    }


def _spellings(table: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: {"spelling": spelling} if isinstance(spelling, str) else spelling
        for key, spelling in table.items()
    }


def _with_word_lists(pack: Pack) -> Pack:
    """The pack with the words of all lists that its styles name in ``reserved_names``."""
    names = {
        kind: style.model_copy(
            update={
                "reserved_names": style.reserved_names
                | reserved_words(style.reserved, pack.word_lists)
            }
        )
        for kind, style in pack.names.items()
    }
    return pack.model_copy(update={"names": names})


def _check_names(pack: Pack) -> None:
    """Raises PackError for a language, escape or formatter that there is not."""
    find_language(pack.language)
    for place in pack.escapes.values():
        find_escape(place)
    formats: Iterable[str] = (
        pack.format,
        *(file.format for file in pack.file),
        *(name for part in pack.part for name in part.formats),
    )
    for name in formats:
        find_formatter(name, pack.formatters)
