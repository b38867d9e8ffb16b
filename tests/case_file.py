"""The format of ``tests/cases/*.md``: parse a file into cases, and write new expectations into it.

``tests/cases/README.md`` describes the format for those who write cases.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

OPTIONS = ("layout", "pages")
"""What may stand under a title as ``name: value``."""

INPUTS = ("md", "markdown", "mdx")
"""The first word of the info string of a page; the second is the page's file name."""

LAYOUT = "toml layout"
"""The info string of a layout that the pages of the case are written in."""

OUTPUTS = ("pages", "model", "diagnostics", "explain", "changes")
"""The second word of the info string of an expectation; the first is ``yaml`` or ``text``."""

REPOSITORY = Path(__file__).parent.parent

_BEFORE = "before/"

_OPTION = re.compile(r"(\w+):\s*(\S+)")


class CaseError(ValueError):
    """A file that does not follow the format; the message names file and line."""


class Expectation(NamedTuple):
    """A block that says what a case gives."""

    info: str
    """Language, kind and (of ``explain``) subject, for example ``text explain Lamp.Id``."""
    text: str
    first: int
    """The zero-based line of the opening fence."""
    end: int
    """The zero-based line after the closing fence."""

    @property
    def kind(self) -> str:
        return self.info.split()[1]

    @property
    def subject(self) -> str:
        return " ".join(self.info.split()[2:])


class Case(NamedTuple):
    """One title with its pages and what they give."""

    file: Path
    title: str
    line: int
    """The zero-based line of the title."""
    end: int
    """The zero-based line after the case."""
    options: Mapping[str, str]
    pages: Mapping[str, str]
    """File name to text."""
    before: Mapping[str, str]
    """The same, of pages as they were before: those whose name begins with ``before/``."""
    expected: tuple[Expectation, ...]
    layout: str = ""
    """The text of a layout of its own; empty where it has none."""


def parse_cases(file: Path) -> list[Case]:
    """Every case of a file: a heading of level 2 and all up to the next one.

    Raises CaseError.
    """
    text = file.read_text("utf-8")
    tokens = [token for token in MarkdownIt().parse(text) if token.level == 0 and token.map]
    starts = [n for n, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h2"]
    total = text.count("\n") + 1
    inlines = text.split("\n")
    cases: list[Case] = []
    for start, stop in zip(starts, [*starts[1:], len(tokens)], strict=True):
        line = _lines(tokens[start])[0]
        end = _lines(tokens[stop])[0] if stop < len(tokens) else total
        title = inlines[line].lstrip("#").strip()
        if any(case.title == title for case in cases):
            raise CaseError(f"{file}:{line + 1}: two cases have the title {title!r}")
        cases.append(_case(file, title, line, end, tokens[start + 1 : stop], inlines))
    return cases


def _case(
    file: Path, title: str, line: int, end: int, tokens: list[Token], lines: list[str]
) -> Case:
    options: dict[str, str] = {}
    pages: dict[str, str] = {}
    expected = []
    layout = ""
    for token in tokens:
        first, last = _lines(token)
        where = f"{file}:{first + 1}"
        if token.type == "paragraph_open":
            options.update(_options(lines[first:last], where))
        if token.type != "fence":
            continue
        if token.info.strip() == LAYOUT:
            layout = token.content
            continue
        language, _, rest = token.info.strip().partition(" ")
        if language in INPUTS:
            name = rest.strip() or "page.md"
            if name in pages:
                raise CaseError(f"{where}: two pages are called {name}")
            pages[name] = token.content
        elif rest.split(" ")[0] in OUTPUTS:
            expected.append(Expectation(token.info.strip(), token.content, first, last))
        else:
            raise CaseError(f"{where}: `{token.info}` is neither a page nor an expectation")
    if "pages" in options:
        pages |= _pages_in(REPOSITORY / options["pages"])
    if not pages:
        raise CaseError(f"{file}:{line + 1}: no page in the case {title!r}")
    before = {n.removeprefix(_BEFORE): t for n, t in pages.items() if n.startswith(_BEFORE)}
    after = {name: text for name, text in pages.items() if not name.startswith(_BEFORE)}
    return Case(file, title, line, end, options, after, before, tuple(expected), layout)


def _pages_in(folder: Path) -> dict[str, str]:
    """Every page of a folder, by its path in it."""
    files = (file for file in sorted(folder.rglob("*")) if file.suffix[1:] in INPUTS)
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files}


def _options(lines: list[str], where: str) -> Iterator[tuple[str, str]]:
    """The options of a paragraph that consists of nothing else; other paragraphs are prose."""
    found = [_OPTION.fullmatch(line.strip()) for line in lines]
    for match in found if all(found) else ():
        if match and match[1] not in OPTIONS:
            raise CaseError(f"{where}: no option {match[1]!r}; there is {', '.join(OPTIONS)}")
        if match:
            yield match[1], match[2]


def rewrite(case: Case, texts: Mapping[str, str]) -> None:
    """Put the given texts (by info string) into the case's blocks; a block not there is added.

    The file is read anew, since earlier cases of it may have been rewritten meanwhile.
    """
    case = next(c for c in parse_cases(case.file) if c.title == case.title)
    lines = case.file.read_text("utf-8").split("\n")
    there = {block.info: block for block in case.expected}
    added = [_block(info, text) for info, text in texts.items() if info not in there]
    end = case.end
    while end > case.line and not lines[end - 1].strip():
        end -= 1
    lines[end:end] = [line for block in added for line in ("", *block)]
    for info, block in sorted(there.items(), key=lambda item: -item[1].first):
        if info in texts:
            lines[block.first : block.end] = _block(info, texts[info])
    case.file.write_text("\n".join(lines), "utf-8")


def fence_for(text: str) -> str:
    """Backticks enough to fence a text that holds fences itself (CommonMark 0.31, 4.5)."""
    longest = max((len(run) for run in re.findall(r"^\s*(`{3,})", text, re.MULTILINE)), default=2)
    return "`" * (longest + 1)


def _block(info: str, text: str) -> list[str]:
    """The lines of a fenced block."""
    fence = fence_for(text)
    body = text.rstrip("\n").split("\n") if text.strip() else []
    return [f"{fence}{info}", *body, fence]


def _lines(token: Token) -> tuple[int, int]:
    if token.map is None:
        raise TypeError("a block without lines")
    return token.map[0], token.map[1]
