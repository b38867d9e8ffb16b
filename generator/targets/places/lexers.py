"""Which place of a language a position in a template's text is in: code, a string, a comment.

A lexer is a table: by mode, what ends the mode and which mode follows. The first mode is the one
that a text begins in. ``escapes`` are those that make any text harmless in a mode; where there are
none, only names and numbers may stand there.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from generator.targets.syntax import Syntax

CODE = "code"
"""Stands in ``escapes`` for what a template itself wrote as code, such as the result of a macro."""
_ESCAPED = r"\\(?s:.)"
"""A backslash and the character that it belongs to."""


class Mode(NamedTuple):
    """One place of a language."""

    name: str
    """What messages call it."""
    escapes: frozenset[str]
    """The escapes (``targets/registry.py``) whose text may stand there."""
    ends: tuple[tuple[str, str], ...] = ()
    """Patterns and the mode that follows each; the mode's own key where it only goes on."""
    unfinished: str = ""
    """Characters that no value may follow directly, as both together would mean something else."""
    closing: str = ""
    """Characters that may not follow a value directly, for the same reason."""


class Lexer:
    """``modes`` by key; a text begins in the first."""

    def __init__(self, **modes: Mode) -> None:
        self.modes: Mapping[str, Mode] = modes
        self.start = next(iter(modes))

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        """One pattern a mode, a group for each of its ends."""
        return {
            key: re.compile("|".join(f"({end})" for end, _ in mode.ends) or r"(?!)", re.MULTILINE)
            for key, mode in self.modes.items()
        }

    def advance(self, mode: str, before: str, text: str) -> tuple[str, str]:
        """The mode after ``text``, and the last character, empty where it is used up by what ended
        the mode before. ``text`` begins in ``mode`` behind the character ``before``.
        """
        whole, position = before + text, len(before)
        while match := self._patterns[mode].search(whole, position):
            number = match.lastindex or 1
            mode = self.modes[mode].ends[number - 1][1]
            position = match.end()
        return mode, whole[max(position, len(whole) - 1) :]


def _mode(name: str, *escapes: str, ends: tuple[tuple[str, str], ...] = ()) -> Mode:
    return Mode(name, frozenset(escapes), ends)


def _string(key: str, quote: str, back: str = "code") -> Mode:
    """A string between quotes. Values stand in code as a whole literal, never inside quotes."""
    return _mode("a string in quotes", ends=((_ESCAPED, key), (quote, back), (r"\n", back)))


_LINE_COMMENT = _mode("a comment", "line-comment", ends=((r"\n", "code"),))

PYTHON = Lexer(
    code=_mode(
        "code",
        CODE,
        "python-literal",
        ends=(
            ('"""', "docstring"), ("'''", "single3"), ('"', "double"), ("'", "single"),
            ("#", "comment"),
        ),
    ),
    docstring=Mode(
        "a docstring",
        frozenset(("python-docstring", "python-docstring-item", "python-docstring-line")),
        ((_ESCAPED, "docstring"), ('"""', "code")),
        unfinished='"\\',
    ),
    single3=_mode("a string in quotes", ends=((_ESCAPED, "single3"), ("'''", "code"))),
    double=_string("double", '"'),
    single=_string("single", "'"),
    comment=_LINE_COMMENT,
)  # fmt: skip
TOML = Lexer(
    code=_mode(
        "a value",
        CODE,
        "toml",
        ends=(
            ('"""', "double3"), ("'''", "single3"), ('"', "double"), ("'", "single"),
            ("#", "comment"),
        ),
    ),
    double3=_mode("a string in quotes", ends=((_ESCAPED, "double3"), ('"""', "code"))),
    single3=_mode("a string in quotes", ends=(("'''", "code"),)),
    double=_string("double", '"'),
    single=_mode("a string in quotes", ends=(("'", "code"), (r"\n", "code"))),
    comment=_LINE_COMMENT,
)  # fmt: skip
JSON = Lexer(
    code=_mode("a value", CODE, "json", ends=(('"', "double"),)),
    double=_string("double", '"'),
)
YAML = Lexer(
    code=_mode(
        "a value", CODE, "json", ends=(('"', "double"), (r"(?<!\S)#", "comment"))
    ),
    double=_string("double", '"'),
    comment=_LINE_COMMENT,
)  # fmt: skip
MARKDOWN = Lexer(
    text=_mode(
        "Markdown text", CODE, "markdown", ends=(("^```[^\n`]*$", "fence"), ("`", "span"))
    ),
    # One line, behind text of the template: it can neither end the block nor begin another.
    fence=_mode(
        "a code block", "line-comment", "json", "python-literal", ends=((r"^```[ ]*$", "text"),)
    ),
    span=_mode("a code span", ends=(("`", "text"), (r"\n\n", "text"))),
)  # fmt: skip
_ADDRESSES = "action|formaction|href|poster|src|srcset"
HTML = Lexer(
    text=_mode(
        "HTML text",
        CODE,
        "html",
        "html-code",
        "html-markdown",
        ends=(("<!--", "comment"), (r"<(?:script|style)\b", "start"), (r"<[a-zA-Z/!]", "tag")),
    ),
    # The start tag of a script or style, up to the code.
    start=_mode("a tag", ends=((">", "raw"), ('src="', "source"), ('"', "quoted"))),
    source=_mode("an address", "html-url", ends=(('"', "start"),)),
    quoted=_mode("the value of an attribute", ends=(('"', "start"),)),
    comment=_mode("a comment", ends=(("-->", "text"),)),
    raw=_mode("a script or style", ends=((r"</(?:script|style)\b", "tag"),)),
    tag=_mode(
        "a tag",
        ends=(
            (">", "text"),
            (rf"\b(?:{_ADDRESSES})=\"", "address"),
            (r"\bon\w+=[\"']", "raw"),
            ('"', "double"),
            ("'", "single"),
        ),
    ),
    address=_mode("an address", "html-url", ends=(('"', "tag"),)),
    double=_mode("the value of an attribute", "html", "html-code", ends=(('"', "tag"),)),
    single=_mode("the value of an attribute", "html", "html-code", ends=(("'", "tag"),)),
)

