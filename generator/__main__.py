"""The command ``docs2sdk``, and ``python -m generator``."""

import gc
import os
import sys
from typing import NoReturn

from generator.incremental.gc_pause import gc_paused
from generator.incremental.replay import replay


def main() -> NoReturn:
    """Say what was recorded before where nothing has changed, else run."""
    arguments = sys.argv[1:]
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


def _end(code: int) -> NoReturn:
    """End without taking a whole corpus apart, node by node: that takes as long as linking it."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
