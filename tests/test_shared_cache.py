"""A cache that others may write to: only what this user signed counts."""

import hashlib
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY
from outputs import tree
from pages import PAGE

from generator.incremental.signing import KEY_VARIABLE
from generator.incremental.store import Cache

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _config_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_config(tmp_path / "mine", monkeypatch)


def use_config(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a user with this folder for configuration."""
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))


def put(folder: Path, **entries: bytes) -> None:
    with Cache(folder) as cache:
        cache.put(entries)


def get(folder: Path, *keys: str) -> dict[str, bytes]:
    with Cache(folder) as cache:
        return cache.get(keys)


def test_users_share_a_folder_and_no_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    put(folder, a=b"mine")
    use_config(tmp_path / "other", monkeypatch)
    assert get(folder, "a") == {}
    put(folder, a=b"other")
    assert get(folder, "a") == {"a": b"other"}
    use_config(tmp_path / "mine", monkeypatch)
    assert get(folder, "a") == {"a": b"mine"}


def test_machines_that_have_the_same_key_share_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        use_config(tmp_path / name, monkeypatch)
        monkeypatch.setenv(KEY_VARIABLE, "k" * 32)
        assert get(tmp_path / "cache", "a") == ({"a": b"shared"} if name == "two" else {})
        put(tmp_path / "cache", a=b"shared")
        assert not (tmp_path / name).exists()


@pytest.mark.parametrize("key", ["short", "k" * 31])
def test_a_key_that_could_be_guessed_is_none(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, key)
    put(tmp_path / "cache", a=b"mine")
    assert not (tmp_path / "cache").exists()


def test_the_key_is_made_once_and_for_this_user_alone(tmp_path: Path) -> None:
    put(tmp_path / "cache", a=b"mine")
    file = tmp_path / "mine/docs2sdk/cache.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = file.read_bytes()
    assert get(tmp_path / "cache", "a") == {"a": b"mine"}
    assert file.read_bytes() == key
    assert list(file.parent.iterdir()) == [file]


def test_without_a_place_for_the_key_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    use_config(tmp_path / "file", monkeypatch)
    put(tmp_path / "cache", a=b"mine")
    with Cache(tmp_path / "cache") as cache:
        assert not cache.is_kept
    assert not (tmp_path / "cache").exists()


FORGERIES = [
    "UPDATE entries SET value = x'00'",
    # The hash that anybody can make.
    f"UPDATE entries SET value = x'00', hash = x'{hashlib.blake2b(bytes(1), digest_size=20).hexdigest()}'",  # noqa: E501, S608
    # Each the other's.
    "CREATE TABLE copy AS SELECT * FROM entries; UPDATE entries SET (hash, value) ="
    " (SELECT copy.hash, copy.value FROM copy WHERE copy.key <> entries.key); DROP TABLE copy",
    "UPDATE entries SET value = 'text', hash = 'text'",
    "UPDATE entries SET value = 7, hash = 7",
    "CREATE TABLE moved AS SELECT * FROM entries; DROP TABLE entries;"
    " CREATE VIEW entries AS SELECT key, hash, 7 AS used, x'00' AS value FROM moved",
    "DROP TABLE entries; CREATE TABLE entries (key)",
]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_somebody_else_wrote_does_not_count(forgery: str, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    put(folder, a=b"mine", b=b"also mine")
    database = sqlite3.connect(folder / "cache.sqlite3")
    database.executescript(forgery)
    database.close()
    assert get(folder, "a", "b") == {}
    put(folder, a=b"again")
    assert get(folder, "a") in ({}, {"a": b"again"})


def test_an_output_has_nothing_of_a_forged_cache(tmp_path: Path) -> None:
    """Somebody with a key of their own, and a docs2sdk of the same release, filled the cache."""
    docs, templates = tmp_path / "docs", tmp_path / "templates/python"
    docs.mkdir()
    templates.mkdir(parents=True)
    (docs / "a.md").write_text(PAGE)

    def run(user: str, out: str) -> "subprocess.CompletedProcess[str]":
        command = [
            sys.executable, "-m", "generator", "build", "docs",
            "--out", out, "--cache", "cache",
        ]  # fmt: skip
        environment = {
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "XDG_CONFIG_HOME": str(tmp_path / user),
        }
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )

    run("other", "out")
    before = tree(tmp_path / "out")
    assert "nothing changed" in run("other", "out").stderr
    database = sqlite3.connect(tmp_path / "cache/cache.sqlite3")
    database.execute("UPDATE entries SET value = CAST(replace(value, 'Lamp', 'Evil') AS BLOB)")
    database.commit()
    database.close()
    for user in ("other", "me"):
        assert "nothing changed" not in run(user, "out").stderr
        assert tree(tmp_path / "out") == before
        assert "nothing changed" in run(user, "out").stderr


def test_a_cache_that_cannot_be_opened_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Cache(tmp_path) as cache:
        cache.put({"old": b"1"})
    other = sqlite3.connect(tmp_path / "cache.sqlite3", isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("generator.incremental.store._PATIENCE", 0.01)
    with Cache(tmp_path) as cache:
        assert not cache.is_kept
    other.execute("ROLLBACK")
    other.close()
    with Cache(tmp_path) as cache:
        assert cache.get(["old"]) == {"old": b"1"}


def test_a_cache_that_another_build_locks_is_left_as_it_is(tmp_path: Path) -> None:
    with Cache(tmp_path) as cache:
        cache.put({"old": b"1"})
    other = sqlite3.connect(tmp_path / "cache.sqlite3", isolation_level=None)
    with Cache(tmp_path) as cache:
        assert cache._database
        cache._database.execute("PRAGMA busy_timeout = 10")
        other.execute("BEGIN IMMEDIATE")
        cache.put({"new": b"2"})
        assert cache.get(["old", "new"]) == {"old": b"1"}
    other.close()
