"""Reading and replacing a text file that people write in."""

import os
import tempfile
from pathlib import Path

from generator.commands.terminal import abort
from generator.output.whole_file import replace_whole


def read_text(path: Path) -> str | None:
    """What a file has, with LF line ends; None where there is no such file. Ends with exit code 2
    for one that is no text.
    """
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        abort(f"{path}: {error}")


def replace_text(path: Path, text: str) -> None:
    """Put ``text`` in place of what a file has, as a whole or not at all. Line ends are CRLF where
    they were, and a link stays one. Ends with exit code 2 where the system refuses.
    """
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file() and b"\r\n" in target.read_bytes():
            text = text.replace("\n", "\r\n")
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".docs2sdk-")
        os.close(handle)
        replace_whole(target, text.encode(), Path(name), mode)
    except OSError as error:
        abort(f"{path}: {error.strerror}")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
