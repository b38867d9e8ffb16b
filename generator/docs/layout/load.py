"""Finding layout files, and putting together those that extend one another."""

import difflib
import json
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.docs.layout.layout import Layout, compile_layout
from generator.docs.layout.patterns import PatternError
from generator.docs.layout.schema import LayoutFile

_PACKAGE = Path(__file__).parent.parent.parent
FOLDER = next(
    (folder for folder in (_PACKAGE / "layouts", _PACKAGE.parent / "layouts") if folder.is_dir()),
    _PACKAGE / "layouts",
)
"""The layouts that come with docs2sdk: in an installed package, or beside it in a checkout."""

_DEEPEST = 8
"""Layouts that extend one another."""


class LayoutError(Exception):
    """A layout that is not there, or not right. The message names file and key."""


def find_layouts() -> list[str]:
    """The names of the layouts that come with docs2sdk, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_layout(name: str | Path) -> Layout:
    """The layout of a name, or of the path of a file that ends with ``.toml``.

    Raises LayoutError.
    """
    return _load(_find(name, None))


@cache
def default_layout() -> Layout:
    """The layout that is preferred where the pages speak for none."""
    return load_layout(preferred_layouts()[0])


@cache
def preferred_layouts() -> tuple[str, ...]:
    """The names of the layouts that come with docs2sdk, the most preferred first."""
    rank = {
        name: tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")).get("prefer", 0)
        for name in find_layouts()
    }
    return tuple(sorted(rank, key=lambda name: (-rank[name], name)))


def layout_files(name: str | Path) -> list[Path]:
    """The file of a layout, and those of the layouts that it extends, as far as they are there."""
    found: list[Path] = []
    try:
        path: Path | None = _find(name, None)
        while path and path not in found:
            found.append(path)
            below = tomllib.loads(path.read_text("utf-8")).get("extends")
            path = _find(below, path.parent) if below and isinstance(below, str) else None
    except (LayoutError, OSError, ValueError):
        pass  # Loading the layout says what is wrong.
    return found


def _load(path: Path) -> Layout:
    """Files are read each time, as ``docs2sdk watch`` outlives their changes."""
    merged, chain = _merged(path, ())
    try:
        return _compiled(path.stem, json.dumps(merged, default=str))
    except ValidationError as error:
        raise LayoutError(f"{path}: {'; '.join(_problems(error))}") from error
    except PatternError as error:
        file, key = _place(error.pattern, chain)
        raise LayoutError(f"{file}: {key}: {error}") from error


@lru_cache(maxsize=64)
def _compiled(name: str, merged: str) -> Layout:
    return compile_layout(name, LayoutFile.model_validate_json(merged))


def _place(pattern: str, chain: tuple[Path, ...]) -> tuple[Path, str]:
    """The file and key that hold a pattern."""
    for path in chain:
        for key, value in _texts(tomllib.loads(path.read_text("utf-8")), ""):
            if value == pattern:
                return path, key
    return chain[0], "pattern"


def _texts(value: Any, key: str) -> Iterator[tuple[str, str]]:
    """Each text in a layout, with its key: ``section[2].heading``."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{key}[{number}]")


