"""Results of earlier builds, by keys that are hashes of everything the result depends on.

The database may be deleted at any time. An entry is taken only where it is signed with this user's
key, so neither a build that was killed, nor a disk that lost something, nor somebody else who may
write to the folder can make a wrong output. Two builds may use it at once.
"""

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hmac import compare_digest
from pathlib import Path
from types import TracebackType

from generator.incremental.signing import signing_key

_FILE = "cache.sqlite3"
_KEPT = 30 * 24 * 3600
"""Seconds that an entry is kept after it was last used."""
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS entries"
    " (key TEXT PRIMARY KEY, hash BLOB NOT NULL, used INTEGER NOT NULL, value BLOB NOT NULL)"
)
_PATIENCE = 10
"""Seconds that another build is waited for, where it locks the database."""
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_KEYS_PER_QUERY = 500
"""SQLite may allow no more than 999 parameters (SQLITE_MAX_VARIABLE_NUMBER before 3.32)."""


class Cache:
    """The database of the cache, a context manager. Without a folder, or without a key to sign
    with, it is empty and stays so.

    Never raises: a cache that cannot be read or written is a build that takes longer.
    """

    is_new = True
    """Whether it was empty when it was opened."""

    def __init__(self, folder: Path | None) -> None:
        self._database: sqlite3.Connection | None = None
        self._used: set[str] = set()
        self._changed = False
        signing = signing_key() if folder else None
        if folder is None or signing is None:
            return
        # The longest key that BLAKE2b takes has 64 bytes.
        key = hashlib.blake2b(signing, digest_size=64).digest()
        self._signer = hashlib.blake2b(key=key, digest_size=20)
        for _ in range(2):
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                database = sqlite3.connect(folder / _FILE, timeout=_PATIENCE, isolation_level=None)
                database.execute("PRAGMA page_size = 16384")
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = OFF")
                database.execute(_SCHEMA)
                found = database.execute("SELECT EXISTS (SELECT 1 FROM entries)").fetchone()
                self.is_new = found == (0,)
            except (sqlite3.Error, OSError) as error:
                if getattr(error, "sqlite_errorcode", None) not in _DAMAGED:
                    # Locked, full or read-only: it may be whole, and other builds may use it.
                    return
                _remove_database(folder)
            else:
                self._database = database
                return

    @property
    def is_kept(self) -> bool:
        """Whether what is stored can be found by later builds."""
        return self._database is not None

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The entries there are for ``keys``."""
        found: dict[str, bytes] = {}
        if self._database is None:
            return found
        # Users with other keys have entries of their own for the same.
        names = {self._sign(key.encode()).hex(): key for key in keys}
        wanted = list(names)
        with suppress(sqlite3.Error):
            for start in range(0, len(wanted), _KEYS_PER_QUERY):
                some = wanted[start : start + _KEYS_PER_QUERY]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, hash, value FROM entries WHERE key IN ({marks})"  # noqa: S608
                rows = self._database.execute(query, some)
                for name, signature, value in rows:
                    if name in names and self._is_signed(name, signature, value):
                        found[names[name]] = value
                        self._used.add(name)
        return found

    def put(self, entries: Mapping[str, bytes]) -> None:
        """Store ``entries``, all of them or none."""
        if self._database is None or not entries:
            return
        now = int(time.time())
        names = {self._sign(key.encode()).hex(): value for key, value in entries.items()}
        with suppress(sqlite3.Error), _transaction(self._database) as database:
            database.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)",
                (
                    (name, self._sign(name.encode(), value), now, value)
                    for name, value in names.items()
                ),
            )
        self._changed = True

    def _sign(self, *parts: bytes) -> bytes:
        """A keyed hash (BLAKE2b, RFC 7693): only who has the key can make it."""
        found = self._signer.copy()
        for part in parts:
            found.update(b"%d:" % len(part))
            found.update(part)
        return found.digest()

    def _is_signed(self, name: str, signature: object, value: object) -> bool:
        """Whether ``put`` wrote a row: whoever may write to the folder may write anything."""
        if not (isinstance(signature, bytes) and isinstance(value, bytes)):
            return False
        return compare_digest(self._sign(name.encode(), value), signature)

    def _last_pruned(self) -> int:
        if self._database is None:
            return 0
        with suppress(sqlite3.Error):
            return int(self._database.execute("PRAGMA user_version").fetchone()[0])
        return 0

    def __enter__(self) -> "Cache":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._database is None:
            return
        now = int(time.time())
        if self._changed and self._last_pruned() < now - _KEPT // 10:
            with suppress(sqlite3.Error), _transaction(self._database) as database:
                database.executemany(
                    "UPDATE entries SET used = ? WHERE key = ?",
                    ((now, key) for key in self._used),
                )
                database.execute("DELETE FROM entries WHERE used < ?", (now - _KEPT,))
                database.execute(f"PRAGMA user_version = {now}")
        with suppress(sqlite3.Error):
            self._database.close()


def _remove_database(folder: Path) -> None:
    """Remove a database and its write-ahead log, which belongs to no other."""
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            (folder / f"{_FILE}{ending}").unlink()


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A transaction: everything inside is stored, or nothing.

    Raises sqlite3.Error where the database cannot be written, or another build locks it for longer
    than ``_PATIENCE``.
    """
    database.execute("BEGIN IMMEDIATE")
    try:
        yield database
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")
