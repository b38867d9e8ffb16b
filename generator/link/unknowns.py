"""What is mentioned and nowhere explained: said aloud, never guessed."""

from collections.abc import Iterator

from generator.link.facts import Facts
from generator.model import NamedSchema, Reference, Scalar, Schema, Source, Unknown, walk


def explain_nowhere(facts: Facts) -> None:
    """Give every model that is mentioned but has no properties a named, explicit unknown."""
    mentions: dict[str, list[Source]] = {}
    for schema, source in _all_schemas(facts):
        if isinstance(schema, Reference) and not _explained(facts, schema.name):
            places = mentions.setdefault(schema.name, [])
            if source:
                places.append(source)
        elif isinstance(schema, Unknown) and source:
            facts.report("DOC312", source, schema.written or "a blank type")
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
    return name in facts.models and bool(facts.models[name].properties)


def _all_schemas(facts: Facts) -> Iterator[tuple[Schema, Source | None]]:
    places: list[tuple[Schema, Source | None]] = []
    places += [(body.schema, body.body.source) for body in facts.bodies if body.schema]
    places += [
        (fact.schema, fact.cells[0].source if fact.cells else None)
        for model in facts.models.values()
        for fact in model.properties.values()
    ]
    places += [(p.schema_, p.source) for op in facts.operations for p in op.parameters]
    return (
        (part, source)
        for schema, source in places
        if not isinstance(schema, Scalar)
        for part in walk(schema)
    )
