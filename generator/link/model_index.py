"""Which model an anonymous object is: the one with those properties."""

import re
from collections.abc import Iterable

from generator.link.facts import Facts, ModelFacts
from generator.link.name_words import words

COVERAGE = 0.5
"""An object that has fewer than half of a named model's properties is not taken for it."""


class ModelIndex:
    """Finds models by property names. ``add`` what is new, ``learn`` what they learnt."""

    def __init__(self, facts: Facts) -> None:
        self._by_key: dict[str, dict[str, ModelFacts]] = {}
        for model in facts.models.values():
            self.add(model)

    def add(self, model: ModelFacts) -> None:
        """Make a model known, or the properties that it learnt."""
        if not model.wraps_arguments:
            for key in model.keys:
                self._by_key.setdefault(key, {})[model.name] = model

    def find(
        self, names: Iterable[str], hints: Iterable[str] = (), missing: int | None = None
    ) -> ModelFacts | None:
        """The model that has all ``names`` and the fewest others, at most ``missing`` if given.

        A model that no page names is only found by exactly its own properties: what is found
        must not hang on the order in which such models turn up. Among equals a named model
        wins, then the one whose name is nearest to ``hints`` (the property's name, the
        heading, the prose), then the first by alphabet. None where no model has them all.
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
    """0 to 1: how many of the name's words the best hint has; a hint that is the name wins."""
    mine = set(words(name))
    best = 0.0
    for hint in hints:
        if name in hint and re.search(rf"\b{re.escape(name)}\b", hint):
            return 1.0
        theirs = set(words(hint))
        if mine and theirs:
            best = max(best, len(mine & theirs) / len(mine | theirs))
    return best
