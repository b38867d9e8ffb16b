"""Text of docs2sdk among what people wrote: between two marks, the first with a hash of it.

Only what the marks enclose is ever replaced, and only where the hash says that nobody has changed
it since.
"""

import hashlib
import re

_BEGIN = re.compile(r"^<!-- docs2sdk begin ([0-9a-f]{12}) -->$", re.MULTILINE)
_END = "<!-- docs2sdk end -->"
_UNRELEASED = re.compile(r"^## \[?unreleased\b.*$", re.MULTILINE | re.IGNORECASE)
_RELEASE = re.compile(r"^## ", re.MULTILINE)
NEW_CHANGELOG = "# Changelog\n"
"""What a changelog begins with that is not there yet."""


class ChangedByHandError(Exception):
    """Somebody has changed a text of docs2sdk's own, so it is left alone."""


def enclosed(text: str) -> str:
    """A text between its marks."""
    body = text.strip("\n").replace("<!-- docs2sdk", "<! -- docs2sdk")
    return f"<!-- docs2sdk begin {content_hash(body)} -->\n\n{body}\n\n{_END}\n"


def with_unreleased(changelog: str, text: str, force: bool = False) -> str:
    """``changelog`` with ``text`` at the end of its section ``Unreleased``, in place of the block
    that is there; an empty text takes the block out. Where there is no such section it is put
    before the first release.

    Raises ChangedByHandError where the block was changed, unless ``force``.
    """
    span = find_block(changelog, force)
    block = enclosed(text) if text.strip() else ""
    if span:
        start, end = span
        if not block:
            return changelog[:start].rstrip("\n") + "\n" + changelog[end:]
        return changelog[:start] + block + changelog[end:]
    return _inserted(changelog, block) if block else changelog


def with_release(changelog: str, heading: str, text: str, force: bool = False) -> str:
    """``changelog`` with a release before all others: a heading of level 2 and ``text``. What
    people wrote under ``Unreleased`` becomes part of it, and the block there goes.

    Raises ChangedByHandError where the block was changed, unless ``force``.
    """
    changelog = with_unreleased(changelog, "", force)
    body = f"## {heading}\n\n"
    if unreleased := _UNRELEASED.search(changelog):
        end = _next_release(changelog, unreleased.end())
        kept = changelog[unreleased.end() : end].strip("\n")
        body += f"{kept}\n\n" if kept else ""
        body += text.strip("\n") + "\n"
        head = changelog[: unreleased.end()]
        return f"{head}\n\n{body}" + (f"\n{changelog[end:]}" if changelog[end:] else "")
    start = _next_release(changelog, 0)
    head = changelog[:start].rstrip("\n")
    rest = changelog[start:]
    return f"{head}\n\n{body}{text.strip()}\n" + (f"\n{rest}" if rest else "")


def find_block(text: str, force: bool) -> tuple[int, int] | None:
    """Where the block is, with its marks; None where there is none.

    Raises ChangedByHandError where it was changed, unless ``force``.
    """
    begin = _BEGIN.search(text)
    if begin is None:
        return None
    end = text.find(_END, begin.end())
    body = text[begin.end() : end].strip("\n") if end >= 0 else ""
    if end < 0 or (content_hash(body) != begin[1] and not force):
        raise ChangedByHandError("somebody has changed the entry that docs2sdk wrote")
    after = end + len(_END)
    return begin.start(), after + (text[after : after + 1] == "\n")


def _inserted(changelog: str, block: str) -> str:
    if unreleased := _UNRELEASED.search(changelog):
        end = _next_release(changelog, unreleased.end())
        head = changelog[:end].rstrip("\n")
    else:
        end = _next_release(changelog, 0)
        head = f"{changelog[:end].rstrip(chr(10))}\n\n## [Unreleased]"
    rest = changelog[end:]
    return f"{head}\n\n{block}" + (f"\n{rest}" if rest else "")


def _next_release(changelog: str, start: int) -> int:
    found = _RELEASE.search(changelog, start)
    return found.start() if found else len(changelog)


def content_hash(text: str) -> str:
    """What tells whether somebody has changed a text: the start of its SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
