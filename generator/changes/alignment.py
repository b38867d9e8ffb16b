"""Which model of pages is which of a document: by where they stand, whatever they are called."""

from collections import Counter

from generator.changes.pairing import on_one_base, pair_operations
from generator.changes.saved import (
    AnySchema,
    Array,
    Map,
    Model,
    Object,
    Operation,
    Reference,
)

_MOST_PAIRS = 50_000
"""Pairs of models that are looked into. Twice as many as there are models is usual."""

_ALIKE = 0.5
"""The share of the properties of the smaller model that the larger one must have."""

_LONGEST_CHAIN = 10
"""Names of names that are followed."""

Schemas = dict[str, AnySchema]


def align_models(pages: Model, document: Model, one_owner: bool = False) -> dict[str, str]:
    """For models of the document the model of the pages that stands in the same places, and has
    properties alike. Each is paired once: those of one name (``Lamp`` and ``Acme.Models.Lamp``)
    first, then those that stand beside each other most often. Of ``one_owner``, models of one name
    are the same whatever they have, unless either is like another.
    """
    votes = _Votes(pages, document)
    if one_owner:
        votes.count.update((name, name) for name in votes.old.keys() & votes.new.keys())
    before, after = on_one_base(pages, document)
    for old, new in pair_operations(before.operations, after.operations).both:
        votes.add_operation(old, new)
    found: dict[str, str] = {}
    taken: set[str] = set()
    ranked = sorted(votes.count, key=votes.rank)
    alike = [pair for pair in ranked if votes.are_alike(*pair)]
    # A name may also be given to another model, when its own got a new one.
    namesakes = [
        (old, new)
        for old, new in ranked
        if one_owner and old == new and type(votes.old[old]) is type(votes.new[new])
    ]
    for old_name, new_name in (*alike, *namesakes):
        if old_name not in taken and new_name not in found:
            found[new_name] = old_name
            taken.add(old_name)
    return found


class _Votes:
    """Counts how often two models stand in the same place."""

    def __init__(self, pages: Model, document: Model) -> None:
        self.old: Schemas = {schema.name: schema.schema_ for schema in pages.schemas}
        self.new: Schemas = {schema.name: schema.schema_ for schema in document.schemas}
        self.count: Counter[tuple[str, str]] = Counter()
        self._seen: set[tuple[str, str]] = set()

    def rank(self, pair: tuple[str, str]) -> tuple[object, ...]:
        """The order in which pairs are taken: those of one name first."""
        old, new = pair
        return old != new, not _same_name(old, new), -self.count[pair], pair

    def are_alike(self, old: str, new: str) -> bool:
        """Whether two models may be the same: they have properties in common."""
        return _are_alike(self.old[old], self.new[new], _same_name(old, new))

    def add_operation(self, old: Operation, new: Operation) -> None:
        """Count what two operations send and answer."""
        if old.request_body and new.request_body:
            self._walk(old.request_body.schema_, new.request_body.schema_)
        answers = {response.status: response.schema_ for response in new.responses}
        for response in old.responses:
            other = answers.get(response.status)
            if response.schema_ and other:
                self._walk(response.schema_, other)
        parameters = {(p.location, p.name): p.schema_ for p in new.parameters}
        for parameter in old.parameters:
            if inner := parameters.get((parameter.location, parameter.name)):
                self._walk(parameter.schema_, inner)

    def _walk(self, old: AnySchema, new: AnySchema) -> None:
        pending = [(old, new)]
        while pending:
            here, there = pending.pop()
            if isinstance(here, Reference) and isinstance(there, Reference):
                pair = (here.name, there.name)
                if here.name not in self.old or there.name not in self.new:
                    continue
                self.count[pair] += 1
                if pair not in self._seen and len(self._seen) < _MOST_PAIRS:
                    self._seen.add(pair)
                    pending.append((self.old[here.name], self.new[there.name]))
                continue
            pending += _inside(followed(here, self.old), followed(there, self.new))


def _inside(old: AnySchema, new: AnySchema) -> list[tuple[AnySchema, AnySchema]]:
    match old, new:
        case (Array(items=a), Array(items=b)) | (Map(values=a), Map(values=b)):
            return [(a, b)]
        case Object(properties=a), Object(properties=b):
            names = {p.name: p.schema_ for p in b}
            return [(p.schema_, names[p.name]) for p in a if p.name in names]
    return []


def followed(schema: AnySchema, schemas: Schemas) -> AnySchema:
    """What a reference leads to; any other schema itself."""
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(schema, Reference) or schema.name not in schemas:
            break
        schema = schemas[schema.name]
    return schema


def _same_name(old: str, new: str) -> bool:
    """Whether names are the same but for what stands before a dot, and for casing."""
    return old.rpartition(".")[2].lower() == new.rpartition(".")[2].lower()


def _are_alike(old: AnySchema, new: AnySchema, same_name: bool) -> bool:
    if not isinstance(old, Object) or not isinstance(new, Object):
        return type(old) is type(new)
    a, b = ({p.name for p in schema.properties} for schema in (old, new))
    smaller = min(len(a), len(b))
    if not smaller:
        return same_name
    return len(a & b) >= _ALIKE * smaller
