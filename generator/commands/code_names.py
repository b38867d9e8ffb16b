"""What targets call things in code, as the lock has it, and what these names are about."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.link.decision_table import OperationEntry
from generator.link.explain import Explanation
from generator.lock import EVERY_TARGET, Lock, TargetLock
from generator.lock.keys import operation_key


class CodeName(NamedTuple):
    """A name in code, as ``BatchTaskInfo.table_right`` or ``batch.start_batch_job``."""

    target: str
    name: str
    subject: str
    """What ``docs2sdk explain`` calls it: a model, a property or an operation."""


def code_names(lock: Lock, explanation: Explanation) -> dict[str, str]:
    """The name of the subject of an explanation by target, sorted, as far as the lock has it."""
    found: dict[str, str] = {}
    operation = OperationEntry(operation_id=explanation.subject, request_line=explanation.summary)
    for name in _names(lock, [operation] if explanation.kind == "operation" else []):
        if name.subject == explanation.subject:
            found.setdefault(name.target, name.name)
    return found


def find_subject(lock: Lock, operations: Iterable[OperationEntry], name: str) -> str | None:
    """What bears a name in the code of any target; casing does not matter."""
    wanted = name.lower().removeprefix("client.").removeprefix("models.")
    return next((n.subject for n in _names(lock, operations) if n.name.lower() == wanted), None)


def _names(lock: Lock, operations: Iterable[OperationEntry]) -> Iterator[CodeName]:
    ids = dict(key for operation in operations for key in _keys(operation))
    for target in sorted({entry.target for entry in lock.entries} - {EVERY_TARGET}):
        names = lock.target(target)
        yield from (CodeName(target, *name) for name in _types(names))
        yield from (CodeName(target, *name) for name in _methods(names, ids))


def _keys(operation: OperationEntry) -> Iterator[tuple[str, str]]:
    """The keys that an operation may have in the lock, with its id."""
    method, _, path = operation.request_line.partition(" ")
    plain = operation_key(method, path)
    yield plain, operation.operation_id
    yield f"{plain}?{operation.operation_id}", operation.operation_id


def _types(names: TargetLock) -> Iterator[tuple[str, str]]:
    for model, type_ in names.scope("type").names.items():
        yield type_, model
        for wire, member in names.scope("property", model).names.items():
            yield f"{type_}.{member}", f"{model}.{wire}"


def _methods(names: TargetLock, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    tags = names.scope("tag").names
    for tag, operations in names.scopes("method"):
        for key, method in operations.names.items():
            if key in ids:
                yield f"{tags.get(tag, tag)}.{method}", ids[key]
