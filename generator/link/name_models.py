"""Names for the models that no page names.

Each gets the best of what it might be called. Where several want one name, all of them put their
owner's name before it: none is first, so the outcome does not hang on which page came first. A
name that the prose tells, or that pages mention as a type, is never given for a property alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from generator.link.facts import Facts, ModelFacts, most_common
from generator.link.name_candidates import ASIDES, NameCandidate, NameSource
from generator.link.name_words import item_name, pascal, split_words
from generator.link.references import refer_to

JSON_PATCH = frozenset({"op", "path", "value", "from"})
"""The members of a JSON Patch operation (RFC 6902, section 4)."""


def name_models(facts: Facts) -> None:
    """Give every model its name, and write it into every schema that refers to it."""
    anonymous = sorted((model for model in facts.models.values() if model.is_anonymous), key=_order)
    best = _best_candidates(anonymous)
    names = _without_clashes(facts, anonymous, best)
    facts.models = {names.get(name, name): model for name, model in facts.models.items()}
    for name, model in facts.models.items():
        model.is_named = model.name not in best or best[model.name].rank <= NameSource.SUMMARY
        model.name = name
        model.name_candidates = {
            candidate._replace(owner=names.get(candidate.owner, candidate.owner))
            for candidate in model.name_candidates
        }
    refer_to(facts, names)


def _best_candidates(models: Iterable[ModelFacts]) -> dict[str, NameCandidate]:
    """The best candidate of each model. What prose calls several models is the name of none."""
    best = {model.name: _best(model) for model in models}
    told = Counter(
        candidate.name for candidate in best.values() if candidate.rank <= NameSource.SUMMARY
    )
    for model in models:
        candidate = best[model.name]
        if candidate.rank <= NameSource.SUMMARY and told[candidate.name] > 1:
            model.name_candidates = {w for w in model.name_candidates if w.name != candidate.name}
            best[model.name] = _best(model)
    return best


def _order(model: ModelFacts) -> tuple[list[str], list[NameCandidate]]:
    """By what it is, not by when it was found."""
    return sorted(model.keys), sorted(model.name_candidates)


def _best(model: ModelFacts) -> NameCandidate:
    """The best of a model's name candidates."""
    if model.keys <= JSON_PATCH and {"op", "path"} <= model.keys:
        return NameCandidate(NameSource.PROSE, "JsonPatch", "")
    by_rank: dict[NameSource, list[NameCandidate]] = {}
    for candidate in model.name_candidates:
        by_rank.setdefault(candidate.rank, []).append(candidate)
    rank = min(by_rank, default=NameSource.OPERATION)
    name_candidates = by_rank.get(rank, [])
    names = [candidate.name for candidate in name_candidates]
    by_property = rank == NameSource.PROPERTY
    name = _common_name(names) if by_property else most_common(names, shortest=True)
    if by_property:
        name = _longer(name, by_rank.get(NameSource.OPERATION, ()))
    owners = [candidate.owner for candidate in name_candidates if candidate.name == name]
    return NameCandidate(
        rank, name, min(owners or [candidate.owner for candidate in name_candidates], default="")
    )


def _common_name(names: list[str]) -> str:
    """One name for what is given several: the one that most owners give.

    Where none has a majority, the words that all share, if two or more: ``TimeZoneDSTRule``
    and ``TimeZoneSTDRule`` are a ``TimeZoneRule``. Else what those share that end alike, if
    two or more do: ``Phone`` for ``MobilePhone``, ``OfficePhone`` and ``Fax``. Else the most
    frequent, then the first by alphabet.
    """
    counts = Counter(names)
    different = sorted(counts)
    if len(different) > 1 and max(counts.values()) * 2 <= len(names):
        shared = _shared_words(different)
        if len(shared) > 1:
            return item_name(_without_aside(shared))
        ends = Counter(split_words(name)[-1:] for name in different)
        end = min(ends, key=lambda e: (-ends[e], e))
        if ends[end] > 1:
            alike = [name for name in different if split_words(name)[-1:] == end]
            return item_name("".join(_shared_words(alike)))
    return min(counts, key=lambda n: (-counts[n], n), default="Item")


def _shared_words(names: list[str]) -> list[str]:
    return [
        word for word in split_words(names[0]) if all(word in split_words(n) for n in names[1:])
    ]


def _without_aside(parts: list[str]) -> str:
    while len(parts) > 1 and parts[-1].lower() in ASIDES:
        parts = parts[:-1]
    return "".join(parts)


def _longer(name: str, operations: Iterable[NameCandidate]) -> str:
    """A property's name, or the operation's where that begins or ends with it: ``Rule`` is a
    ``DuplicateRule`` where ``GetDuplicateRules`` answers with it.
    """
    longer = [
        candidate.name
        for candidate in operations
        if split_words(candidate.name)[-len(split_words(name)) :] == split_words(name)
        or split_words(candidate.name)[: len(split_words(name))] == split_words(name)
    ]
    return min(longer, key=lambda n: (len(n), n), default=name)


def _without_clashes(
    facts: Facts, anonymous: Iterable[ModelFacts], best: dict[str, NameCandidate]
) -> dict[str, str]:
    """A name of its own for each mark. What the prose tells comes first; it may be a name that
    pages mention, and then explains it.
    """
    fixed = {name.lower() for name in facts.models if name not in best}
    mentioned = {name.lower() for name in facts.mentioned} | fixed
    told = [model for model in anonymous if best[model.name].rank <= NameSource.SUMMARY]
    others = [model for model in anonymous if best[model.name].rank > NameSource.SUMMARY]
    names: dict[str, str] = {}
    pending = _claim(told, best, _alone, fixed, names)
    pending = _claim(pending + others, best, _alone, mentioned, names)
    pending = _claim(pending, best, _with_owner, mentioned, names)
    taken = {name.lower() for name in names.values()} | mentioned
    numbers: Counter[str] = Counter()
    for model in pending:
        stem = name = _with_owner(best[model.name], best)
        while name.lower() in taken or name == stem:
            numbers[stem] += 1
            name = f"{stem}{numbers[stem] + 1}"
        names[model.name] = name
        taken.add(name.lower())
    return names


def _claim(
    models: Iterable[ModelFacts],
    best: dict[str, NameCandidate],
    variant: Callable[[NameCandidate, dict[str, NameCandidate]], str],
    barred: set[str],
    names: dict[str, str],
) -> list[ModelFacts]:
    """Name those that are alone in what they want; the others are given back."""
    wanted = {model.name: variant(best[model.name], best) for model in models}
    counts = Counter(name.lower() for name in wanted.values())
    taken = barred | {name.lower() for name in names.values()}
    left = []
    for model in models:
        name = wanted[model.name]
        if counts[name.lower()] == 1 and name.lower() not in taken:
            names[model.name] = name
        else:
            left.append(model)
    return left


def _alone(candidate: NameCandidate, _best: dict[str, NameCandidate]) -> str:
    return candidate.name


def _with_owner(candidate: NameCandidate, best: dict[str, NameCandidate]) -> str:
    """``Room`` and ``Window`` as ``RoomWindow``. An owner without a name goes by its candidate."""
    owner = best[candidate.owner].name if candidate.owner in best else candidate.owner
    return f"{pascal(owner)}{candidate.name}" if owner else candidate.name
