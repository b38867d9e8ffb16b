"""Recognises objects whose keys are data, such as ``{"1": "a", "2": "b"}``, by their samples."""

import re
from collections.abc import Iterable

from generator.docs.shapes import Shape

_TRAILING_NUMBER = re.compile(r"(?<!\d)\d+$")
_NOT_IN_PROPERTY_NAMES = re.compile(r"[^\w.$@-]")
_DIGEST = re.compile(r"(?=[^a-f]*[a-f])(?=[^\d]*\d)[\da-f-]{16,128}", re.IGNORECASE)
"""A key that is an identifier: hexadecimal digits, of which some are letters."""
_PLACEHOLDERS = frozenset(
    {"fieldname", "key", "key1", "key2", "additionalprop1", "additionalprop2", "additionalprop3"}
)
"""What generators of samples write for a key that they do not know, in lower case."""


def pooled(shape: Shape) -> Shape:
    """The values of a map, merged into one shape."""
    values = Shape()
    for member in shape.members.values():
        values.merge(member)
    return values


def has_data_keys(shape: Shape) -> bool:
    """Whether the keys of an object are data, and not names of properties.

    That is: all are placeholders or digests, or all values are alike and either all keys are one
    stem with a number (``Label1``, ``Label2``, or ``1``, ``2``) or a key has a letter that property
    names do not have (a space, for example), or is a digest.
    """
    if not shape.members:
        return False
    if {name.lower() for name in shape.members} <= _PLACEHOLDERS:
        return True
    if all(_DIGEST.fullmatch(name) for name in shape.members):
        return True
    odd = any(
        _NOT_IN_PROPERTY_NAMES.search(name) or _DIGEST.fullmatch(name) for name in shape.members
    )
    return (odd or _are_numbered(shape.members)) and has_similar_values(shape)


def has_similar_values(shape: Shape) -> bool:
    """Whether an object's values are all of one kind, and its objects have the same members.

    Values that samples only show as null do not count.
    """
    members = [member for member in shape.members.values() if member.value_kinds]
    kinds = {frozenset(member.value_kinds) for member in members}
    names = {frozenset(member.members) for member in members}
    return len(kinds) <= 1 and len(names) <= 1


def _are_numbered(names: Iterable[str]) -> bool:
    """Whether all names are the same but for the number at their end."""
    stems = {
        _TRAILING_NUMBER.sub("", name) if _TRAILING_NUMBER.search(name) else None for name in names
    }
    return len(stems) == 1 and None not in stems
