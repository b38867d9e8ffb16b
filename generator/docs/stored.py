"""Pages as bytes: how they come back from other processes, and from the cache."""

import io
import pickle
from collections.abc import Iterable, Iterator
from typing import Any

from generator.docs.page import Page, PageKind
from generator.docs.reader import read_page
from generator.docs.shapes import Shape
from generator.files import PageBytes
from generator.model import Node, Source
from generator.model.source import restored
from generator.work.garbage import no_garbage


def _kinds(kind: type[Node]) -> Iterator[type[Node]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


_NAMED: tuple[Any, ...] = (*_kinds(Node), Page, PageKind, Shape, Source, frozenset, restored)
_TRUSTED: dict[tuple[str, str], Any] = {
    (known.__module__, known.__qualname__): known for known in _NAMED
}


def read_pages(pages: Iterable[PageBytes]) -> list[bytes]:
    """Each page, read, as ``loads`` takes it."""
    with no_garbage():
        return [pickle.dumps(read_page(page), protocol=5) for page in pages]


def loads(data: bytes) -> Page:
    """A page from ``read_pages``.

    Raises pickle.UnpicklingError for anything else: nothing but nodes of the model is made.
    """
    try:
        page = _Unpickler(io.BytesIO(data)).load()
    except (AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError) as error:
        raise pickle.UnpicklingError(str(error)) from error
    if not isinstance(page, Page):
        raise pickle.UnpicklingError(f"a {type(page).__name__} in the place of a page")
    return page


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        try:
            return _TRUSTED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a page") from None
