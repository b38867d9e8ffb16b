"""Names for objects that the docs show but do not name."""

import re
from functools import cache

import inflection

from generator.link.facts import Facts
from generator.link.matching import split_words, words

_VERBS = frozenset(
    "get create save add set update find search list delete remove post put patch default"
    " new all".split()
)
TYPE_NAME = re.compile(r"\b[A-Z]\w*[a-z]\w*[A-Z]\w*\b")
_COLLECTIVES = frozenset({"list", "array", "collection", "items"})


@cache
def singular(word: str) -> str:
    """One of what ``word`` names; the word itself where it names one already."""
    if word.endswith(("ss", "us", "is", "a")):
        return word
    return str(inflection.singularize(word))


def pascal(name: str) -> str:
    """``sale stakeholder`` or ``saleStakeholder`` as ``SaleStakeholder``; acronyms stay."""
    return "".join(part[0].upper() + part[1:] for part in split_words(name)) or "Item"


def item_name(name: str) -> str:
    """A name for one item of what ``name`` holds: ``ChildItems`` gives ``ChildItem``."""
    parts = split_words(name)
    if len(parts) > 1 and parts[-1].lower() in _COLLECTIVES:
        parts.pop()
    if parts:
        parts[-1] = parts[-1] if parts[-1].isupper() else singular(parts[-1])
    return pascal(" ".join(parts))


def operation_name(operation_id: str) -> str:
    """``v1BatchAgent_StartBatchJob`` is ``StartBatchJob``."""
    return pascal(operation_id.partition("_")[2] or operation_id)


def result_name(operation_id: str, summary: str) -> str:
    """A name for what an operation answers: the longest word of its summary that looks like a
    type's and is part of the operation's name too, else that name without its verb.
    """
    name = operation_name(operation_id)
    told: list[str] = [word for word in TYPE_NAME.findall(summary) if word in name and word != name]
    if told:
        return max(told, key=lambda word: (len(word), word))
    parts = words(name)
    while len(parts) > 1 and parts[0] in _VERBS:
        name = name[len(parts.pop(0)) :]
    return item_name(name)


def free_name(facts: Facts, wanted: str, prefix: str = "") -> str:
    """``wanted``, or the first variation of it that no model has and no page mentions."""
    taken = {name.lower() for name in (*facts.models, *facts.named, *facts.mentioned)}
    if wanted.lower() not in taken:
        return wanted
    if prefix and (longer := pascal(prefix) + wanted).lower() not in taken:
        return longer
    number = 2
    while f"{wanted}{number}".lower() in taken:
        number += 1
    return f"{wanted}{number}"