def _find(name: str | Path, beside: Path | None) -> Path:
    path = Path(name)
    if path.suffix == ".toml":
        path = (beside / path if beside else path).resolve()
        if path.is_file():
            return path
        raise LayoutError(f"no layout file {path}")
    path = FOLDER / f"{name}.toml"
    if path.parent == FOLDER and path.is_file():
        return path
    near = difflib.get_close_matches(str(name), find_layouts(), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise LayoutError(f"no layout {str(name)!r}{hint} (known: {', '.join(find_layouts())})")


def _merged(path: Path, chain: tuple[Path, ...]) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """A layout's values, those of the layout that it extends below them."""
    if path in chain:
        around = " extends ".join(map(str, [*chain[chain.index(path) :], path]))
        raise LayoutError(f"{chain[-1]}: extends: a cycle: extends itself ({around})")
    if len(chain) >= _DEEPEST:
        raise LayoutError(f"{chain[-1]}: extends: more than {_DEEPEST} layouts on one another")
    try:
        own = tomllib.loads(path.read_text("utf-8"))
        LayoutFile.model_validate(own)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LayoutError(f"{path}: {error}") from error
    except ValidationError as error:
        raise LayoutError(f"{path}: {'; '.join(_problems(error))}") from error
    if not own.get("extends"):
        return own, (*chain, path)
    try:
        under = _find(own["extends"], path.parent)
    except LayoutError as error:
        raise LayoutError(f"{path}: extends: {error}") from error
    below, chain = _merged(under, (*chain, path))
    known = {
        _rule_name(rule) for rules in below.values() if isinstance(rules, list) for rule in rules
    }
    for name in own.get("drop", ()):
        if name not in known:
            near = difflib.get_close_matches(name, known - {""}, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise LayoutError(f"{path}: drop: {own['extends']!r} has no rule {name!r}{hint}")
    for key in ("about", "prefer", "drop", "extends"):
        below.pop(key, None)
    return _overlaid(below, own), chain


def _overlaid(below: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """A layout over the one that it extends. A spelling of a type is only what ``own`` has it as,
    and so is a word in the head of a table.
    """
    merged: dict[str, Any] = _laid_over(below, own, set(own.get("drop", ())))
    for words, mine in (
        (merged.get("types", {}).get("scalar", {}), own.get("types", {}).get("scalar", {})),
        (merged.get("columns", {}), own.get("columns", {})),
    ):
        meant = {word.lower(): key for key, texts in mine.items() for word in _listed(texts)}
        for key, texts in words.items():
            words[key] = [w for w in _listed(texts) if meant.get(w.lower(), key) == key]
    return merged


def _listed(value: Any) -> list[str]:
    """The texts of a list; none where the file has something else there."""
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _laid_over(below: Any, own: Any, dropped: set[str]) -> Any:
    """``own`` over ``below``: tables by key, lists one after the other with the own first, rules
    of one name replaced, and all else replaced.
    """
    if isinstance(below, dict) and isinstance(own, dict):
        merged = {
            key: _laid_over(value, own[key], dropped) if key in own else value
            for key, value in below.items()
        }
        merged |= {key: value for key, value in own.items() if key not in below}
        for key in below.keys() - own.keys():
            if isinstance(below[key], list):
                merged[key] = [rule for rule in below[key] if _rule_name(rule) not in dropped]
        return merged
    if isinstance(below, list) and isinstance(own, list):
        if any(isinstance(item, str) for item in own[:1]):
            return [*own, *(item for item in below if item not in own)]
        replaced = {_rule_name(rule) for rule in own} - {""} | dropped
        return [*own, *(rule for rule in below if _rule_name(rule) not in replaced)]
    return own


def laid_over_base(text: str) -> dict[str, Any]:
    """The values of a layout that is no file yet, laid over those of the one it extends."""
    own = tomllib.loads(text)
    below, _ = _merged(_find(own["extends"], None), ())
    return _overlaid(below, own)


def _rule_name(rule: Any) -> str:
    return str(rule.get("name", "")) if isinstance(rule, dict) else ""


def _problems(error: ValidationError) -> list[str]:
    """What is wrong, key by key; an unknown key with the nearest known one."""
    found = []
    for problem in error.errors():
        key = ".".join(map(str, problem["loc"]))
        if problem["type"] == "extra_forbidden":
            near = difflib.get_close_matches(str(problem["loc"][-1]), _known_keys(), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            found.append(f"unknown key {key!r}{hint}")
        else:
            found.append(f"{key}: {problem['msg']}")
    return found


def _known_keys() -> list[str]:
    schema = LayoutFile.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return sorted({key for part in parts for key in part.get("properties", {})})
