"""A file that is replaced as a whole or not at all."""

from contextlib import suppress
from pathlib import Path


def replace_whole(file: Path, data: bytes, staged: Path, mode: int = 0o644) -> None:
    """Put ``data`` in place of a file, by way of ``staged``, which is in the same folder and gone
    afterwards. Raises OSError; the file is then as it was.
    """
    try:
        staged.unlink(missing_ok=True)
        staged.write_bytes(data)
        staged.chmod(mode)
        staged.replace(file)
    except OSError:
        with suppress(OSError):
            staged.unlink()
        raise
