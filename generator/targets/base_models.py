"""Which model another one extends."""

from collections.abc import Iterator, Mapping, Sequence

from generator.model import Api, NamedSchema, Object, Property

_FEWEST = 2
"""Properties of a model that others extend: one that two have in common may be so by chance."""


def base_of(schema: NamedSchema, schemas: Mapping[str, NamedSchema]) -> NamedSchema | None:
    """The model that ``schema`` extends, of those of ``schemas`` (by name): one that its own name
    begins or ends with, and whose properties it has all, and more; the longest such name.
    """
    own = {p.name: p for p in _properties(schema)}
    if len(own) > _FEWEST:
        for name in _within(schema.name):
            if name in schemas and _has_all(own, _properties(schemas[name])):
                return schemas[name]
    return None


def base_schema(schema: NamedSchema, api: Api) -> NamedSchema | None:
    """The model that a schema extends: it has all properties of that and more, and its name has the
    name of that in it. None where it extends none.
    """
    return base_of(schema, {named.name: named for named in api.schemas})


def own_properties(schema: NamedSchema, base: NamedSchema | None) -> list[Property]:
    """The properties that a schema has besides those of the model that it extends, or of which its
    page says something else.
    """
    inherited = {p.name: p.description for p in _properties(base)} if base else {}
    return [
        p
        for p in _properties(schema)
        if p.name not in inherited or p.description not in ("", inherited[p.name])
    ]


def _properties(schema: NamedSchema) -> Sequence[Property]:
    return schema.schema_.properties if isinstance(schema.schema_, Object) else ()


def _within(name: str) -> Iterator[str]:
    """Every text that a name begins or ends with, the longest first."""
    for length in range(len(name) - 1, 0, -1):
        yield name[:length]
        yield name[-length:]


def _has_all(own: Mapping[str, Property], others: Sequence[Property]) -> bool:
    more = _FEWEST <= len(others) < len(own)
    return more and all(p.name in own and _is_alike(own[p.name], p) for p in others)


def _is_alike(one: Property, other: Property) -> bool:
    """Whether they differ in nothing but what is said of them."""
    return one == other.model_copy(update={"description": one.description, "source": one.source})
