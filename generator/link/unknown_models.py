"""What is mentioned and nowhere explained: said aloud, never guessed."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.docs.type_cells import write_type
from generator.link.facts import Facts
from generator.model import Array, NamedSchema, Reference, Scalar, Schema, Source, Unknown, walk


def define_unknown_models(facts: Facts) -> None:
    """Give every model that is mentioned but has no properties a named, explicit unknown."""
    mentions: dict[str, list[Source]] = {}
    for place in _places(facts):
        for part in walk(place.schema):
            if isinstance(part, Reference) and not _explained(facts, part.name):
                places = mentions.setdefault(part.name, [])
                if place.source:
                    places.append(place.source)
        if place.source and _is_untold(place.schema):
            found = f"{place.found}, which is not believed" if place.found else "a blank type"
            facts.report("DOC312", place.source, found, "a type", place.done)
    for name in sorted(mentions):
        places = sorted(mentions[name], key=lambda s: (s.file, s.line, s.column))
        facts.models.pop(name, None)
        facts.named[name] = NamedSchema(
            name=name,
            description="Mentioned in the docs, explained nowhere.",
            schema=Unknown(written=name),
            sources=tuple(places[:3]),
        )
        more = f" and {len(places) - 1} more places" if len(places) > 1 else ""
        if places:
            facts.report("DOC311", places[0], f"{name}, here{more}", expected="a table of it")


def _explained(facts: Facts, name: str) -> bool:
    if name in facts.named:
        return True
    return name in facts.models and bool(facts.models[name].properties)


class _Place(NamedTuple):
    schema: Schema
    source: Source | None
    found: str
    """What stands there and is not believed."""
    done: str = ""


def _places(facts: Facts) -> Iterator[_Place]:
    for body in facts.bodies:
        if body.schema:
            yield _Place(body.schema, body.body.source, "")
    for model in facts.models.values():
        for fact in model.properties.values():
            if not isinstance(fact.schema, Scalar):
                source = fact.cells[0].source if fact.cells else None
                written = [write_type(s) for s in fact.votes if not isinstance(s, Unknown)]
                yield _Place(fact.schema, source, ", ".join(written))
    for operation in facts.operations:
        for parameter in operation.parameters:
            if not isinstance(parameter.schema_, Scalar):
                yield _Place(parameter.schema_, parameter.source, "", "sent as text")


def _is_untold(schema: Schema) -> bool:
    """Neither a type nor, for an array, its items. The values of a map may be of any type."""
    while isinstance(schema, Array):
        schema = schema.items
    return isinstance(schema, Unknown)
