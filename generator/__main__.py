"""The command ``docs2sdk``, and ``python -m generator``."""

import gc
import sys
from pathlib import Path
from typing import NoReturn

from generator.commands.terminal import Outcome, echo, finish, open_streams, show
from generator.incremental.gc_pause import gc_paused
from generator.incremental.replay import replay

RECORDED = (["build"], ["check"], ["explain"])
"""The commands whose output is recorded, by ``generator.incremental.recording``."""


def main() -> NoReturn:
    """Print again what was recorded where nothing has changed since, else run the command."""
    open_streams()
    try:
        _run(sys.argv[1:])
    except OSError as error:
        # An error of the system that the command itself does not deal with, such as a full disk.
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))


def _run(arguments: list[str]) -> NoReturn:
    try:
        Path.cwd()
    except OSError as error:
        _fail(f"the working folder cannot be used: {error.strerror}")
    if arguments[:1] in RECORDED and (recorded := replay(arguments)):
        finish(show(Outcome(*recorded)))
    # Modules live as long as the process, so looking for garbage among them is wasted time.
    with gc_paused():
        from generator.cli import app
    gc.freeze()
    try:
        app()
    except SystemExit as end:
        finish(end.code if isinstance(end.code, int) else 0)
    finish(0)


def _fail(reason: str) -> NoReturn:
    """End with exit code 2 and one line."""
    echo(f"docs2sdk: {reason}")
    finish(2)


if __name__ == "__main__":
    main()
