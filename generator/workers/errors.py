"""The exception for executors that cannot be had."""


class ExecutorError(Exception):
    """An executor that is not known, not installed, or cannot be reached."""
