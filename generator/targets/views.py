"""Divides an API into the parts that templates are rendered for: a tag, a schema, an operation."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any

from generator.cycles import reachable, strongly_connected
from generator.model import (
    Api,
    NamedSchema,
    Object,
    Operation,
    Reference,
    Schema,
    Tag,
    references,
    schemas_of,
)
from generator.targets.base_models import base_of
from generator.targets.search_index import WordIndex, index_words
from generator.targets.users import Users, users


class Views:
    """The parts of one API, each made once. A part is named by ``each`` of a pack's rule (``api``,
    ``tag``, ``schema``, ``model``, ``operation``) and by ``item``, a name or id of that kind.
    """

    def __init__(self, api: Api) -> None:
        self.api = api
        self._schemas = _schemas_by_name(api)
        self._operations = {operation.operation_id: operation for operation in api.operations}
        self._tags = {tag.name: tag for tag in api.tags}
        self._made: dict[tuple[str, str], Api] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as the API alone."""
        return Views, (self.api,)

    @cached_property
    def without_samples(self) -> "Views":
        """The same, but for the samples of operations."""
        operations = (op.model_copy(update={"samples": ()}) for op in self.api.operations)
        return Views(self.api.model_copy(update={"operations": tuple(operations)}))

    @cached_property
    def _by_tag(self) -> dict[str, list[Operation]]:
        return by_tag(self.api)

    @cached_property
    def cycles(self) -> list[tuple[NamedSchema, ...]]:
        """As ``models`` gives them."""
        return models(self.api)

    @cached_property
    def _users(self) -> dict[str, Users]:
        return users(self.api)

    @cached_property
    def word_index(self) -> WordIndex:
        """All words of the API, for search."""
        return index_words(self.api, self.items("single_model"))

    def tag_operations(self, operation_id: str) -> list[Operation]:
        """All operations of the tag of an operation: one list for each tag."""
        return self._by_tag[self._operations[operation_id].tag]

    def users_of(self, schema: str) -> Users:
        """What refers to a schema."""
        return self._users.get(schema, Users((), ()))

    @cached_property
    def _cycles(self) -> dict[str, tuple[NamedSchema, ...]]:
        return {cycle[0].name: cycle for cycle in self.cycles}

    def items(self, each: str) -> list[str]:
        """The names of what a rule is rendered for."""
        match each:
            case "operation":
                return list(self._operations)
            case "schema":
                return list(self._schemas)
            case "model":
                return list(self._cycles)
            case "single_model":
                return sorted(schema.name for cycle in self.cycles for schema in cycle)
            case "tag":
                return list(self._tags)
            case "search":
                return list(self.word_index.shards)
        return [""]

    def of(self, each: str, item: str, *, whole: bool = False) -> Api:
        """The part of the API that a template sees. ``whole``: a tag with every schema that its
        own lead to.
        """
        key = ("whole " if whole else "") + each, item
        if key not in self._made:
            self._made[key] = self._make(each, item, whole)
        return self._made[key]

    def whole_tags_exceed(self, most: int) -> bool:
        """Whether all whole tags together have more than ``most`` schemas."""
        counts = (
            len(_reached(self._schemas, (s for op in operations for s in _bodies(op))))
            for operations in self._by_tag.values()
        )
        return any(total > most for total in accumulate(counts))

    def _make(self, each: str, item: str, whole: bool) -> Api:
        match each:
            case "operation":
                return of_operation(self.api, self._schemas, self._operations[item])
            case "schema" | "single_model":
                return of_schemas(self.api, self._schemas, [self._schemas[item]])
            case "model":
                return of_schemas(self.api, self._schemas, self._cycles[item])
            case "tag":
                return of_tag(self.api, self._schemas, self._tags[item], self._by_tag[item], whole)
        return self.api

    def item(self, each: str, item: str) -> dict[str, Any]:
        """What the template sees besides: ``op``, ``s``, ``schemas`` or ``tag``."""
        match each:
            case "operation":
                return {"op": self._operations[item]}
            case "single_model":
                return {"s": self._schemas[item], "users": self.users_of(item)}
            case "search":
                models = [self._schemas[name] for name in self.items("single_model")]
                return {"key": item, "words": self.word_index.shards[item], "models": models}
            case "schema":
                return {"s": self._schemas[item], "schema": self._schemas[item]}
            case "model":
                return {"schemas": self._cycles[item]}
            case "tag":
                return {"tag": self._tags[item]}
        return {}


def by_tag(api: Api) -> dict[str, list[Operation]]:
    """The operations of each tag, by its name."""
    found: dict[str, list[Operation]] = {tag.name: [] for tag in api.tags}
    for operation in api.operations:
        found.setdefault(operation.tag, []).append(operation)
    return found


