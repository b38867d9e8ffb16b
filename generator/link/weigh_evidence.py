"""Which statements of the docs contradict what was decided.

Reads every decision together with the headings, table cells and samples about its place, and stores
on the fact which of them contradict it; all others support it. Diagnostics and explanations print
what is stored here. Runs when all names are given, as a contradiction may lie in a name.

Before: ``Room.Lamp`` is decided as ``Lamp``, and its rows write ``Lamp`` twice and ``Colour`` once.
After: ``Colour`` is stored as contradicting.
"""

from collections.abc import Mapping

from generator.docs.type_cells import parse_type
from generator.link.decisions import Rule
from generator.link.facts import BodyFacts, Facts
from generator.link.type_fit import agrees, allows, resolved
from generator.model import Schema, Source


def weigh_evidence(facts: Facts) -> None:
    """Store on every body and property what contradicts its decision."""
    for body in facts.bodies:
        body.heading_contradicts = _heading_contradicts(body)
        decided = resolved(facts, body.schema) if body.schema else None
        body.contradicting_kinds = _contradicting_kinds(body.shape.kinds, decided)
    for model in facts.models.values():
        for fact in model.properties.values():
            schema = fact.schema
            wrong = [written for written in fact.votes if not agrees(written, schema)]
            fact.contradicting_types = tuple(wrong)
            meant = resolved(facts, schema) if schema else None
            fact.contradicting_kinds = _contradicting_kinds(fact.shape.kinds, meant)


def _heading_contradicts(body: BodyFacts) -> bool:
    """Whether the heading names a type that does not agree with the decided one; what is put
    around a list does not.
    """
    if body.decision and body.decision.rule == Rule.list_in_envelope:
        return False
    written = parse_type(body.heading) if body.heading else None
    return written is not None and not agrees(written, body.schema)


def _contradicting_kinds(kinds: Mapping[str, Source], schema: Schema | None) -> tuple[str, ...]:
    """The kinds of sample values, sorted, that a schema does not allow. ``null`` says nothing."""
    if not kinds:
        return ()
    values = kinds.keys() - {"null"}
    if schema is None:
        return tuple(sorted(values))
    if allows(schema, values):
        return ()
    return tuple(kind for kind in sorted(values) if not allows(schema, {kind}))
