"""Text from the docs on its way into what is generated: cleaned, wrapped, and escaped for a place.

Here are the places of data and documents. Those of the language of a pack are made from its
``[syntax]``; those of Python, which are like no others, are in a folder of their own.
"""

import html
import json
import re
import shlex
import textwrap
import unicodedata
from collections.abc import Callable
from json.encoder import encode_basestring
from typing import Any

from generator.targets.plain_text import without_impossible_references, without_marks
from generator.targets.samples import without_secrets

CACHED_TEXTS = 1 << 14
"""Texts; the same stand on many pages."""
_ODD = re.compile(r"[^ -~\n]")
_MARKED = re.compile(r"[\[`*_#&]|\n{3}")

_LIST_ITEM = re.compile(r"([-*+]|\d+[.)])\s+")


def printable(text: str) -> str:
    """Without control and formatting characters, such as bidirectional marks, which make text look
    other than it is. Line breaks stay; tabs become four spaces.
    """
    if not _ODD.search(text):
        return text
    return "".join(
        char
        for char in text.replace("\t", "    ")
        if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
        if char not in "\u2028\u2029\x85"
    )


def plain(markdown: str) -> str:
    """CommonMark as plain text: links as text and address, no marks."""
    if not _MARKED.search(markdown):
        return printable(markdown).strip()
    text = printable(html.unescape(without_impossible_references(markdown)))
    return re.sub(r"\n{3,}", "\n\n", without_marks(text)).strip()


def wrap(text: str, indent: int = 0, width: int = 88, hanging: int = 0) -> str:
    """Paragraphs and list items filled to ``width``, every line but the first indented.

    ``hanging`` indents all lines but the first by that much more.
    """
    out: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        for item in _items(paragraph):
            marker = _LIST_ITEM.match(item)
            out += textwrap.wrap(
                " ".join(item.split()),
                width=max(width - indent - hanging, 20),
                subsequent_indent=" " * len(marker[0]) if marker else "",
                break_long_words=False,
                break_on_hyphens=False,
            ) or [""]
        out.append("")
    while out and not out[-1]:
        out.pop()
    pad = " " * (indent + hanging)
    return "\n".join(
        line if number == 0 else (pad + line).rstrip() for number, line in enumerate(out)
    )


def _items(paragraph: str) -> list[str]:
    items: list[str] = []
    for line in paragraph.split("\n"):
        if _LIST_ITEM.match(line.strip()) or not items:
            items.append(line.strip())
        else:
            items[-1] += " " + line.strip()
    return items


def line_comment(text: str) -> str:
    """One line of plain text, as a comment to the end of the line may have it."""
    return " ".join(plain(text).split())


def markdown_line(text: str) -> str:
    """One line of Markdown, in a paragraph, heading or table cell: it brings no marks, tags or
    columns of its own.
    """
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", line_comment(text))


def toml(text: str) -> str:
    """A TOML string. JSON's escapes are TOML's, too, but for the surrogates of its ASCII form."""
    return json.dumps(printable(text), ensure_ascii=False)


def to_json(value: Any) -> str:
    """JSON. Unlike Jinja's own ``tojson`` it leaves ``<`` and ``&`` as they are."""
    return (
        encode_basestring(value)
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False, default=_refuse)
    )


def _refuse(value: Any) -> None:
    """A value that JSON has not; one that a template misspelt says so as text."""
    raise TypeError(f"{value} is nothing that JSON has")


def html_text(text: str) -> str:
    """The text of an HTML element, or the value of an attribute in quotes: plain text, escaped."""
    return html.escape(plain(text))


_SEPARATED = re.compile(
    r",? with commas between\b|,? separated (?:by|with) commas?\b|\bcomma[- ]separated ",
    re.IGNORECASE,
)
_VALUES = re.compile(r'"([^"\s,]++(?:, ?[^"\s,]++)++)"')
_SENTENCE = re.compile(r"[^.]*+(?:\.(?!\s)[^.]*+)*+\.(?=\s)")


def one_by_one(text: str) -> str:
    """What docs say of values with commas between, for code that takes a list of them."""
    return _VALUES.sub(_as_list, _SEPARATED.sub("", text))


def _as_list(values: re.Match[str]) -> str:
    return json.dumps(re.split(", ?", values[1]), ensure_ascii=False)


def first_sentence(text: str) -> str:
    """Up to the first full stop before a space, or the end of the first paragraph."""
    paragraph = text.strip().partition("\n\n")[0]
    found = _SENTENCE.match(paragraph)
    return found[0] if found else paragraph


_NO_CONTENT = frozenset(
    "a an and argument by for given in is its of on parameter property request that the this to"
    " value which with".split()
)
"""Words that say nothing of an argument or a property."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def unless_named(text: str, *names: str) -> str:
    """The text; empty where it has no words but those of names that stand beside it, such as ``Id
    of the lamp`` for ``lampId``.
    """
    if len(text) > _LONGEST_NAME or not text.isascii():
        return text
    words = _words(text)
    known = _words(" ".join(names)) | _NO_CONTENT
    return text if not words or words - known else ""


_LONGEST_NAME = 200


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def shell(text: str) -> str:
    """One word of a command line of a POSIX shell; it still needs the escape of its place."""
    return shlex.quote(printable(text))


TEXT_FILTERS: dict[str, Callable[..., str]] = {
    "first_sentence": first_sentence,
    "one_by_one": one_by_one,
    "plain": plain,
    "printable": printable,
    "shell": shell,
    "unless_named": unless_named,
    "without_secrets": without_secrets,
    "wrap": wrap,
}
"""Filters that every template can use; they make no text safe in code."""

ESCAPES: dict[str, Callable[..., str]] = {
    "html": html_text,
    "json": to_json,
    "markdown": markdown_line,
    "toml": toml,
}
"""What makes any text harmless, by the place where it goes, in data and documents. ``[escapes]`` in
a ``target.toml`` names those that its templates use."""
