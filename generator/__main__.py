"""The command ``docs2sdk``, and ``python -m generator``."""

import gc
import sys
from typing import NoReturn

from generator.commands.terminal import Outcome, finish, open_streams, show
from generator.incremental.gc_pause import gc_paused
from generator.incremental.replay import replay


def main() -> NoReturn:
    """Print again what was recorded where nothing has changed since, else run the command."""
    open_streams()
    arguments = sys.argv[1:]
    if arguments[:1] in (["build"], ["check"]) and (recorded := replay(arguments)):
        finish(show(Outcome(*recorded)))
    # Nothing that is imported is ever garbage.
    with gc_paused():
        from generator.cli import app
    gc.freeze()
    try:
        app()
    except SystemExit as end:
        finish(end.code if isinstance(end.code, int) else 0)
    finish(0)


if __name__ == "__main__":
    main()
