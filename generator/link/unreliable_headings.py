"""Which response headings to trust.

Some docs print the name of an unrelated model over hundreds of responses, most of which have no
body at all. Such a heading is then trusted on no page, except where the page also mentions that
model elsewhere.

Whether a heading is trusted is decided only here. Whether it agrees with what was decided in the
end is another question, which ``weigh_evidence`` answers.

Before: ``Colour`` stands over two 204 responses and over one whose sample is ``["a"]``.
After: no heading ``Colour`` is trusted, so the third response is decided by its sample.
"""

from generator.docs.type_cells import parse_type
from generator.link.facts import BodyFacts, Facts
from generator.link.type_fit import allows
from generator.model import Reference, Response


def find_unreliable_headings(facts: Facts) -> None:
    """Mark the headings whose name at least half of its responses rule out."""
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
            body.has_unreliable_heading = not _page_speaks_of(body, response, name)


def sample_contradicts_heading(facts: Facts, body: BodyFacts, name: str) -> bool:
    """Whether the sample of a response without a table shows anything but the model ``name``.

    A model that no page has defined by then cannot be recognised, so it counts as contradicted.
    """
    if not body.shape.value_kinds:
        return False
    if name in facts.named_schemas:
        return not allows(facts.named_schemas[name].schema_, body.shape.value_kinds)
    model = facts.models.get(name)
    return _shows_no_object(body) or model is None or not model.fits(body.shape)


def _is_ruled_out(body: BodyFacts, response: Response) -> bool:
    """Whether the response has no body, or its sample shows something else than an object."""
    has_no_body = body.decision is not None and body.schema is None
    return has_no_body or (not response.table and _shows_no_object(body))


def _shows_no_object(body: BodyFacts) -> bool:
    """Whether the samples show a value that is no object; ``null`` does not count."""
    return bool(body.shape.value_kinds - {"object"})


def _page_speaks_of(body: BodyFacts, response: Response, name: str) -> bool:
    """Whether the operation's id or the page's prose contains the model's name."""
    operation = body.operation
    texts = (operation.operation_id.partition("_")[2], operation.summary, response.body_description)
    return any(name in text for text in texts)
