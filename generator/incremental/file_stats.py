"""What the file system says of files that are not read: whether they are as they were.

As git does it for its index: size, times and inode number of a file are compared. A file that
changed just before it was looked at may change again without that showing, so such times are not
trusted.
"""

import time
from collections.abc import Iterable
from pathlib import Path

from generator.incremental.keys import fingerprint

_TICK = 12_000_000
"""Nanoseconds within which two changes may bear one time: kernels count in hundredths of a second
or finer.
"""


def stamps(files: Iterable[Path], before: int) -> str:
    """Of all ``files``, be they there or not. Empty where one changed after ``before``, a time in
    nanoseconds, or just before it.
    """
    found = []
    for file in files:
        try:
            status = file.stat()
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
    """Until what was just written has times to trust: a hundredth of a second."""
    newest = max((file.stat().st_ctime_ns for file in files if file.exists()), default=0)
    left = newest + _TICK - time.time_ns()
    if 0 <= left <= _TICK:
        time.sleep((left + 1_000_000) / 1e9)
