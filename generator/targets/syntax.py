"""How the language of a pack writes comments and strings: ``[syntax]`` of a ``target.toml``.

The escapes for these places are made from it, and so is the lexer that follows the templates.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from generator.targets.escapes import line_comment, plain, wrap

_HIDDEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
"""Categories of characters that do not look like what they are."""
_USUAL_ESCAPES = {"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


class Syntax(BaseModel):
    """How the language writes comments and strings: ``[syntax]``. What is left out is as in
    JavaScript.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    endings: tuple[str, ...] = ("cjs", "cs", "cts", "go", "js", "jsx", "mjs", "mts", "ts", "tsx")
    """The endings of its files, such as ``kt``. How data and documents are written is known."""
    line_comment: str = "//"
    """What begins a comment that ends with its line; empty where there is none."""
    doc_comment: str = ""
    """What begins each line of a documentation comment, such as ``///``; default:
    ``line_comment``."""
    block_comment: tuple[str, ...] = ("/*", "*/")
    """What begins and what ends a comment of several lines; ``[]`` where there is none."""
    nested_comments: bool = False
    """Whether a comment of several lines may stand in another, as in Kotlin, Rust and Swift."""
    comment_escapes: dict[str, str] = {}
    """What no comment may have, and what stands there instead: Java reads ``\\u`` everywhere."""
    doc_escapes: dict[str, str] = {}
    """What a documentation comment of several lines may not have besides, and what stands there
    instead: what begins tags and markup for the tools that read it."""
    strings: dict[str, Literal["line", "lines", "raw"]] = Field(
        default={'"': "line", "'": "line", "`": "lines"}, min_length=1
    )
    """What begins and ends a string: of one ``line`` or of several ``lines``, both with escapes
    that begin with a backslash; or ``raw``, of several lines without escapes. Texts of the docs
    become strings of the first kind."""
    fewest_escapes: bool = False
    """Whether texts become strings of another kind of one ``line`` where its quotes take fewer
    escapes."""
    string_escapes: dict[str, str] = {}
    """What a string of the first kind may not have besides backslashes, its quote and control
    characters, and what stands there instead: ``$`` in Kotlin."""
    control_escape: str = r"\u{code:04x}"
    """How such a string has a character that cannot be seen. ``{code}`` is its number, with a
    format of Python's where it has one."""

    members: dict[str, str] = {}
    """Names that a member of an object in code cannot have as they are, and how they are written
    there: ``__proto__`` in JavaScript."""

    @model_validator(mode="after")
    def _is_whole(self) -> "Syntax":
        if self.block_comment and [len(mark) > 1 for mark in self.block_comment] != [True, True]:
            raise ValueError("block_comment: two marks, of two or more characters each, or none")
        if self.doc_comment and not (
            self.line_comment and self.doc_comment.startswith(self.line_comment)
        ):
            raise ValueError(f"doc_comment: has to begin with line_comment, {self.line_comment!r}")
        return self

    def escapes(self) -> dict[str, Callable[..., str]]:
        """What makes any text harmless in the places of this language."""
        return {
            "block-comment": self.block_text,
            "doc-comment": self.doc_block_text,
            "line-comments": self.doc_text,
            "line-comment": self.line_text,
            "raw-string": self.raw_string,
            "member": self.member,
            "string": self.string,
        }

    def block_text(self, text: str, indent: int = 0, width: int = 88) -> str:
        """The inside of a ``/* */`` comment, such as JSDoc's: plain text that cannot end it,
        wrapped at ``width``. Lines after the first begin with ``indent`` spaces and an asterisk.
        """
        return self._starred(plain(text), indent, width, 0)

    def doc_block_text(self, text: str, indent: int = 0, width: int = 88, hanging: int = 0) -> str:
        """The inside of a ``/** */`` comment that tools read: as ``block-comment``, with the
        ``doc_escapes`` of ``[syntax]``. ``hanging`` indents all lines but the first by that much
        more.
        """
        return self._starred(_replace(plain(text), self.doc_escapes), indent, width, hanging)

    def _starred(self, text: str, indent: int, width: int, hanging: int) -> str:
        inside = self._without_marks(wrap(text, 0, width - indent - 3, hanging))
        first, *others = inside.split("\n")
        return ("\n" + " " * indent).join([first, *(f" * {line}".rstrip() for line in others)])

    def doc_text(self, text: str, indent: int = 0, width: int = 88) -> str:
        """Plain text in comments to the end of the line, wrapped at ``width``. Lines after the
        first begin with ``indent`` spaces and the ``doc_comment`` of ``[syntax]``.
        """
        start = " " * indent + (self.doc_comment or self.line_comment)
        inside = _replace(wrap(plain(text), 0, width - len(start) - 1), self.comment_escapes)
        first, *others = inside.split("\n")
        return "\n".join([first, *(f"{start} {line}".rstrip() for line in others)])

    def line_text(self, text: str) -> str:
        """One line of plain text, as a comment to the end of the line may have it."""
        return _replace(line_comment(text), self.comment_escapes)

    def string(self, text: str) -> str:
        """A string, as ``[syntax]`` describes it."""
        quotes = [mark for mark, kind in self.strings.items() if kind == "line"]
        quote = next(iter(self.strings))
        if self.fewest_escapes and quote in quotes:
            quote = min(quotes, key=text.count)
        known = _USUAL_ESCAPES | {quote: f"\\{quote}"} | self.string_escapes
        hidden = {c: self.control_escape.format(code=ord(c)) for c in text if _is_hidden(c)}
        return quote + _replace(text, hidden | known) + quote

    def raw_string(self, text: str) -> str:
        """As ``string``, but one without escapes where the language has such and the text lets it:
        for texts with quotes.
        """
        quote = next((mark for mark, kind in self.strings.items() if kind == "raw"), "")
        kept = quote[:1] + "".join(self.string_escapes)
        if not quote or set(text) & set(kept) or any(_is_hidden(c) for c in text):
            return self.string(text)
        return quote + text + quote

    def member(self, text: str) -> str:
        """The name of a member of an object in code: as it is where it is a name, else a string."""
        if text in self.members:
            return self.members[text]
        # Letters beyond the first 65,536 characters are not for older compilers.
        is_name = text.replace("$", "_").isidentifier() and max(text, default="") < "\U00010000"
        return text if is_name else self.string(text)

    def _without_marks(self, text: str) -> str:
        """Text of a comment that neither ends it nor begins another one in it."""
        text = _replace(text, self.comment_escapes)
        for mark in self.block_comment[0 if self.nested_comments else 1 :]:
            # Overlapping ones too: there are two `]]` in `]]]`.
            pattern = rf"{re.escape(mark[0])}(?={re.escape(mark[1:])})"
            text = re.sub(pattern, rf"{mark[0]}\\", text)
        return text


def _is_hidden(character: str) -> bool:
    """Whether a character is written as its number; those of four digits are."""
    return character < "\U00010000" and unicodedata.category(character) in _HIDDEN


def _replace(text: str, table: Mapping[str, str]) -> str:
    """``text`` with each key of ``table`` replaced, the longest first."""
    if not any(key in text for key in table):
        return text
    longest = "|".join(map(re.escape, sorted(table, key=len, reverse=True)))
    return re.sub(longest, lambda found: table[found[0]], text)
