"""The values of an enumeration, from the many ways in which cells list them."""

import re

_SEPARATOR = re.compile(r"[,;\n]")
_NUMBERED = re.compile(r"-?\d+ ?[=:] ?(?P<after>[A-Za-z_]\w*)|(?P<before>[A-Za-z_]\w*) ?= ?-?\d+")
_QUOTES = "\"'`\u2018\u2019\u201c\u201d"


def enum_values(listed: str) -> tuple[str, ...]:
    """``A, B``, ``'A'; "B"``, a line each, or ``0=A, 1=B`` (of which the names are the values),
    each value once. An ellipsis is no value.
    """
    values = (_value(part.strip()) for part in _SEPARATOR.split(listed))
    return tuple(dict.fromkeys(value for value in values if value))


def _value(written: str) -> str:
    value = written.strip(_QUOTES)
    if not value.strip(".\u2026"):
        return ""
    if match := _NUMBERED.fullmatch(value):
        return match["after"] or match["before"]
    return value
