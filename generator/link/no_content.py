"""A 204 carries no body, whatever the heading says (RFC 9110, 15.3.5)."""

from generator.link.facts import Facts

STATUSES = frozenset({"204", "205", "304"})


def no_content(facts: Facts) -> None:
    for body in facts.responses():
        response = body.body
        if getattr(response, "status", "") not in STATUSES:
            continue
        body.schema, body.settled = None, True
        if body.heading:
            facts.report(
                "DOC204",
                getattr(response, "heading_source", None) or response.source,
                body.heading,
                expected="no type",
            )
