"""What pages say of models that they do not describe by themselves."""

import re
from collections import defaultdict

from generator.link.facts import Facts
from generator.model import Object, Reference

_WORD = re.compile(r"(?<![\w.])[A-Za-z]\w*+(?!\.[\w.]*\w)")
_NEXT_WORD = re.compile(r"[a-z0-9][A-Z]")
"""Where a word starts in a name of several: ``LampLens``."""


def model_descriptions(facts: Facts) -> None:
    """Give a model without a description the words of properties that hold it, where these words
    name it and are the same everywhere.

    ``Lens: "LampLens is the glass before the bulb."`` describes the model ``LampLens``. A text that
    does not name the model is about the property: ``"The glass of this lamp."``. Where the model's
    name is one word, a text that has it may mean the word (``"Person in charge"``).
    """
    texts: dict[str, set[str]] = defaultdict(set)
    for named in facts.api.schemas:
        if isinstance(named.schema_, Object):
            for p in named.schema_.properties:
                if isinstance(p.schema_, Reference) and p.schema_.name in _WORD.findall(
                    p.description
                ):
                    texts[p.schema_.name].add(p.description)
    schemas = tuple(
        named.model_copy(update={"description": next(iter(found))})
        if not named.description
        and len(found := texts.get(named.name, ())) == 1
        and _NEXT_WORD.search(named.name)
        else named
        for named in facts.api.schemas
    )
    facts.api = facts.api.model_copy(update={"schemas": schemas})
