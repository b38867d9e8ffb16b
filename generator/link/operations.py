"""Which operations there are: each once, with an id and a path of its own.

``unique_operations`` collects them from the pages, ``unify_casing`` gives paths and tags one
spelling, and ``path_fragments`` tells apart paths that OpenAPI calls identical.
"""

import re

from generator.docs.operation_names import alias_name
from generator.docs.page import SampleShapes
from generator.docs.request_lines import RequestLine
from generator.link.facts import Facts
from generator.model import Operation

_PARAMETER = re.compile(r"\{[^{}/]+\}")


def unique_operations(facts: Facts) -> None:
    """Keep the first page of an operation, and give every operation an id of its own.

    A second page for the same method and path is dropped (DOC302); one for another operation
    with the same id gets a numbered id (DOC301). Pages are sorted by file name, so the outcome
    does not depend on the order they were given in.
    """
    ids: dict[str, Operation] = {}
    described = {
        (operation.method, _PARAMETER.sub("{}", operation.path.lower()))
        for page in facts.pages
        for operation in page.operations
        if not _is_overview(operation)
    }
    for page in facts.pages:
        for operation, shapes in zip(page.operations, page.shapes, strict=True):
            key = operation.method, _PARAMETER.sub("{}", operation.path.lower())
            if page.has_links and key in described and _is_overview(operation):
                continue  # A line of a table of contents.
            _add(facts, ids, operation, shapes)
    facts.operations = [ids[name] for name in sorted(ids)]


def _is_overview(operation: Operation) -> bool:
    """Whether a page says no more of an operation than how it is called."""
    return not (
        operation.request_body
        or operation.samples
        or operation.description
        or any(parameter.description for parameter in operation.parameters)
        or any(
            answer.heading or answer.table or answer.schema_ or answer.status != "200"
            for answer in operation.responses
        )
    )


def _add(
    facts: Facts, ids: dict[str, Operation], operation: Operation, shapes: SampleShapes
) -> None:
    first = ids.get(operation.operation_id)
    if first is None:
        ids[operation.operation_id] = operation
        facts.shapes[operation.operation_id] = shapes
    elif (first.method, first.path.lower()) == (operation.method, operation.path.lower()):
        facts.report(
            "DOC302",
            operation.source,
            f"{operation.method} {operation.path}",
            done=f"kept {first.source}",
        )
    else:
        lines = {name: _line(known) for name, known in ids.items()}
        renamed = alias_name(operation.operation_id, _line(operation), lines)
        facts.report("DOC301", operation.source, operation.operation_id, done=f"now {renamed}")
        ids[renamed] = operation.model_copy(update={"operation_id": renamed})
        facts.shapes[renamed] = shapes


def _line(operation: Operation) -> RequestLine:
    return RequestLine(operation.method, operation.path, "")


def unify_casing(facts: Facts) -> None:
    """Give paths that differ only in casing one spelling, and tags likewise.

    The spelling of the first operation by id is taken. The names of path parameters change with
    it; they are never sent, so no request changes.

    Before: ``/Lamp/{id}`` and ``/lamp/{Id}``. After: both are ``/Lamp/{id}``.
    """
    spelling: dict[str, str] = {}
    tags: dict[str, str] = {}
    operations = []
    for operation in facts.operations:
        tag = tags.setdefault(operation.tag.lower(), operation.tag)
        if tag != operation.tag:
            operation = operation.model_copy(update={"tag": tag})
        path = spelling.setdefault(operation.path.lower(), operation.path)
        if path != operation.path:
            names = {name[1:-1].lower(): name[1:-1] for name in _PARAMETER.findall(path)}
            parameters = tuple(
                p.model_copy(update={"name": names[p.name.lower()]}) if p.location == "path" else p
                for p in operation.parameters
            )
            operation = operation.model_copy(update={"path": path, "parameters": parameters})
        operations.append(operation)
    facts.operations = operations


def path_fragments(facts: Facts) -> None:
    """Tell apart paths that differ only in the names of their parameters (DOC303).

    OpenAPI calls such paths identical and forbids both in one document (OpenAPI 3.1, 4.8.8,
    Paths Object). The spelling that most operations use, then the first by alphabet, keeps the
    plain path; the others get a fragment, as do two operations with the same method and path.

    Before: ``/List/{id}`` (twice) and ``/List/{name}``. After: ``/List/{id}`` and
    ``/List/{name}#name``.
    """
    fragments = _fragments_by_parameter_names(facts)
    taken: set[tuple[str, str, str]] = set()
    for operation in facts.operations:
        fragment = fragments.get(operation.operation_id, "")
        key = (operation.method, operation.path.lower(), fragment)
        if key in taken:
            # One path and method under two ids: calls that differ in their query.
            fragments[operation.operation_id] = operation.operation_id
            facts.report("DOC303", operation.source, f"{operation.method} {operation.path}")
        taken.add(key)
    facts.operations = [
        operation.model_copy(update={"path_fragment": fragments[operation.operation_id]})
        if operation.operation_id in fragments
        else operation
        for operation in facts.operations
    ]


def _fragments_by_parameter_names(facts: Facts) -> dict[str, str]:
    """Operation id to the fragment for its path: the names of the path's parameters, joined by
    commas.

    Only of operations whose path differs from that of others in nothing but these names, and whose
    spelling is not the one that most of them use. Reports DOC303 for each.
    """
    spellings_by_shape: dict[str, dict[str, list[Operation]]] = {}
    for operation in facts.operations:
        shape, path = _PARAMETER.sub("{}", operation.path.lower()), operation.path.lower()
        spellings_by_shape.setdefault(shape, {}).setdefault(path, []).append(operation)
    fragments: dict[str, str] = {}
    for spellings in spellings_by_shape.values():
        plain, *others = sorted(spellings, key=lambda path: (-len(spellings[path]), path))
        for operation in (operation for path in others for operation in spellings[path]):
            names = [name[1:-1] for name in _PARAMETER.findall(operation.path)]
            fragments[operation.operation_id] = ",".join(names)
            expected = spellings[plain][0].path
            facts.report("DOC303", operation.source, operation.path, expected)
    return fragments
