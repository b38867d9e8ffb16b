"""From shapes and type cells to schemas; anonymous objects become models here."""

from typing import NamedTuple

from generator.docs.shapes import Shape
from generator.link.facts import Facts, ModelFacts, found_by
from generator.link.map_shapes import has_data_keys, is_alike, pooled
from generator.link.model_index import ModelIndex
from generator.link.name_candidates import NameCandidate, NameSource
from generator.link.name_words import item_name
from generator.model import Array, Map, Object, Reference, Scalar, Schema, Source, Unknown

DATE_TIME = Scalar(type="string", format="date-time")

_SCALARS: dict[frozenset[str], Scalar] = {
    frozenset({"boolean"}): Scalar(type="boolean"),
    frozenset({"integer"}): Scalar(type="integer", format="int32"),
    frozenset({"number"}): Scalar(type="number", format="double"),
    frozenset({"integer", "number"}): Scalar(type="number", format="double"),
    frozenset({"string"}): Scalar(type="string"),
    frozenset({"date-time"}): DATE_TIME,
    frozenset({"string", "date-time"}): Scalar(type="string"),
}


class Location(NamedTuple):
    """Where a schema stands: what a new model there might be called, what speaks for one model
    or another, and which lines of the docs show it.
    """

    rank: NameSource
    name: str
    owner: str
    hints: tuple[str, ...] = ()
    sources: tuple[Source | None, ...] = ()

    def inside(self) -> "Location":
        """One item or value of what stands here."""
        return self._replace(name=item_name(self.name))

    @property
    def candidate(self) -> NameCandidate:
        return NameCandidate(self.rank, item_name(self.name), self.owner)


class Resolver:
    """Completes what is written with what samples show."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.index = ModelIndex(facts)

    def complete(self, written: Schema, shape: Shape, location: Location) -> Schema:
        """The schema of a place: ``written`` where it says enough, else what ``shape`` shows."""
        match written:
            case Array(items=items):
                inner = self.complete(items, shape.items or Shape(), location.inside())
                return written if inner is items else written.model_copy(update={"items": inner})
            case Map(values=values):
                inner = self.complete(values, pooled(shape), location.inside())
                return written if inner is values else written.model_copy(update={"values": inner})
            case Reference(name=target):
                if shape.members or target in self.facts.models:
                    self.learn(self.facts.model(target), shape)
                return written
            case Object(properties=()) if shape.value_kinds <= {"object"}:
                return (
                    self._object(shape, location, declared=True) if shape.value_kinds else written
                )
            case Scalar(type="string", format=None) if shape.value_kinds == {"date-time"}:
                because = "every sample shows a point in time"
                return DATE_TIME.model_copy(
                    update={"provenance": found_by("samples", because, _first(shape))}
                )
            case Object(properties=()) | Unknown():
                return self._inferred(shape, location) or written
        return written

    def _inferred(self, shape: Shape, location: Location) -> Schema | None:
        told = shape.value_kinds
        if not told:
            return None
        if told == {"object"}:
            return self._object(shape, location)
        provenance = found_by("samples", "the samples show it", _first(shape))
        if scalar := _SCALARS.get(told):
            return scalar.model_copy(update={"provenance": provenance})
        if told == {"array"}:
            items = self.complete(Unknown(), shape.items or Shape(), location.inside())
            return Array(items=items, provenance=provenance)
        return None

    def _object(self, shape: Shape, location: Location, declared: bool = False) -> Schema:
        """An object without a written shape: a map if its keys are data, a model with those
        properties, a map if a page declares it an object and its values are all alike, or a
        model of its own.
        """
        shown = found_by("samples", "the samples show it", _first(shape))
        if not shape.members:
            return Object(provenance=shown)
        is_map = has_data_keys(shape)
        if not is_map and (
            model := self.index.find(shape.members, (location.name, *location.hints))
        ):
            self.learn(model, shape)
            model.name_candidates.add(location.candidate)
            because = "it has the properties of that model"
            return Reference(
                name=model.name, provenance=found_by("matching", because, _first(shape))
            )
        if is_map or (declared and is_alike(shape)):
            values = self.complete(Unknown(), pooled(shape), location.inside()._replace(hints=()))
            return Map(values=values, provenance=shown)
        model = self.new_model(location.candidate)
        self.learn(model, shape)
        model.sources += _first(shape)[:1]
        return Reference(name=model.name, provenance=shown)

    def new_model(self, *name_candidates: NameCandidate) -> ModelFacts:
        """A model for an object that has no name."""
        model = self.facts.anonymous()
        model.name_candidates.update(name_candidates)
        return model

    def learn(self, model: ModelFacts, shape: Shape) -> None:
        """Tell ``model`` what a sample shows of it."""
        known = len(model.properties)
        model.observe(shape)
        if len(model.properties) != known:
            self.index.add(model)


def _first(shape: Shape) -> list[Source]:
    """The first sample that shows each kind of value."""
    places = {source for kind, source in shape.kinds.items() if kind != "null"}
    return sorted(places, key=lambda source: (source.file, source.line))
