"""The command ``docs2sdk``, and ``python -m generator``."""

import gc
import os
import sys
from typing import NoReturn

from generator.quick import said_before
from generator.work.garbage import no_garbage


def main() -> NoReturn:
    """Say what was said before where nothing has changed, else run."""
    arguments = sys.argv[1:]
    if arguments[:1] in (["build"], ["check"]) and (said := said_before(arguments)):
        sys.stdout.write(said.stdout)
        sys.stderr.write(said.stderr)
        _end(said.code)
    # Nothing that is imported is ever garbage.
    with no_garbage():
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
