"""What a diagnostic code is: the words that every table of codes uses."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a problem is. Only errors change the exit code of a command."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Code(NamedTuple):
    """What a code means. Every text is one or more sentences, but for title and done."""

    severity: Severity
    title: str
    done: str
    """What the build did instead, in two or three words: the summary shows it."""
    explanation: str
    """When the code is reported, and what is missing in the output because of it."""
    remedy: str
    """What whoever writes the pages can do."""
