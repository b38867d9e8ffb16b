"""Names for the models that no page names.

Reads the candidates that other passes collected. Each model gets the best of its candidates. Where
several models would get the same name, the owner's name is put before each of them, so the names do
not depend on the order of the pages. A name from the prose, or one that pages mention as a type, is
never given to a model only because a property has that name. The names are then written into every
decision.

Before: the items of ``Room.Doors`` and of ``Car.Doors`` are different objects without a name.
After: they are ``RoomDoor`` and ``CarDoor``; with ``Room`` alone it would be ``Door``.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from generator.link.common_names import common_name
from generator.link.decisions import Decision, Rule
from generator.link.facts import Facts, ModelFacts, most_common
from generator.link.name_candidates import NameCandidate, NameSource
from generator.link.name_words import pascal, split_words
from generator.link.references import refer_to
from generator.model import Reference

JSON_PATCH = frozenset({"op", "path", "value", "from"})
"""The members of a JSON Patch operation (RFC 6902, section 4)."""

Best = dict[str, NameCandidate]
"""By the placeholder of each model without a name: its best candidate."""

Names = dict[str, tuple[str, Rule]]
"""By the placeholder of each model without a name: its name, and the rule that gave it."""


def name_models(facts: Facts) -> None:
    """Give every model its name, and write it into every schema that refers to it."""
    anonymous = sorted(
        (model for model in facts.models.values() if model.is_anonymous), key=_by_content
    )
    best = _best_candidates(anonymous)
    given = _names_without_clashes(facts, anonymous, best)
    names = {placeholder: name for placeholder, (name, _) in given.items()}
    facts.models = {names.get(name, name): model for name, model in facts.models.items()}
    for name, model in facts.models.items():
        placeholder = model.name
        model.is_named = placeholder not in best or best[placeholder].rank <= NameSource.SUMMARY
        model.name = name
        model.name_candidates = {
            candidate._replace(owner=names.get(candidate.owner, candidate.owner))
            for candidate in model.name_candidates
        }
        if placeholder in given:
            model.chosen_candidate = best[placeholder].name
            rule = given[placeholder][1]
            model.naming = Decision(Reference(name=name), rule, _because(best[placeholder], names))
        else:
            model.naming = name_in_docs(name)
    refer_to(facts, names)


def _because(candidate: NameCandidate, names: dict[str, str]) -> str:
    """``Decision.because`` of a name: where the chosen candidate comes from."""
    owner = names.get(candidate.owner, candidate.owner)
    match candidate.rank:
        case NameSource.PROSE | NameSource.SUMMARY:
            return f"named by the docs, in the text of {owner}" if owner else "named by the docs"
        case NameSource.PROPERTY:
            return f"named here for a property of {owner}, as no page names it"
        case _:
            return f"named here for an operation of {owner}, as no page names it"


def _by_content(model: ModelFacts) -> tuple[list[str], list[NameCandidate]]:
    """A sort key that does not depend on the order in which models were found: the names of the
    properties, then the candidates.
    """
    return sorted(model.keys), sorted(model.name_candidates)


def _best_candidates(models: Iterable[ModelFacts]) -> Best:
    """The best candidate of each model. A name that prose gives to several models is dropped where
    there is another.
    """
    best = {model.name: _best(model) for model in models}
    from_text = Counter(
        candidate.name for candidate in best.values() if candidate.rank <= NameSource.SUMMARY
    )
    for model in models:
        candidate = best[model.name]
        if candidate.rank <= NameSource.SUMMARY and from_text[candidate.name] > 1:
            others = {w for w in model.name_candidates if w.name != candidate.name}
            model.name_candidates = others or model.name_candidates
            best[model.name] = _best(model)
    return best


def _best(model: ModelFacts) -> NameCandidate:
    """The best of a model's candidates: of the best rank, and there the most common one.

    An object that has only members of a JSON Patch operation is a ``JsonPatch``.
    """
    if model.keys <= JSON_PATCH and {"op", "path"} <= model.keys:
        return NameCandidate(NameSource.PROSE, "JsonPatch", "")
    by_rank: dict[NameSource, list[NameCandidate]] = {}
    for candidate in model.name_candidates:
        by_rank.setdefault(candidate.rank, []).append(candidate)
    rank = min(by_rank, default=NameSource.OPERATION)
    candidates = by_rank.get(rank, [])
    names = [candidate.name for candidate in candidates]
    if rank == NameSource.PROPERTY:
        name = _or_longer_operation(common_name(names), by_rank.get(NameSource.OPERATION, ()))
    else:
        name = most_common(names, shortest=True)
    owners = [candidate.owner for candidate in candidates if candidate.name == name]
    owner = min(owners or [candidate.owner for candidate in candidates], default="")
    return NameCandidate(rank, name, owner)


def _or_longer_operation(name: str, operations: Iterable[NameCandidate]) -> str:
    """A property's name, or an operation's candidate that begins or ends with its words.

    ``Rule`` becomes ``DuplicateRule`` where ``GetDuplicateRules`` answers with the model.
    """
    parts = split_words(name)
    longer = [
        candidate.name
        for candidate in operations
        if split_words(candidate.name)[-len(parts) :] == parts
        or split_words(candidate.name)[: len(parts)] == parts
    ]
    return min(longer, key=lambda n: (len(n), n), default=name)


def name_in_docs(name: str) -> Decision:
    """A model that a heading, a type cell or the prose names keeps that name."""
    return Decision(Reference(name=name), Rule.name_in_docs, "named by the docs")


def _names_without_clashes(facts: Facts, anonymous: list[ModelFacts], best: Best) -> Names:
    """A name of its own for each model without one, by the naming rules in their order.

    Names from prose come first; they may be names that pages mention, which they then define.
    """
    fixed = {name.lower() for name in facts.models if name not in best}
    mentioned = {name.lower() for name in facts.mentioned} | fixed
    from_text = [model for model in anonymous if best[model.name].rank <= NameSource.SUMMARY]
    others = [model for model in anonymous if best[model.name].rank > NameSource.SUMMARY]
    names: Names = {}
    pending = _name_where_unique(from_text, best, best_candidate, fixed, names)
    pending = _name_where_unique(pending + others, best, best_candidate, mentioned, names)
    pending = _name_where_unique(pending, best, owner_and_candidate, mentioned, names)
    taken = {name.lower() for name, _ in names.values()} | mentioned
    numbered_name(pending, best, taken, names)
    return names


def _name_where_unique(
    models: Iterable[ModelFacts],
    best: Best,
    rule: Callable[[NameCandidate, Best], str],
    reserved: set[str],
    names: Names,
) -> list[ModelFacts]:
    """Name each model for which ``rule`` makes a name that it makes for no other model and that is
    not reserved; return the models that are still without a name.

    ``reserved`` holds names in lower case; ``names`` is extended.
    """
    wanted = {model.name: rule(best[model.name], best) for model in models}
    counts = Counter(name.lower() for name in wanted.values())
    taken = reserved | {name.lower() for name, _ in names.values()}
    left = []
    for model in models:
        name = wanted[model.name]
        if counts[name.lower()] == 1 and name.lower() not in taken:
            names[model.name] = name, Rule(rule.__name__)
        else:
            left.append(model)
    return left


def best_candidate(candidate: NameCandidate, _best: Best) -> str:
    """The candidate alone: ``Window``."""
    return candidate.name


def owner_and_candidate(candidate: NameCandidate, best: Best) -> str:
    """The owner's name before the candidate: ``RoomWindow``.

    An owner without a name goes by its own best candidate.
    """
    owner = best[candidate.owner].name if candidate.owner in best else candidate.owner
    return f"{pascal(owner)}{candidate.name}" if owner else candidate.name


def numbered_name(models: Iterable[ModelFacts], best: Best, taken: set[str], names: Names) -> None:
    """Number the names that are still not unique, in the order of ``models``: ``RoomWindow2``.

    ``taken`` holds names in lower case; it and ``names`` are extended.
    """
    numbers: Counter[str] = Counter()
    for model in models:
        stem = name = owner_and_candidate(best[model.name], best)
        while name.lower() in taken or name == stem:
            numbers[stem] += 1
            name = f"{stem}{numbers[stem] + 1}"
        names[model.name] = name, Rule.numbered_name
        taken.add(name.lower())
