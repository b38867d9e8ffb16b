"""One build at a time writes to an output folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from generator.locations import user_cache_folder


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Wait until no other build of this user writes to ``out``. Without a folder for the user's
    caches there are no locks.
    """
    lock = _lock(out)
    try:
        yield
    finally:
        if lock:
            lock.release()


def _lock(out: Path) -> FileLock | None:
    cache = user_cache_folder()
    if cache is None:
        return None
    name = sha256(str(out.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:40]
    try:
        (cache / "locks").mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache / "locks" / f"{name}.lock")
        lock.acquire()
    except (OSError, NotImplementedError):
        return None
    return lock
