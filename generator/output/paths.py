"""Which paths a build may write, whoever names them: a template, a cache or a manifest."""

import re
import unicodedata

# "C:..." is a drive of Windows, and "a.json:b" a second stream of the file a.json.
_REFUSED_CHARACTERS = re.compile(r"[\\:\x00-\x1f\x7f]")
_GIT_FOLDERS = (".git", "git~1")
"""The folder of a repository, and the short name that Windows gives it."""


class OutputError(OSError):
    """The output folder cannot be written. The message is ``PATH: REASON``."""

    is_partial = False
    """Whether some files are written already, which the next build completes; else the old output
    is whole.
    """


def check_path(path: str) -> None:
    """Raise OutputError unless ``path`` (relative, with forward slashes) leads to a file in the
    output folder on every system, and neither into a git repository nor past a folder.
    """
    if _REFUSED_CHARACTERS.search(path) or not _is_unicode(path):
        raise OutputError(f"{path!r}: no build writes a file of that name")
    for part in path.split("/"):
        # Windows drops dots and spaces at the end; macOS drops invisible characters.
        name = "".join(c for c in part if unicodedata.category(c) != "Cf").rstrip(". ").lower()
        if not name or name in _GIT_FOLDERS:
            raise OutputError(f"{path!r}: leads out of the output folder")


def is_allowed(path: str) -> bool:
    """Whether ``check_path`` finds nothing wrong."""
    try:
        check_path(path)
    except OutputError:
        return False
    return True


def _is_unicode(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
