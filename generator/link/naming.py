"""Names for objects that the docs show but do not name."""

import re
from functools import cache

import inflection

from generator.link.facts import Facts
from generator.link.matching import words

_VERBS = frozenset(
    "get create save add set update find search list delete remove post put patch default".split()
)
_COLLECTIVES = frozenset({"list", "array", "collection", "items"})


@cache
def singular(word: str) -> str:
    """One of what ``word`` names; the word itself where it names one already."""
    if word.endswith(("ss", "us", "is")):
        return word
    return inflection.singularize(word)


def pascal(name: str) -> str:
    """``sale stakeholder`` or ``saleStakeholder`` as ``SaleStakeholder``; acronyms stay."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return "".join(part[0].upper() + part[1:] for part in parts) or "Item"


def item_name(name: str) -> str:
    """A name for one item of what ``name`` holds: ``ChildItems`` gives ``ChildItem``."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    if len(parts) > 1 and parts[-1].lower() in _COLLECTIVES:
        parts.pop()
    if parts:
        last = singular(parts[-1].lower())
        parts[-1] = last if parts[-1].islower() else last[0].upper() + last[1:]
    return pascal(" ".join(parts))


def operation_name(operation_id: str) -> str:
    """``v1BatchAgent_StartBatchJob`` is ``StartBatchJob``."""
    return pascal(operation_id.partition("_")[2] or operation_id)


def result_name(operation_id: str) -> str:
    """A name for what an operation answers: its own without the verb."""
    name = operation_name(operation_id)
    parts = words(name)
    if len(parts) > 1 and parts[0] in _VERBS:
        name = name[len(parts[0]) :]
    return item_name(name)


def free_name(facts: Facts, wanted: str, prefix: str = "") -> str:
    """``wanted``, or the first variation of it that no model has."""
    taken = {name.lower() for name in (*facts.models, *facts.named)}
    if wanted.lower() not in taken:
        return wanted
    if prefix and (longer := pascal(prefix) + wanted).lower() not in taken:
        return longer
    number = 2
    while f"{wanted}{number}".lower() in taken:
        number += 1
    return f"{wanted}{number}"
