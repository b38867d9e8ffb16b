"""Lines of code that worked before a change and no longer do, in the names of a target."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.changes.change import Aspect, Change
from generator.changes.saved import (
    AnySchema,
    Array,
    Enumeration,
    Map,
    Model,
    Object,
    Operation,
    Reference,
    Scalar,
    Tag,
    Union,
)
from generator.lock import NO_LOCK, Lock, TargetLock
from generator.lock.keys import argument_key, operation_keys, tag_key

if TYPE_CHECKING:
    from generator.targets.pack import Pack

_SENT = ("path", "query", "header", "property", "body")


class Witnesses:
    """Makes the lines, for the names that targets gave to what ``old`` has. Packs are loaded when
    first needed.
    """

    def __init__(
        self,
        old: Model,
        template_dirs: Sequence[Path],
        tag_names: Mapping[str, str],
        lock: Lock = NO_LOCK,
    ) -> None:
        """``lock`` is that of ``old``: its names go before those that styles make."""
        self._template_dirs = template_dirs
        self._tag_names = tag_names
        self._old = old
        self._lock = lock
        self._locked: dict[str, TargetLock] = {}
        self._packs: dict[str, Pack] = {}

    def __call__(self, change: Change, target: str) -> str:
        """One line; empty where the target has no way to show it."""
        from generator.targets.casing import apply_case

        pack = self._pack(target)
        line = pack.changes.witness.get(_kind(change, self._wrappers))  # type: ignore[call-overload]
        if not line:
            return ""

        if target not in self._locked:
            self._locked[target] = self._lock.target(target)
        locked = self._locked[target]

        def cased(kind: str, name: str, thing: str = "", scope: str = "") -> str:
            style = pack.names.get(kind)
            styled = apply_case(name, style) if style and name else name
            return locked.scope(kind, scope).names.get(thing or name, styled)

        return str(line).format_map(_Names(self._names(change, pack, cased)))

    def _pack(self, target: str) -> "Pack":
        from generator.targets.load import load_pack

        if target not in self._packs:
            self._packs[target] = load_pack(target, self._template_dirs)
        return self._packs[target]

    def _names(self, change: Change, pack: "Pack", cased: Any) -> dict[str, str]:
        operation = self._operation(change)
        tag = self._tags.get(operation.tag if operation else change.member)
        arguments = change.before.split(", ") if change.code == "CHG208" else []
        key = self._keys.get(operation.operation_id, "") if operation else ""

        def argument(name: str) -> str:
            # Where it is sent is part of what the lock knows it by.
            things = [argument_key(kind, name) for kind in _SENT]
            styled = cased("argument", name)
            found = (cased("argument", name, thing, key) for thing in things)
            return str(next((name for name in found if name != styled), styled))

        return {
            "tag": self._tag(tag, cased) if tag else "",
            "method": cased("method", operation.short_name, key, tag_key(operation.tag))
            if operation
            else "",
            "argument": argument(change.member),
            "arguments": ", ".join(map(argument, arguments)),
            "type": cased("type", change.owner or change.member),
            "property": cased("property", change.member, scope=change.owner),
            "before": _spelled(change.types[0], pack, cased) if change.types else change.before,
        }

    def _tag(self, tag: Tag, cased: Any) -> str:
        chosen = self._tag_names.get(tag.name)
        return chosen or str(cased("tag", tag.short_name or tag.name, tag_key(tag.name)))

    def _operation(self, change: Change) -> Operation | None:
        """The operation that the line calls: the one in question, or the first that is reached."""
        for name in (change.owner, change.member, *change.operations):
            if name in self._operations:
                return self._operations[name]
        return None

    @cached_property
    def _operations(self) -> dict[str, Operation]:
        return {op.operation_id: op for op in self._old.operations}

    @cached_property
    def _keys(self) -> dict[str, str]:
        return operation_keys(self._old.operations)

    @cached_property
    def _tags(self) -> dict[str, Tag]:
        return {tag.name: tag for tag in self._old.tags}

    @cached_property
    def _wrappers(self) -> frozenset[str]:
        from generator.changes.reach import Reach

        return Reach(self._old).wrappers


def _spelled(schema: AnySchema, pack: "Pack", cased: Any) -> str:
    """A type as the target spells it."""
    from generator.targets.pack import filled

    parts: dict[str, str] = {}
    match schema:
        case Scalar(type=kind, format=form):
            keys = (form or kind, kind)
        case Enumeration(type=kind):
            keys = (kind, "enum")
        case Array(items=inner):
            keys, parts = ("array", ""), {"items": _spelled(inner, pack, cased)}
        case Map(values=inner):
            keys, parts = ("map", ""), {"values": _spelled(inner, pack, cased)}
        case Reference(name=name):
            keys, parts = ("reference", ""), {"name": cased("type", name), "module": ""}
        case Union(variants=variants):
            return " | ".join(_spelled(variant, pack, cased) for variant in variants)
        case Object():
            keys = ("object", "unknown")
        case _:
            keys = ("unknown", "")
    spelling = next((pack.types[key] for key in keys if key in pack.types), None)
    return filled(spelling.spelling, parts) if spelling else "..."


class _Names(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "..."


_KINDS = {
    "CHG102": "operation",
    "CHG103": "operation",
    "CHG104": "operation",
    "CHG105": "operation",
    "CHG106": "group",
    "CHG202": "operation",
    "CHG203": "argument",
    "CHG204": "operation",
    "CHG206": "argument",
    "CHG207": "argument",
    "CHG208": "call",
    "CHG209": "argument",
    "CHG302": "operation",
    "CHG303": "operation",
    "CHG304": "operation",
    "CHG602": "model",
    "CHG603": "model",
    "CHG613": "property",
    "CHG621": "property",
}


def _kind(change: Change, wrappers: frozenset[str]) -> str:
    """The key in ``[changes.witness]`` of a change."""
    is_argument = change.owner in wrappers
    if is_argument:
        return "operation" if Aspect.CALLS in change.aspects else "argument"
    if change.types and change.subject.startswith(("path ", "query ", "header ")):
        return "argument"
    if change.types and change.answer and ": " in change.subject:
        return "result"
    if ": " in change.subject:
        return "operation"
    return _KINDS.get(change.code, "type" if change.types else "operation")
