"""CommonMark as plain text, in time proportional to its length.

Each mark is looked for once: a text of nothing but marks that never end takes no longer.
"""

import re
from bisect import bisect_left

_NO_CHARACTER = re.compile(r"&#[0-9]{8,}+;?")
"""A reference to no character of Unicode; ``html.unescape`` fails for thousands of digits."""
_FENCE = re.compile(r"^```.*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]++(?:\([^()\s]*+\)[^()\s]*+)*+)\)")
_BACKTICKS = re.compile(r"`+")
_STRONG = re.compile(r"(\*\*|__)(?=\S)")
_HEADING = re.compile(r"^#{1,6}[ \t]++(.*)$", re.MULTILINE)


def without_impossible_references(markdown: str) -> str:
    """The text with a replacement character where a character reference has too large a number."""
    return _NO_CHARACTER.sub("\ufffd", markdown)


def without_marks(markdown: str) -> str:
    """The text without marks of code, emphasis and headings; of a link its text and address."""
    text = _FENCE.sub("", markdown)
    text = _LINK.sub(r"\1 (\2)", text)
    text = _without_code_marks(text)
    text = _without_strong_marks(text)
    return _HEADING.sub(_heading_text, text)


def _without_code_marks(text: str) -> str:
    """Without the backticks around code spans (CommonMark 6.1), which are equally many."""
    if "`" not in text:
        return text
    runs = [run.span() for run in _BACKTICKS.finditer(text)]
    last = {end - start: number for number, (start, end) in enumerate(runs)}
    open_length = 0
    kept: list[str] = []
    position = 0
    for number, (start, end) in enumerate(runs):
        length = end - start
        if open_length == length:
            open_length = 0
        elif open_length or last[length] == number:
            continue
        else:
            open_length = length
        kept.append(text[position:start])
        position = end
    return "".join([*kept, text[position:]])


def _without_strong_marks(text: str) -> str:
    """Without the ``**`` or ``__`` around what is strongly emphasised."""
    ends = {
        mark: [m.start() for m in re.finditer(rf"(?<=\S)(?={re.escape(mark)})", text)]
        for mark in ("**", "__")
    }
    kept: list[str] = []
    position = start = 0
    while opening := _STRONG.search(text, start):
        closing = ends[opening[1]]
        found = bisect_left(closing, opening.end() + 1)
        if found == len(closing):
            start = opening.start() + 1
            continue
        kept += [text[position : opening.start()], text[opening.end() : closing[found]]]
        position = start = closing[found] + 2
    return "".join([*kept, text[position:]])


def _heading_text(heading: re.Match[str]) -> str:
    """Without the number signs that may close it (CommonMark 4.2)."""
    text = heading[1].rstrip()
    bare = text.rstrip("#")
    return bare.rstrip() if not bare or bare[-1].isspace() else text
