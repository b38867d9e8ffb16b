"""Python code laid out by black: a file, or the parts of one."""

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from generator.targets.errors import FormatError

_CLASS = "class _:\n"
_FUNCTION = re.compile(r" *(?:async def|def|class|@)")
_MARK = re.compile(r"^( *)(?:def (part_\w+)\(\):\n +return 0|(part_\w+) = 0)\n", re.MULTILINE)


def blacken(text: str) -> str:
    """A file, laid out. Raises FormatError where it is no Python."""
    black = _black()
    try:
        return str(black.format_str(text, mode=_mode()))
    except black.InvalidInput as error:
        raise FormatError(str(error)) from error


def blacken_part(text: str) -> str:
    """One statement, laid out; it is one of a class where it is indented. Raises FormatError."""
    text = text.strip("\n") + "\n"
    inside = text.startswith(" ")
    return blacken(_CLASS + text).removeprefix(_CLASS) if inside else blacken(text)


def python_mark(name: str, text: str) -> str:
    """The mark for a part: a function for a function or class, else an assignment, so that black
    leaves the blank lines around it that the part needs.
    """
    return f"def {name}():\n    return 0" if _FUNCTION.match(text) else f"{name} = 0"


def insert_blackened(text: str, parts: Mapping[str, str]) -> str:
    """A file with the texts of parts in place of their marks."""
    return _MARK.sub(lambda mark: parts.get(mark[2] or mark[3], mark[0]), text)


@cache
def _black() -> Any:
    """The module; it takes longer to import than the OpenAPI target takes to build."""
    try:
        import black
    except RuntimeError:
        # A user without a home: black looks for a cache folder, which formatting does not use.
        os.environ["XDG_CACHE_HOME"] = os.devnull
        try:
            import black
        finally:
            del os.environ["XDG_CACHE_HOME"]
    return black


@cache
def _mode() -> Any:
    black = _black()
    return black.Mode(target_versions={black.TargetVersion.PY311})
