"""Python through black, a file or the parts of one."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from generator.targets.errors import FormatError

_CLASS = "class _:\n"
_FUNCTION = re.compile(r" *(?:async def|def|class|@)")
_MARK = re.compile(r"^( *)(?:def (part_\w+)\(\):\n +return 0|(part_\w+) = 0)\n", re.MULTILINE)


def blacken(text: str) -> str:
    """A whole file."""
    # Black takes longer to import than the OpenAPI target takes to build.
    import black
    from black.parsing import InvalidInput

    try:
        return black.format_str(text, mode=_mode())
    except InvalidInput as error:
        raise FormatError(str(error)) from error


def blacken_part(text: str) -> str:
    """One statement; where it is indented by four, one of a class."""
    text = text.strip("\n") + "\n"
    inside = text.startswith(" ")
    return blacken(_CLASS + text).removeprefix(_CLASS) if inside else blacken(text)


def python_mark(name: str, text: str) -> str:
    """A statement of the same kind, so that black leaves the same blank lines around it."""
    return f"def {name}():\n    return 0" if _FUNCTION.match(text) else f"{name} = 0"


def insert_blackened(text: str, parts: Mapping[str, str]) -> str:
    """Parts in the place of their marks."""
    return _MARK.sub(lambda mark: parts.get(mark[2] or mark[3], mark[0]), text)


@cache
def _mode() -> Any:
    from black.mode import Mode, TargetVersion

    return Mode(target_versions={TargetVersion.PY311})
