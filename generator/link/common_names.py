"""One name for a model that several properties hold under different names."""

from collections import Counter

from generator.link.name_candidates import PREPOSITIONS
from generator.link.name_words import item_name, split_words


def common_name(names: list[str]) -> str:
    """The name that more than half of the owners give; ``Item`` where there are none.

    Without such a majority, the first of these that exists:

    1. the words that all names share, if two or more: ``TimeZoneDSTRule`` and
       ``TimeZoneSTDRule`` give ``TimeZoneRule``;
    2. the words that all names with the most frequent last word share, if two or more have it:
       ``MobilePhone``, ``OfficePhone`` and ``Fax`` give ``Phone``;
    3. the most frequent name, then the first by alphabet.
    """
    counts = Counter(names)
    different = sorted(counts)
    if len(different) > 1 and max(counts.values()) * 2 <= len(names):
        shared = _shared_words(different)
        if len(shared) > 1:
            return item_name(_without_last_preposition(shared))
        ends = Counter(split_words(name)[-1:] for name in different)
        end = min(ends, key=lambda e: (-ends[e], e))
        if ends[end] > 1:
            same_end = [name for name in different if split_words(name)[-1:] == end]
            return item_name("".join(_shared_words(same_end)))
    return min(counts, key=lambda n: (-counts[n], n), default="Item")


def _shared_words(names: list[str]) -> list[str]:
    """The words of the first name that all others have too."""
    return [
        word for word in split_words(names[0]) if all(word in split_words(n) for n in names[1:])
    ]


def _without_last_preposition(parts: list[str]) -> str:
    """The words as one name, without prepositions at its end."""
    while len(parts) > 1 and parts[-1].lower() in PREPOSITIONS:
        parts = parts[:-1]
    return "".join(parts)
