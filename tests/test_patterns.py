"""No regular expression takes quadratic time, whatever a page holds.

Every pattern of the package is tried on texts made from the pattern itself: its literals and a
member of each of its character sets, alone and in pairs, repeated many times. Between a short and
a long text, the time may grow as the length does, with room for noise.
"""

import ast
import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from re import _constants as opcodes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import pytest

import generator

SHORT, MIDDLE, LONG = 150, 600, 4_800
"""Characters. On a short text, only an exponential pattern takes long."""
SLOWEST = 0.02
"""Seconds for LONG characters in which growth is not looked at; a quadratic search takes more."""
GROWTH = 4 * LONG // MIDDLE
MOST_UNITS = 30
METHODS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}
EXAMPLES = "aA0_ \n\t.,:;-+*/\\|<>()[]{}\"'`~!?#$%&=@^é"


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(generator.__path__, "generator."):
        if not found.name.endswith((".__main__", ".hatch")):
            yield found.name


class Used(NamedTuple):
    """A pattern, and whether it is only ever matched at the start of a text."""

    pattern: re.Pattern[str]
    anchored: bool


def patterns() -> dict[str, Used]:
    """Those that modules hold, and those that stand in their code as plain strings."""
    found: dict[str, Used] = {}
    for name in modules():
        module = importlib.import_module(name)
        tree = ast.parse(Path(module.__file__ or "").read_text("utf-8"))
        anchored = anchored_names(tree)
        for held, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found.setdefault(value.pattern, Used(value, held in anchored))
        for node in ast.walk(tree):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re"), attr=method),
                    args=[ast.Constant(value=str(pattern)), *_],
                ) if method in METHODS:
                    anchored_call = method in ("match", "fullmatch")
                    found.setdefault(pattern, Used(re.compile(pattern), anchored_call))
    return found


def anchored_names(tree: ast.AST) -> set[str]:
    """Names of a module's patterns of which it uses nothing but ``match`` and ``fullmatch``."""
    used: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=method):
                used.setdefault(name, set()).add(method)
    return {name for name, methods in used.items() if methods <= {"match", "fullmatch"}}


PATTERNS = patterns()


def members(tree: Any) -> Iterator[str]:
    """A text for each literal and character set of a parsed pattern."""
    literals = ""
    for opcode, argument in [*tree, (None, None)]:
        if opcode is opcodes.LITERAL:
            literals += chr(argument)
            yield chr(argument)
            continue
        if literals:
            yield literals
            literals = ""
        if opcode in (opcodes.IN, opcodes.ANY, opcodes.NOT_LITERAL, opcodes.CATEGORY):
            one = parser.SubPattern(tree.state, [(opcode, argument)])
            yield from (c for c in EXAMPLES if matches_one(one, c))
        elif isinstance(argument, list | tuple):
            for part in flat(argument):
                yield from members(part)


def prefixes(pattern: re.Pattern[str]) -> list[str]:
    """What matches the first parts of a pattern: it may take long behind any of them."""
    tree = flat_sequence(parser.parse(pattern.pattern, pattern.flags))
    starts = ["".join(map(example, tree[:end])) for end in range(1, len(tree))]
    return list(dict.fromkeys(filter(None, starts)))[-6:]


def flat_sequence(tree: Any) -> list[Any]:
    """The parts of a pattern, those of groups among them."""
    found: list[Any] = []
    for opcode, argument in tree:
        if opcode is opcodes.SUBPATTERN:
            found += flat_sequence(argument[3])
        else:
            found.append(parser.SubPattern(tree.state, [(opcode, argument)]))
    return found


def example(tree: Any) -> str:
    """A short text that a pattern matches, more or less."""
    text = ""
    for opcode, argument in tree:
        match opcode:
            case opcodes.LITERAL:
                text += chr(argument)
            case opcodes.IN | opcodes.ANY | opcodes.NOT_LITERAL | opcodes.CATEGORY:
                one = parser.SubPattern(tree.state, [(opcode, argument)])
                text += next((c for c in EXAMPLES if matches_one(one, c)), "")
            case opcodes.MAX_REPEAT | opcodes.MIN_REPEAT | opcodes.POSSESSIVE_REPEAT:
                text += example(argument[2]) * max(argument[0], 1)
            case opcodes.SUBPATTERN:
                text += example(argument[3])
            case opcodes.BRANCH:
                text += example(argument[1][0])
    return text


def matches_one(one: Any, character: str) -> bool:
    return re._compiler.compile(one).fullmatch(character) is not None  # type: ignore[attr-defined]


def flat(argument: Any) -> Iterator[Any]:
    for part in argument:
        if isinstance(part, parser.SubPattern):
            yield part
        elif isinstance(part, list | tuple):
            yield from flat(part)


def worst_texts(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    parts = list(dict.fromkeys(members(parser.parse(pattern.pattern, pattern.flags))))
    wide = [part for part in parts if len(part) > 1]
    single = [part for part in parts if len(part) == 1]
    pairs = map("".join, itertools.product(single[:8], single[:8]))
    units = list(dict.fromkeys([*wide, *single, "".join(parts) or "\u200b", *pairs]))
    starts = ["", *wide[:2], *single[:2], *prefixes(pattern)]
    for unit in units[:MOST_UNITS]:
        for start in dict.fromkeys(starts):
            yield start + unit * (length // len(unit))


def seconds(used: Used, text: str) -> float:
    """For all matches of ``text``, and for one of the whole of it, before an end that spoils it."""
    started = time.process_time()
    for spoiled in (text, f"{text}\x00", f"{text}\n\x00"):
        used.pattern.fullmatch(spoiled)
        used.pattern.match(spoiled) if used.anchored else used.pattern.sub("", spoiled)
    return time.process_time() - started


def slow_text(used: Used) -> str:
    """A text on which the pattern takes too long, and how long; empty where there is none."""
    for texts in zip(*(worst_texts(used.pattern, n) for n in (SHORT, MIDDLE, LONG)), strict=True):
        for text in texts[:2]:
            if seconds(used, text) > SLOWEST and fastest(used, text) > SLOWEST:
                return f"{text[:40]!r}: too long for {len(text)} characters"
        if seconds(used, texts[2]) > SLOWEST:
            before, taken = (fastest(used, text) for text in texts[1:])
            if taken > max(GROWTH * before, SLOWEST):
                return f"{texts[2][:40]!r}: {before:.5f} s grow to {taken:.3f} s"
    return ""


def fastest(used: Used, text: str) -> float:
    return min(seconds(used, text) for _ in range(3))


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 40


@pytest.mark.parametrize("used", PATTERNS.values(), ids=PATTERNS.keys())
def test_every_pattern_takes_linear_time(used: Used) -> None:
    assert not slow_text(used)


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern",
    [
        r"(\**)(.+?)\1",
        r"\*\*([^*\n]{1,200})\*\*\s*(:?)\s*\\?\s*",
        r"\s*(?:<!--.*?-->\s*)+x",
        r"[ \t]+\n",
        r"\n(?:.{86,}|.*[^ -~\n].*)\Z",
        r"\[([^\]]*)\]\(([^)\s]+)\)",
        r"(?<!\w)\w*[a-z]\w*[A-Z]\w*!",
    ],
)
def test_quadratic_patterns_would_be_found(pattern: str) -> None:
    assert slow_text(Used(re.compile(pattern), anchored=False))
