"""The lock: names that were given once, and that every later build gives again."""

from generator.lock.entries import EVERY_TARGET, KINDS, Entry
from generator.lock.lock import NO_LOCK, Lock, LockedScope, TargetLock
from generator.lock.lock_file import LockError, lock_text, parse_lock, read_lock

__all__ = [
    "EVERY_TARGET",
    "KINDS",
    "NO_LOCK",
    "Entry",
    "Lock",
    "LockError",
    "LockedScope",
    "TargetLock",
    "lock_text",
    "parse_lock",
    "read_lock",
]
