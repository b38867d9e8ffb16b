"""What can go wrong with executors."""


class ExecutorError(Exception):
    """An executor that is not known, not installed, or cannot be reached."""
