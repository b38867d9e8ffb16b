"""Names that a lock keeps: what the docs call otherwise now has its old name in code."""

from collections.abc import Callable

from generator.changes.change import Change
from generator.changes.pairing import normal_path
from generator.changes.saved import Model
from generator.lock import Lock

Kept = Callable[[Change, str], bool]
"""Whether a target still has the name that a change takes away."""


def nothing_kept(_change: Change, _target: str) -> bool:
    """A ``Kept`` for states of an API that no lock belongs to."""
    return False


class KeptNames:
    """What the locks of both states say. A name is kept where both have it for the same group or
    operation, the new one perhaps as an alias.
    """

    def __init__(self, old: Lock, new: Lock, before: Model) -> None:
        self._old, self._new = _names(old), _names(new)
        self._operations = {
            op.operation_id: f"{op.method}{normal_path(op.path).lower()}"
            for op in before.operations
        }

    def __call__(self, change: Change, target: str) -> bool:
        """Whether ``target`` still has the name that ``change`` takes away."""
        match change.code:
            case "CHG106":
                key = (target, "tag", change.member.lower())
            case "CHG104":
                key = (target, "method", self._operations.get(change.member, ""))
            case _:
                return False
        had = self._old.get(key)
        return bool(had and had & self._new.get(key, set()))


def _names(lock: Lock) -> dict[tuple[str, str, str], set[str]]:
    """Every name of each group and operation, by target, kind and what bears it."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for entry in lock.entries:
        thing = normal_path(entry.thing) if entry.kind == "method" else entry.thing
        found.setdefault((entry.target, entry.kind, thing), set()).add(entry.name)
    return found
