"""Loading target packs: ``target.toml`` with its shorthands, its templates, and their checks."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from generator.locations import builtin_templates
from generator.targets.errors import PackError
from generator.targets.pack import NameStyle, Pack
from generator.targets.pack_problems import check_names, find_template, format_problems
from generator.targets.places import check_places
from generator.targets.registry import (
    did_you_mean,
    find_language,
    reserved_words,
)
from generator.targets.settings import setting_values

_COMMANDS: TypeAdapter[dict[str, tuple[str, ...]]] = TypeAdapter(
    dict[str, Annotated[tuple[str, ...], Field(min_length=1)]]
)


def load_pack(
    name: str, template_dirs: Sequence[Path] = (), given: Mapping[str, Any] | None = None
) -> Pack:
    """The pack ``name``, with ``given`` as values of its settings. A folder ``name`` in one of
    ``template_dirs`` may replace any of its files, or hold a new pack.

    Raises PackError where there is none, where its ``target.toml`` is not well-formed or names
    what there is not, for a template that puts text of the docs in a place that its escape is not
    for, and for a value that no setting has.
    """
    candidates = [*(folder / name for folder in template_dirs), builtin_templates() / name]
    folders = tuple(folder for folder in candidates if folder.is_dir())
    pack_file = next((f / "target.toml" for f in folders if (f / "target.toml").is_file()), None)
    if pack_file is None:
        raise PackError(_missing(name, folders, template_dirs))
    try:
        data = {"name": name} | _with_shorthands(tomllib.loads(pack_file.read_text("utf-8")))
        own = _texts(folders[-1])
        over = {path: text for f in reversed(folders[:-1]) for path, text in _texts(f).items()}
        pack = Pack(**data, folders=folders, templates=own | over, overridden=frozenset(over))
        check_names(pack, name)
        pack = _with_reserved_names(pack)
    except ValidationError as error:
        raise PackError(f"{pack_file}: {format_problems(error)}") from error
    except (tomllib.TOMLDecodeError, OSError, UnicodeDecodeError) as error:
        raise PackError(f"{pack_file}: {error}") from error
    except PackError as error:
        raise PackError(f"{pack_file}: {error}") from error
    settings = dict(given or {})
    commands = _own_formatters(name, settings.pop("formatters", {}))
    values = setting_values(name, pack.settings, settings)
    if over or folders[-1].parent != builtin_templates():
        # The built-in templates are checked by a test.
        check_places(pack)
    return pack.model_copy(update={"setting_values": values, "own_formatters": commands})


def _own_formatters(name: str, given: Any) -> dict[str, tuple[str, ...]]:
    """The commands of ``[target.<name>.formatters]``, which any target may have, by patterns of
    the paths of files. Raises PackError for what is no table of commands.
    """
    try:
        return _COMMANDS.validate_python(given)
    except ValidationError as error:
        problems = format_problems(error)
        raise PackError(f"target.{name}.formatters: {problems}") from None


def _missing(name: str, folders: Sequence[Path], template_dirs: Sequence[Path]) -> str:
    """Why there is no target of a name."""
    if folders:
        return f"{folders[0]} has no target.toml"
    places = [*template_dirs, builtin_templates()]
    known = {file.parent.name for place in places for file in place.glob("*/target.toml")}
    looked = f" in {', '.join(map(str, template_dirs))}" if template_dirs else ""
    near = did_you_mean(name, known)
    return f"no target named {name!r}{looked}; there is {', '.join(sorted(known))}{near}"


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


def _with_reserved_names(pack: Pack) -> Pack:
    """The pack with all names in ``reserved_names`` that its styles mention in other ways: words
    of lists, and the templates' own names.

    Raises PackError for a word list or template that there is not.
    """
    language = find_language(pack.language)
    spellings = [pack.types, *pack.types_in.values()]
    imports = "\n".join(each.import_ for table in spellings for each in table.values())

    def of_style(style: NameStyle) -> frozenset[str]:
        found = style.reserved_names | reserved_words(style.reserved, pack.word_lists)
        for template in style.reserved_from:
            text = find_template(pack, template)
            # A template that spells types imports what these need.
            found |= language.own_names(f"{text}\n{imports}" if "| type(" in text else text)
        return found

    packages = frozenset[str]().union(*map(language.packages, pack.templates.values()))
    names = {
        kind: style.model_copy(
            update={"reserved_names": of_style(style) | (packages if kind == "package" else set())}
        )
        for kind, style in pack.names.items()
    }
    return pack.model_copy(update={"names": names})
