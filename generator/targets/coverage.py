"""How much of an API the docs write themselves: the types they give, by tag."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.cycles import reachable
from generator.model import (
    Api,
    Array,
    Map,
    NamedSchema,
    Object,
    Operation,
    Reference,
    Schema,
    Unknown,
    innermost,
    references,
    schemas_of,
)


class Coverage(NamedTuple):
    """How many types of a tag are written in the docs, inferred, and unknown."""

    tag: str
    written: int
    inferred: int
    unknown: int

    @property
    def total(self) -> int:
        return self.written + self.inferred + self.unknown


def state_of(schema: Schema) -> str:
    """How the type of a place is known: ``written`` on its page, ``inferred`` by a rule from what
    other places show, or ``unknown``. An array is known as well as its items.
    """
    if isinstance(schema, Unknown):
        return "unknown"
    inner = None
    if isinstance(schema, Array):
        inner = state_of(schema.items)
    elif isinstance(schema, Map):
        inner = state_of(schema.values)
    if inner == "unknown":
        return inner
    return "inferred" if schema.provenance or inner == "inferred" else "written"


def coverage(api: Api) -> list[Coverage]:
    """The coverage of each tag, in their order: every parameter, body and property that its
    operations lead to, each property once.
    """
    schemas = {schema.name: schema for schema in api.schemas}
    own = {name: _count(_property_schemas(schema)) for name, schema in schemas.items()}
    near = {name: schemas.keys() & references(schema.schema_) for name, schema in schemas.items()}
    by_tag: dict[str, list[Operation]] = {tag.name: [] for tag in api.tags}
    for operation in api.operations:
        by_tag.setdefault(operation.tag, []).append(operation)
    found = []
    for tag, operations in by_tag.items():
        bodies = [schema for op in operations for schema in schemas_of(op)]
        named = {name for schema in bodies for name in references(schema)} & schemas.keys()
        counts = [_count(bodies), *(own[name] for name in reachable(named, near.__getitem__))]
        found.append(Coverage(tag, *(sum(each) for each in zip(*counts, strict=True))))
    return found


def _property_schemas(schema: NamedSchema) -> list[Schema]:
    body = schema.schema_
    return [p.schema_ for p in body.properties] if isinstance(body, Object) else []


def _count(schemas: Iterable[Schema]) -> tuple[int, int, int]:
    states = [state_of(schema) for schema in schemas]
    return states.count("written"), states.count("inferred"), states.count("unknown")


def model_of(schema: Schema) -> str:
    """The name of the model that a schema is, or that its items or values are; else empty."""
    schema = innermost(schema)
    return schema.name if isinstance(schema, Reference) else ""
