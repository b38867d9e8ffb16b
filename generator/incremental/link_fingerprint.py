"""Separates what linking depends on in a page from text that it only passes on.

No pass looks at the prose of an operation, its notices, or the values of its samples. So a page
that changed only in these, or whose lines moved, need not be linked again: the linked API gets the
new texts, and diagnostics get the new places. ``tests/test_link_fingerprint.py`` links pages with
and without such texts, and compares.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.diagnostics import Diagnostic
from generator.docs.page import Page, PageKind, PageModel
from generator.docs.sample_bodies import sample_media_type
from generator.docs.shapes import Shape
from generator.incremental.keys import fingerprint
from generator.model import Api, Node, Source

TEXT_FIELDS = ("title", "front_matter", "description", "notices", "samples")
"""The fields of an operation that no pass looks at, besides the examples of its parameters. What
samples show is in the page's shapes; of samples themselves, only the media type counts.
"""
_NOT_LINKED: Any = dict.fromkeys(TEXT_FIELDS, True) | {"parameters": {"__all__": {"examples"}}}

Address = tuple[str | int, ...]
"""The names of fields, positions in tuples and names of members that lead to a place from a page's
operation or shapes: ``("parameters", 0, "source")``.
"""


def digest(page: Page) -> str:
    """A hash of everything on a page that linking depends on, whatever lines it is on."""
    missed = [text for _, text in page.missed]
    if page.kind == PageKind.INDEX:
        entries = [entry.model_dump() for entry in page.entries]
        index = [page.source.file, page.title, page.description, entries, missed]
        return fingerprint(json.dumps(index))
    samples = [
        [sample.kind, sample_media_type(sample, "")]
        for operation in page.operations
        for sample in operation.samples
    ]
    shapes = [
        [
            *(_shape_content(shape) for shape in (shown.sent, shown.received)),
            {status: _shape_content(shape) for status, shape in shown.errors},
        ]
        for shown in page.shapes
    ]
    other: list[Any] = [page.source.file, sorted(page.mentions), page.namespaces]
    other += [samples, shapes, missed, page.has_links, page.tag_endings, page.paging, page.servers]
    operations = [
        operation.model_dump_json(exclude=_NOT_LINKED, context="files")
        for operation in page.operations
    ]
    models = [_model_content(model) for model in page.models]
    return fingerprint(json.dumps([operations, models]), json.dumps(other))


def _model_content(model: PageModel) -> list[Any]:
    """A model of a page with the files of its places, as JSON can hold it."""
    rows = [row.model_dump_json(context="files") for row in model.table]
    schema = model.schema.model_dump_json(context="files") if model.schema else None
    bases = [base.model_dump_json(context="files") for base in model.bases]
    return [
        model.name,
        model.anchors,
        bases,
        model.description,
        rows,
        schema,
        _shape_content(model.shape),
    ]


def _shape_content(shape: Shape) -> list[Any]:
    """A shape with the files of its places, as JSON can hold it."""
    kinds = [[kind, place.file] for kind, place in shape.kinds.items()]
    items = _shape_content(shape.items) if shape.items else None
    return [kinds, items, {name: _shape_content(member) for name, member in shape.members.items()}]


def places(page: Page) -> dict[Address, Source]:
    """Every place on the page that linking may report."""
    found: dict[Address, Source] = {}
    for number, operation in enumerate(page.operations):
        found |= _places_in(operation, (number,), TEXT_FIELDS)
    for number, shown in enumerate(page.shapes):
        found |= _shape_places(shown.sent, (number, "sent"))
        found |= _shape_places(shown.received, (number, "received"))
        for status, shape in shown.errors:
            found |= _shape_places(shape, (number, "error", status))
    for number, model in enumerate(page.models):
        found[number, "model"] = model.source
        found |= _places_in(model.table, (number, "table"))
        found |= _places_in(model.schema, (number, "schema"))
        found |= _shape_places(model.shape, (number, "shape"))
    for number, (source, _) in enumerate(page.missed):
        found[number, "missed"] = source
    return found


def _places_in(
    value: Any, address: Address, skipped: tuple[str, ...] = ()
) -> Iterator[tuple[Address, Source]]:
    if isinstance(value, Source):
        yield address, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _places_in(item, (*address, number))
    elif isinstance(value, Node):
        for name, inner in value.__dict__.items():
            if name not in skipped:
                yield from _places_in(inner, (*address, name))


def _shape_places(shape: Shape, address: Address) -> Iterator[tuple[Address, Source]]:
    for kind, place in shape.kinds.items():
        yield (*address, "kinds", kind), place
    if shape.items:
        yield from _shape_places(shape.items, (*address, "items"))
    for name, member in shape.members.items():
        yield from _shape_places(member, (*address, "members", name))


def source_map(before: Page, now: Page) -> dict[Source, Source] | None:
    """From the places of a page to those of the same page as it is now.

    None where something changed that linking depends on, or where one old place would have two new
    ones.
    """
    if digest(before) != digest(now):
        return None
    today = places(now)
    found: dict[Source, Source] = {}
    for address, old in places(before).items():
        if address not in today or found.setdefault(old, today[address]) != today[address]:
            return None
    return found


def update_text(api: Api, pages: Iterable[Page], moved: Mapping[Source, Source]) -> Api | None:
    """A linked API with the texts that ``pages`` have now.

    None where it does not have exactly the operations of these pages. ``moved`` is from
    ``source_map``: from the places of operations in ``api`` to those on ``pages``.
    """
    changed = {operation.source: operation for page in pages for operation in page.operations}
    operations = []
    for operation in api.operations:
        now = changed.pop(moved.get(operation.source, operation.source), None)
        if now is None:
            operations.append(operation)
        else:
            update = {field: getattr(now, field) for field in TEXT_FIELDS}
            parameters = tuple(
                before.model_copy(update={"examples": parameter.examples})
                if before.examples != parameter.examples
                else before
                for before, parameter in zip(operation.parameters, now.parameters, strict=True)
            )
            operations.append(operation.model_copy(update={**update, "parameters": parameters}))
    return None if changed else api.model_copy(update={"operations": tuple(operations)})


def relocate(
    diagnostics: Iterable[Diagnostic], moved: Mapping[Source, Source]
) -> Iterator[Diagnostic]:
    """Diagnostics with their places as they are now. ``moved`` is from ``source_map``."""
    for diagnostic in diagnostics:
        source = moved.get(diagnostic.source, diagnostic.source)
        is_same = source == diagnostic.source
        yield diagnostic if is_same else diagnostic.model_copy(update={"source": source})
