"""The linked API: decisions written back into operations and schemas."""

import re
from collections import Counter
from collections.abc import Iterable

from generator.docs.page import Page, PageKind
from generator.link.facts import BodyFacts, Facts, ModelFacts, PropertyFacts, most_common
from generator.link.media_types import media_types
from generator.model import (
    Api,
    Array,
    NamedSchema,
    Object,
    Operation,
    Parameter,
    Property,
    Scalar,
    Schema,
    SecurityScheme,
    Tag,
    Unknown,
)

_VERSION = re.compile(r"v\d+(?:\.\d+)*")


def assemble(facts: Facts, title: str, version: str) -> Api:
    """What targets see: sorted and complete.

    ``title`` and ``version`` are derived from the docs where empty.
    """
    media_types(facts)
    by_operation: dict[str, list[BodyFacts]] = {}
    for body in facts.bodies:
        by_operation.setdefault(body.operation.operation_id, []).append(body)
    operations = [
        _operation(operation, by_operation.get(operation.operation_id, []))
        for operation in facts.operations
    ]
    schemas = {
        **facts.named,
        **{name: _schema(model) for name, model in facts.models.items() if model.properties},
    }
    return Api(
        title=title or _namespace(facts.pages),
        version=version or _path_version(operations),
        tags=tuple(_tags(operations, facts.pages)),
        operations=tuple(operations),
        schemas=tuple(schemas[name] for name in sorted(schemas)),
        security=tuple(_security(operations)),
    )


def _namespace(pages: Iterable[Page]) -> str:
    """The namespace that most pages mention: the product whose API this is."""
    counts = Counter(name for page in pages for name in page.namespaces)
    return min(counts, key=lambda name: (-counts[name], name), default="")


def _path_version(operations: Iterable[Operation]) -> str:
    """The version that most paths carry: ``v1`` in ``/api/v1/Contact``."""
    counts = Counter(
        segment
        for operation in operations
        for segment in operation.path.split("/")[:4]
        if _VERSION.fullmatch(segment)
    )
    return min(counts, key=lambda version: (-counts[version], version), default="")


def _operation(operation: Operation, bodies: Iterable[BodyFacts]) -> Operation:
    update: dict[str, object] = {"parameters": tuple(map(_parameter, operation.parameters))}
    for body in bodies:
        settled = body.body.model_copy(update={"schema_": body.schema, "table": ()})
        if body.is_request:
            update["request_body"] = settled
        else:
            update["responses"] = tuple(
                settled if response.status == getattr(body.body, "status", "") else response
                for response in operation.responses
            )
    return operation.model_copy(update=update)


def _parameter(parameter: Parameter) -> Parameter:
    """A parameter is sent as text, so what is not told is text, and so are the items of a
    list.
    """
    schema: Schema = parameter.schema_
    match schema:
        case Unknown():
            schema = Scalar(type="string")
        case Array(items=Unknown()):
            schema = Array(items=Scalar(type="string"))
        case _:
            return parameter
    return parameter.model_copy(update={"schema_": schema})


def _schema(model: ModelFacts) -> NamedSchema:
    properties = tuple(
        Property(
            name=fact.name,
            schema=fact.schema,
            description=_description(fact),
            required=bool(fact.cells) and all(cell.required for cell in fact.cells),
            deprecated=any(cell.deprecated for cell in fact.cells),
            read_only=any(cell.read_only for cell in fact.cells),
            nullable="null" in fact.shape.kinds,
            source=fact.cells[0].source if fact.cells else None,
        )
        for fact in model.properties.values()
    )
    return NamedSchema(
        name=model.name,
        description=model.description,
        schema=Object(properties=properties),
        sources=tuple(model.sources[:3]),
    )


def _description(fact: PropertyFacts) -> str:
    """What most rows say."""
    different = {cell.description for cell in fact.cells}
    if len(different) < 2:
        return different.pop() if different else ""
    return most_common(cell.description for cell in fact.cells)


def _tags(operations: Iterable[Operation], pages: Iterable[Page]) -> list[Tag]:
    """One tag a group of operations, titled by the index page that lists most of them."""
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
    """Every way to authenticate that some page tells, once."""
    schemes: dict[str, SecurityScheme] = {}
    for operation in operations:
        for scheme in operation.security:
            schemes.setdefault(scheme.name, scheme)
    return [schemes[name] for name in sorted(schemes)]
