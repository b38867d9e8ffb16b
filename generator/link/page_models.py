"""Models that pages describe under headings of their own, and the references to them.

Reads the pages' models. A reference to a name that differs from a model's only in case and
punctuation refers to that model: a link ``[thread member](...)`` leads to the heading ``Thread
Member Structure``.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from generator.docs.page import PageModel
from generator.docs.type_cells import parse_type, write_type
from generator.link.facts import Facts
from generator.model import (
    Array,
    Map,
    NamedSchema,
    Object,
    Operation,
    Property,
    Reference,
    Schema,
)

_SEPARATORS = re.compile(r"[^a-z0-9]+")

Resolve = Callable[[Schema], Schema]


def page_models(facts: Facts) -> None:
    """Add every model that a page describes to the facts, and write its name into all
    references.
    """
    models = [model for page in facts.pages for model in page.models]
    operations = facts.operations
    if not models and not any(page.has_links for page in facts.pages):
        return
    names: dict[str, str] = {}
    for model in models:
        names.setdefault(_key(model.name), model.name)
    anchors: dict[str, str] = {}
    for model in models:
        for anchor in filter(None, model.anchors):
            anchors.setdefault(anchor, names[_key(model.name)])
    resolve = _resolver(names, anchors)
    by_name = {names[_key(model.name)]: model for model in reversed(models)}
    facts.operations = [_operation(operation, resolve) for operation in operations]
    for model in models:
        name = names[_key(model.name)]
        if model.schema is not None and not model.table:
            facts.named_schemas.setdefault(
                name,
                NamedSchema(
                    name=name,
                    description=model.description,
                    schema=resolve(model.schema),
                    sources=(model.source,),
                ),
            )
            continue
        known = facts.model(name)
        known.add_table(_rows(_all_rows(model, by_name, resolve, ()), resolve))
        known.description = known.description or model.description
        if not known.sources:
            known.sources.append(model.source)
        for shape in model.shape.objects():
            known.observe(shape)
    facts.mentioned |= set(names.values())


def _all_rows(
    model: PageModel, by_name: Mapping[str, PageModel], resolve: Resolve, within: tuple[str, ...]
) -> list[Property]:
    """The rows of a model, after those of the models that it is based on."""
    rows: dict[str, Property] = {}
    for base in model.bases:
        resolved = resolve(base)
        name = resolved.name if isinstance(resolved, Reference) else ""
        if name in by_name and name not in within and by_name[name] is not model:
            for row in _all_rows(by_name[name], by_name, resolve, (*within, name)):
                rows[row.name] = row
    return [*(rows | {row.name: row for row in model.table}).values()]


def _key(name: str) -> str:
    return _SEPARATORS.sub("", name.lower())


def _resolver(names: Mapping[str, str], anchors: Mapping[str, str]) -> Resolve:
    def resolve(schema: Schema) -> Schema:
        match schema:
            case Reference(name=name, target=target):
                key = _key(name)
                known = _linked(target, anchors) or names.get(key) or names.get(key[:-1], name)
                if known == name and not target:
                    return schema
                return schema.model_copy(update={"name": known, "target": ""})
            case Array(items=inner):
                return schema.model_copy(update={"items": resolve(inner)})
            case Map(values=inner):
                return schema.model_copy(update={"values": resolve(inner)})
            case Object(properties=rows) if rows:
                return schema.model_copy(update={"properties": _rows(rows, resolve)})
        return schema

    return resolve


def _linked(target: str, anchors: Mapping[str, str]) -> str:
    """The model that a link leads to: by what follows its ``#``, with or without its first words
    (a section's) and its last one (``object``, ``structure``); else by the page.
    """
    path, _, fragment = target.partition("#")
    words = re.findall(r"[a-z0-9]+", fragment.lower())[:12]
    for end in (len(words), len(words) - 1):
        for start in range(end):
            if known := anchors.get("-".join(words[start:end])):
                return known
    page = re.findall(r"[a-z0-9]+", path.lower().removesuffix(".md").rpartition("/")[2])
    return "" if words else anchors.get("-".join(page), "")


def _rows(rows: Iterable[Property], resolve: Resolve) -> tuple[Property, ...]:
    return tuple(row.model_copy(update={"schema_": resolve(row.schema_)}) for row in rows)


def _written(text: str, resolve: Resolve) -> str:
    """A type in words, with the names of models as they are known."""
    schema = parse_type(text) if text else None
    resolved = resolve(schema) if schema else None
    return text if resolved is None or resolved == schema else write_type(resolved)


def _operation(operation: Operation, resolve: Resolve) -> Operation:
    body = operation.request_body
    return operation.model_copy(
        update={
            "parameters": tuple(
                parameter.model_copy(update={"schema_": resolve(parameter.schema_)})
                for parameter in operation.parameters
            ),
            "request_body": body
            and body.model_copy(
                update={"type": _written(body.type, resolve), "table": _rows(body.table, resolve)}
            ),
            "responses": tuple(
                response.model_copy(
                    update={
                        "heading": _written(response.heading, resolve),
                        "table": _rows(response.table, resolve),
                    }
                )
                for response in operation.responses
            ),
        }
    )
