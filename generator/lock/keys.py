"""What bears a name, in words of the API: never a position, nor what other pages make of it."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

_PARAMETER = re.compile(r"\{[^{}/]*\}")
_VERSION = re.compile(r"/v\d+(?:\.\d+)*(?=/)")


class HasPath(Protocol):
    """What a key is made from, of a linked model or a saved one."""

    @property
    def operation_id(self) -> str: ...

    @property
    def method(self) -> str: ...

    @property
    def path(self) -> str: ...


def tag_key(tag: str) -> str:
    """A tag: its name in the docs. In lower case, as linking unifies casing over all pages."""
    return tag.lower()


def operation_keys(operations: Iterable[HasPath]) -> dict[str, str]:
    """The key of each operation, by its id: method and path, ``GET/lamps/{id}``. Where several
    share these, such as variants that the body tells apart, the id follows: ``POST/lamps?AddLamp``.
    """
    plain = {op.operation_id: operation_key(op.method, op.path) for op in operations}
    counts = Counter(plain.values())
    return {
        operation_id: key if counts[key] == 1 else f"{key}?{operation_id}"
        for operation_id, key in plain.items()
    }


def operation_key(method: str, path: str) -> str:
    """The key of an operation that shares method and path with no other."""
    return f"{method}{path.lower()}"


def without_id(key: str) -> str:
    """The method and path of an operation's key."""
    return key.partition("?")[0]


def path_shape(key: str) -> str:
    """An operation's key without what a new version of the API changes: the version in its path,
    and the names of parameters. ``GET/v1/lamps/{id}`` and ``GET/v2/lamps/{lampId}`` have one.
    """
    return _VERSION.sub("", _PARAMETER.sub("{}", without_id(key)), count=1)


def argument_key(kind: str, wire: str) -> str:
    """An argument of an operation: where it is sent, and its name there. A whole body has none."""
    if kind == "body":
        return kind
    return f"{kind}:{wire.lower() if kind == 'path' else wire}"
