"""Paths of calls that show values where the path has parameters."""

import re

from inflection import singularize

_VALUE = re.compile(
    r"\d{1,40}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-f]*\d)[0-9a-f]{16,64}"
    r"|[a-z]{1,12}_(?=[A-Za-z]*\d)[A-Za-z0-9]{6,40}",
    re.ASCII,
)
"""A segment that is data: figures, a UUID (RFC 9562), hexadecimal digits, or an identifier with its
kind before it (``lamp_9s6XKzkN``)."""
_PLACEHOLDER = re.compile(r"\$?\{?([A-Z][A-Z_\d]{2,40})\}?|\$(\w{1,40})", re.ASCII)
"""A word in capitals, or a variable of a shell."""


def with_parameters(path: str) -> str:
    """A path with a parameter for each segment that is data, named for the one before it:
    ``/rooms/12/lamps/7`` is ``/rooms/{room_id}/lamps/{lamp_id}``. A placeholder has a name:
    ``/rooms/$ROOM`` is ``/rooms/{room}``.
    """
    found: list[str] = []
    taken: set[str] = set()
    for part in path.split("/"):
        placeholder = _PLACEHOLDER.fullmatch(part)
        if found and (placeholder or _VALUE.fullmatch(part)):
            before = next((p for p in reversed(found) if p and not p.startswith("{")), "")
            words = re.findall(r"[A-Za-z0-9]+", before)
            name = f"{singularize('_'.join(words))}_id" if words else "id"
            if placeholder:
                name = (placeholder[1] or placeholder[2]).lower()
            while name in taken:
                name += "_"
            taken.add(name)
            part = f"{{{name}}}"
        found.append(part)
    return "/".join(found)
