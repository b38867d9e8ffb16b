"""One model for objects that differ only by what one of them leaves out.

A request's sample leaves out what only the server sets, and the answer's has it. Models that no
page names are merged into the one that has all their properties and the fewest others.
"""

from collections import Counter

from generator.link.facts import Facts, ModelFacts
from generator.link.model_index import COVERAGE, similarity
from generator.link.name_candidates import NameSource
from generator.link.references import refer_to


def merge_models(facts: Facts) -> None:
    """Merge from the smallest up, so that the outcome does not hang on what was found first."""
    common = _common_keys(facts)
    models = [model for model in facts.models.values() if not model.wraps_arguments]
    by_key: dict[str, list[ModelFacts]] = {}
    for model in models:
        for key in model.keys:
            by_key.setdefault(key, []).append(model)
    merged: dict[str, str] = {}
    for model in sorted(models, key=lambda m: (len(m.keys), sorted(m.keys), m.name)):
        if (
            model.is_anonymous
            and not model.from_response_table
            and (into := _whole(model, by_key, common))
        ):
            merged[model.name] = into.name
            _merge(model, into)
    for name in merged:
        del facts.models[name]
    refer_to(facts, {name: _last(name, merged) for name in merged})


def _common_keys(facts: Facts) -> frozenset[str]:
    """What most documented models have says nothing of which model it is."""
    documented = [m for m in facts.models.values() if m.documented and not m.wraps_arguments]
    counts = Counter(key for model in documented for key in model.keys)
    return frozenset(key for key, count in counts.items() if count * 2 > len(documented) > 3)


def _whole(
    model: ModelFacts, by_key: dict[str, list[ModelFacts]], common: frozenset[str]
) -> ModelFacts | None:
    own = model.keys - common
    if not own:
        return None
    told = _told(model)
    rarest = min(own, key=lambda key: (len(by_key[key]), key))
    candidates = [
        other
        for other in by_key[rarest]
        if model.keys < other.keys
        and len(own) >= COVERAGE * len(other.keys - common)
        and (not told or told & ({other.name} | _told(other)))
    ]
    hints = tuple(candidate.name for candidate in sorted(model.name_candidates))
    return min(
        candidates,
        key=lambda m: (
            len(m.keys - common),
            len(m.keys),
            m.is_anonymous,
            -similarity(m.name, hints),
            sorted(m.keys),
            m.name,
        ),
        default=None,
    )


def _told(model: ModelFacts) -> set[str]:
    """What the prose calls it."""
    return {
        candidate.name
        for candidate in model.name_candidates
        if candidate.rank <= NameSource.SUMMARY
    }


def _merge(model: ModelFacts, into: ModelFacts) -> None:
    names = {name.lower(): name for name in into.properties}
    for fact in model.properties.values():
        known = into.properties[names[fact.name.lower()]]
        known.cells += fact.cells
        known.shape.merge(fact.shape)
        known.changed = True
    into.name_candidates |= model.name_candidates
    into.documented |= model.documented
    into.from_response_table |= model.from_response_table
    into.sources += model.sources


def _last(name: str, merged: dict[str, str]) -> str:
    while name in merged:
        name = merged[name]
    return name
