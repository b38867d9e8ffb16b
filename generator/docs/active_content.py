"""Takes out of descriptions what a browser would run: scripts, event handlers, links to code.

Descriptions are CommonMark, which may hold HTML, and people show OpenAPI documents in browsers.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

_CONTENT = re.compile(
    r"<(script|style)\b[^<>]*+>[^<]*+(?:<(?!/\1)[^<]*+)*+</\1\s*+>", re.IGNORECASE
)
"""An element whose content is code, with that content."""
_TAG = re.compile(r"</?(?:iframe|script|style)\b[^<>]*+>?", re.IGNORECASE)
_LOADING = re.compile(
    r"<(?:applet|area|audio|base|button|embed|form|frame|img|input|link|math|meta|object|source|svg"
    r"|video)\b[^<>=]*+=[^<>]*+>?",
    re.IGNORECASE,
)
"""An element that loads something; ``List<object>`` has no attributes, and stays."""
_HANDLER = re.compile(
    r"""<[a-z](?:[^<>\s/"']|[\s/"'](?!on\w+\s*=))*+[\s/"']on\w+\s*=[^<>]*+>?""", re.IGNORECASE
)
"""A tag of any name with an attribute such as ``onerror``."""


def _letter(letter: str) -> str:
    """A pattern for a letter in either case, or for a character reference to it."""
    small, large = ord(letter), ord(letter.upper())
    return rf"(?:{letter}|&\#0*+(?:{small}|{large});?|&\#x0*+(?:{small:x}|{large:x});?)"


_SCHEMES = "|".join(r"\s*".join(map(_letter, name)) for name in ("javascript", "vbscript", "data"))
_SCHEME = re.compile(
    rf"((?:\]\(|<|\]:)\s*+<?)(?:{_SCHEMES})\s*\\?(?::|&(?:\#0*+58|\#x0*+3a|colon);?)",
    re.IGNORECASE,
)
"""The beginning of a link that is code itself; without it, the rest is a relative address."""
_ANY = re.compile(r"<|\][(:]")
_LONGEST = 4000
"""Characters of a text that is parsed to see what in it is code."""
_MOST_MARKS = 40
"""Brackets, asterisks and underscores in such a text, which take most of the time of parsing."""
_MARKDOWN = MarkdownIt("commonmark")
# Programs that show a description may take any address for a link.
_MARKDOWN.validateLink = lambda _: True  # type: ignore[method-assign,assignment]
_ROUNDS = 3
"""What is taken out may put something together: ``<scr<script>ipt>``."""


def without_active_content(text: str) -> str:
    """The text, with nothing in it that runs where it is shown as Markdown or HTML."""
    if not _ANY.search(text):
        return text
    for _ in range(_ROUNDS):
        found = _CONTENT.sub("", text)
        found = _HANDLER.sub("", _LOADING.sub("", _TAG.sub("", found)))
        found = _SCHEME.sub(r"\1", found)
        if found == text:
            return text
        text = found
    # Whatever is still put together after that is no text that somebody wrote to be read.
    return text.replace("<", "")


def is_inert(text: str) -> bool:
    """Whether nothing of the text runs, as what looks like active content is shown as code. What is
    long, or takes long to parse, counts as not inert.
    """
    if len(text) > _LONGEST or sum(map(text.count, "[*_")) > _MOST_MARKS:
        return False
    parts = _parts(_MARKDOWN.parse(text))
    return all(without_active_content(part) == part for part in parts)


def _parts(tokens: Iterable[Token]) -> Iterator[str]:
    """What becomes HTML, or the value of an attribute: HTML, addresses, titles and other texts of
    links and images, and the words after the marks of fences.
    """
    for token in tokens:
        if token.type in ("html_block", "html_inline", "image"):
            yield token.content
        yield token.info
        for value in token.attrs.values():
            yield f"]({unquote(str(value))}"
        yield from _parts(token.children or ())
