"""Finding layout files, and putting together those that extend one another."""

import difflib
import tomllib
from functools import cache
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


@cache
def _load(path: Path) -> Layout:
    merged, _ = _merged(path, ())
    try:
        return compile_layout(path.stem, LayoutFile.model_validate(merged))
    except ValidationError as error:
        raise LayoutError(f"{path}: {'; '.join(_problems(error))}") from error
    except PatternError as error:
        raise LayoutError(f"{path}: {error}") from error


def _find(name: str | Path, beside: Path | None) -> Path:
    path = Path(name)
    if path.suffix == ".toml":
        path = (beside / path if beside else path).resolve()
        if path.is_file():
            return path
        raise LayoutError(f"no layout file {path}")
    path = FOLDER / f"{name}.toml"
    if path.is_file():
        return path
    near = difflib.get_close_matches(str(name), find_layouts(), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise LayoutError(f"no layout {str(name)!r}{hint} (known: {', '.join(find_layouts())})")


def _merged(path: Path, chain: tuple[Path, ...]) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """A layout's values, those of the layout that it extends below them."""
    if path in chain or len(chain) >= _DEEPEST:
        raise LayoutError(f"{path}: extends itself by way of {' and '.join(map(str, chain))}")
    try:
        own = tomllib.loads(path.read_text("utf-8"))
        LayoutFile.model_validate(own)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LayoutError(f"{path}: {error}") from error
    except ValidationError as error:
        raise LayoutError(f"{path}: {'; '.join(_problems(error))}") from error
    if not own.get("extends"):
        return own, (*chain, path)
    below, chain = _merged(_find(own["extends"], path.parent), (*chain, path))
    for key in ("about", "prefer", "drop", "extends"):
        below.pop(key, None)
    return _laid_over(below, own, set(own.get("drop", ()))), chain


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
