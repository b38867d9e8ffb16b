"""What descriptions tell of a type: an example, a word for text, a word for points in time."""

import re

from generator.link.facts import PropertyFacts, found_by
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


def described(body: RequestBody) -> Schema | None:
    """The first of ``EXAMPLES`` that the description holds."""
    for pattern, schema, because in EXAMPLES:
        if pattern.search(body.description):
            provenance = found_by("described", because, [body.source])
            return schema.model_copy(update={"provenance": provenance})
    return None


def is_of_dates(fact: PropertyFacts) -> bool:
    """An array that is named for dates and described as ``DateTime``, although its samples
    show any text.
    """
    return words(fact.name)[-1:] in {("dates",), ("times",)} and any(
        _DATE_TIME.search(cell.description) for cell in fact.cells
    )
