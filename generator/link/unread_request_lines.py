"""Request lines that no rule of the layout reads: said aloud, so that no operation is lost in
silence.

Reads the operations and what pages show besides. A line that names an operation that some page
describes is only a mention of it.
"""

import re

from generator.docs.request_lines import normal_path
from generator.link.facts import Facts

_ORIGIN = re.compile(r"^https?://[^/]*")
_PARAMETER = re.compile(r"\{[^{}]*\}")


def unread_request_lines(facts: Facts) -> None:
    """Report each line that looks like a request line and is no operation of the API."""
    known = {(found.method, _shape(found.path)) for found in facts.operations}
    for page in facts.pages:
        for source, text in page.missed:
            method, _, path = text.partition(" ")
            shape = _shape(normal_path(_ORIGIN.sub("", path).partition("?")[0]))
            if not any(m == method and p.endswith(shape) for m, p in known if len(shape) > 1):
                facts.report(
                    "DOC240", source, text, expected="a place where the layout has operations begin"
                )


def _shape(path: str) -> str:
    return _PARAMETER.sub("{}", path.rstrip("/.,)`'\"").lower())
