"""Patterns of a layout: regular expressions with placeholders, and proof that they are linear.

A placeholder such as ``{path}`` stands for a named group. Patterns are matched, in any case,
against the whole of a text whose runs of white space are single spaces.
"""

import re
from collections.abc import Iterable, Iterator
from re import _parser  # type: ignore[attr-defined]  # the standard library's own, untyped
from typing import Any

LONGEST = 4_000
"""Characters of a text that a pattern is matched against; longer texts match nothing."""

PLACEHOLDERS = {
    "code": r"[A-Za-z]\w*",
    "default": r".*?",
    "description": r".*",
    "in": r"[A-Za-z]+",
    "items": r".+",
    "kind": r"[^:#]+?",
    "marks": r"[^.:]*?",
    "method": r"[A-Za-z]+",
    "name": r"[^\s`*|]+",
    "path": r"\S.*",
    "status": r"[1-5](?:\d\d|[xX]{2})",
    "text": r".*",
    "title": r".+?",
    "type": r".+?",
    "value": r"[^`]+",
    "values": r".+",
}
"""What each placeholder matches."""

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
_UNBOUNDED = _parser.MAXREPEAT
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT"}


class PatternError(ValueError):
    """A pattern that is no regular expression, or one whose time could grow out of bounds."""

    pattern = ""
    """As it is written in the layout."""


def compile_pattern(pattern: str, *needed: str) -> re.Pattern[str]:
    """The regular expression of a pattern with placeholders.

    Raises PatternError, also where it lacks a group that is ``needed``.
    """
    try:
        return _compile(pattern, needed)
    except PatternError as error:
        error.pattern = pattern
        raise


def _compile(pattern: str, needed: Iterable[str]) -> re.Pattern[str]:
    written = _PLACEHOLDER.sub(_group, pattern)
    try:
        parsed = _parser.parse(written, re.IGNORECASE | re.DOTALL)
        _refuse_nested(parsed, pattern, inside=False)
        _refuse_adjacent(parsed, pattern)
        compiled = re.compile(written, re.IGNORECASE | re.DOTALL)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(f"{pattern!r} is no regular expression: {error}") from error
    for name in needed:
        if name not in compiled.groupindex:
            raise PatternError(f"{pattern!r} has no {{{name}}}")
    return compiled


def full_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match of a pattern with the whole of a text that is not too long."""
    return pattern.fullmatch(text) if len(text) <= LONGEST else None


def _group(match: re.Match[str]) -> str:
    name = match[1]
    if name not in PLACEHOLDERS:
        raise PatternError(
            f"{{{name}}} is no placeholder; known are {', '.join(sorted(PLACEHOLDERS))}"
        )
    return (
        f"(?P<{name}_>{PLACEHOLDERS[name]})"
        if name == "in"
        else f"(?P<{name}>{PLACEHOLDERS[name]})"
    )


def _refuse_nested(parsed: Any, pattern: str, inside: bool) -> None:
    """``(a+)*`` takes exponential time: an unbounded repetition inside of another."""
    for operator, argument in parsed:
        if str(operator) in _REPEATS:
            _, high, body = argument
            if high == _UNBOUNDED and inside:
                raise PatternError(f"{pattern!r} repeats what is itself repeated without end")
            _refuse_nested(body, pattern, inside or high == _UNBOUNDED)
        else:
            for body in _bodies(str(operator), argument):
                _refuse_nested(body, pattern, inside)


def _refuse_adjacent(parsed: Any, pattern: str) -> None:
    r"""``\s*.*x`` takes quadratic time: two unbounded repetitions side by side that may match
    the same letters. At the end of a pattern the second one is harmless: it cannot fail.
    """
    previous: list[Any] = []
    items = list(_flat(parsed))
    if items and _is_any_text(items[-1]):
        items.pop()
    for item in items:
        operator, argument = str(item[0]), item[1]
        if operator in _REPEATS:
            low, high, body = argument
            if high == _UNBOUNDED:
                if any(_overlap(before, body) for before in previous):
                    raise PatternError(
                        f"{pattern!r} has two repetitions side by side that match the same "
                        "letters; put a fixed letter between them"
                    )
                previous = [*previous, body] if low == 0 else [body]
            elif low:
                previous = []
        elif operator != "AT":
            previous = []
        for body in _bodies(operator, argument):
            _refuse_adjacent(body, pattern)


def _is_any_text(item: tuple[Any, Any]) -> bool:
    """``.*``"""
    operator, argument = str(item[0]), item[1]
    return (
        operator in _REPEATS
        and argument[:2] == (0, _UNBOUNDED)
        and [str(inner[0]) for inner in argument[2]] == ["ANY"]
    )


def _flat(parsed: Any) -> Iterator[tuple[Any, Any]]:
    """The items of a sequence; those of a plain group as if it had no parentheses."""
    for operator, argument in parsed:
        if str(operator) == "SUBPATTERN":
            yield from _flat(argument[3])
        else:
            yield operator, argument


def _bodies(operator: str, argument: Any) -> Iterable[Any]:
    if operator in _REPEATS or operator == "POSSESSIVE_REPEAT":
        return [argument[2]]
    if operator == "SUBPATTERN":
        return [argument[3]]
    if operator == "BRANCH":
        return list(argument[1])
    if operator in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    return [argument] if operator == "ATOMIC_GROUP" else []


_LETTERS = (*map(chr, range(9, 127)), "\u00e9", "\u2013", "\u00bb", "\u3042")


def _overlap(one: Any, other: Any) -> bool:
    """Whether both may match a letter; single letters and sets are compared, all else may."""
    first, second = _letters(one), _letters(other)
    return first is None or second is None or bool(first & second)


def _letters(body: Any) -> frozenset[str] | None:
    """The letters of a sample that a body of one letter matches; None for anything longer."""
    items = list(_flat(body))
    if len(items) != 1 or str(items[0][0]) not in ("LITERAL", "NOT_LITERAL", "IN", "ANY"):
        return None
    state = _parser.State()
    state.flags = re.IGNORECASE | re.DOTALL
    single = _parser.SubPattern(state, [(items[0][0], items[0][1])])
    from re import _compiler  # type: ignore[attr-defined]

    compiled = _compiler.compile(single, re.DOTALL)
    return frozenset(letter for letter in _LETTERS if compiled.fullmatch(letter))
