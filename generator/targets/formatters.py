"""Formatters: what rendered text goes through before it is written. By name, for packs."""

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import yaml

_JOINED = 2
"""How deep objects of one member are joined."""
# In JSON, a line break is never inside a string.
_ONE_MEMBER = re.compile(r"\{\n +([^\n]{1,100}[^\n,{\[])\n +\}")


class FormatError(Exception):
    """A template gave text that its formatter cannot read: a fault of the pack."""


def _as_it_is(text: str) -> str:
    return text


def _black(text: str) -> str:
    # Black takes longer to import than the OpenAPI target takes to build.
    import black
    from black.parsing import InvalidInput

    try:
        return black.format_str(text, mode=_black_mode())
    except InvalidInput as error:
        raise FormatError(str(error)) from error


@cache
def _black_mode() -> Any:
    from black.mode import Mode, TargetVersion

    return Mode(target_versions={TargetVersion.PY311})


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise FormatError(str(error)) from error


def _json(text: str) -> str:
    """One member a line, but objects of one member on the line where they begin: a media type
    with its schema is a line, and so is what a review shows of it.
    """
    laid_out = json.dumps(_loaded(text), indent=2, ensure_ascii=False)
    for _ in range(_JOINED):
        laid_out = _ONE_MEMBER.sub(r"{\1}", laid_out)
    return laid_out + "\n"


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """YAML without aliases, so that each part can be read and cut out by itself, and with
    text of several lines as such.
    """

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _yaml(text: str) -> str:
    """From JSON: a template can then serve both."""
    return yaml.dump(_loaded(text), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


FORMATTERS: dict[str, Callable[[str], str]] = {
    "": _as_it_is,
    "none": _as_it_is,
    "black": _black,
    "json": _json,
    "yaml": _yaml,
}
