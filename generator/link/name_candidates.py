"""Candidates for the names of models that the docs show but do not name."""

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from generator.docs.operation_ids import method_of
from generator.link.name_words import item_name, pascal, split_words, without_first_words

_VERBS = frozenset(
    "get create save add set update find search list delete remove post put patch default"
    " new all my current or".split()
)
"""Words before what an operation is about: ``CreateOrUpdateTicket`` is about a ``Ticket``."""
PREPOSITIONS = frozenset({"from", "by", "with", "for", "on", "and", "to", "in"})
TYPE_NAME = re.compile(r"\b[A-Z][^\Wa-z]*+[a-z][^\WA-Z]*+[A-Z]\w*+")
"""A word in PascalCase with at least two capitals, such as ``ListItem``."""


class NameSource(IntEnum):
    """Where a candidate comes from. The lowest value is preferred."""

    PROSE = 0
    """The text calls the object so: ``Gets a FuseBox object.``"""
    SUMMARY = 1
    """A word of the summary that looks like a type and ends the operation's name; or a name that
    pages mention, none defines, and the operation's name ends with."""
    PROPERTY = 2
    """The name of the property that holds it, in the singular."""
    OPERATION = 3
    """The name of the operation that answers with it, without its verb, in the singular."""


class NameCandidate(NamedTuple):
    """A possible name for a model that the docs do not name."""

    rank: NameSource
    name: str
    owner: str
    """The model or tag that it was found in. It is put before the name where several models would
    get the same one."""


@lru_cache(maxsize=65536)
def operation_name(operation_id: str) -> str:
    """The part of an operation id after the tag: ``StartBatchJob`` of
    ``v1BatchAgent_StartBatchJob``. The whole id where it has no underscore.
    """
    return pascal(method_of(operation_id))


@lru_cache(maxsize=65536)
def result_name(operation_id: str) -> str:
    """A name for one item of what an operation answers with: the operation's own name without
    its verb and from a preposition on. ``GetTicketsByOwner`` gives ``Ticket``.
    """
    name = without_first_words(operation_name(operation_id), _VERBS)
    parts = list(split_words(name))
    for index, part in enumerate(parts):
        if index and part.lower() in PREPOSITIONS:
            parts = parts[:index]
            break
    return item_name("".join(parts))
