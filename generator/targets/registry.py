"""What a ``target.toml`` can name: languages, lists of reserved words, escapes and formatters."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from generator.targets import escapes, formatters
from generator.targets.errors import PackError
from generator.targets.formatters import Formatter
from generator.targets.html_escapes import HTML_ESCAPES
from generator.targets.language import Language
from generator.targets.python import PYTHON
from generator.targets.status_names import ERROR_NAMES
from generator.targets.syntax import Syntax

T = TypeVar("T")

LANGUAGES: dict[str, Language] = {"python": PYTHON}

WORD_LISTS: dict[str, frozenset[str]] = {"http-errors": ERROR_NAMES}
"""Words that cannot be names."""
ESCAPES: dict[str, Callable[..., str]] = {**escapes.ESCAPES, **HTML_ESCAPES, **Syntax().escapes()}
"""What makes any text harmless, by the place where it goes. Those of comments and strings differ
where a pack has a `[syntax]` of its own."""
FORMATTERS: dict[str, Formatter] = dict(formatters.FORMATTERS)

for each in LANGUAGES.values():
    WORD_LISTS.update(each.word_lists)
    ESCAPES.update(each.escapes)
    FORMATTERS.update(each.formatters)


def find_language(name: str) -> Language:
    """The language of a pack; one that adds nothing where ``name`` is empty."""
    return _named("language", name, LANGUAGES) if name else Language()


def reserved_words(lists: Iterable[str], own: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """All words of some lists, by their names. ``own`` are those of the pack itself."""
    known: dict[str, Iterable[str]] = {**WORD_LISTS, **own}
    return frozenset(word for name in lists for word in _named("word list", name, known))


def find_escape(place: str, syntax: Syntax) -> Callable[..., str]:
    """What makes text harmless in a place of a pack with this syntax."""
    return _named("escape", place, ESCAPES | syntax.escapes())


def find_formatter(name: str, commands: Mapping[str, tuple[str, ...]], path: str = "") -> Formatter:
    """The formatter of that name: a command of the pack, or one of docs2sdk. ``path`` is that of
    the file to format, relative to the target's folder; commands may want to know it.
    """
    if name in commands:
        return formatters.command_formatter(commands[name], path)
    return _named("formatter", name, FORMATTERS)


def _named(what: str, name: str, known: Mapping[str, T]) -> T:
    """Raises PackError for a name that is not known."""
    if name in known:
        return known[name]
    raise PackError(f"no {what} named {name!r}{did_you_mean(name, known)}")


def did_you_mean(name: str, known: Iterable[Any], likeness: float = 0.6) -> str:
    """``; did you mean 'x'?`` where ``known`` has a name much like ``name``; else empty."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=likeness)
    return f"; did you mean {near[0]!r}?" if near else ""
