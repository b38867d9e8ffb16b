"""Text from the docs in Python code: inside docstrings and as literals."""

import re
from functools import lru_cache
from typing import Any

from generator.targets.escapes import CACHED_TEXTS, line_comment
from generator.targets.filled_text import fill

_QUOTE = re.compile(r'"(?="|\Z)')


@lru_cache(maxsize=CACHED_TEXTS)
def docstring(text: str, indent: int = 0, width: int = 88) -> str:
    """The inside of a triple-quoted string: CommonMark as text that keeps code blocks and headings,
    wrapped at ``width``, all lines but the first indented.
    """
    return _unable_to_end(fill(text, indent, width))


@lru_cache(maxsize=CACHED_TEXTS)
def docstring_item(text: str, indent: int, width: int = 88) -> str:
    """As ``docstring``, for the text of one argument: lines after the first are indented four more.
    More text has to follow.
    """
    # What follows cannot be a quote: the line break comes first.
    return _unable_to_end(fill(text, indent, width, hanging=4) + "\n").removesuffix("\n")


def docstring_line(text: str) -> str:
    """As ``docstring``, on one line however long it is: for names, addresses and paths."""
    return _unable_to_end(line_comment(text))


def _unable_to_end(text: str) -> str:
    """No two quotes in a row, none at the end, and no escapes but these."""
    return _QUOTE.sub(r'\\"', text.replace("\\", "\\\\"))


def literal(value: Any) -> str:
    """A Python literal; a string in double quotes where that takes no more escapes."""
    text = repr(value)
    single = isinstance(value, str) and text[0] == "'" and '"' not in text
    return f'"{text[1:-1]}"' if single else text
