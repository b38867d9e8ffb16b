"""From shapes and type cells to schemas; anonymous objects become models here."""

import re
from collections.abc import Iterable

from generator.link.facts import Facts, ModelFacts, found_by
from generator.link.matching import ModelIndex
from generator.link.naming import free_name, item_name
from generator.link.shapes import Shape
from generator.model import (
    Array,
    Map,
    Object,
    Reference,
    Scalar,
    Schema,
    Source,
    Unknown,
)

_NUMBERED = re.compile(r"\d+$")
_ODD = re.compile(r"[^\w.$@-]")

_PLACEHOLDERS = frozenset(
    {"fieldname", "key", "key1", "key2", "additionalprop1", "additionalprop2", "additionalprop3"}
)

_SCALARS: dict[frozenset[str], Scalar] = {
    frozenset({"boolean"}): Scalar(type="boolean"),
    frozenset({"integer"}): Scalar(type="integer", format="int32"),
    frozenset({"number"}): Scalar(type="number", format="double"),
    frozenset({"integer", "number"}): Scalar(type="number", format="double"),
    frozenset({"string"}): Scalar(type="string"),
    frozenset({"date-time"}): Scalar(type="string", format="date-time"),
    frozenset({"string", "date-time"}): Scalar(type="string"),
}


class Resolver:
    """Completes what is written with what samples show."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.grew = False
        """A model learnt something since this was last set to False."""
        self._index: ModelIndex | None = None

    def complete(
        self,
        written: Schema,
        shape: Shape,
        name: str,
        owner: str,
        hints: tuple[str, ...] = (),
        sources: Iterable[Source | None] = (),
    ) -> Schema:
        """The schema of a place: ``written`` where it says enough, else what ``shape`` shows.

        ``name`` and ``owner`` name a new model if the place holds an object nobody names.
        """
        sources = tuple(sources)
        hints = (name, *hints)
        match written:
            case Array(items=items):
                inner = self.complete(
                    items, shape.items or Shape(), item_name(name), owner, hints, sources
                )
                return written.model_copy(update={"items": inner})
            case Map(values=values):
                pooled = _pooled(shape)
                inner = self.complete(values, pooled, item_name(name), owner, hints, sources)
                return written.model_copy(update={"values": inner})
            case Reference(name=target):
                if shape.members or target in self.facts.models:
                    self._learn(self.facts.model(target), shape)
                return written
            case Object(properties=()) if shape.told <= {"object"}:
                if not shape.told:
                    return written
                return self._object(shape, name, owner, hints, sources, declared=True)
            case Scalar(type="string", format=None) if shape.told == {"date-time"}:
                because = "every sample shows a point in time"
                return _SCALARS[frozenset({"date-time"})].model_copy(
                    update={"provenance": found_by("samples", because, sources)}
                )
            case Object(properties=()) | Unknown():
                return self._inferred(shape, name, owner, hints, sources) or written
        return written

    def _inferred(
        self,
        shape: Shape,
        name: str,
        owner: str,
        hints: tuple[str, ...],
        sources: tuple[Source | None, ...],
    ) -> Schema | None:
        told = frozenset(shape.told)
        provenance = found_by("samples", "the samples show it", sources)
        if scalar := _SCALARS.get(told):
            return scalar.model_copy(update={"provenance": provenance})
        if told == {"array"}:
            items = self.complete(
                Unknown(), shape.items or Shape(), item_name(name), owner, hints, sources
            )
            return Array(items=items, provenance=provenance)
        if told == {"object"}:
            return self._object(shape, name, owner, hints, sources)
        return None

    def _object(
        self,
        shape: Shape,
        name: str,
        owner: str,
        hints: tuple[str, ...],
        sources: tuple[Source | None, ...],
        declared: bool = False,
    ) -> Schema:
        """An object without a written shape: a map if its keys are data, a model with those
        properties, a map if a page declares it an object and its values are all alike, or a
        model of its own.
        """
        provenance = found_by("samples", "the samples show it", sources)
        if not shape.members:
            return Object(provenance=provenance)
        has_data_keys = _has_data_keys(shape)
        if not has_data_keys and (model := self.find(shape.members, hints)):
            self._learn(model, shape)
            return Reference(
                name=model.name,
                provenance=found_by("matching", f"has the properties of {model.name}", sources),
            )
        if has_data_keys or (declared and _is_alike(shape)):
            values = self.complete(Unknown(), _pooled(shape), item_name(name), owner, (), sources)
            return Map(values=values, provenance=provenance)
        model = self.new_model(name, owner)
        self._learn(model, shape)
        model.sources += [source for source in sources if source]
        return Reference(name=model.name, provenance=provenance)

    def find(self, names: Iterable[str], hints: Iterable[str]) -> ModelFacts | None:
        """A model with these properties."""
        if self._index is None:
            self._index = ModelIndex(self.facts)
        return self._index.find(names, hints)

    def new_model(self, name: str, owner: str = "") -> ModelFacts:
        """A model for an object that has no name."""
        self._index = None
        return self.facts.model(free_name(self.facts, item_name(name), owner))

    def _learn(self, model: ModelFacts, shape: Shape) -> None:
        known = len(model.properties)
        if model.documented:
            # What a sample has and the table has not is noise, or another version.
            shape = Shape(
                shape.kinds,
                members={k: v for k, v in shape.members.items() if k.lower() in model.keys},
            )
        if model.observe(shape):
            self.grew = True
        if len(model.properties) != known:
            self._index = None


def _pooled(shape: Shape) -> Shape:
    """The values of a map, as one shape."""
    pooled = Shape()
    for member in shape.members.values():
        pooled.merge(member)
    return pooled


def _has_data_keys(shape: Shape) -> bool:
    """Keys that no property has: numbers, a stem that is numbered, names with odd letters, or
    what generators of samples put for a key they do not know.
    """
    if {name.lower() for name in shape.members} <= _PLACEHOLDERS:
        return True
    stems = {_NUMBERED.sub("", name) for name in shape.members}
    numbered = all(_NUMBERED.search(name) for name in shape.members)
    odd = any(_ODD.search(name) for name in shape.members)
    return _is_alike(shape) and ((numbered and len(stems) == 1) or odd)


def _is_alike(shape: Shape) -> bool:
    """An object whose values are all of one kind, and whose objects share their names."""
    told = [member for member in shape.members.values() if member.told]
    kinds = {frozenset(member.told) for member in told}
    names = {frozenset(member.members) for member in told}
    return len(kinds) <= 1 and len(names) <= 1
