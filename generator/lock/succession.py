"""Names that follow what bears them when the docs call that otherwise.

An operation's key has its path, and a new version of an API changes all paths; a tag may be
renamed. Their names stay, as long as it is beyond doubt which thing of the lock each of them was.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from generator.lock.keys import operation_keys, path_shape, tag_key, without_id
from generator.lock.lock import LockedScope, TargetLock
from generator.model import Api

_OF_TAGS = ("tag", "tag_type", "tag_module", "file")


def follow(lock: TargetLock, api: Api, method: Callable[[str], str]) -> TargetLock:
    """The lock of a target, with the names of tags and operations that it has by other keys. It is
    changed in place. ``method`` makes the short name of an operation one of a function.
    """
    if lock:
        keys = operation_keys(api.operations)
        tags = {keys[op.operation_id]: tag_key(op.tag) for op in api.operations}
        wanted = {keys[op.operation_id]: method(op.short_name) for op in api.operations}
        for new, old in _moved_operations(lock, tags, wanted).items():
            _copy_scope(lock, "argument", old, new)
        for new_tag, old_tag in _renamed_tags(lock, tags).items():
            for kind in _OF_TAGS:
                _copy_name(lock, kind, old_tag, new_tag)
            _copy_scope(lock, "method", old_tag, new_tag)
    return lock


def _moved_operations(
    lock: TargetLock, tags: Mapping[str, str], wanted: Mapping[str, str]
) -> dict[str, str]:
    """Operations whose key the lock does not have, with the key that it has for them: one that no
    operation has now, of the same tag, name and shape, where neither side has two of that shape.
    ``tags`` and ``wanted`` are the tag of each operation, and the name that it would have.
    """
    moved: dict[str, str] = {}
    by_tag: dict[str, list[str]] = {}
    for key, tag in tags.items():
        by_tag.setdefault(tag, []).append(key)
    for tag, keys in sorted(by_tag.items()):
        locked = lock.scope("method", tag)
        gone = [key for key in locked.names if key not in tags]
        new = [key for key in keys if key not in locked.names]
        added: dict[str, str] = {}
        for shape in (without_id, path_shape):
            old_by_shape, new_by_shape = _unique(gone, shape), _unique(new, shape)
            for found in old_by_shape.keys() & new_by_shape.keys():
                before, now = old_by_shape[found], new_by_shape[found]
                if wanted[now] == locked.names[before]:
                    added.setdefault(now, before)
        if added:
            moved |= added
            lock.with_scope("method", tag, _with_copies(locked, added))
    return moved


def _unique(keys: Iterable[str], shape: Callable[[str], str]) -> dict[str, str]:
    """The keys that are alone in their shape, by it."""
    found = [*keys]
    counts = Counter(map(shape, found))
    return {shape(key): key for key in found if counts[shape(key)] == 1}


def _renamed_tags(lock: TargetLock, tags: Mapping[str, str]) -> dict[str, str]:
    """Tags that the lock does not have, with the one that it has for them: the docs do not have
    that any more, and more than half of its operations are the new tag's.
    """
    known = lock.scope("tag").names
    now = {*tags.values()}
    renamed: dict[str, str] = {}
    for old in sorted(known.keys() - now):
        locked = lock.scope("method", old).names
        counts = Counter(tags[key] for key in locked if key in tags)
        for new, count in sorted(counts.items()):
            if new not in known and new not in renamed and 2 * count > len(locked):
                renamed[new] = old
    return renamed


def _copy_name(lock: TargetLock, kind: str, old: str, new: str) -> None:
    locked = lock.scope(kind)
    lock.with_scope(kind, "", _with_copies(locked, {new: old}))


def _copy_scope(lock: TargetLock, kind: str, old: str, new: str) -> None:
    """Give a scope the names of another, beside its own."""
    old_scope, own = lock.scope(kind, old), lock.scope(kind, new)
    names = {**old_scope.names, **own.names}
    lock.with_scope(kind, new, LockedScope(names, {**old_scope.aliases, **own.aliases}))


def _with_copies(locked: LockedScope, copies: Mapping[str, str]) -> LockedScope:
    """Names with those of further things, each as of another."""
    names, aliases = {**locked.names}, {**locked.aliases}
    for new, old in copies.items():
        if old in names:
            names.setdefault(new, names[old])
        if old in aliases:
            aliases.setdefault(new, aliases[old])
    return LockedScope(names, aliases)
