"""The names by which a page speaks of the parameters in a path."""

import re
from collections.abc import Iterable

from generator.docs.path_spellings import normal_path, parameter_name
from generator.docs.request_lines import RequestLine

_PARAMETER = re.compile(r"\{([^{}/]+)\}")
_BETWEEN_WORDS = re.compile(r"[_-]")
_ARGUMENT = re.compile(
    r"[(,] ?(\w{1,80}) ?= ?(?:'?\{([^{}/]{1,200})\}'?|'[^'(),]{0,200}'|@?\w{1,80})"
)
"""An argument of a function in a path: ``report(period='{value}')`` (OData 4.01, URL Conventions,
4.5.3)."""


def path_names(path: str) -> dict[str, str]:
    """The names that a page may give the parameters of a path, in lower case, with the name that
    each has in the path. That is empty for an argument whose value is written in the path:
    ``filter(on='me')``.
    """
    found = {name.lower(): name for name in _PARAMETER.findall(path)}
    for name, placeholder in _ARGUMENT.findall(path) if "=" in path else ():
        found.setdefault(name.lower(), placeholder)
    return found


def path_name(written: str) -> str:
    """How a row names a parameter of a path, in lower case: ``{Id}`` is ``id``."""
    return parameter_name(written.strip(":{}<>")).lower()


def spelled_in(names: Iterable[str], written: str) -> str:
    """The one of ``names`` that a name of other casing or with other marks between its words means
    (``pet_id`` is ``petid``); itself in lower case where it means none.
    """
    name = written.lower()
    letters = _BETWEEN_WORDS.sub("", name)
    same = (known for known in names if _BETWEEN_WORDS.sub("", known) == letters)
    return name if name in names else next(same, name)


def in_any_path(lines: Iterable[RequestLine]) -> set[str]:
    """The names of the parameters in the paths of several request lines, in lower case."""
    return {name for line in lines for name in path_names(normal_path(line.path))}
