"""The command ``docs2sdk``, and ``python -m generator``."""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from generator.incremental.gc_pause import gc_paused
from generator.incremental.replay import replay


def main() -> NoReturn:
    """Say what was recorded before where nothing has changed, else run."""
    _open_standard_streams()
    try:
        _run(sys.argv[1:])
    except OSError as error:
        # What no command expects, such as a disk that is full where it prints.
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _run(arguments: list[str]) -> NoReturn:
    try:
        Path.cwd()
    except OSError as error:
        _fail(f"the working folder cannot be used: {error.strerror}")
    if arguments[:1] in (["build"], ["check"]) and (recorded := replay(arguments)):
        sys.stdout.write(recorded.stdout)
        sys.stderr.write(recorded.stderr)
        _end(recorded.code)
    # Nothing that is imported is ever garbage.
    with gc_paused():
        from generator.cli import app
    gc.freeze()
    try:
        app()
    except SystemExit as end:
        if isinstance(end.code, int):
            _end(end.code)
        raise
    _end(0)


def _open_standard_streams() -> None:
    """Lead those that were closed when the command began nowhere: the next file that is opened
    would take their place, and be printed into.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))


def _fail(reason: str) -> NoReturn:
    """End with exit code 2 and one line."""
    with suppress(OSError):
        sys.stderr.write(f"docs2sdk: {reason}\n")
        sys.stderr.flush()
    os._exit(2)


def _end(code: int) -> NoReturn:
    """End without taking a whole corpus apart, node by node: that takes as long as linking it."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
