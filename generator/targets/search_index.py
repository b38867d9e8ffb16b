"""All words of an API by their first letter, so that a browser loads only what it searches for.

A word leads to the numbers of operations and models, and to properties of models. Entries are
counted through: first the operations, then the models, both in the order of the API.
"""

import re
from collections.abc import Iterable, Sequence
from string import ascii_lowercase, digits
from typing import NamedTuple

from generator.model import Api, Object

_WORD = re.compile(r"[^\W_]{2,}")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
"""A part of a name: ``Contact`` and ``ID`` of ``ContactID``."""
_LONGEST = 40
"""Characters of a word that are kept; nobody types more."""
_FIRST = digits + ascii_lowercase
_OTHER = "other"
"""The shard of words that begin with something else than a letter or digit of ASCII."""
IN_NAME, IN_TEXT = 0, 1


class WordHits(NamedTuple):
    """Where a word stands."""

    word: str
    """In lower case."""
    entries: list[int]
    """The numbers of operations and models, each times two, and one more where the word stands in
    a text and not in a name."""
    properties: list[tuple[int, str]]
    """Properties with the word in their name or text: the number of the model, and the name."""


class WordIndex(NamedTuple):
    """The index of one API."""

    shards: dict[str, list[WordHits]]
    """By the first letter of their words, which are sorted."""


def shard_key(word: str) -> str:
    """The key of the shard that has a word."""
    first = word[0]
    return first if first in _FIRST else _OTHER


def index_words(api: Api, models: Iterable[str]) -> WordIndex:
    """The words of all operations, and of ``models``, the names of the schemas with an entry."""
    listed = set(models)
    found: dict[str, tuple[dict[int, int], dict[tuple[int, str], None]]] = {}

    def add(number: int, words: Iterable[str], where: int) -> None:
        for word in words:
            entries = found.setdefault(word, ({}, {}))[0]
            entries[number] = min(where, entries.get(number, where))

    for number, op in enumerate(api.operations):
        add(number, words_of_names([op.short_name, op.operation_id, op.tag, op.path]), IN_NAME)
        add(number, words_of_text([op.title, op.summary, op.description]), IN_TEXT)
        add(number, words_of_names([p.name for p in op.parameters if not p.shared]), IN_TEXT)
    schemas = [schema for schema in api.schemas if schema.name in listed]
    for number, schema in enumerate(schemas, len(api.operations)):
        add(number, words_of_names([schema.name]), IN_NAME)
        add(number, words_of_text([schema.description]), IN_TEXT)
        body = schema.schema_
        for property_ in body.properties if isinstance(body, Object) else ():
            words = {*words_of_names([property_.name]), *words_of_text([property_.description])}
            for word in sorted(words):
                found.setdefault(word, ({}, {}))[1][number, property_.name] = None
    # All of them, so that a browser can ask for any.
    shards: dict[str, list[WordHits]] = {key: [] for key in (*_FIRST, _OTHER)}
    for word in sorted(found):
        entries, properties = found[word]
        hits = WordHits(word, [n * 2 + where for n, where in entries.items()], [*properties])
        shards[shard_key(word)].append(hits)
    return WordIndex(shards)


def words_of_names(names: Sequence[str]) -> list[str]:
    """The words of names in lower case: each whole, and its parts."""
    found: dict[str, None] = {}
    for name in names:
        for whole in _WORD.findall(name):
            found[whole.lower()[:_LONGEST]] = None
            for part in _PART.findall(whole):
                if len(part) > 1:
                    found[part.lower()[:_LONGEST]] = None
    return [*found]


def words_of_text(texts: Sequence[str]) -> list[str]:
    """The words of texts in lower case, each once."""
    return [*dict.fromkeys(w[:_LONGEST] for text in texts for w in _WORD.findall(text.lower()))]
