"""Descriptions as clean CommonMark: no XML doc tags, no HTML, no debris.

Source of the rules: description cells and paragraphs hold .NET XML documentation
(``<para />``, ``<see cref="T:A.B">``), HTML lists, and ``{A.B.C}`` names.
"""

import html
import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from generator.docs.active_content import is_inert, without_active_content

_MARKED_UP = re.compile(r"[<&{]")
_QUALIFIED = re.compile(r"\{(?:[A-Za-z_]\w*\.)+([A-Za-z_]\w*)\}")
_FENCE = -1
"""In place of the number of a paragraph: a fence goes on over blank lines."""
_BLANK_LINE = re.compile(r"\n[ \t]*+\n")
_BACKTICKS = re.compile(r"`+")
_COMMENT_OR_TAG = re.compile(
    r"""<!--|<(?P<end>/?)(?P<name>[A-Za-z][^\s<>/"']*+)"""
    r"""(?P<attributes>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>"""
)
"""The start of a comment, or a whole tag. As no part of a tag may hold a ``<``, no text is looked
at twice."""
_ATTRIBUTE = re.compile(
    r"""(?<![\w:.-])([A-Za-z_:][\w:.-]*+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
_NO_CHARACTER = re.compile(r"&#[0-9]{8,}+;?")
_BLANK_LINES = re.compile(r"\n{3,}")

_BREAKS = {"para": "\n\n", "p": "\n\n", "br": "\n", "ul": "\n\n", "ol": "\n\n", "list": "\n\n"}
_ITEMS = frozenset({"li", "item"})
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "c": "`", "code": "`"}
_NAMES = {"see": "cref", "seealso": "cref", "paramref": "name", "typeparamref": "name"}
_DROPPED = frozenset(
    {"summary", "remarks", "description", "term", "listheader", "span", "div", "aside"}
)


class _Cleaner:
    """Rewrites known tags; anything else that only looks like a tag stays as written."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._filled = 0
        """How many pieces of ``out`` there are up to the last that is not blank."""
        self._links: list[str] = []
        self._names: list[tuple[str, int]] = []

    def add(self, text: str) -> None:
        """Add text to what comes out."""
        self.out.append(text)
        if text and not text.isspace():
            self._filled = len(self.out)

    def tag(self, tag: re.Match[str]) -> None:
        """Rewrite one tag, a match of _COMMENT_OR_TAG."""
        name = tag["name"].lower()
        if tag["end"]:
            self._end(name, tag[0])
            return
        self._start(name, tag)
        if tag["attributes"].endswith("/") and name in _NAMES:
            self._end(name, tag[0])

    def _start(self, name: str, tag: re.Match[str]) -> None:
        if name in _BREAKS:
            self.add(_BREAKS[name])
        elif name in _ITEMS:
            self.add("\n- ")
        elif name in _MARKS:
            self.add(_MARKS[name])
        elif name in _NAMES:
            given = _attributes(tag["attributes"])
            shown = given.get(_NAMES[name]) or given.get("langword") or given.get("href") or ""
            self._names.append((re.split(r"[.:]", shown.split("(")[0])[-1], len(self.out)))
        elif name == "a":
            self._links.append(_attributes(tag["attributes"]).get("href", ""))
            self.add("[")
        elif name not in _DROPPED:
            self.add(tag[0])

    def _end(self, name: str, written: str) -> None:
        if name in _MARKS:
            self.add(_MARKS[name])
        elif name in _NAMES:
            shown, start = self._names.pop() if self._names else ("", len(self.out))
            if shown and self._filled <= start:
                self.add(f"`{shown}`")
        elif name == "a":
            link = self._links.pop() if self._links else ""
            if self.out[-1:] == ["["]:
                # An anchor: a place to link to, of which nothing is seen.
                self.out.pop()
                return
            safe = link.startswith(("http://", "https://", "mailto:"))
            self.add(f"]({link})" if safe else "]")
        elif name in _BREAKS:
            self.add("\n\n" if _BREAKS[name] == "\n\n" else "")
        elif name not in _ITEMS | _DROPPED:
            self.add(written)


def _unescaped(text: str) -> str:
    """Character references as characters. ``html.unescape`` raises ValueError for a number of
    thousands of digits.
    """
    if "&" not in text:
        return text
    return html.unescape(_NO_CHARACTER.sub("\ufffd", text))


def _attributes(written: str) -> dict[str, str]:
    return {
        name.lower(): _unescaped(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(written)
    }


def _without_tags(text: str) -> str:
    """The text without tags, written as such or (once more escaped) as ``&lt;c&gt;``."""
    for _ in range(2):
        if "<" in text or "&" in text:
            text = _without_plain_tags(text)
    return text


def _without_plain_tags(text: str) -> str:
    cleaner = _Cleaner()
    position = 0
    last_comment_end = text.rfind("-->")
    while match := _COMMENT_OR_TAG.search(text, position):
        start, end = match.span()
        if match["name"]:
            cleaner.add(_unescaped(text[position:start]))
            cleaner.tag(match)
        elif end <= last_comment_end:
            cleaner.add(_unescaped(text[position:start]))
            end = text.index("-->", end) + 3
        else:
            cleaner.add(_unescaped(text[position:end]))
        position = end
    cleaner.add(_unescaped(text[position:]))
    return "".join(cleaner.out)


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each code span, between two runs of as many backticks in one paragraph
    (CommonMark 6.1), and of each code fence, between two such runs at the starts of lines (4.5).
    """
    runs = [run.span() for run in _BACKTICKS.finditer(text)]
    paragraphs = _paragraphs(text, runs)
    following: dict[tuple[int, int], int] = {}
    closing = [-1] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        start, end = runs[number]
        keys = [(end - start, paragraphs[number])]
        if _begins_fence(text, start, end):
            keys = [(end - start, _FENCE), *keys]
        closing[number] = next((following[key] for key in keys if key in following), -1)
        following |= dict.fromkeys(keys, number)
    number = 0
    while number < len(runs):
        if closing[number] < 0:
            number += 1
        else:
            yield runs[number][0], runs[closing[number]][1]
            number = closing[number] + 1


def _paragraphs(text: str, runs: Sequence[tuple[int, int]]) -> list[int]:
    """For each run, the number of blank lines before it."""
    blank = [line.start() for line in _BLANK_LINE.finditer(text)]
    return [bisect(blank, start) for start, _ in runs]


def _begins_fence(text: str, start: int, end: int) -> bool:
    """Whether a run of backticks begins or ends a code fence: it is long enough, first on its line,
    and no other backtick follows it there.
    """
    before = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    rest = text[end : line_end if line_end >= 0 else len(text)]
    return end - start >= 3 and not before.strip(" \t>*+-") and "`" not in rest


def _outside_of_code(change: Callable[[str], str], text: str) -> str:
    """The text, with all that is in no code span changed."""
    if "`" not in text:
        return change(text)
    parts = []
    position = 0
    for start, end in _code_spans(text):
        parts += [change(text[position:start]), text[start:end]]
        position = end
    return "".join([*parts, change(text[position:])])


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """The same words as CommonMark, and nothing that browsers run. Code spans are left alone."""
    if _MARKED_UP.search(text):
        text = _QUALIFIED.sub(r"`\1`", _outside_of_code(_without_tags, text))
    # Links need no tag.
    text = _outside_of_code(without_active_content, text)
    lines = text.strip().split("\n")
    text = _BLANK_LINES.sub("\n\n", "\n".join(map(_stripped, lines)))
    # What is between two runs of backticks is not always code: other blocks end a paragraph.
    if "`" in text and (bare := without_active_content(text)) != text and not is_inert(text):
        return bare
    return text


def _stripped(line: str) -> str:
    """A line without the spaces around it, but for what indents code or a list item."""
    return line.rstrip(" \t") if line.startswith(("- ", "* ", "    ")) else line.strip()


def one_line(text: str) -> str:
    """A paragraph on one line."""
    return " ".join(text.split())
