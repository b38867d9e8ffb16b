"""Pages, linked APIs and decisions as bytes, for other processes and for the cache.

Loading makes nothing but what is listed here, whatever the bytes say.
"""

import io
import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import Any, TypeVar

from generator.docs.page import NumberedNames, Page, PageKind, PageModel, PagingNames, SampleShapes
from generator.docs.shapes import Shape
from generator.link.decision_table import Address, DecisionTable
from generator.link.decisions import Decision, Evidence, Rule
from generator.model import Node, Source
from generator.model.source import restored


def _kinds(kind: type[Node]) -> Iterator[type[Node]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


_NAMED: tuple[Any, ...] = (
    *_kinds(Node),
    *(
        NumberedNames,
        Page,
        PageKind,
        PageModel,
        PagingNames,
        SampleShapes,
        Shape,
        Source,
        frozenset,
        restored,
    ),
    *(Address, Decision, DecisionTable, Evidence, Rule),
)
_TRUSTED: dict[tuple[str, str], Any] = {
    (known.__module__, known.__qualname__): known for known in _NAMED
}


_LONG = 4096
"""Characters."""

T = TypeVar("T")


def _by_value(member: Enum) -> tuple[type[Enum], tuple[object]]:
    return type(member), (member.value,)


# By themselves, members of an enum are pickled as `getattr(PageKind, "INDEX")` by the first
# releases of Python 3.11, and `getattr` is nothing that may be called while unpickling.
_REDUCERS = {
    known: _by_value for known in _NAMED if isinstance(known, type) and issubclass(known, Enum)
}


def dumps(stored: Page | Node) -> bytes:
    """A page or a node, as ``loads`` takes it."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(stored)
    return buffer.getvalue()


def loads(data: bytes, kind: type[T]) -> T:
    """A page or node of that kind, from ``dumps``.

    Raises pickle.UnpicklingError for anything else: nothing but nodes of the model is made.
    """
    try:
        found = _Unpickler(io.BytesIO(data)).load()
    except (AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError) as error:
        raise pickle.UnpicklingError(str(error)) from error
    if not isinstance(found, kind):
        raise pickle.UnpicklingError(f"a {type(found).__name__} in the place of a {kind.__name__}")
    return _with_shared_bodies(found) if isinstance(found, Page) else found


def _with_shared_bodies(page: Page) -> Any:
    """The page, with long bodies of samples in memory once: pages may include the same one."""
    if not any(len(sample.body) >= _LONG for op in page.operations for sample in op.samples):
        return page
    operations = tuple(
        op.model_copy(
            update={
                "samples": tuple(
                    sample.model_copy(update={"body": sys.intern(sample.body)})
                    for sample in op.samples
                )
            }
        )
        for op in page.operations
    )
    return replace(page, operations=operations)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        try:
            return _TRUSTED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a page") from None
