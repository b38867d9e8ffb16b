"""The manifest of a target's folder: which files builds wrote there, with a hash of each.

Only files that it lists are ever replaced or removed. It is made to be committed and merged: a
line a file, ``SHA-256  path`` as ``sha256sum --check`` reads it, sorted by path, and nothing in it
that changes when no file does. Git is asked (in ``.gitattributes``) to keep the lines of both sides
of a merge, so a file may have several hashes.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.files import MANIFEST, OLD_MANIFEST
from generator.output.contents import Unreadable, digest, has_header, read_file
from generator.output.paths import is_allowed

_ABOUT = "# Written by docs2sdk: the SHA-256 of each file's text with LF line ends, and its path."
_WRITING = "# A build is writing: of files with two hashes, one is of the text before."
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_OLD_LINE = re.compile(r'"([^"\\]+)": "([0-9a-f]{64})",?')
"""A line of the JSON that was written before. Its paths needed no escapes."""
_IS_HASH = re.compile(r"[0-9a-f]{64}")


class Record(NamedTuple):
    """What is known of the files that builds wrote to a target's folder."""

    hashes: dict[str, set[str]]
    """Path in the folder to the hashes that its text may have."""
    refused: tuple[str, ...] = ()
    """Paths in the manifest that no build writes: somebody put them there."""
    is_whole: bool = True
    """False where there is no manifest, or some of its lines cannot be read."""
    was_writing: bool = False
    """Whether the build that wrote the manifest ended before all of its files were written."""

    def has(self, path: str, data: bytes) -> bool:
        """Whether a build wrote this text to that file."""
        return digest(data) in self.hashes.get(path, ())

    def is_ours(self, path: str, data: bytes) -> bool:
        """Whether the file ``path``, which now holds ``data``, may be replaced: only builds and git
        have written it.

        When git merges two generated versions of a file, the result has a hash that no manifest
        lists. Git then merged the manifest too, which has two hashes for that file. Where the
        manifest is lost or damaged, a header that says that the file was generated counts.
        """
        return self.may_remove(path, data) or (not self.is_whole and has_header(data))

    def may_remove(self, path: str, data: bytes) -> bool:
        """As ``is_ours``, but the header does not count: a file that is removed is not replaced by
        a new version of itself, so somebody's changes would be lost.
        """
        return self.has(path, data) or self.is_merged(path)

    def is_merged(self, path: str) -> bool:
        """Whether git merged two manifests that have the file with different texts."""
        return not self.was_writing and len(self.hashes.get(path, ())) > 1


def manifest_text(hashes: Mapping[str, Iterable[str]], writing: bool = False) -> str:
    """The manifest for path to hashes. ``writing`` while files may be as they were before: a build
    that is cut off leaves that manifest, so that the next knows both texts.
    """
    lines = [f"{hashed}  {path}" for path in sorted(hashes) for hashed in sorted(set(hashes[path]))]
    return "".join(f"{line}\n" for line in [_ABOUT, *([_WRITING] if writing else []), *lines])


def read_record(folder: Path) -> Record:
    """The record of a target's folder, however damaged. Raises nothing."""
    for name, parse in ((MANIFEST, _parse), (OLD_MANIFEST, _parse_json)):
        found = read_file(folder / name)
        if isinstance(found, bytes):
            record = parse(found.decode("utf-8", "replace"))
            refused = tuple(sorted(path for path in record.hashes if not is_allowed(path)))
            for path in refused:
                del record.hashes[path]
            return record._replace(refused=refused)
        if isinstance(found, Unreadable):
            break
    return Record({}, is_whole=False)


def _parse(text: str) -> Record:
    hashes: dict[str, set[str]] = {}
    is_whole = True
    lines = text.splitlines()
    for line in lines:
        if match := _LINE.fullmatch(line):
            hashes.setdefault(match[2], set()).add(match[1])
        elif line and not line.startswith("#"):
            is_whole = False
    return Record(hashes, is_whole=is_whole and bool(hashes), was_writing=_WRITING in lines)


def _parse_json(text: str) -> Record:
    """What releases up to 0.1 wrote: ``{"files": {path: hash}, "before": {path: [hash, ...]}}``."""
    try:
        loaded = json.loads(text)
        hashes = {str(path): {str(hashed)} for path, hashed in loaded["files"].items()}
        before = loaded.get("before", {})
        for path, more in before.items():
            hashes.setdefault(str(path), set()).update(map(str, more))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Such as markers of a conflict between its lines.
        hashes = {}
        for path, hashed in _OLD_LINE.findall(text):
            hashes.setdefault(path, set()).add(hashed)
        return Record(hashes, is_whole=False)
    known = {path: set(filter(_IS_HASH.fullmatch, found)) for path, found in hashes.items()}
    return Record(known, was_writing=bool(before))
