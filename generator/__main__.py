"""The command ``docs2sdk``, and ``python -m generator``."""

import sys

from generator.quick import said_before


def main() -> None:
    """Say what was said before where nothing has changed, else run."""
    arguments = sys.argv[1:]
    if arguments[:1] in (["build"], ["check"]) and (said := said_before(arguments)):
        sys.stdout.write(said.stdout)
        sys.stderr.write(said.stderr)
        sys.exit(said.code)
    from generator.cli import app

    app()


if __name__ == "__main__":
    main()
