"""Python through black, a file or the parts of one."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from generator.incremental.gc_pause import gc_paused
from generator.targets.errors import FormatError

_CLASS = "class _:\n"
_FUNCTION = re.compile(r" *(?:async def|def|class|@)")
_MARK = re.compile(r"^( *)(?:def (part_\w+)\(\):\n +return 0|(part_\w+) = 0)\n", re.MULTILINE)
_DOCSTRING = re.compile(r'[^\s"\\](?:.*[^\s"\\])?(?:\n *)?', re.DOTALL)
_ENDS_LATE = re.compile(r"\n(?:.{86,}|[ -~]*+[^ -~\n].*)\Z")
"""Where black might put the closing quotes on a line of their own."""
_STRING = re.compile(r'"[ !#-\[\]-~]*"')
_WIDTH = 88
_SPLITTABLE = re.compile(r"^(?! *(?:\w+[=:] ?)?x+(?:: \w+)?,$).{89}", re.MULTILINE)
"""A line that does not fit, and is more than a string or a key and its value."""
_QUOTES = re.compile(r"^[^#\n]*['\\]", re.MULTILINE)
_LONE_COMMA = re.compile(r"^ *,", re.MULTILINE)


def blacken(text: str) -> str:
    """A whole file."""
    # Black takes longer to import than the OpenAPI target takes to build.
    import black
    from black.parsing import InvalidInput

    try:
        with gc_paused():
            return black.format_str(text, mode=_mode())
    except InvalidInput as error:
        raise FormatError(str(error)) from error


def blacken_part(text: str) -> str:
    """One statement; where it is indented by four, one of a class."""
    text = text.strip("\n") + "\n"
    inside = text.startswith(" ")
    return blacken(_CLASS + text).removeprefix(_CLASS) if inside else blacken(text)


def is_black_stable(text: str) -> bool:
    """Whether black would leave text alone that a template laid out in black's style.

    Black takes ten times as long as all else, so a pack may vouch for a template. What texts of
    pages can change about its layout is looked for here; the tests hold both to it, by asking
    black about every file of whole references.
    """
    parts = text.split('"""')
    code, docstrings = parts[::2], parts[1::2]
    outline = _STRING.sub(_outline, "x".join(code))
    return not (
        len(code) == len(docstrings)
        or any(
            not _DOCSTRING.fullmatch(docstring) or _ENDS_LATE.search(docstring)
            for before, docstring in zip(code, docstrings, strict=False)
            # To black a text below a field is no docstring.
            if not before.rstrip().endswith(")")
        )
        or not (outline.isascii() and outline.replace("\n", "").isprintable())
        or " \n" in outline
        or "\n" * 4 in outline
        or (("'" in outline or "\\" in outline) and _QUOTES.search(outline))
        or _LONE_COMMA.search(outline)
        or (max(map(len, outline.split("\n"))) > _WIDTH and _SPLITTABLE.search(outline))
    )


def _outline(string: re.Match[str]) -> str:
    """Of a string only its length counts, where it is in double quotes and has no escapes."""
    return "x" * len(string[0])


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
