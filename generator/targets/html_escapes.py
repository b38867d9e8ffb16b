"""Text from the docs on its way into HTML: as it is, as CommonMark, or as an address.

The browser runs nothing of it: no tag, no attribute and no scheme of the docs gets through.
"""

import html
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import quote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.targets.escapes import CACHED_TEXTS, html_text, printable
from generator.targets.plain_text import without_impossible_references

_PLAIN = re.compile(r"(?![\s>+-]|\d+[.)])[\w ,.;()/'\"?%=$-]*+")
"""A paragraph of one line without marks."""
_LONGEST = 20_000
_MOST_MARKS = 500
"""Brackets, asterisks and underscores, which take most of the time of parsing."""
_SCHEMES = frozenset(("http", "https", "mailto"))
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# Addresses are looked at below: a link that leads nowhere good becomes its text.
_MARKDOWN.validateLink = lambda _: True  # type: ignore[method-assign,assignment]


@lru_cache(CACHED_TEXTS)
def html_code(text: str) -> str:
    """The text of an HTML element, or the value of an attribute in quotes: the text as it is,
    escaped. For names, code and samples, which are no CommonMark.
    """
    return html.escape(printable(text))


def html_url(text: str) -> str:
    """The value of ``href`` in quotes: an address of the web or of mail, or one below that of the
    page. ``#`` for any other, such as one that is code.
    """
    address = quote(printable(text).strip(), safe="/:?#[]@!$&'()*+,;=%~-._")
    return html.escape(address) if _is_harmless(address) else "#"


def _is_harmless(address: str) -> bool:
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return False
    return scheme in _SCHEMES or not (scheme or ":" in address.partition("/")[0])


@lru_cache(CACHED_TEXTS)
def html_markdown(text: str) -> str:
    """The content of an HTML element: CommonMark, rendered. HTML in it is text, an image is its
    description, a heading is a paragraph, and a link that does not lead to another host is its
    text. A single paragraph comes without its own element.
    """
    if _PLAIN.fullmatch(text):
        return html.escape(text)
    text = printable(without_impossible_references(text)).strip()
    if len(text) > _LONGEST or sum(map(text.count, "[]*_`<&")) > _MOST_MARKS:
        return html_text(text).replace("\n\n", "<br>")
    tokens = [*_inert(_MARKDOWN.parse(text))]
    kinds = [token.type for token in tokens]
    if kinds == ["paragraph_open", "inline", "paragraph_close"]:
        tokens = tokens[1:2]
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})).strip()


def _inert(tokens: list[Token]) -> Iterator[Token]:
    """The tokens of a document, without what a reference page must not have."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "p"
        elif token.type == "fence":
            token.info = ""
        elif token.type == "inline":
            token.children = [*_inert_inline(token.children or [])]
        yield token


def _inert_inline(tokens: list[Token]) -> Iterator[Token]:
    """As ``_inert``, in a paragraph."""
    drops_link = False
    for token in tokens:
        if token.type == "image":
            yield Token("text", "", 0, content=token.content)
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            drops_link = not address.lower().startswith(("http://", "https://", "mailto:"))
            if not drops_link:
                token.attrs = {"href": address, "rel": "noreferrer nofollow"}
                yield token
        elif token.type != "link_close" or not drops_link:
            yield token


HTML_ESCAPES: dict[str, Callable[..., str]] = {
    "html-code": html_code,
    "html-markdown": html_markdown,
    "html-url": html_url,
}
