"""Where models stand in an API: the sites by which models without a name in the docs are known.

A site is an operation, a part of it, and a path: ``GET/rooms/{id}#200/Doors/[]`` is the model of
the items of ``Doors`` in the answer. In paths, ``[]`` are the items of an array, ``{}`` the values
of a map, and ``|`` the one variant of a union that is a model; ``~`` and ``/`` in names are escaped
as in JSON Pointer (RFC 6901, 3), and ``#`` as ``~2``.
"""

from collections.abc import Iterator, Mapping
from operator import itemgetter

from generator.lock.keys import operation_keys, without_id
from generator.model import Api, Array, Map, Object, Operation, Reference, Schema, Union, references

SITES = 3
"""How many sites are kept of a model: one operation may go without its models losing their names.
"""
_ITEMS, _VALUES, _VARIANT = "[]", "{}", "|"


class ModelSites:
    """The sites of all models of an API."""

    def __init__(self, api: Api) -> None:
        self._schemas: Mapping[str, Schema] = {s.name: s.schema_ for s in api.schemas}
        keys = operation_keys(api.operations)
        self._roots = {
            f"{keys[op.operation_id]}#{part}": schema
            for op in api.operations
            for part, schema in _parts(op)
        }
        self._by_path: dict[str, list[Schema]] = {}
        for root, schema in self._roots.items():
            operation, _, part = root.rpartition("#")
            self._by_path.setdefault(f"{without_id(operation)}#{part}", []).append(schema)

    def model_at(self, site: str) -> str | None:
        """The name of the model that stands at a site; None where there is none."""
        operation, _, path = site.rpartition("#")
        part, *steps = path.split("/")
        return self._model_below(self._roots.get(f"{operation}#{part}"), steps)

    def models_at(self, site: str) -> list[str]:
        """The model that stands at a site. Where its operation has come to share its path with
        others, or shares it no more, those of all that have this path.
        """
        if model := self.model_at(site):
            return [model]
        operation, _, path = site.rpartition("#")
        part, *steps = path.split("/")
        schemas = self._by_path.get(f"{without_id(operation)}#{part}", ())
        models = (self._model_below(schema, steps) for schema in schemas)
        return list(dict.fromkeys(model for model in models if model))

    def _model_below(self, schema: Schema | None, steps: list[str]) -> str | None:
        for step in steps:
            schema = self._step(schema, step)
        return schema.name if isinstance(schema, Reference) else None

    def _step(self, schema: Schema | None, step: str) -> Schema | None:
        if isinstance(schema, Reference):
            schema = self._schemas.get(schema.name)
        match schema:
            case Array(items=inner) if step == _ITEMS:
                return inner
            case Map(values=inner) if step == _VALUES:
                return inner
            case Union() if step == _VARIANT:
                return _only_model(schema)
            case Object(properties=properties):
                return next((p.schema_ for p in properties if _escaped(p.name) == step), None)
        return None

    def sites(self) -> dict[str, list[str]]:
        """Up to ``SITES`` sites of each model, those with the fewest steps first, then by text."""
        found: dict[str, list[str]] = {}
        level = [(schema, root) for root, schema in self._roots.items()]
        while level:
            reached = (pair for schema, site in level for pair in _references(schema, site))
            level = []
            for name, site in sorted(reached, key=itemgetter(1)):
                known = found.setdefault(name, [])
                if not known and name in self._schemas:
                    # Only the first way to a model leads on, so this takes linear time.
                    level.append((self._schemas[name], site))
                if len(known) < SITES:
                    known.append(site)
        return found


def _parts(operation: Operation) -> Iterator[tuple[str, Schema]]:
    """Every schema that an operation names itself, and what it is there."""
    for parameter in operation.parameters:
        yield f"{parameter.location}:{_escaped(parameter.name)}", parameter.schema_
    if operation.request_body:
        yield "request", operation.request_body.schema_
    for response in operation.responses:
        if response.schema_:
            yield response.status, response.schema_


def _references(schema: Schema, site: str) -> Iterator[tuple[str, str]]:
    """The models that a schema refers to directly, each with its site below ``site``."""
    match schema:
        case Reference(name=name):
            yield name, site
        case Array(items=inner):
            yield from _references(inner, f"{site}/{_ITEMS}")
        case Map(values=inner):
            yield from _references(inner, f"{site}/{_VALUES}")
        case Union():
            if variant := _only_model(schema):
                yield from _references(variant, f"{site}/{_VARIANT}")
        case Object(properties=properties):
            for item in properties:
                yield from _references(item.schema_, f"{site}/{_escaped(item.name)}")


def _only_model(union: Union) -> Schema | None:
    """The variant that refers to models, where it is the only one: variants have no names that
    would tell them apart, and their order is not kept.
    """
    found = [variant for variant in union.variants if references(variant)]
    return found[0] if len(found) == 1 else None


def _escaped(name: str) -> str:
    """A name as one step of a path."""
    return name.replace("~", "~0").replace("/", "~1").replace("#", "~2")
