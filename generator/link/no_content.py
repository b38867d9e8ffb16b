"""A 204 carries no body, whatever the heading says (RFC 9110, 15.3.5)."""

from generator.link.facts import Facts

STATUSES = frozenset({"204", "205", "304"})


def no_content(facts: Facts) -> None:
    for body in facts.responses():
        if getattr(body.body, "status", "") in STATUSES:
            body.schema, body.settled = None, True
