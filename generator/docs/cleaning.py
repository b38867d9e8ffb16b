"""Descriptions as clean CommonMark: no XML doc tags, no HTML, no debris.

Source of the rules: description cells and paragraphs hold .NET XML documentation
(``<para />``, ``<see cref="T:A.B">``), HTML lists, and ``{A.B.C}`` names.
"""

import re
from functools import lru_cache
from html.parser import HTMLParser

_MARKED_UP = re.compile(r"[<&{]")
_QUALIFIED = re.compile(r"\{(?:[A-Za-z_]\w*\.)+([A-Za-z_]\w*)\}")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_DECLARATION = re.compile(r"<(?=!(?!--)|\?)")
"""``<!...>`` and ``<?...>``: neither of them is in any documentation, but what looks so may be."""
_TRAILING_SPACE = re.compile(r"[ \t]+\n")
_BLANK_LINES = re.compile(r"\n{3,}")

_BREAKS = {"para": "\n\n", "p": "\n\n", "br": "\n", "ul": "\n\n", "ol": "\n\n", "list": "\n\n"}
_ITEMS = frozenset({"li", "item"})
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "c": "`", "code": "`"}
_NAMES = {"see": "cref", "seealso": "cref", "paramref": "name", "typeparamref": "name"}
_DROPPED = frozenset(
    {"summary", "remarks", "description", "term", "listheader", "span", "div", "aside"}
)


class _Cleaner(HTMLParser):
    """Rewrites known tags; anything else that only looks like a tag stays as written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._links: list[str] = []
        self._names: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _BREAKS:
            self.out.append(_BREAKS[tag])
        elif tag in _ITEMS:
            self.out.append("\n- ")
        elif tag in _MARKS:
            self.out.append(_MARKS[tag])
        elif tag in _NAMES:
            name = given.get(_NAMES[tag]) or given.get("langword") or given.get("href") or ""
            self._names.append((re.split(r"[.:]", name.split("(")[0])[-1], len(self.out)))
        elif tag == "a":
            self._links.append(given.get("href") or "")
            self.out.append("[")
        elif tag not in _DROPPED:
            self.out.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _NAMES:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS:
            self.out.append(_MARKS[tag])
        elif tag in _NAMES:
            name, start = self._names.pop() if self._names else ("", len(self.out))
            if name and not "".join(self.out[start:]).strip():
                self.out.append(f"`{name}`")
        elif tag == "a":
            link = self._links.pop() if self._links else ""
            if self.out[-1:] == ["["]:
                # An anchor: a place to link to, of which nothing is seen.
                self.out.pop()
                return
            safe = link.startswith(("http://", "https://", "mailto:"))
            self.out.append(f"]({link})" if safe else "]")
        elif tag in _BREAKS:
            self.out.append("\n\n" if _BREAKS[tag] == "\n\n" else "")
        elif tag not in _ITEMS | _DROPPED:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_comment(self, data: str) -> None:
        pass


def _without_tags(text: str) -> str:
    """The text without tags, written as such or (once more escaped) as ``&lt;c&gt;``."""
    for _ in range(2):
        if "<" in text or "&" in text:
            cleaner = _Cleaner()
            cleaner.feed(_DECLARATION.sub("&lt;", text))
            cleaner.close()
            text = "".join(cleaner.out)
    return text


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """The same words as CommonMark. Code spans are left alone."""
    if _MARKED_UP.search(text):
        parts = []
        position = 0
        for span in _CODE_SPAN.finditer(text):
            parts += [_without_tags(text[position : span.start()]), span[0]]
            position = span.end()
        parts.append(_without_tags(text[position:]))
        text = _QUALIFIED.sub(r"`\1`", "".join(parts))
    text = _TRAILING_SPACE.sub("\n", text.strip())
    text = "\n".join(
        line if line.startswith(("- ", "* ", "    ")) else line.strip() for line in text.split("\n")
    )
    return _BLANK_LINES.sub("\n\n", text)


def one_line(text: str) -> str:
    """A paragraph on one line."""
    return " ".join(text.split())