def of_tag(
    api: Api,
    schemas: Mapping[str, NamedSchema],
    tag: Tag,
    operations: Sequence[Operation],
    whole: bool,
) -> Api:
    """One tag with its operations, what they share, and those of ``schemas`` (all of the API, by
    name) that they and their arguments refer to; if ``whole``, an API by itself, with what these
    refer to in turn.
    """
    if whole:
        names = _reached(schemas, (s for op in operations for s in _bodies(op)))
    else:
        names = {name for operation in operations for name in _near(operation, schemas)}
    used = {p.shared for op in operations for p in op.parameters}
    answered = {r.shared for op in operations for r in op.responses}
    secured = {scheme.name for op in operations for scheme in op.security}
    return _part(api, schemas, names).model_copy(
        update={
            "tags": (tag,),
            "operations": tuple(operations),
            "parameters": tuple(p for p in api.parameters if p.shared in used),
            "responses": tuple(r for r in api.responses if r.shared in answered),
            "security": tuple(s for s in api.security if s.name in secured),
        }
    )


def of_operation(api: Api, schemas: Mapping[str, NamedSchema], operation: Operation) -> Api:
    """One operation, those of ``schemas`` (all of the API, by name) that it refers to, and those
    its arguments refer to.
    """
    near = _near(operation, schemas)
    return _part(api, schemas, near).model_copy(update={"operations": (operation,)})


def of_schemas(api: Api, schemas: Mapping[str, NamedSchema], found: Sequence[NamedSchema]) -> Api:
    """Some of ``schemas`` (all of the API, by name), and those that they refer to or extend."""
    near = {name for schema in found for name in _next_to(schema, schemas)}
    return _part(api, schemas, near | {schema.name for schema in found})


def _near(operation: Operation, schemas: Mapping[str, NamedSchema]) -> set[str]:
    """The names of schemas that an operation refers to, and that its arguments do."""
    named = [*_bodies(operation), *_used_schemas(operation, schemas)]
    return {name for schema in named for name in references(schema)}


def _part(api: Api, schemas: Mapping[str, NamedSchema], names: set[str]) -> Api:
    return api.model_copy(
        update={
            "tags": (),
            "operations": (),
            "schemas": tuple(schemas[name] for name in sorted(names) if name in schemas),
            "security": (),
            "parameters": (),
            "responses": (),
        }
    )


def models(api: Api) -> list[tuple[NamedSchema, ...]]:
    """The schemas of an API that are more than the arguments of one operation, in tuples: those
    that refer to each other in a cycle are one tuple, each other schema is a tuple by itself.
    In a tuple, what a schema extends stands before it.
    """
    schemas = _schemas_by_name(api)
    used = sorted(
        _reached(schemas, (s for op in api.operations for s in _used_schemas(op, schemas)))
    )
    near = {name: sorted(_next_to(schemas[name], schemas)) for name in used}
    cycles = sorted(map(sorted, strongly_connected(near)))
    return [_bases_first([schemas[name] for name in cycle], schemas) for cycle in cycles]


def _bases_first(
    cycle: list[NamedSchema], schemas: Mapping[str, NamedSchema]
) -> tuple[NamedSchema, ...]:
    """A model stands after the one that it extends, which has fewer properties."""
    extended = {base.name for schema in cycle if (base := base_of(schema, schemas))}
    if not extended & {schema.name for schema in cycle}:
        return tuple(cycle)
    return tuple(sorted(cycle, key=_size))


def _size(schema: NamedSchema) -> int:
    return len(schema.schema_.properties) if isinstance(schema.schema_, Object) else 0


def _next_to(schema: NamedSchema, schemas: Mapping[str, NamedSchema]) -> set[str]:
    """The names of those of ``schemas`` that a schema refers to or extends."""
    base = base_of(schema, schemas)
    names = {base.name} if base else set()
    return names | (schemas.keys() & references(schema.schema_))


def _schemas_by_name(api: Api) -> dict[str, NamedSchema]:
    return {schema.name: schema for schema in api.schemas}


def _bodies(operation: Operation) -> list[Schema]:
    """Every schema that an operation names itself."""
    return [*schemas_of(operation), *([operation.paging.item] if operation.paging else ())]


def _used_schemas(operation: Operation, schemas: Mapping[str, NamedSchema]) -> list[Schema]:
    """As ``_bodies``, with the arguments in place of the object that wraps them."""
    body = operation.request_body
    if not body or not body.wraps_arguments or not isinstance(body.schema_, Reference):
        return _bodies(operation)
    return [
        schemas[body.schema_.name].schema_,
        *_bodies(operation.model_copy(update={"request_body": None})),
    ]


def _reached(schemas: Mapping[str, NamedSchema], start: Iterable[Schema]) -> set[str]:
    """The names of all schemas that those of ``start`` refer to, directly or through others."""
    named = {name for schema in start for name in references(schema)} & schemas.keys()
    return reachable(named, lambda name: _next_to(schemas[name], schemas))
