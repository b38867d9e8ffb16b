"""Text from the docs on its way into code. Every filter here makes any text harmless."""

import html
import json
import re
import textwrap
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from generator.targets.plain_text import without_impossible_references, without_marks

_WIDTH = 88
_CACHED = 1 << 14
"""Texts; the same stand on many pages."""
_ODD = re.compile(r"[^ -~\n]")
_MARKED = re.compile(r"[\[`*_#&]|\n{3}")

_QUOTE = re.compile(r'"(?="|\Z)')
_LITERALS = re.compile(r'Literal\[("[^",]*"(?:, "[^",]*")*)\]((?: \| \w+)+)')
_LIST_ITEM = re.compile(r"([-*+]|\d+[.)])\s+")


def printable(text: str) -> str:
    """Without control and formatting characters (bidirectional marks among them): what is shown
    is what is there. Line breaks stay.
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


@lru_cache(maxsize=_CACHED)
def docstring(text: str, indent: int = 0, width: int = 88) -> str:
    """The inside of a triple-quoted string: wrapped, and unable to end it."""
    return _unable_to_end(wrap(plain(text), indent, width))


def _unable_to_end(text: str) -> str:
    """No two quotes in a row, none at the end, and no escapes but these."""
    return _QUOTE.sub(r'\\"', text.replace("\\", "\\\\"))


@lru_cache(maxsize=_CACHED)
def hanging(text: str, indent: int, width: int = 88) -> str:
    """One argument's text in a docstring: lines after the first are indented four more. More
    text has to follow.
    """
    # What follows cannot be a quote: the line break comes first.
    return _unable_to_end(wrap(plain(text), indent, width, hanging=4) + "\n").removesuffix("\n")


def comment(text: str) -> str:
    """One line for a comment."""
    return " ".join(plain(text).split())


def cell(text: str) -> str:
    """One line of Markdown: no mark, tag or column of its own."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", comment(text))


def literal(value: Any) -> str:
    """A Python literal, in double quotes where that takes no more escapes."""
    text = repr(value)
    single = isinstance(value, str) and text[0] == "'" and '"' not in text
    return f'"{text[1:-1]}"' if single else text


def bracketed(
    items: Iterable[str],
    before: str,
    after: str,
    indent: int = 0,
    width: int = _WIDTH,
    comma: str = ",",
) -> str:
    """Items in brackets, on one line where that fits ``width``, else on a line each: as black
    would have it, which then has the less to do.
    """
    # Macros end with a line break.
    given = [item.strip() for item in items]
    line = f"{before}{', '.join(given)}{after}"
    if len(line) + indent <= width and "\n" not in line:
        return line
    pad = "\n" + " " * indent
    return before + "".join(f"{pad}    {item}{comma}" for item in given) + pad + after


def united(union: str, before: str, after: str, indent: int, width: int = _WIDTH) -> str:
    """The type of an argument, on lines of its own where its line would be too long and it is one
    of several: as black would have it.
    """
    line = f"{before}{union}{after}"
    if len(line) + indent <= width or not union.endswith(("| None", "| str")):
        return line
    pad = "\n" + " " * indent
    if len(union) + indent + 4 > width and (literals := _LITERALS.fullmatch(union)):
        values = bracketed(literals[1].split(", "), "Literal[", "]", indent + 4, 0)
        union = values + literals[2].replace(" | ", f"{pad}    | ")
    return f"{before}({pad}    {union}{pad}){after}"


def assigned(target: str, function: str, argument: str, indent: int, width: int = _WIDTH) -> str:
    """``target = function(argument)``, on three lines where it is too long for one: as black would
    have it, which does not split the brackets of an annotation where it can do without.
    """
    call = f"{function}({argument})"
    if len(target) + len(call) + 3 + indent <= width:
        return f"{target} = {call}"
    pad = "\n" + " " * indent
    if len(target) + len(function) + 4 + indent > width:
        return f"{target} = ({pad}    {call}{pad})"
    return f"{target} = {function}({pad}    {argument}{pad})"


def toml(text: str) -> str:
    """A TOML string. JSON's escapes are TOML's, too, but for the surrogates of its ASCII form."""
    return json.dumps(printable(text), ensure_ascii=False)


def to_json(value: Any) -> str:
    """JSON. Unlike Jinja's own ``tojson`` it leaves ``<`` and ``&`` as they are."""
    return (
        encode_basestring(value)
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False)
    )


FILTERS = {
    "assigned": assigned,
    "bracketed": bracketed,
    "cell": cell,
    "comment": comment,
    "docstring": docstring,
    "hanging": hanging,
    "json": to_json,
    "literal": literal,
    "plain": plain,
    "printable": printable,
    "toml": toml,
    "united": united,
    "wrap": wrap,
}
