"""Which operation and which model of before is which of now.

Operations go by method and path, then by id; models by name, then by their properties.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from msgspec.structs import replace

from generator.changes.saved import Model, NamedSchema, Object, Operation

T = TypeVar("T")

_PARAMETER = re.compile(r"\{[^{}]*\}")
_COMMON = 20
"""A property that more unpaired models than this have, tells none of them apart."""
_SIMILAR = 0.6
"""The share of all properties of two models that both must have, for the one to be the other. Twice
as many in common as apart, nearly: models that share only ids and names stay below."""


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
        waiting: dict[object, list[Operation]] = {}
        for operation in gone:
            waiting.setdefault(key(operation), []).append(operation)
        rest = []
        for operation in added:
            if same := waiting.get(key(operation)):
                found[operation.operation_id] = same.pop(0)
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


def pair_models(old: Model, new: Model) -> Pairs[NamedSchema]:
    """Pairs of models, those of one name first, then those that were renamed."""
    before = {schema.name: schema for schema in old.schemas}
    after = {schema.name: schema for schema in new.schemas}
    both = [(before[name], after[name]) for name in sorted(before.keys() & after.keys())]
    gone = [before[name] for name in sorted(before.keys() - after.keys())]
    added = [after[name] for name in sorted(after.keys() - before.keys())]
    renamed = _renamed(gone, added)
    both += [(before[a], after[b]) for a, b in sorted(renamed.items())]
    taken = set(renamed.values())
    return Pairs(
        both,
        [schema for schema in gone if schema.name not in renamed],
        [schema for schema in added if schema.name not in taken],
    )


def _renamed(gone: list[NamedSchema], added: list[NamedSchema]) -> dict[str, str]:
    """New names of models that are gone: of those with properties alike, the most alike first."""
    having: dict[str, list[str]] = {}
    sizes = {schema.name: len(_properties(schema)) for schema in added}
    for schema in added:
        for name in _properties(schema):
            having.setdefault(name, []).append(schema.name)
    scores: list[tuple[float, str, str]] = []
    for schema in gone:
        own = _properties(schema)
        common: Counter[str] = Counter()
        for name in own:
            if len(users := having.get(name, ())) <= _COMMON:
                common.update(users)
        for other, count in common.items():
            score = count / (len(own) + sizes[other] - count)
            if score >= _SIMILAR and min(len(own), sizes[other]) > 1:
                scores.append((-score, schema.name, other))
    return _best(scores)


def _best(scores: list[tuple[float, str, str]]) -> dict[str, str]:
    """Pairs from the best score down; none where two candidates are equally good."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    ties = Counter((score, gone) for score, gone, _ in scores)
    for score, gone, added in sorted(scores):
        if gone not in found and added not in taken and ties[score, gone] == 1:
            found[gone] = added
            taken.add(added)
    return found


def _properties(schema: NamedSchema) -> set[str]:
    body = schema.schema_
    return {p.name for p in body.properties} if isinstance(body, Object) else set()


def renamed_models(pairs: Pairs[NamedSchema]) -> Mapping[str, str]:
    """What each model of before is called now, those of an unchanged name included."""
    return {before.name: after.name for before, after in pairs.both}
