"""Whether files are as they were, by what the file system says of them, without reading them.

As in git's index, the size, times and inode number of a file are compared. A file that changed
just before it was looked at may change again within the same tick of the clock, so its time is
not trusted.
"""

import os
import time
from collections.abc import Iterable
from pathlib import Path

from generator.incremental.keys import fingerprint

_TICK = 12_000_000
"""Nanoseconds within which two changes may get the same time: kernels count in steps of a hundredth
of a second or less.
"""


def stats_hash(files: Iterable[Path | str], before: int) -> str:
    """A hash of the stats of all ``files``, whether they exist or not. Empty where one changed
    after ``before``, a time in nanoseconds, or just before it.
    """
    found = []
    for file in files:
        try:
            status = os.stat(file)  # noqa: PTH116 - a Path takes as long to make as its stat
        except (OSError, ValueError) as error:
            found.append(f"{file} {error}")
            continue
        if max(status.st_mtime_ns, status.st_ctime_ns) > before - _TICK:
            return ""
        found.append(
            f"{file} {status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
        )
    return fingerprint(*found)


def wait_for_distinct_times(files: Iterable[Path]) -> None:
    """Wait until the times of files that were just written can be trusted: about 12 ms."""
    newest = max((file.stat().st_ctime_ns for file in files if file.exists()), default=0)
    left = newest + _TICK - time.time_ns()
    if 0 <= left <= _TICK:
        time.sleep((left + 1_000_000) / 1e9)
