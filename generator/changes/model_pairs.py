"""Which model of before is which of now: what wraps the arguments of one operation, then models of
one name, unless operations show that it went to another model, then those with properties alike.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from generator.changes.pairing import Pairs
from generator.changes.saved import (
    AnySchema,
    Array,
    Map,
    Model,
    NamedSchema,
    Object,
    Operation,
    Reference,
)

_COMMON = 20
"""A property that more unpaired models than this have, tells none of them apart."""
_SIMILAR = 0.6
"""The share of all properties of two models that both must have, to be one: others
that have only ids and names in common stay below."""
_SIMILAR_IN_PLACE = 0.3
"""The same for two models that stand in the same place: in the same answer, or in a property of one
name of the same model."""

Renamed = dict[str, str]
"""The names that models have now, by those that they had."""


def pair_models(
    old: Model, new: Model, operations: Sequence[tuple[Operation, Operation]]
) -> Pairs[NamedSchema]:
    """Pairs of models. ``operations`` are the pairs of operations: what wraps their arguments is
    one model, whatever it is called.
    """
    before = {schema.name: schema for schema in old.schemas}
    after = {schema.name: schema for schema in new.schemas}
    names = _wrappers(operations, before, after)
    taken = set(names.values())
    namesakes = {n for n in before.keys() & after.keys() if n not in names and n not in taken}
    direct = set(_places_in_operations(operations))
    moved = _moved_names(namesakes, direct)
    names |= {n: n for n in namesakes - moved}
    taken = set(names.values())
    gone = [before[name] for name in sorted(before.keys() - names.keys())]
    added = [after[name] for name in sorted(after.keys() - taken)]
    inside = _places_in_models((before[a], after[b]) for a, b in names.items())
    names |= _renamed(gone, added, direct.union(inside))
    taken = set(names.values())
    names |= {n: n for n in moved if n not in names and n not in taken}
    taken = set(names.values())
    return Pairs(
        [(before[a], after[b]) for a, b in sorted(names.items())],
        [schema for schema in gone if schema.name not in names],
        [schema for schema in added if schema.name not in taken],
    )


def _moved_names(names: set[str], places: Iterable[tuple[str, str]]) -> set[str]:
    """Those of ``names`` that went from one model to another: where the model of before stood,
    operations have one of another name now, and where the one of now stands, they had another.
    """
    now: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    for old, new in places:
        now.setdefault(old, set()).add(new)
        before.setdefault(new, set()).add(old)
    return {n for n in names if n in now and n in before and n not in now[n]}


def _wrappers(
    operations: Iterable[tuple[Operation, Operation]],
    before: Mapping[str, NamedSchema],
    after: Mapping[str, NamedSchema],
) -> Renamed:
    """Models that do nothing but wrap the arguments of an operation."""
    found: Renamed = {}
    taken: set[str] = set()
    for pair in operations:
        bodies = [op.request_body for op in pair]
        names = [
            body.schema_.name
            for body in bodies
            if body and body.wraps_arguments and isinstance(body.schema_, Reference)
        ]
        if len(names) == 2 and names[0] in before and names[1] in after:
            old, new = names
            if old not in found and new not in taken:
                found[old] = new
                taken.add(new)
    return found


def _places_in_operations(
    operations: Iterable[tuple[Operation, Operation]],
) -> Iterator[tuple[str, str]]:
    """Names of two models that stand in the same place of an operation before and now."""
    for old, new in operations:
        answers = {r.status: r.schema_ for r in new.responses}
        for response in old.responses:
            yield from _referred(response.schema_, answers.get(response.status))
        if old.request_body and new.request_body:
            yield from _referred(old.request_body.schema_, new.request_body.schema_)


def _places_in_models(
    models: Iterable[tuple[NamedSchema, NamedSchema]],
) -> Iterator[tuple[str, str]]:
    """Names of two models that stand in the same property of a model before and now."""
    for was, now in models:
        if isinstance(was.schema_, Object) and isinstance(now.schema_, Object):
            types = {p.name: p.schema_ for p in now.schema_.properties}
            for found in was.schema_.properties:
                yield from _referred(found.schema_, types.get(found.name))


def _referred(old: AnySchema | None, new: AnySchema | None) -> Iterator[tuple[str, str]]:
    match old, new:
        case (Reference(name=a), Reference(name=b)):
            yield a, b
        case (Array(items=a), Array(items=b)) | (Map(values=a), Map(values=b)):
            yield from _referred(a, b)


def _renamed(
    gone: Sequence[NamedSchema],
    added: Sequence[NamedSchema],
    places: Set[tuple[str, str]],
) -> Renamed:
    """New names of models that are gone: of those with properties alike, the most alike first."""
    having: dict[str, list[str]] = {}
    sizes = {schema.name: len(_properties(schema)) for schema in added}
    for schema in added:
        for name in _properties(schema):
            having.setdefault(name, []).append(schema.name)
    scores: list[tuple[float, str, str]] = []
    for schema in gone:
        own = _properties(schema)
        common: Counter[str] = Counter()
        for name in own:
            if len(users := having.get(name, ())) <= _COMMON:
                common.update(users)
        for other, count in common.items():
            share = count / (len(own) + sizes[other] - count)
            if (schema.name, other) in places and share >= _SIMILAR_IN_PLACE:
                scores.append((-share - 1, schema.name, other))
            elif share >= _SIMILAR and min(len(own), sizes[other]) > 1:
                scores.append((-share, schema.name, other))
    return _best(scores)


def _best(scores: list[tuple[float, str, str]]) -> Renamed:
    """Pairs from the best score down; none where two candidates are equally good."""
    found: Renamed = {}
    taken: set[str] = set()
    ties = Counter((score, gone) for score, gone, _ in scores)
    for score, gone, added in sorted(scores):
        if gone not in found and added not in taken and ties[score, gone] == 1:
            found[gone] = added
            taken.add(added)
    return found


def _properties(schema: NamedSchema) -> set[str]:
    body = schema.schema_
    return {p.name for p in body.properties} if isinstance(body, Object) else set()


def renamed_models(pairs: Pairs[NamedSchema]) -> Renamed:
    """What each model of before is called now, those of an unchanged name included."""
    return {before.name: after.name for before, after in pairs.both}
