"""What users of a build see, by what the API says: the names that a lock has to keep."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.docs import Page
from generator.link import link
from generator.lock import NO_LOCK, Lock, lock_text, parse_lock
from generator.lock.model_names import keep_model_names
from generator.model import Api, Object, Schema, references
from generator.targets import load_pack
from generator.targets.chosen_names import ChosenNames
from generator.targets.locked_names import GivenNames
from generator.targets.names import Names

Place = tuple[str, ...]


class Named(NamedTuple):
    """The names that pages got, and the lock afterwards."""

    api: Api
    python: Names
    openapi: Names
    merged: dict[str, str]
    lock: Lock

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return [*self.python.diagnostics, *self.openapi.diagnostics]


def name_all(
    pages: Sequence[Page], lock: Lock = NO_LOCK, chosen: ChosenNames | None = None
) -> Named:
    """Pages linked and named as a build does, and the lock written and read again."""
    named = keep_model_names(link(pages).api, lock)
    given = GivenNames(lock, named.merged, chosen or {}, named.renamed)
    python, openapi = (Names(load_pack(n), named.api, given) for n in ("python", "openapi"))
    entries = [*named.entries, *python.entries(), *openapi.entries()]
    text = lock_text(lock.extended(entries))
    return Named(named.api, python, openapi, named.merged, parse_lock(text))


def public_names(named: Named) -> dict[Place, str]:
    """Every name by its place in the API; of models, by the operations that send or give them."""
    api, python = named.api, named.python
    found: dict[Place, str] = {}
    for tag in api.tags:
        found["tag", tag.name] = python.tag(tag.name)
        found["file", tag.name] = named.openapi.file(tag.name)
    for operation in api.operations:
        place = (operation.method, operation.path.lower(), operation.operation_id)
        found["method", *place] = f"{python.tag(operation.tag)}.{python.method(operation)}"
        for a in python.arguments(operation):
            wire = "" if a.kind == "body" else a.wire.lower()
            found["argument", *place, a.kind, wire] = a.name
        for part, body in _bodies(api, operation.operation_id):
            found["body", *place, part] = " ".join(map(python.type, references(body)))
    for schema in api.schemas:
        name = python.type(schema.name)
        found["component", name] = named.openapi.component(schema.name)
        if isinstance(schema.schema_, Object):
            for item in schema.schema_.properties:
                found["property", name, item.name] = python.property(schema.name, item.name)
    return found


def _bodies(api: Api, operation_id: str) -> Iterable[tuple[str, Schema]]:
    operation = next(op for op in api.operations if op.operation_id == operation_id)
    if operation.request_body:
        yield "request", operation.request_body.schema_
    for response in operation.responses:
        if response.schema_:
            yield response.status, response.schema_


def types_of(named: Named) -> set[str]:
    """Every type that can be imported: the models, and earlier names of them."""
    names = {named.python.type(schema.name) for schema in named.api.schemas}
    for schema in named.api.schemas:
        names.update(named.python.type_aliases(schema.name))
    return names
