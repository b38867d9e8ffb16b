"""Headings that name a type: which of them to believe.

Some docs print the name of an unrelated model over hundreds of responses, most of which have no
body at all. What such a heading says is then worth nothing on the other pages either, save where
the page speaks of that model elsewhere too.
"""

from generator.docs.type_cells import parse_type
from generator.link.facts import BodyFacts, Facts
from generator.link.no_content import STATUSES
from generator.model import Reference, Response


def find_unreliable_headings(facts: Facts) -> None:
    """Mark the headings that are not to be believed."""
    uses: dict[str, list[tuple[BodyFacts, Response]]] = {}
    for body in facts.bodies:
        if isinstance(body.body, Response):
            match parse_type(body.body.heading):
                case Reference(name=name):
                    uses.setdefault(name, []).append((body, body.body))
    for name, found in uses.items():
        ruled_out = sum(_is_ruled_out(*use) for use in found)
        if ruled_out * 2 < len(found):
            continue
        facts.unreliable_headings.add(name)
        for body, response in found:
            body.has_unreliable_heading = not _speaks_of(body, response, name)


def _is_ruled_out(body: BodyFacts, response: Response) -> bool:
    """A body where the status allows none, or of another kind than the sample's."""
    no_body = response.status in STATUSES
    return no_body or bool(not response.table and body.shape.value_kinds - {"object"})


def _speaks_of(body: BodyFacts, response: Response, name: str) -> bool:
    operation = body.operation
    texts = (operation.operation_id.partition("_")[2], operation.summary, response.body_description)
    return any(name in text for text in texts)
