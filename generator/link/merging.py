"""Merges two models if one of them lacks some properties of the other, and has no others.

Reads and changes the models: each one that no page names is merged into the one that has all its
properties and the fewest others. Runs after ``decide_properties``, which is then repeated, because
merged properties have more rows and samples.

Before: a request's sample shows ``{Width, Open}``, the answer's ``{Width, Open, Id}``.
After: both are one model with Width, Open and Id. The request leaves out what the server sets.
"""

from collections import Counter

from generator.link.facts import Facts, ModelFacts
from generator.link.model_index import COVERAGE, similarity
from generator.link.name_candidates import NameSource
from generator.link.references import refer_to


def merge_models(facts: Facts) -> None:
    """Merge from the smallest up, so that the outcome does not depend on which was found first."""
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
            and not model.listed_below
            and (into := _larger_model(model, by_key, common))
        ):
            merged[model.name] = into.name
            _merge(model, into)
    for name in merged:
        del facts.models[name]
    found = {name: _last(name, merged) for name in merged}
    refer_to(facts, found)
    for model in facts.models.values():
        model.name_candidates = {
            candidate._replace(owner=found.get(candidate.owner, candidate.owner))
            for candidate in model.name_candidates
        }


def _common_keys(facts: Facts) -> frozenset[str]:
    """Properties that more than half of the documented models have, where there are over three.

    They say nothing about which model an object is.
    """
    documented = [m for m in facts.models.values() if m.documented and not m.wraps_arguments]
    counts = Counter(key for model in documented for key in model.keys)
    return frozenset(key for key, count in counts.items() if count * 2 > len(documented) > 3)


def _larger_model(
    model: ModelFacts, by_key: dict[str, list[ModelFacts]], common: frozenset[str]
) -> ModelFacts | None:
    """The model that ``model`` is a part of; None if there is none.

    The prose must not call the two by different names. Of several, the one with the fewest other
    properties, then a named one, then the one whose name is most similar.
    """
    own = model.keys - common
    if not own:
        return None
    names = _names_from_text(model)
    rarest = min(own, key=lambda key: (len(by_key[key]), key))
    candidates = [
        other
        for other in by_key[rarest]
        if model.keys < other.keys
        and len(own) >= COVERAGE * len(other.keys - common)
        and (not names or names & ({other.name} | _names_from_text(other)))
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


def _names_from_text(model: ModelFacts) -> set[str]:
    """What prose and summaries call the model."""
    return {
        candidate.name
        for candidate in model.name_candidates
        if candidate.rank <= NameSource.SUMMARY
    }


def _merge(model: ModelFacts, into: ModelFacts) -> None:
    """Add everything that is known of ``model`` to ``into``, which has all its properties."""
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
    """The model that ``name`` ended up in, after any number of merges."""
    while name in merged:
        name = merged[name]
    return name
