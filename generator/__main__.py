"""The command ``docs2sdk``, and ``python -m generator``."""

import gc
import sys

from generator.quick import said_before
from generator.work.garbage import no_garbage


def main() -> None:
    """Say what was said before where nothing has changed, else run."""
    arguments = sys.argv[1:]
    if arguments[:1] in (["build"], ["check"]) and (said := said_before(arguments)):
        sys.stdout.write(said.stdout)
        sys.stderr.write(said.stderr)
        sys.exit(said.code)
    # Nothing that is imported is ever garbage.
    with no_garbage():
        from generator.cli import app
    gc.freeze()
    app()


if __name__ == "__main__":
    main()
