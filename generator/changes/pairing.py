"""Which operation of before is which of now: by method and path, then by id."""

import re
from collections import deque
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from msgspec.structs import replace

from generator.changes.saved import Model, Operation

T = TypeVar("T")

_PARAMETER = re.compile(r"\{[^{}]*\}")


class Pairs(NamedTuple, Generic[T]):
    """What is there before and now, and what is on one side alone."""

    both: list[tuple[T, T]]
    gone: list[T]
    added: list[T]


def normal_path(path: str) -> str:
    """A path without the names of its parameters, and without a slash at its end: OpenAPI calls
    paths that differ in nothing else identical.
    """
    return _PARAMETER.sub("{}", path).rstrip("/")


def on_one_base(old: Model, new: Model) -> tuple[Model, Model]:
    """Both models with paths that begin alike: a document may leave out what all paths begin with
    (``Model.base_path``), and pages may write it. Of the ways to put it before the paths of either,
    the one counts by which most operations are on both sides.
    """
    if old.base_path == new.base_path:
        return old, new
    choices = [(a, b) for a in (old, _with_base(old)) for b in (new, _with_base(new))]
    return max(choices, key=lambda sides: len(_calls(sides[0]) & _calls(sides[1])))


def _with_base(model: Model) -> Model:
    base = model.base_path.rstrip("/")
    operations = tuple(replace(op, path=base + op.path) for op in model.operations)
    return replace(model, operations=operations) if base else model


def _calls(model: Model) -> set[object]:
    return {_call(operation) for operation in model.operations}


def pair_operations(old: Iterable[Operation], new: Iterable[Operation]) -> Pairs[Operation]:
    """Pairs of operations, by the id of the new ones.

    Of several operations on one method and path, those of one id are a pair first.
    """
    found: dict[str, Operation] = {}
    gone, added = _by_id(old), _by_id(new)
    for key in (_call_and_id, _exact_call, _call, _id):
        waiting: dict[object, deque[Operation]] = {}
        for operation in gone:
            waiting.setdefault(key(operation), deque()).append(operation)
        rest = []
        for operation in added:
            if same := waiting.get(key(operation)):
                found[operation.operation_id] = same.popleft()
            else:
                rest.append(operation)
        gone, added = [op for left in waiting.values() for op in left], rest
    both = [(found[op.operation_id], op) for op in _by_id(new) if op.operation_id in found]
    return Pairs(both, _by_id(gone), _by_id(added))


def _call_and_id(operation: Operation) -> object:
    return (_call(operation), operation.operation_id)


def _exact_call(operation: Operation) -> object:
    return (operation.method, operation.path)


def _call(operation: Operation) -> object:
    return (operation.method, normal_path(operation.path))


def _id(operation: Operation) -> object:
    return operation.operation_id


def _by_id(operations: Iterable[Operation]) -> list[Operation]:
    return sorted(operations, key=lambda operation: operation.operation_id)
