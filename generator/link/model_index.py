"""Finds a model by the names of the properties that an object has."""

import re
from collections.abc import Callable, Iterable

from generator.link.facts import Facts, ModelFacts
from generator.link.name_words import words

COVERAGE = 0.5
"""The share of a named model's properties that an object must have to be taken for it."""


class ModelIndex:
    """Finds models by the names of their properties, without regard to case."""

    def __init__(self, facts: Facts) -> None:
        self._by_key: dict[str, dict[str, ModelFacts]] = {}
        for model in facts.models.values():
            self.add(model)

    def add(self, model: ModelFacts) -> None:
        """Add a model, or what is new of one that was added before."""
        if not model.wraps_arguments:
            for key in model.keys:
                self._by_key.setdefault(key, {})[model.name] = model

    def find(
        self,
        names: Iterable[str],
        hints: Iterable[str] = (),
        missing: int | None = None,
        of: Callable[[ModelFacts], bool] | None = None,
    ) -> ModelFacts | None:
        """The model that has all properties in ``names`` and the fewest others (at most
        ``missing``, if given), and for which ``of`` holds. None where there is none.

        A model that no page names is only found by exactly its own properties, because the
        outcome must not depend on the order in which such models turn up. Among equals a named
        model wins, then the one whose name is most similar to ``hints`` (the property's name, the
        heading, the prose), then the first by alphabet.
        """
        wanted = frozenset(name.lower() for name in names)
        if not wanted:
            return None
        rarest = min(wanted, key=lambda key: len(self._by_key.get(key, ())))
        candidates = [
            model
            for model in self._by_key.get(rarest, {}).values()
            if wanted <= model.keys
            and len(wanted) >= (1 if model.is_anonymous else COVERAGE) * len(model.keys)
            and (missing is None or len(model.keys) - len(wanted) <= missing)
            and (of is None or of(model))
        ]
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        hints = tuple(hints)
        return min(
            candidates,
            key=lambda model: (
                len(model.keys) - len(wanted),
                model.is_anonymous,
                -similarity(model.name, hints),
                model.name,
            ),
        )


def similarity(name: str, hints: tuple[str, ...]) -> float:
    """How similar a model's name is to the best of ``hints``, from 0 to 1.

    1 where a hint contains the name as a word, else the share of words that both have among the
    words that either has.
    """
    mine = set(words(name))
    best = 0.0
    for hint in hints:
        if name in hint and re.search(rf"\b{re.escape(name)}\b", hint):
            return 1.0
        theirs = set(words(hint))
        if mine and theirs:
            best = max(best, len(mine & theirs) / len(mine | theirs))
    return best
