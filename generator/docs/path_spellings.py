"""Paths, with each parameter in braces, however a page writes it."""

import re

from inflection import singularize

_PARAMETERS = (
    (re.compile(r"\{([^{}/?]+)\?\}"), r"{\1}"),
    (re.compile(r"\{\+?([\w.-]+)[:*][^{}]*\}"), r"{\1}"),
    (re.compile(r"(?<=[/.=(])<([^<>/]+)>"), r"{\1}"),
    (re.compile(r"(?<=[/.])\[([A-Za-z][\w-]*)\](?=[/.?]|$)"), r"{\1}"),
    (re.compile(r"(?<=[/=])\(([A-Za-z][\w |-]*)\)"), r"{\1}"),
    (re.compile(r"(?<=[/=]):([A-Za-z_][\w-]*)"), r"{\1}"),
    (re.compile(r"\{\{([^{}]+)\}\}"), r"{\1}"),
    (re.compile(r"(?<=\w)\(([A-Za-z]\w*)\)(?=/|$)"), r"({\1})"),
    (re.compile(r"(?<=\w) +(?=\(\{)"), ""),
    (re.compile(r"(?<=[\w)}])(?=\$\w+=)"), "?"),
)
"""Spellings of path parameters, and braces for each: ``{x?}``, ``{x:int}``, ``<x>``, ``[x]``,
``(x or y)``, ``:x``, ``{{x}}``, ``rooms(x)``. Also a slip of the pen: ``rooms ({x})`` is
``rooms({x})``, and ``rooms$top=1`` is ``rooms?$top=1``."""
_ODD_PARAMETER = re.compile(r"[:<(*?$\[]|\{\{|\{\+")
"""What a path has whose parameters are not plainly in braces."""
_BRACES = re.compile(r"\{([^{}]*)\}")
_ALTERNATIVES = re.compile(r" or |\|")


def normal_path(path: str) -> str:
    """A path with each parameter in braces, however it is written."""
    if _ODD_PARAMETER.search(path):
        for pattern, braces in _PARAMETERS:
            path = pattern.sub(braces, path)
    path = _BRACES.sub(lambda match: "{" + parameter_name(match[1]) + "}", path)
    names = _BRACES.findall(path)
    return path if len(names) == len(set(names)) else _with_own_names(path)


def _with_own_names(path: str) -> str:
    """A path each of whose parameters has another name: of two alike the first is named for its
    segment, ``/rooms/{id}/lamps/{id}`` is ``/rooms/{room_id}/lamps/{id}``.
    """
    parts = _BRACES.split(path)
    found: list[str] = []
    for number in range(1, len(parts), 2):
        name = parts[number]
        if name in parts[number + 2 :: 2] or name in found:
            segment = re.findall(r"\w+", parts[number - 1])
            name = f"{singularize(segment[-1])}_{name}" if segment else name
            while name in found:
                name += "_"
        found.append(name)
        parts[number] = "{" + name + "}"
    return "".join(parts)


def parameter_name(written: str) -> str:
    """``id or name`` and ``id | name`` are ``id``, ``plugin name`` and ``plugin+name`` are
    ``plugin_name``.
    """
    first = next((part for part in _ALTERNATIVES.split(written) if part.strip()), "")
    return re.sub(r"[\s+]+", "_", first.strip())
