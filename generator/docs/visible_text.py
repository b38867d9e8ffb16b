r"""Names, types and headings as a reader of the page sees them: without their markup.

Markdown shows ``Cust\_Id``, ``**Id**`` and ``<code>Id</code>`` as plain names. Descriptions keep
their markup; see ``cleaning`` for those.
"""

import re
from functools import lru_cache

from markdown_it import MarkdownIt

LONGEST = 1000
"""Characters. No name, type or heading is longer; inline parsing takes quadratic time at worst."""

_INLINE = MarkdownIt("commonmark")
_MAY_HOLD_MARKUP = re.compile(r"[\\`*_<\[&!]")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Soft hyphens, zero width characters and direction marks, which editors and CMSs leave behind."""
_TAG = re.compile(r"</?([a-z][a-z0-9]*)[\s/>]")
_FOOTNOTE = re.compile(r"\*{1,9}|[\u2020\u2021]|\[\d{1,2}\]")
_HTML = frozenset(
    "a abbr b big code del div em font i ins kbd mark nobr p s samp small span strong sub sup tt u"
    " var wbr".split()
)
"""Elements that mark up text. Others, as in ``List<Lamp>``, are no HTML but part of the text."""


def without_invisible(text: str) -> str:
    """The text without characters that nobody sees; no-break spaces become spaces."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", text).replace("\u00a0", " ")


@lru_cache(maxsize=4096)
def visible_text(written: str) -> str:
    """What a browser shows of inline Markdown. A ``<br>`` becomes a line end.

    Text of more than LONGEST characters is returned as it is written.
    """
    text = without_invisible(written).strip()
    # A writer who puts ``__class__`` into a cell means the underscores.
    if len(text) > LONGEST or text.isidentifier() or not _MAY_HOLD_MARKUP.search(text):
        return text
    (inline,) = _INLINE.parseInline(text)
    shown: list[str] = []
    for token in inline.children or ():
        match token.type:
            case "text" | "code_inline" | "text_special" | "image":
                shown.append(token.content)
            case "softbreak":
                shown.append(" ")
            case "hardbreak":
                shown.append("\n")
            case "html_inline":
                shown.append(_shown_html(token.content))
    return without_invisible("".join(shown)).strip().removeprefix("xref:")


def visible_name(written: str) -> str:
    """As ``visible_text``, without the marks of footnotes behind the name: ``flags *``,
    ``flags [1]``.
    """
    name = visible_text(written)
    while _FOOTNOTE.fullmatch(name.rpartition(" ")[2]) and " " in name:
        name = name.rpartition(" ")[0].rstrip()
    return name


def visible_heading(written: str) -> str:
    """As ``visible_text``, without the attributes at the end that DocFX and Markdig take:
    ``Response: Lamp {#response}``.
    """
    text = written.rstrip()
    if text.endswith("}"):
        start = text.rfind("{")
        if text[start : start + 2] in ("{#", "{."):
            text = text[:start]
    return visible_text(text)


def _shown_html(tag: str) -> str:
    if tag.startswith("<!--"):
        return ""
    name = _TAG.match(tag)
    if name and name[1] == "br":
        return "\n"
    return "" if name and name[1] in _HTML else tag
