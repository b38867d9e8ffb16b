"""Responses that carry no body.

Decides: the body of a success response whose status allows none (RFC 9110, 15.3.5 for 204 and
15.3.6 for 205), or that answers a HEAD (9.3.2), whatever its heading says.

Before: ``DELETE /Lamp/{id}`` answers 204 under the heading ``Response body: Lamp``.
After: the response has no body; the heading is reported as DOC204.
"""

from generator.link.decisions import Decision, Rule
from generator.link.facts import Facts
from generator.model import Response

_STATUSES = frozenset({"204", "205"})


def no_content(facts: Facts) -> None:
    """Decide that there is no body where status or method allow none."""
    for body in facts.bodies:
        if isinstance(body.body, Response):
            if body.body.status in _STATUSES:
                body.decision = Decision(None, Rule.no_content, "the status allows no body")
            elif body.operation.method == "HEAD":
                body.decision = Decision(None, Rule.no_content, "HEAD is answered without a body")
