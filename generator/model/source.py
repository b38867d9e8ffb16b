"""The base class of the model; where the docs say something, and how the rest was inferred."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, PlainSerializer, SerializationInfo

_FIELDS_SET: set[str] = set()
_set = object.__setattr__


N = TypeVar("N", bound="Node")

Places = Literal["all", "files", "none"]
"""What ``Node.model_dump_json`` writes of fields that are marked ``NOT_CONTENT``, if its context
is one of these: everything (as without a context), only the files of places, or nothing.
"""


def _accompanying(value: Any, info: SerializationInfo) -> Any:
    """The value of a field that is no content, as the context of the serialisation (``Places``)
    wants it: ``all`` of it, the names of its ``files``, or None.
    """
    if info.context is None or info.context == "all":
        return value
    if info.context == "files":
        if isinstance(value, Source):
            return value.file
        if isinstance(value, tuple):
            return [source.file for source in value]
    return None


NOT_CONTENT = PlainSerializer(_accompanying, when_used="unless-none")
"""Marks a field that accompanies a node: where it was written, or how it came to be known. It is
no part of what the node says, so two nodes are equal whatever they have in it.
"""


class Node(BaseModel):
    """Base class of all parts of the intermediate model: immutable, with no state but its fields.

    Equality and hash go by content: fields marked ``NOT_CONTENT`` make no difference.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True
    )

    def model_post_init(self, _context: Any, /) -> None:
        """Forget which fields were given (``model_fields_set``). Nothing asks for it, and for a
        corpus it would take half of the memory.
        """
        _set(self, "__pydantic_fields_set__", _FIELDS_SET)

    def __eq__(self, other: object) -> bool:
        """Whether both are of one type and have the same content."""
        if self is other:
            return True
        if type(self) is not type(other):
            return False
        content = _content_of(type(self))
        return bool(content(self.__dict__) == content(other.__dict__))

    def __hash__(self) -> int:
        return hash(_content_of(type(self))(self.__dict__))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's ``model_copy``, in a quarter of its time. Values are not copied, also where
        ``deep`` is set: they are immutable.
        """
        values = self.__dict__.copy()
        values.update(update or {})
        return _made(type(self), values)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as the values of the fields, without their names, to keep pickles small: a corpus
        has a hundred thousand nodes.
        """
        return restored, (type(self), *self.__dict__.values())


@cache
def _content_of(kind: type[Node]) -> Callable[[dict[str, Any]], Any]:
    """Gives the values that nodes of a kind are compared by, from their ``__dict__``."""
    fields = kind.__pydantic_fields__.items()
    return itemgetter(*(name for name, field in fields if NOT_CONTENT not in field.metadata))


def restored(kind: type[Node], *values: Any) -> Node:
    """A node from the values of its fields, in their order, which were checked before."""
    return _made(kind, dict(zip(kind.__pydantic_fields__, values, strict=True)))


def _made(kind: type[N], values: dict[str, Any]) -> N:
    node = kind.__new__(kind)
    _set(node, "__dict__", values)
    _set(node, "__pydantic_fields_set__", _FIELDS_SET)
    _set(node, "__pydantic_extra__", None)
    _set(node, "__pydantic_private__", None)
    return node


@dataclass(frozen=True, slots=True)
class Source:
    """A place in the docs. ``file`` is relative to the docs root, with forward slashes.

    A dataclass and no ``Node``, as it then takes a quarter of the memory: half of all objects of a
    model are places.
    """

    file: str
    line: int = 1
    """One-based."""
    column: int = 1
    """One-based, in characters."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Source, (self.file, self.line, self.column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Provenance(Node):
    """How a type was found that the page itself does not write."""

    rule: str
    """The link pass that decided, for example ``link/no_content``."""
    because: str = ""
    """What it went by, in words."""
    sources: tuple[Source, ...] = ()
    """The places it went by; the first few where there are many."""
