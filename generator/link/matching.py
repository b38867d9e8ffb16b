"""Which model an anonymous object is: the one with those properties."""

import re
from collections.abc import Iterable

from generator.link.facts import Facts, ModelFacts

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

COVERAGE = 0.5
"""An object that has fewer than half of a model's properties is not taken for it."""


class ModelIndex:
    """Finds models by property names. Made anew when models were added."""

    def __init__(self, facts: Facts) -> None:
        self._models = sorted(
            (model for model in facts.models.values() if not model.wraps_arguments),
            key=lambda model: model.name,
        )
        self._keys = {model.name: model.keys for model in self._models}
        self._by_key: dict[str, list[ModelFacts]] = {}
        for model in self._models:
            for key in self._keys[model.name]:
                self._by_key.setdefault(key, []).append(model)

    def find(self, names: Iterable[str], hints: Iterable[str] = ()) -> ModelFacts | None:
        """The model that has all ``names`` and the fewest others.

        Among equals the one whose name is nearest to ``hints`` (the property's name, the
        heading, the prose), then the first by alphabet. None where no model has them all.
        """
        wanted = frozenset(name.lower() for name in names)
        if not wanted:
            return None
        rarest = min(wanted, key=lambda key: len(self._by_key.get(key, ())))
        hints = tuple(hints)
        candidates = [
            (len(self._keys[model.name] - wanted), -_likeness(model.name, hints), model.name, model)
            for model in self._by_key.get(rarest, ())
            if wanted <= self._keys[model.name]
            and len(wanted) >= COVERAGE * len(self._keys[model.name])
        ]
        return min(candidates)[3] if candidates else None


def split_words(name: str) -> list[str]:
    """The words of a name in any casing, as written."""
    return _WORD.findall(name)


def words(name: str) -> list[str]:
    """The words of a name in any casing, in lower case."""
    return [word.lower() for word in split_words(name)]


def _likeness(name: str, hints: tuple[str, ...]) -> float:
    """0 to 1: how many of the name's words the best hint has; a hint that is the name wins."""
    mine = set(words(name))
    best = 0.0
    for hint in hints:
        if re.search(rf"\b{re.escape(name)}\b", hint):
            return 1.0
        theirs = set(words(hint))
        if mine and theirs:
            best = max(best, len(mine & theirs) / len(mine | theirs))
    return best
