"""Media types of bodies whose header table has none.

Decides by the ``Content-Type`` header of the operation's sample, otherwise ``application/json``.
Reported as DOC214.
"""

from generator.docs.sample_bodies import sample_media_type
from generator.link.facts import Facts
from generator.model import Operation


def add_media_types(facts: Facts) -> None:
    """Give every body that exists at least one media type."""
    for body in facts.bodies:
        if body.body.media_types or (not body.is_request and body.schema is None):
            continue
        found = _sample_media_type(body.operation, "request" if body.is_request else "response")
        header = "Content-Type" if body.is_request else "Accept"
        facts.report(
            "DOC214",
            body.body.source,
            f"no media types in the {header} row",
            done=f"took {found}",
        )
        body.body = body.body.model_copy(update={"media_types": (found,)})


def _sample_media_type(operation: Operation, kind: str) -> str:
    """The media type of the first sample of that kind that has one."""
    for sample in operation.samples:
        if sample.kind == kind and (found := sample_media_type(sample, "")):
            return found
    return "application/json"
