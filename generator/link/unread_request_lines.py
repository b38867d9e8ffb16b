"""Request lines that no rule of the layout reads: said aloud, so that no operation is lost in
silence.
"""

from generator.docs.known_paths import KnownPaths
from generator.link.facts import Facts


def unread_request_lines(facts: Facts) -> None:
    """Report each line that looks like a request line and is no operation of the API, nor an
    example of one.
    """
    known = KnownPaths((found.method, found.path) for found in facts.operations)
    for page in facts.pages:
        for source, text in page.missed:
            method, _, path = text.partition(" ")
            if not known.has(method, path):
                facts.report(
                    "DOC240", source, text, expected="a place where the layout has operations begin"
                )
