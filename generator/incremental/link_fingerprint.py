"""What a page tells, and what it only says.

No pass looks at the prose of an operation, its notices, or the values of its samples: they are
carried along. So pages that tell what they told need not be linked anew, whatever else they say.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.diagnostics import Diagnostic
from generator.docs.page import Page, PageKind, PageModel
from generator.docs.sample_bodies import sample_media_type
from generator.docs.shapes import Shape
from generator.model import Api, Source

TEXT_FIELDS = ("title", "front_matter", "description", "notices", "samples")
"""Of an operation's fields those that are carried along, as are its parameters' examples. (Of
samples, kinds and names of values are in the page's shapes, and their media types are told.)
"""
_NOT_LINKED: Any = dict.fromkeys(TEXT_FIELDS, True) | {"parameters": {"__all__": {"examples"}}}

_PLACE = re.compile(r'"file":("(?:[^"\\]|\\.)*"),"line":(\d+),"column":(\d+)')
_POSITION = re.compile(r',"line":\d+,"column":\d+')


def digest(page: Page) -> str:
    """All that linking goes by, wherever on the page it stands."""
    return _POSITION.sub("", _telling(page))


def _places(telling: str) -> list[Source]:
    """Where all of that stands: pages that tell the same have as many, in the same order."""
    return [
        Source(json.loads(file), int(line), int(column))
        for file, line, column in _PLACE.findall(telling)
    ]


def _telling(page: Page) -> str:
    """All that linking goes by, with its places, as JSON."""
    if page.kind == PageKind.INDEX:
        entries = [entry.model_dump() for entry in page.entries]
        return json.dumps([page.source.file, page.title, page.description, entries])
    if not page.operations and not page.models and not page.missed:
        return page.source.file
    types = [
        [sample.kind, sample_media_type(sample, "")]
        for operation in page.operations
        for sample in operation.samples
    ]
    shapes = [[_outline(sent), _outline(received)] for sent, received in page.shapes]
    missed = [
        [{"file": place.file, "line": place.line, "column": place.column}, text]
        for place, text in page.missed
    ]
    beside = [missed, page.source.file, sorted(page.mentions), page.namespaces, types, shapes]
    operations = [found.model_dump_json(exclude=_NOT_LINKED) for found in page.operations]
    models = [_model_text(model) for model in page.models]
    parts = [*operations, *models, json.dumps(beside, separators=(",", ":"))]
    return f"[{','.join(parts)}]"


def _model_text(model: PageModel) -> str:
    """A model as JSON, with its places."""
    rows = ",".join(row.model_dump_json() for row in model.table)
    schema = model.schema.model_dump_json() if model.schema else "null"
    place = {"file": model.source.file, "line": model.source.line, "column": model.source.column}
    beside = [model.name, model.description, place, _outline(model.shape)]
    return f"[[{rows}],{schema},{json.dumps(beside, separators=(',', ':'))}]"


def _outline(shape: Shape) -> list[Any]:
    kinds = [
        [kind, {"file": place.file, "line": place.line, "column": place.column}]
        for kind, place in shape.kinds.items()
    ]
    items = _outline(shape.items) if shape.items else None
    return [kinds, items, {name: _outline(member) for name, member in shape.members.items()}]


def source_map(before: Page, now: Page) -> dict[Source, Source] | None:
    """From the places of a page to those of the same page as it is now; None where they do not
    tell the same, or one place became two.
    """
    then, today = _telling(before), _telling(now)
    if _POSITION.sub("", then) != _POSITION.sub("", today):
        return None
    pairs = list(zip(_places(then), _places(today), strict=True))
    found = dict(pairs)
    return found if all(found[old] == new for old, new in pairs) else None


def update_text(api: Api, pages: Iterable[Page], moves: Mapping[Source, Source]) -> Api | None:
    """A linked API, with what ``pages`` say now. None where it has not each of their operations.

    ``moves`` leads from the places of operations in ``api`` to those on ``pages``.
    """
    now = {operation.source: operation for page in pages for operation in page.operations}
    operations = []
    for operation in api.operations:
        said = now.pop(moves.get(operation.source, operation.source), None)
        if said is None:
            operations.append(operation)
        else:
            update = {field: getattr(said, field) for field in TEXT_FIELDS}
            parameters = tuple(
                before.model_copy(update={"examples": parameter.examples})
                if before.examples != parameter.examples
                else before
                for before, parameter in zip(operation.parameters, said.parameters, strict=True)
            )
            operations.append(operation.model_copy(update={**update, "parameters": parameters}))
    return None if now else api.model_copy(update={"operations": tuple(operations)})


def relocate(
    diagnostics: Iterable[Diagnostic], moves: Mapping[Source, Source]
) -> Iterator[Diagnostic]:
    """Diagnostics, where their places are now."""
    for diagnostic in diagnostics:
        source = moves.get(diagnostic.source, diagnostic.source)
        same = source == diagnostic.source
        yield diagnostic if same else diagnostic.model_copy(update={"source": source})
