"""What a code of a change is: the words that both tables of codes use."""

from typing import NamedTuple

from generator.changes.change import ChangeClass


class Code(NamedTuple):
    """What a code of a change means."""

    title: str
    """In a few words."""
    request: ChangeClass
    """What it means for those who send requests, where it reaches any."""
    answer: ChangeClass
    """What it means for those who read answers, where it reaches any."""
    explanation: str
    """Whole sentences: when it is reported, and why it has this class."""
    advice: str
    """Whole sentences: what to do about it."""
