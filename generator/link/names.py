"""Names for the models that no page names.

Each gets the best of what it might be called. Where several want one name, all of them put their
owner's name before it: none is first, so the outcome does not hang on which page came first. A
name that the prose tells, or that pages mention as a type, is never given for a property alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from generator.link.facts import Facts, ModelFacts, most_common
from generator.link.naming import ASIDES, Rank, Wish
from generator.link.references import refer_to
from generator.link.words import item_name, pascal, split_words

JSON_PATCH = frozenset({"op", "path", "value", "from"})
"""The members of a JSON Patch operation (RFC 6902, section 4)."""


def name_models(facts: Facts) -> None:
    """Give every model its name, and write it into every schema that refers to it."""
    anonymous = sorted((model for model in facts.models.values() if model.is_anonymous), key=_order)
    best = _best_wishes(anonymous)
    names = _without_clashes(facts, anonymous, best)
    facts.models = {names.get(name, name): model for name, model in facts.models.items()}
    for name, model in facts.models.items():
        model.is_named = model.name not in best or best[model.name].rank <= Rank.SUMMARY
        model.name = name
        model.wishes = {
            wish._replace(owner=names.get(wish.owner, wish.owner)) for wish in model.wishes
        }
    refer_to(facts, names)


def _best_wishes(models: Iterable[ModelFacts]) -> dict[str, Wish]:
    """The best wish of each model. What the prose tells of several cannot be any one's name."""
    best = {model.name: _best(model) for model in models}
    told = Counter(wish.name for wish in best.values() if wish.rank <= Rank.SUMMARY)
    for model in models:
        wish = best[model.name]
        if wish.rank <= Rank.SUMMARY and told[wish.name] > 1:
            model.wishes = {w for w in model.wishes if w.name != wish.name}
            best[model.name] = _best(model)
    return best


def _order(model: ModelFacts) -> tuple[list[str], list[Wish]]:
    """By what it is, not by when it was found."""
    return sorted(model.keys), sorted(model.wishes)


def _best(model: ModelFacts) -> Wish:
    """The best of a model's wishes."""
    if model.keys <= JSON_PATCH and {"op", "path"} <= model.keys:
        return Wish(Rank.PROSE, "JsonPatch", "")
    by_rank: dict[Rank, list[Wish]] = {}
    for wish in model.wishes:
        by_rank.setdefault(wish.rank, []).append(wish)
    rank = min(by_rank, default=Rank.OPERATION)
    wishes = by_rank.get(rank, [])
    names = [wish.name for wish in wishes]
    by_property = rank == Rank.PROPERTY
    name = _common_name(names) if by_property else most_common(names, shortest=True)
    if by_property:
        name = _longer(name, by_rank.get(Rank.OPERATION, ()))
    owners = [wish.owner for wish in wishes if wish.name == name]
    return Wish(rank, name, min(owners or [wish.owner for wish in wishes], default=""))


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


def _longer(name: str, operations: Iterable[Wish]) -> str:
    """A property's name, or the operation's where that begins or ends with it: ``Rule`` is a
    ``DuplicateRule`` where ``GetDuplicateRules`` answers with it.
    """
    longer = [
        wish.name
        for wish in operations
        if split_words(wish.name)[-len(split_words(name)) :] == split_words(name)
        or split_words(wish.name)[: len(split_words(name))] == split_words(name)
    ]
    return min(longer, key=lambda n: (len(n), n), default=name)


def _without_clashes(
    facts: Facts, anonymous: Iterable[ModelFacts], best: dict[str, Wish]
) -> dict[str, str]:
    """A name of its own for each mark. What the prose tells comes first; it may be a name that
    pages mention, and then explains it.
    """
    fixed = {name.lower() for name in facts.models if name not in best}
    mentioned = {name.lower() for name in facts.mentioned} | fixed
    told = [model for model in anonymous if best[model.name].rank <= Rank.SUMMARY]
    others = [model for model in anonymous if best[model.name].rank > Rank.SUMMARY]
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
    best: dict[str, Wish],
    variant: Callable[[Wish, dict[str, Wish]], str],
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


def _alone(wish: Wish, _best: dict[str, Wish]) -> str:
    return wish.name


def _with_owner(wish: Wish, best: dict[str, Wish]) -> str:
    """``Room`` and ``Window`` as ``RoomWindow``. An owner without a name goes by its wish."""
    owner = best[wish.owner].name if wish.owner in best else wish.owner
    return f"{pascal(owner)}{wish.name}" if owner else wish.name
