"""Completes types with what samples show, and turns unnamed objects into models.

The rules here serve bodies and properties alike: a place has a type that is written more or less
completely (``array``, ``object``, nothing at all), a shape that its samples show, and a location.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from generator.docs.shapes import Shape
from generator.link.decisions import Decision, Rule, inferred
from generator.link.facts import Facts, ModelFacts
from generator.link.map_shapes import has_data_keys, has_similar_values, pooled
from generator.link.model_index import ModelIndex
from generator.link.name_candidates import NameCandidate, NameSource
from generator.link.name_words import item_name
from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Property,
    Reference,
    Scalar,
    Schema,
    Source,
    Unknown,
)

DATE_TIME = Scalar(type="string", format="date-time")

UNDECIDED = Decision(Unknown(), Rule.undecided, "no table, sample or other property tells")

_SCALARS: dict[frozenset[str], Scalar] = {
    frozenset({"boolean"}): Scalar(type="boolean"),
    frozenset({"integer"}): Scalar(type="integer", format="int32"),
    frozenset({"number"}): Scalar(type="number", format="double"),
    frozenset({"integer", "number"}): Scalar(type="number", format="double"),
    frozenset({"string"}): Scalar(type="string"),
    frozenset({"date-time"}): DATE_TIME,
    frozenset({"string", "date-time"}): Scalar(type="string"),
}
"""The scalar for each combination of kinds that samples may show."""

_SHOWN = "the samples show it"


class Location(NamedTuple):
    """Where a schema is used."""

    rank: NameSource
    """What ``name`` is: a property's name, an operation's, or one that the prose gives."""
    name: str
    """What a new model here might be called."""
    owner: str
    """The model or tag that a model's name may be prefixed with."""
    hints: tuple[str, ...] = ()
    """Texts about this place; a model whose name they contain is preferred."""
    sources: tuple[Source | None, ...] = ()
    """Where the docs describe this place."""

    def inside(self) -> "Location":
        """The location of an item of the array, or of a value of the map, that is here."""
        return self._replace(name=item_name(self.name))

    @property
    def candidate(self) -> NameCandidate:
        """The name that a new model gets from this location."""
        return NameCandidate(self.rank, item_name(self.name), self.owner)


