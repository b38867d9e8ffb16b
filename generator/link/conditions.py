"""Headers that make a request conditional, where the documented statuses imply them."""

from collections.abc import Iterator

from generator.link.facts import Facts
from generator.model import Operation, Parameter, Scalar

_MOMENT = Scalar(type="string", format="date-time")

# A status that answers a condition shows that a request may carry it (RFC 9110, 13.1).
_HEADERS = {
    "304": ("If-Modified-Since", "Answer only what has changed since then; 304 if nothing has."),
    "412": ("If-Unmodified-Since", "Do it only if nothing has changed since then; else 412."),
}


def conditions(facts: Facts) -> None:
    """Set ``Operation.conditions``: ``If-Modified-Since`` where a page documents 304,
    ``If-Unmodified-Since`` where it documents 412, unless the page lists the header itself.
    """
    operations = [
        operation.model_copy(update={"conditions": found})
        if (found := tuple(_conditions_of(operation)))
        else operation
        for operation in facts.api.operations
    ]
    facts.api = facts.api.model_copy(update={"operations": tuple(operations)})


def _conditions_of(operation: Operation) -> Iterator[Parameter]:
    sources = {response.status: response.source for response in operation.responses}
    for status, (name, description) in _HEADERS.items():
        if status in sources and not _lists_header(operation, name):
            yield Parameter(
                name=name,
                location="header",
                schema=_MOMENT,
                description=description,
                source=sources[status],
            )


def _lists_header(operation: Operation, name: str) -> bool:
    return any(
        p.location == "header" and p.name.lower() == name.lower() for p in operation.parameters
    )
