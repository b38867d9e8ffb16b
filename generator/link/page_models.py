"""Models that pages describe under headings of their own, and the references to them.

Reads the pages' models. A reference to a name that differs from a model's only in case and
punctuation refers to that model: a link ``[thread member](...)`` leads to the heading ``Thread
Member Structure``.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from generator.docs.page import Page, PageModel
from generator.docs.type_cells import SPELLINGS, parse_type, write_type
from generator.link.extended_models import extend_models
from generator.link.facts import Facts
from generator.link.name_words import singular, words
from generator.link.page_model_names import tell_apart
from generator.model import (
    Array,
    Map,
    NamedSchema,
    Object,
    Operation,
    Property,
    Reference,
    Schema,
    Union,
)

_SEPARATORS = re.compile(r"[^a-z0-9]+")

Resolve = Callable[[Schema], Schema]


def page_models(facts: Facts) -> None:
    """Add every model that a page describes to the facts, and write its name into all
    references.
    """
    pages, own_names = tell_apart(facts.pages)
    models = [model for page in pages for model in page.models]
    operations = facts.operations
    if not models and not any(page.has_links for page in facts.pages):
        return
    names: dict[str, str] = {}
    for model in models:
        names.setdefault(_key(model.name), model.name)
    for model in models:
        names.setdefault(_singular(model.name), names[_key(model.name)])
    links = Links(pages, names)
    by_name = {names[_key(model.name)]: model for model in reversed(models)}

    def resolver(file: str) -> Resolve:
        own = {_key(name): given for name, given in own_names.get(file, {}).items()}
        return _resolver(names | own if own else names, links, file)

    facts.operations = [
        _operation(operation, resolver(operation.source.file)) for operation in operations
    ]
    for model in models:
        name = names[_key(model.name)]
        resolve = resolver(model.source.file)
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
        rows = _all_rows(model, by_name, resolve, ())
        for shape in model.shape.objects():
            if len(shape.members) > 2 * len(rows):
                # The page lists what the model has besides another; its sample shows all.
                known.observe(shape)
        known.add_table(_rows(rows, resolve))
        known.description = known.description or model.description
        if not known.sources:
            known.sources.append(model.source)
        for shape in model.shape.objects():
            known.observe(shape)
    pairs = ((page.source.file, model.name) for page in pages for model in page.models)
    extend_models(facts, pages, {(file, name): names[_key(name)] for file, name in pairs})
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


def _singular(name: str) -> str:
    """The key of a name with each of its words in the singular: ``unitsOfMeasure`` has that of
    ``UnitOfMeasure``.
    """
    return "".join(map(singular, words(name)))


class Links:
    """Which model a link leads to, on the page that it leads to."""

    def __init__(self, pages: Iterable[Page], names: Mapping[str, str]) -> None:
        self._pages: dict[str, str] = {}
        """The models that pages as a whole describe, by the pages' names."""
        self._anchors: dict[str, str] = {}
        self._on_page: dict[tuple[str, str], str] = {}
        for page in pages:
            stem = _stem(page.source.file)
            for model in page.models:
                name = names[_key(model.name)]
                if stem in model.anchors and model is page.models[0]:
                    self._pages.setdefault(stem, name)
                for anchor in filter(None, model.anchors):
                    self._anchors.setdefault(anchor, name)
                    self._on_page.setdefault((stem, anchor), name)

    def model(self, target: str, file: str) -> str:
        """The model that a link in ``file`` leads to: by what follows its ``#``, with or without
        its first words (a section's) or its last one (``object``, ``structure``), best on that
        page; else by the page. Empty where there is none.
        """
        path, _, fragment = target.partition("#")
        stem = _stem(path or file)
        words = re.findall(r"[a-z0-9]+", fragment.lower())[:12]
        if not words:
            return self._pages.get(stem, "")
        ends = ["-".join(words[i:]) for i in range(len(words))] + ["-".join(words[:-1])]
        here = (self._on_page[stem, end] for end in ends if (stem, end) in self._on_page)
        anywhere = (self._anchors[end] for end in ends if end in self._anchors)
        return next(here, "") or next(anywhere, "")


def _stem(path: str) -> str:
    """The name of a page, as in the links to it."""
    name = path.rstrip("/").rpartition("/")[2].lower()
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"\.(?:mdx?|markdown|html?)$", "", name)))


def _resolver(names: Mapping[str, str], links: Links, file: str) -> Resolve:
    def resolve(schema: Schema) -> Schema:
        match schema:
            case Reference(name=name, target=target):
                key = _key(name)
                known = links.model(target, file) if target else ""
                known = known or names.get(key) or names.get(_singular(name), "")
                if not known and target and name.lower() in SPELLINGS:
                    # The link leads to what the word means, not to a model.
                    return SPELLINGS[name.lower()]
                known = known or name
                if known == name and not target:
                    return schema
                return schema.model_copy(update={"name": known, "target": ""})
            case Array(items=inner):
                return schema.model_copy(update={"items": resolve(inner)})
            case Map(values=inner):
                return schema.model_copy(update={"values": resolve(inner)})
            case Object(properties=rows) if rows:
                return schema.model_copy(update={"properties": _rows(rows, resolve)})
            case Union(variants=variants):
                return schema.model_copy(update={"variants": tuple(map(resolve, variants))})
        return schema

    return resolve


def _rows(rows: Iterable[Property], resolve: Resolve) -> tuple[Property, ...]:
    return tuple(row.model_copy(update={"schema_": resolve(row.schema_)}) for row in rows)


def _written(text: str, resolve: Resolve, target: str = "") -> str:
    """A type in words, with the names of models as they are known; ``target`` is where its link
    leads.
    """
    schema = parse_type(text) if text else None
    if schema and target:
        schema = _with_target(schema, target)
    resolved = resolve(schema) if schema else None
    return text if resolved is None or resolved == schema else write_type(resolved)


def _with_target(schema: Schema, target: str) -> Schema:
    match schema:
        case Reference():
            return schema.model_copy(update={"target": target})
        case Array(items=inner):
            return schema.model_copy(update={"items": _with_target(inner, target)})
        case Map(values=inner):
            return schema.model_copy(update={"values": _with_target(inner, target)})
    return schema


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
                        "heading": _written(response.heading, resolve, response.heading_target),
                        "heading_target": "",
                        "table": _rows(response.table, resolve),
                    }
                )
                for response in operation.responses
            ),
        }
    )