class Resolver:
    """Completes decisions with samples. Finds the model that an object is, or adds a new one."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.index = ModelIndex(facts)

    def complete(self, written: Decision, shape: Shape, location: Location) -> Decision:
        """``written`` where it says enough, otherwise a decision by what ``shape`` shows.

        ``array`` with a sample ``["a"]`` becomes ``string[]``. Of a model that is referenced,
        the properties that the sample shows are recorded.
        """
        match written.schema:
            case Array(items=items) as array:
                item = Decision(items, written.rule, written.because)
                inner = self.complete(item, shape.items or Shape(), location.inside())
                return _completed(written, array, "items", items, inner)
            case Map(values=values) as map_:
                value = Decision(values, written.rule, written.because)
                inner = self.complete(value, pooled(shape), location.inside())
                return _completed(written, map_, "values", values, inner)
            case Reference(name=target):
                if shape.members or target in self.facts.models:
                    self.learn(self.facts.model(target), shape)
            case Object(properties=()) if shape.value_kinds == {"object"}:
                return self._object(shape, location, declared=True)
            case Object(properties=(_, *_)) as object_ if shape.value_kinds == {"array"}:
                found = self.fields_below(object_, shape.items or Shape(), location.inside())
                return replace(found, schema=Array(items=found.schema or object_))
            case Object(properties=(_, *_)) as object_:
                return self.fields_below(object_, shape, location)
            case Scalar(type="string", format=None) if shape.value_kinds == {"date-time"}:
                return self.date_time_in_samples(shape)
            case Object(properties=()) | Unknown() if shape.value_kinds:
                return self._from_samples(shape, location) or written
        return written

    def fields_below(self, object_: Object, shape: Shape, location: Location) -> Decision:
        """An object whose properties are listed below the property that it is the value of: a
        known model with just these, each as much required and of no other type, or a new one.
        Samples complete it as any other model.
        """
        rows = object_.properties
        names = [row.name for row in rows]
        hints = (location.name, *location.hints)
        model = self.index.find(names, hints, missing=0, of=partial(_says_the_same, rows=rows))
        if model is None:
            model = self.new_model()
            model.listed_below = True
        model.name_candidates.add(location.candidate)
        if not _has_rows(model, rows):
            model.add_table(rows)
        for part in shape.objects():
            model.observe(part)
        self.index.add(model)
        because = "its fields are listed below it"
        places = [rows[0].source]
        return inferred(Reference(name=model.name), Rule.fields_below, because, places)

    def _from_samples(self, shape: Shape, location: Location) -> Decision | None:
        """A decision by samples alone; None where they show values that have no common type."""
        if shape.value_kinds == {"object"}:
            return self._object(shape, location)
        if shape.value_kinds == {"array"}:
            return self.array_in_samples(shape, location)
        return self.scalar_in_samples(shape)

    def _object(self, shape: Shape, location: Location, declared: bool = False) -> Decision:
        """A decision for an object without a written type.

        It is a map if its keys are data, else a known model with those properties, else a map if
        a page calls it an object (``declared``) and its values are all alike, else a new model.
        """
        if not shape.members:
            return self.empty_object_in_samples(shape)
        is_map = has_data_keys(shape)
        if not is_map and (found := self.known_model_in_samples(shape, location)):
            return found
        if is_map or (declared and has_similar_values(shape)):
            return self.map_in_samples(shape, location)
        return self.new_model_in_samples(shape, location)

    def date_time_in_samples(self, shape: Shape) -> Decision:
        """Text whose samples all show a point in time (RFC 3339, 5.6)."""
        because = "every sample shows a point in time"
        return inferred(DATE_TIME, Rule.date_time_in_samples, because, _first_places(shape))

    def scalar_in_samples(self, shape: Shape) -> Decision | None:
        """A scalar of the kind that all samples show; None if they differ too much."""
        scalar = _SCALARS.get(shape.value_kinds)
        if scalar is None:
            return None
        return inferred(scalar, Rule.scalar_in_samples, _SHOWN, _first_places(shape))

    def array_in_samples(self, shape: Shape, location: Location) -> Decision:
        """An array, with items as far as the samples show any."""
        items = self.complete(UNDECIDED, shape.items or Shape(), location.inside())
        array = Array(items=items.schema or Unknown())
        return inferred(array, Rule.array_in_samples, _SHOWN, _first_places(shape))

    def empty_object_in_samples(self, shape: Shape) -> Decision:
        """An object of which samples show no member."""
        return inferred(Object(), Rule.empty_object_in_samples, _SHOWN, _first_places(shape))

    def known_model_in_samples(self, shape: Shape, location: Location) -> Decision | None:
        """The known model that has all properties that the samples show, if there is one."""
        model = self.index.find(shape.members, (location.name, *location.hints))
        if model is None:
            return None
        self.learn(model, shape)
        model.name_candidates.add(location.candidate)
        because = "it has the properties of that model"
        reference = Reference(name=model.name)
        return inferred(reference, Rule.known_model_in_samples, because, _first_places(shape))

    def map_in_samples(self, shape: Shape, location: Location) -> Decision:
        """A map, with the type that the values of the samples have in common."""
        values = self.complete(UNDECIDED, pooled(shape), location.inside()._replace(hints=()))
        map_ = Map(values=values.schema or Unknown())
        return inferred(map_, Rule.map_in_samples, _SHOWN, _first_places(shape))

    def new_model_in_samples(self, shape: Shape, location: Location) -> Decision:
        """A new model with the properties that the samples show."""
        model = self.new_model(location.candidate)
        self.learn(model, shape)
        places = _first_places(shape)
        model.sources += places[:1]
        return inferred(Reference(name=model.name), Rule.new_model_in_samples, _SHOWN, places)

    def new_model(self, *name_candidates: NameCandidate) -> ModelFacts:
        """A model for an object that has no name yet."""
        model = self.facts.anonymous()
        model.name_candidates.update(name_candidates)
        return model

    def learn(self, model: ModelFacts, shape: Shape) -> None:
        """Record what a sample shows of ``model``."""
        known = len(model.properties)
        model.observe(shape)
        if len(model.properties) != known:
            self.index.add(model)


def _says_the_same(model: ModelFacts, rows: Sequence[Property]) -> bool:
    """Whether a model requires the same of its properties as ``rows`` do, and types none of them
    otherwise: an answer may have what a request must have.
    """
    listed = {row.name.lower(): row for row in rows}
    return all(
        cell.required == row.required and not _contradict(cell.schema_, row.schema_)
        for fact in model.properties.values()
        if (row := listed.get(fact.name.lower()))
        for cell in fact.cells
    )


def _contradict(one: Schema, other: Schema) -> bool:
    """Whether two types of values can't be one; what else they are is decided later."""
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return one.type != other.type
    if isinstance(one, Enumeration) and isinstance(other, Enumeration):
        return one.values != other.values
    return (
        isinstance(one, Scalar | Array)
        and isinstance(other, Scalar | Array)
        and one.kind != other.kind
    )


def _has_rows(model: ModelFacts, rows: Sequence[Property]) -> bool:
    """Whether rows are among those that a model is made of."""
    fact = model.properties.get(rows[0].name)
    return fact is not None and any(cell is rows[0] or cell == rows[0] for cell in fact.cells)


def _completed(
    written: Decision, schema: Array | Map, field: str, before: Schema, inner: Decision
) -> Decision:
    """``written``, an array or map, with the decision for its items or values put in.

    Where a page writes the outer type, what remained to be decided is the inner type, so the
    inner rule counts. Where the outer type was inferred itself, its rule counts.
    """
    if inner.schema is before:
        return written
    completed = schema.model_copy(update={field: inner.schema})
    deciding = written if schema.provenance else inner
    return Decision(completed, deciding.rule, deciding.because)


def _first_places(shape: Shape) -> list[Source]:
    """The first sample that shows each kind of value, ordered by file and line."""
    places = {source for kind, source in shape.kinds.items() if kind != "null"}
    return sorted(places, key=lambda source: (source.file, source.line))
