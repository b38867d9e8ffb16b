"""Splits names into words and joins words into names."""

import re
from functools import lru_cache

import inflection

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_COLLECTIVES = frozenset({"list", "array", "collection", "items"})
"""Last words that only say that there are several."""

_LENSES = "lenses"
"""The plural of a word that ends in -ns; that of words in -nse, such as *licenses*, looks alike."""


@lru_cache(maxsize=65536)
def split_words(name: str) -> tuple[str, ...]:
    """The words of a name in any casing, as written: ``saleItem2`` gives sale, Item and 2."""
    return tuple(_WORD.findall(name))


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in any casing, in lower case."""
    return tuple(word.lower() for word in split_words(name))


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The singular of an English word; the word itself where it is singular already."""
    if word.endswith(("ss", "us", "is", "a")):
        return word
    if word.lower().endswith(_LENSES):
        return word[: -len("es")]
    return str(inflection.singularize(word))


@lru_cache(maxsize=65536)
def pascal(name: str) -> str:
    """A name in PascalCase: ``sale item`` and ``saleItem`` give ``SaleItem``. Capitals stay."""
    return "".join(part[0].upper() + part[1:] for part in split_words(name)) or "Item"


@lru_cache(maxsize=65536)
def item_name(name: str) -> str:
    """A PascalCase name for one item of what ``name`` holds: ``ChildItems`` gives ``ChildItem``,
    ``LampList`` gives ``Lamp``.
    """
    parts = list(split_words(name))
    if len(parts) > 1 and parts[-1].lower() in _COLLECTIVES:
        parts.pop()
    if parts:
        parts[-1] = parts[-1] if parts[-1].isupper() else singular(parts[-1])
    return pascal(" ".join(parts))


def without_first_words(name: str, unwanted: frozenset[str]) -> str:
    """``name`` without the words of ``unwanted`` (in lower case) at its start. The last word
    always stays.
    """
    parts = list(split_words(name))
    while len(parts) > 1 and parts[0].lower() in unwanted:
        parts.pop(0)
    return "".join(parts)
