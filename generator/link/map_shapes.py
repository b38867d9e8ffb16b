"""Objects whose keys are data."""

import re
from collections.abc import Iterable

from generator.docs.shapes import Shape

_NUMBERED = re.compile(r"(?<!\d)\d+$")
_ODD = re.compile(r"[^\w.$@-]")
_PLACEHOLDERS = frozenset(
    {"fieldname", "key", "key1", "key2", "additionalprop1", "additionalprop2", "additionalprop3"}
)


def pooled(shape: Shape) -> Shape:
    """The values of a map, as one shape."""
    values = Shape()
    for member in shape.members.values():
        values.merge(member)
    return values


def has_data_keys(shape: Shape) -> bool:
    """Keys that no property has: numbers, a stem that is numbered, names with odd letters, or
    what generators of samples put for a key they do not know.
    """
    if not shape.members:
        return False
    if {name.lower() for name in shape.members} <= _PLACEHOLDERS:
        return True
    odd = any(_ODD.search(name) for name in shape.members)
    return (odd or _are_numbered(shape.members)) and is_alike(shape)


def _are_numbered(names: Iterable[str]) -> bool:
    stems = {_NUMBERED.sub("", name) if _NUMBERED.search(name) else None for name in names}
    return len(stems) == 1 and None not in stems


def is_alike(shape: Shape) -> bool:
    """An object whose values are all of one kind, and whose objects share their names."""
    told = [member for member in shape.members.values() if member.value_kinds]
    kinds = {frozenset(member.value_kinds) for member in told}
    names = {frozenset(member.members) for member in told}
    return len(kinds) <= 1 and len(names) <= 1
