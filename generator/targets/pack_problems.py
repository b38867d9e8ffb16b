"""What is wrong with a ``target.toml``, in words of whoever writes it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from generator.targets.errors import PackError
from generator.targets.pack import KINDS_OF_NAMES, KINDS_OF_TYPES, Pack
from generator.targets.registry import did_you_mean, find_escape, find_formatter, find_language


def format_problems(error: ValidationError) -> str:
    """Each key that is wrong, and why; with the nearest name where there is none of that name."""
    found = error.errors()
    unknown = {problem["loc"][:-1] for problem in found if problem["type"] == "extra_forbidden"}
    return "; ".join(
        _problem(problem["type"], problem["loc"], problem)
        for problem in found
        # A key that is misspelt is missing, too.
        if not (problem["type"] == "missing" and problem["loc"][:-1] in unknown)
    )


def _problem(kind: str, loc: tuple[int | str, ...], problem: Mapping[str, Any]) -> str:
    place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in loc).strip(".")
    match kind:
        case "extra_forbidden":
            return f"unknown key {place!r}{did_you_mean(str(loc[-1]), _known_keys(loc[:-1]))}"
        case "missing":
            return f"key {place!r} is missing"
        case "literal_error":
            value, expected = problem["input"], problem["ctx"]["expected"]
            near = did_you_mean(str(value), expected.replace(" or ", ", ").strip("'").split("', '"))
            return f"{place}: {value!r} is none of {expected}{near}"
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}" if place else message


def _known_keys(loc: Iterable[int | str]) -> list[str]:
    """The keys of the table at a place."""
    models: list[type[BaseModel]] = [Pack]
    for key in loc:
        field = models[-1].model_fields.get(str(key))
        if field is not None:
            models += _models_in(field.annotation)
    return [field.alias or name for name, field in models[-1].model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def check_names(pack: Pack, folder: str) -> None:
    """Raises PackError for what a pack names and there is not: a language, escape, formatter or
    template, and a kind of names or types.
    """
    if pack.name != folder:
        raise PackError(f"name: {pack.name!r} is not the name of its folder, {folder!r}")
    find_language(pack.language)
    for place in pack.escapes.values():
        find_escape(place, pack.syntax)
    for name in (
        pack.format,
        *(file.format for file in pack.file),
        *(name for part in pack.part for name in part.formats),
    ):
        find_formatter(name, pack.formatters)
    for template in (*(file.template for file in pack.file), *(p.template for p in pack.part)):
        find_template(pack, template)
    parts = [part.name for part in pack.part]
    for name in (name for file in pack.file for name in file.parts if name not in parts):
        raise PackError(f"no part named {name!r}{did_you_mean(name, parts)}")
    _check_kinds(pack)


def _check_kinds(pack: Pack) -> None:
    """A kind that docs2sdk does not know must be one that a template asks for."""
    texts = "".join(pack.templates.values())
    for kind in pack.names.keys() - KINDS_OF_NAMES:
        if f"'{kind}'" not in texts and f'"{kind}"' not in texts:
            near = did_you_mean(kind, KINDS_OF_NAMES)
            raise PackError(f"names.{kind}: no template uses names of this kind{near}")
    for kind in {kind for table in (pack.types, *pack.types_in.values()) for kind in table}:
        # Formats are what pages make of them: only what is all but a kind is taken for a slip.
        if kind not in KINDS_OF_TYPES and (near := did_you_mean(kind, KINDS_OF_TYPES, 0.8)):
            raise PackError(f"types.{kind}: no kind or type of this name{near}")


def find_template(pack: Pack, name: str) -> str:
    """The text of a template. Raises PackError where there is none of that name."""
    if name not in pack.templates:
        raise PackError(f"no template named {name!r}{did_you_mean(name, pack.templates)}")
    return pack.templates[name]