LEXERS: dict[str, Lexer] = {
    "html": HTML,
    "json": JSON,
    "md": MARKDOWN,
    "py": PYTHON,
    "toml": TOML,
    "yaml": YAML,
    "yml": YAML,
}
"""Those of data and documents, and of Python, by the ending of a file's name."""
ANY_TEXT = frozenset(["txt"])
"""Endings of files in which text may stand everywhere, though not without an escape."""


def lexer_of_language(syntax: Syntax) -> Lexer:
    """For the language of a pack."""
    # JSON's strings are those of most languages, but not where `$` begins an expression.
    is_json = next(iter(syntax.strings)) == '"' and not syntax.string_escapes
    literals = ["member", "raw-string", "string"] + (["json"] if is_json else [])
    begins: list[tuple[str, str]] = []
    modes: dict[str, Mode] = {}
    if syntax.line_comment:
        begins.append((re.escape(syntax.line_comment), "comment"))
        modes["comment"] = _mode(
            "a comment", "line-comment", "line-comments", ends=((r"\n", "code"),)
        )
    if syntax.block_comment:
        start, end = map(re.escape, syntax.block_comment)
        begins.append((start, "block"))
        modes["block"] = Mode(
            "a block comment",
            frozenset(["block-comment", "doc-comment"]),
            ((end, "code"),),
            unfinished=_inner(syntax, slice(0, -1)),
            closing=_inner(syntax, slice(1, None)),
        )
    for number, (quote, kind) in enumerate(
        sorted(syntax.strings.items(), key=lambda string: -len(string[0]))
    ):
        key = f"string{number}"
        begins.append((re.escape(quote), key))
        ends = [(re.escape(quote), "code")]
        ends += [(_ESCAPED, key)] if kind != "raw" else []
        ends += [(r"\n", "code")] if kind == "line" else []
        modes[key] = _mode("a string in quotes", ends=tuple(ends))
    return Lexer(code=_mode("code", CODE, *literals, ends=tuple(begins)), **modes)


def _inner(syntax: Syntax, part: slice) -> str:
    """The characters of a part of each mark that means something in a comment of several lines."""
    return "".join(
        mark[part] for mark in syntax.block_comment[0 if syntax.nested_comments else 1 :]
    )


def lexer_of_any_text(escapes: frozenset[str]) -> Lexer:
    """For a file that is no code: every escape may stand everywhere, but text needs one."""
    return Lexer(text=Mode("the file", escapes | {CODE}))


def lexer_of_names() -> Lexer:
    """For a file of which nothing is known."""
    return Lexer(text=_mode("a file whose ending is not among those of [syntax]"))
