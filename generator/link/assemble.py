"""Assembles the linked API: writes the decisions back into operations and schemas.

Reads everything that was decided. Writes ``facts.api``, which later passes extend.
"""

import re
from collections import Counter
from collections.abc import Iterable

from generator.docs.page import Page, PageKind
from generator.link.decisions import Rule
from generator.link.facts import BodyFacts, Facts, ModelFacts, PropertyFacts, most_common
from generator.model import (
    Api,
    Array,
    Enumeration,
    NamedSchema,
    Object,
    Operation,
    Property,
    Response,
    Scalar,
    SecurityScheme,
    Tag,
    Unknown,
)

_BLANK = Property(name="", schema=Unknown())
"""What properties are copied from: a copy does not validate its values again, which takes as long
as the rest of this pass."""

_VERSION = re.compile(r"v\d+(?:\.\d+)*")


def assemble(facts: Facts) -> None:
    """Build the API: operations, tags, schemas and ways to authenticate, each sorted by name.

    Where ``facts.title`` or ``facts.version`` is empty, it is derived from the docs, and may stay
    empty.
    """
    by_operation: dict[str, list[BodyFacts]] = {}
    for body in facts.bodies:
        by_operation.setdefault(body.operation.operation_id, []).append(body)
    operations = [
        _with_bodies(operation, by_operation.get(operation.operation_id, []))
        for operation in facts.operations
    ]
    schemas = {
        **facts.named_schemas,
        **facts.unknown_models,
        **{name: _named_schema(model) for name, model in facts.models.items() if model.properties},
    }
    facts.api = Api(
        title=facts.title or _namespace(facts.pages),
        version=facts.version or _path_version(operations),
        server=_server(facts.pages),
        tags=tuple(_tags(operations, facts.pages)),
        operations=tuple(operations),
        schemas=tuple(schemas[name] for name in sorted(schemas)),
        security=tuple(_security(operations)),
    )


def _namespace(pages: Iterable[Page]) -> str:
    """The namespace that most pages mention, which is the name of the product."""
    counts = Counter(name for page in pages for name in page.namespaces)
    return min(counts, key=lambda name: (-counts[name], name), default="")


def _server(pages: Iterable[Page]) -> str:
    """The only server that request lines name; empty where they name none or several."""
    names = {server for page in pages for server in page.servers}
    return names.pop() if len(names) == 1 else ""


def _path_version(operations: Iterable[Operation]) -> str:
    """The version that most paths have in their first segments: ``v1`` of ``/api/v1/Contact``."""
    counts = Counter(
        segment
        for operation in operations
        for segment in operation.path.split("/")[:4]
        if _VERSION.fullmatch(segment)
    )
    return min(counts, key=lambda version: (-counts[version], version), default="")


def _with_bodies(operation: Operation, bodies: Iterable[BodyFacts]) -> Operation:
    """The operation with the decided schemas of its bodies."""
    update: dict[str, object] = {}
    answers: dict[str, Response] = {}
    for body in bodies:
        changed = {"schema_": body.schema, "table": ()}
        if isinstance(body.body, Response):
            answers[body.body.status] = body.body.model_copy(update=changed)
        else:
            update["request_body"] = body.body.model_copy(update=changed)
    if answers:
        update["responses"] = tuple(answers.get(r.status, r) for r in operation.responses)
    return operation.model_copy(update=update) if update else operation


def _named_schema(model: ModelFacts) -> NamedSchema:
    """A model as a named schema.

    A property is required if all of its rows say so, deprecated or read-only if any does, and
    nullable if a sample shows null.
    """
    properties = tuple(
        _BLANK.model_copy(
            update={
                "name": fact.name,
                "schema_": fact.schema,
                "description": _description(fact),
                "required": bool(fact.cells) and all(cell.required for cell in fact.cells),
                "deprecated": any(cell.deprecated for cell in fact.cells),
                "read_only": any(cell.read_only for cell in fact.cells),
                "default": _default(fact),
                "nullable": "null" in fact.shape.kinds or any(c.nullable for c in fact.cells),
                "source": fact.cells[0].source if fact.cells else None,
            }
        )
        for fact in model.properties.values()
    )
    return NamedSchema(
        name=model.name,
        description=model.description,
        schema=Object(properties=properties),
        is_inferred_name=bool(model.naming and model.naming.rule is not Rule.name_in_docs),
        sources=tuple(model.sources[:3]),
    )


def _default(fact: PropertyFacts) -> str:
    """The default that all of the property's rows with one tell, if it has a type of values."""
    defaults = {cell.default for cell in fact.cells if cell.default}
    of_values = isinstance(fact.schema, Scalar | Enumeration | Array)
    return defaults.pop() if len(defaults) == 1 and of_values else ""


def _description(fact: PropertyFacts) -> str:
    """The description that most of the property's rows have."""
    different = {cell.description for cell in fact.cells}
    if len(different) < 2:
        return different.pop() if different else ""
    return most_common(cell.description for cell in fact.cells)


def _tags(operations: Iterable[Operation], pages: Iterable[Page]) -> list[Tag]:
    """One tag for each group of operations. Title and description are from the first index page
    that links to one of them.
    """
    files = {op.source.file: op.tag for op in operations}
    titles: dict[str, Page] = {}
    for page in pages:
        if page.kind == PageKind.INDEX:
            for entry in page.entries:
                if entry.target in files:
                    titles.setdefault(files[entry.target], page)
    return [
        Tag(
            name=name,
            title=titles[name].title if name in titles else name,
            description=titles[name].description if name in titles else "",
            source=titles[name].source if name in titles else None,
        )
        for name in sorted({operation.tag for operation in operations})
    ]


def _security(operations: Iterable[Operation]) -> list[SecurityScheme]:
    """Every way to authenticate that some page documents, once each."""
    schemes: dict[str, SecurityScheme] = {}
    for operation in operations:
        for scheme in operation.security:
            schemes.setdefault(scheme.name, scheme)
    return [schemes[name] for name in sorted(schemes)]
