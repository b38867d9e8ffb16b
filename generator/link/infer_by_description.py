"""Infers types from descriptions that hold an example, or a word for text or for points in time."""

import re

from generator.link.decisions import Decision, Rule, inferred
from generator.link.facts import PropertyFacts
from generator.link.name_words import words
from generator.model import Array, Map, RequestBody, Scalar, Schema, Unknown

_OBJECT = re.compile(r"\{\s*['\"][\w ]+['\"]\s*:")
_STRINGS = re.compile(r"\[\s*['\"]")
_TEXT = re.compile(r"\b(?:text|string|note|XML|HTML)\b", re.IGNORECASE)
_DATE_TIME = re.compile(r"\bDate-?Time\b", re.IGNORECASE)

EXAMPLES: tuple[tuple[re.Pattern[str], Schema, str], ...] = (
    (_OBJECT, Map(values=Unknown()), "the description gives an object for example"),
    (_STRINGS, Array(items=Scalar(type="string")), "the description gives a list for example"),
    (_TEXT, Scalar(type="string"), "the description speaks of text"),
)
"""A pattern, the type of a body whose description it is found in, and why."""


def example_in_description(body: RequestBody) -> Decision | None:
    """The type of the first pattern in ``EXAMPLES`` that the body's description contains.

    ``For example { 'lamp': 'on' }`` is a map, ``For example ['a', 'b']`` a list of strings.
    """
    for pattern, schema, because in EXAMPLES:
        if pattern.search(body.description):
            return inferred(schema, Rule.example_in_description, because, [body.source])
    return None


def describes_dates(fact: PropertyFacts) -> bool:
    """Whether an array's name ends with ``dates`` or ``times`` and a row says ``DateTime``."""
    return words(fact.name)[-1:] in {("dates",), ("times",)} and any(
        _DATE_TIME.search(cell.description) for cell in fact.cells
    )
