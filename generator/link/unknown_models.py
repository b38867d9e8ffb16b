"""Models that pages mention and none defines.

Reads every decided type and every parameter. Each such model becomes a named schema of unknown
type, with DOC311 at its first mention; nothing is guessed. A type that stays unknown is DOC312.

Before: a cell says ``Colour``, and no page has a table of it.
After: the API has a schema ``Colour`` that allows any value.
"""

from collections.abc import Iterator
from typing import NamedTuple

from generator.docs.type_cells import write_type
from generator.link.decisions import Decision, Rule, evidence
from generator.link.facts import BodyFacts, Facts
from generator.model import (
    NamedSchema,
    Reference,
    Response,
    Scalar,
    Schema,
    Source,
    Unknown,
    walk,
    without_arrays,
)


def define_unknown_models(facts: Facts) -> None:
    """Define every model that is mentioned but has no properties; report what is unknown."""
    mentions: dict[str, list[Source]] = {}
    for use in _uses(facts):
        for part in walk(use.schema):
            if isinstance(part, Reference) and not _is_defined(facts, part.name):
                places = mentions.setdefault(part.name, [])
                if use.source:
                    places.append(use.source)
        if use.source and _is_unknown(use.schema):
            found = f"{use.written}, which is not credible" if use.written else use.blank
            facts.report("DOC312", use.source, found, "a type", use.done)
    for name in sorted(mentions):
        places = sorted(mentions[name], key=lambda s: (s.file, s.line, s.column))
        facts.models.pop(name, None)
        decision = unknown_model(name, places)
        facts.unknown_model_decisions[name] = decision
        facts.unknown_models[name] = NamedSchema(
            name=name,
            description="Mentioned in the docs, explained nowhere.",
            schema=Unknown(written=name),
            sources=decision.evidence[0].sources,
        )
        more = f" and {len(places) - 1} more places" if len(places) > 1 else ""
        if places:
            facts.report("DOC311", places[0], f"{name}, here{more}", expected="a table of it")


def unknown_model(name: str, places: list[Source]) -> Decision:
    """A model of unknown type, mentioned in ``places``."""
    because = "mentioned, explained nowhere: no page has a table of it"
    mention = evidence("mention", True, places)
    return Decision(Unknown(written=name), Rule.unknown_model, because, (mention,))


def _is_defined(facts: Facts, name: str) -> bool:
    """Whether a page defines it, or the model has any property."""
    if name in facts.named_schemas:
        return True
    return name in facts.models and bool(facts.models[name].properties)


class _Use(NamedTuple):
    """A place that has a type."""

    schema: Schema
    source: Source | None
    written: str
    """The types that its rows write, for a property."""
    blank: str
    """What was found where no row writes a type."""
    done: str = ""
    """What is done if the type is unknown, if it is not what DOC312 says."""


def _uses(facts: Facts) -> Iterator[_Use]:
    """Every body, property and parameter; without those of a scalar type, of which there are
    many and nothing is to be found.
    """
    for body in facts.bodies:
        if body.schema:
            yield _Use(body.schema, body.body.source, "", _told_of(body))
    for model in facts.models.values():
        for fact in model.properties.values():
            if not isinstance(fact.schema, Scalar):
                source = fact.cells[0].source if fact.cells else None
                written = [write_type(s) for s in fact.votes if not isinstance(s, Unknown)]
                yield _Use(fact.schema, source, ", ".join(written), _type_cell(fact.schema))
    for operation in facts.operations:
        for parameter in operation.parameters:
            if not isinstance(parameter.schema_, Scalar):
                blank = _type_cell(parameter.schema_)
                yield _Use(parameter.schema_, parameter.source, "", blank, "sent as text")


def _type_cell(schema: Schema) -> str:
    """What a row has in place of a type that stays unknown."""
    inner = without_arrays(schema)
    written = inner.written if isinstance(inner, Unknown) else ""
    return f"{written}, which is not understood" if written else "a blank type"


def _told_of(body: BodyFacts) -> str:
    """What is said of a body whose type stays unknown."""
    described = body.body
    if described.table or (isinstance(described, Response) and described.heading):
        return "a blank type"
    what = "body" if body.is_request else "answer"
    return f"nothing that tells the {what}: no type, fields or sample"


def _is_unknown(schema: Schema) -> bool:
    """Whether a type is unknown, or an array of unknown items. A map's values may be of any type,
    so a map is not unknown.
    """
    return isinstance(without_arrays(schema), Unknown)
