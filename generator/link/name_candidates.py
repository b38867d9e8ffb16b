"""What objects that the docs show but do not name might be called."""

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from generator.link.name_words import item_name, pascal, split_words, without_first_words

_VERBS = frozenset(
    "get create save add set update find search list delete remove post put patch default"
    " new all my current".split()
)
ASIDES = frozenset({"from", "by", "with", "for", "on", "and", "to", "in"})
TYPE_NAME = re.compile(r"\b[A-Z][^\Wa-z]*+[a-z][^\WA-Z]*+[A-Z]\w*+")


class NameSource(IntEnum):
    """Where a name comes from, the best first."""

    PROSE = 0
    """The text calls it so: ``Gets a NavigatorCompany object.``"""
    SUMMARY = 1
    """A word of the summary that looks like a type's and ends the operation's name, or what
    pages mention, none explains, and the operation is named for."""
    PROPERTY = 2
    """The property that holds it, singular."""
    OPERATION = 3
    """The operation that answers with it, without its verb, singular."""


class NameCandidate(NamedTuple):
    """A name for a model without one. ``owner`` goes before it where others want it too."""

    rank: NameSource
    name: str
    owner: str


@lru_cache(maxsize=65536)
def operation_name(operation_id: str) -> str:
    """``v1BatchAgent_StartBatchJob`` is ``StartBatchJob``."""
    return pascal(operation_id.partition("_")[2] or operation_id)


@lru_cache(maxsize=65536)
def result_name(operation_id: str) -> str:
    """A name for what an operation answers: its own without verb and without what follows a
    preposition. ``GetTicketsByOwner`` gives ``Ticket``.
    """
    name = without_first_words(operation_name(operation_id), _VERBS)
    parts = list(split_words(name))
    for index, part in enumerate(parts):
        if index and part.lower() in ASIDES:
            parts = parts[:index]
            break
    return item_name("".join(parts))
