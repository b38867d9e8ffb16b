"""DocFX includes: ``[!include[title](path)]``, each replaced by what it names.

An include that is a paragraph of its own, or a line of one, is replaced by the blocks of the file.
One within a sentence, cell, heading, list or quotation is replaced by the file's words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from generator.diagnostics import Diagnostic
from generator.docs.blocks import Block, Fence, Heading, Other, Paragraph, Table, parse_blocks
from generator.docs.decoding import MOST_LINES, decode
from generator.docs.front_matter import split_front_matter
from generator.docs.tables import Cell, Row
from generator.files import INCLUDE, LARGEST, MOST_INCLUDES, Loaded, PageBytes
from generator.model import Source

_START = "[!include"
_BROKEN = re.compile(r"(?<!`)\[!include\b", re.IGNORECASE)
_DEEPEST = 16
"""Of files that include each other."""
_KEPT_BLOCKS = 4
"""Files whose blocks are kept: the same file may be included by every page."""


class Includes:
    """The includes of one page. A diagnostic for each that is left out is added to ``problems``."""

    def __init__(self, page: PageBytes, problems: list[Diagnostic]) -> None:
        self._files: Mapping[tuple[str, str], Loaded] = {
            (name, target): loaded for name, target, loaded in page.included
        }
        self._problems = problems
        # The same file may be included many times, and include another many times.
        self._room = LARGEST
        self._lines = MOST_LINES
        self._count = MOST_INCLUDES

    def resolve(self, blocks: list[Block], within: tuple[str, ...]) -> Iterator[Block]:
        """The same blocks, with every include replaced by what it names. ``within`` is the file
        they are from, and before it those that include it.
        """
        for block in blocks:
            if isinstance(block, Fence) or _START not in block.raw.lower():
                yield block
                continue
            match block:
                case Paragraph():
                    yield from self._paragraph(block, within)
                case Table():
                    rows = tuple(self._row(row, block, within) for row in block.rows)
                    yield replace(block, rows=rows)
                case Heading():
                    yield replace(block, text=self._text(block.text, block, within))
                case Other(kind="comment"):
                    yield block
                case _:
                    yield replace(block, raw=self._text(block.raw, block, within))

    def _paragraph(self, block: Paragraph, within: tuple[str, ...]) -> Iterator[Block]:
        """The lines of a paragraph, with the blocks of what it includes on lines of their own."""
        words: list[str] = []
        for number, line in enumerate(block.text.split("\n"), start=block.line):
            matches = list(INCLUDE.finditer(line)) if _START in line.lower() else []
            if not matches or INCLUDE.sub("", line).strip():
                words.append(line)
                continue
            yield from self._sentences(block, words, number - len(words), within)
            words = []
            for match in matches:
                place = Source(file=block.file, line=number, column=match.start() + 1)
                yield from self._blocks(match[1], place, within)
        yield from self._sentences(block, words, block.line, within)

    def _sentences(
        self, block: Block, words: list[str], line: int, within: tuple[str, ...]
    ) -> Iterator[Block]:
        if text := "\n".join(words).strip():
            shown = self._text(text, replace(block, line=line), within)
            yield Paragraph(block.file, block.line, shown, shown)

    def _row(self, row: Row, table: Table, within: tuple[str, ...]) -> Row:
        if not any(_START in cell.text.lower() for cell in row.cells):
            return row
        place = replace(table, line=row.line)
        cells = (Cell(self._text(c.text, place, within), c.column) for c in row.cells)
        return replace(row, cells=tuple(cells))

    def _text(self, text: str, block: Block, within: tuple[str, ...]) -> str:
        """``text``, which starts where ``block`` does, with the words of what it includes."""

        def words(match: re.Match[str]) -> str:
            return self._words(match[1], _place(block, text, match.start()), within)

        resolved = INCLUDE.sub(words, text)
        if resolved != text and not resolved.strip("> -*+.\n\t0123456789"):
            # A quotation or list of an include that is not there.
            return ""
        if broken := _BROKEN.search(resolved):
            found = resolved[broken.start() : broken.start() + 60]
            self._report("DOC113", _place(block, resolved, broken.start()), found)
        return resolved

    def _words(self, target: str, place: Source, within: tuple[str, ...]) -> str:
        """The words of a file on one line; empty where it cannot be read."""
        found = self._open(target, place, within)
        if found is None:
            return ""
        loaded, text = found
        _, skipped = split_front_matter(text)
        line = " ".join(" ".join(text.split("\n")[skipped:]).split())
        block = Paragraph(loaded.name, skipped + 1, line, line)
        return self._text(line, block, (*within, loaded.name))

    def _blocks(self, target: str, place: Source, within: tuple[str, ...]) -> Iterator[Block]:
        found = self._open(target, place, within)
        if found is not None:
            loaded, _ = found
            yield from self.resolve(_blocks_of(loaded), (*within, loaded.name))

    def _open(
        self, target: str, place: Source, within: tuple[str, ...]
    ) -> tuple[Loaded, str] | None:
        """The file that an include names, and its text; None, and a diagnostic, where it may not
        be read.
        """
        # Not there if the page is no UTF-8: its includes were looked for as if it were.
        loaded = self._files.get((within[-1], target), Loaded(target, b"", "DOC102", target))
        self._room -= len(loaded.data)
        self._lines -= loaded.data.count(b"\n")
        self._count -= 1
        code = loaded.code
        if loaded.name in within:
            code = "DOC107"
        elif min(self._room, self._lines, self._count) < 0 or len(within) > _DEEPEST:
            code = "DOC110"
        if code:
            if self._count >= -1:
                self._report(code, place, target)
            return None
        text, found = decode(loaded)
        self._problems.extend(found)
        return (loaded, text) if text is not None else None

    def _report(self, code: str, place: Source, found: str) -> None:
        self._problems.append(Diagnostic(code=code, source=place, found=found))


@lru_cache(maxsize=_KEPT_BLOCKS)
def _blocks_of(loaded: Loaded) -> list[Block]:
    text, _ = decode(loaded)
    if text is None:
        return []
    _, skipped = split_front_matter(text)
    body = "\n".join(text.split("\n")[skipped:])
    return parse_blocks(body, loaded.name, skipped + 1)


def _place(block: Block, text: str, position: int) -> Source:
    """Where ``position`` of ``text`` is, which starts where ``block`` does."""
    return Source(
        file=block.file,
        line=block.line + text.count("\n", 0, position),
        column=position - (text.rfind("\n", 0, position) + 1) + 1,
    )
