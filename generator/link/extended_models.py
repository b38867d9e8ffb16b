"""Models that a page describes by what they have besides the model that the page is about.

Reads the pages' models and the samples of those and of the responses that are one. Adds the
properties of the page's own model to another model of the page, where samples show most of them
besides those that its table lists, or its name alone says that it is a kind of the other.

Before: the page of Lamp has a table ``DimmedLamp`` with Brightness alone, and its sample shows
Brightness beside all properties of Lamp.
After: DimmedLamp has the properties of Lamp, and Brightness.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.docs import Page
from generator.docs.page import SampleShapes
from generator.docs.shapes import Shape
from generator.docs.type_cells import parse_type
from generator.link.facts import Facts, ModelFacts
from generator.model import Reference, without_arrays

_SHOWN = 0.5
"""The share of the properties of the page's own model that samples must show."""


def extend_models(
    facts: Facts, pages: Iterable[Page], names: Mapping[tuple[str, str], str]
) -> None:
    """Extend the models of each page by its first one. ``names`` are those of the models by their
    page and the name that the page writes.
    """
    answers = dict(_answers(facts))
    for page in pages:
        if len(page.models) < 2 or page.models[0].source.line > 1:
            continue
        file = page.source.file
        owner = facts.models.get(names[file, page.models[0].name])
        for model in page.models[1:]:
            known = facts.models.get(names[file, model.name])
            if owner is None or known is None or known is owner or not model.table:
                continue
            shapes = [*model.shape.objects(), *answers.get(known.name, ())]
            if _shows(shapes, owner, known) or (not shapes and _is_kind_of(known, owner)):
                _extend(known, owner)
                for shape in shapes:
                    known.observe(shape)


def _answers(facts: Facts) -> Iterator[tuple[str, list[Shape]]]:
    """The models that headings of responses name, and what the samples of those show."""
    found: dict[str, list[Shape]] = {}
    for operation in facts.operations:
        received = facts.shapes.get(operation.operation_id, SampleShapes()).received
        for response in operation.responses:
            read = parse_type(response.heading) if response.heading else None
            schema = without_arrays(read) if read else None
            if isinstance(schema, Reference):
                found.setdefault(schema.name, []).extend(received.objects())
    yield from found.items()


def _is_kind_of(known: ModelFacts, owner: ModelFacts) -> bool:
    """Whether a model without samples is a kind of the page's own by its name (``DimmedLamp`` of
    ``Lamp``), and lists only what it has besides. What holds the other (``WrappedLamp`` with a
    property of type Lamp) is none.
    """
    cells = [cell for fact in known.properties.values() for cell in fact.cells]
    holds = any(
        isinstance(inner := without_arrays(cell.schema_), Reference) and inner.name == owner.name
        for cell in cells
    )
    longer = len(known.name) > len(owner.name) and known.name.endswith(owner.name)
    return longer and not holds and not known.keys & owner.keys


def _shows(shapes: list[Shape], owner: ModelFacts, known: ModelFacts) -> bool:
    listed = _listed(known)
    others = owner.keys - listed
    shown = {name.lower() for shape in shapes for name in shape.members}
    return len(listed & shown) * 2 >= len(listed) and len(others & shown) >= max(
        2, _SHOWN * len(owner.keys)
    )


def _listed(known: ModelFacts) -> set[str]:
    """The properties that a table lists; others are known from samples alone."""
    return {name.lower() for name, fact in known.properties.items() if fact.cells}


def _extend(known: ModelFacts, owner: ModelFacts) -> None:
    listed = _listed(known)
    rows = [
        cell
        for name, fact in owner.properties.items()
        if name.lower() not in listed
        for cell in fact.cells[:1]
    ]
    known.add_table(rows)
