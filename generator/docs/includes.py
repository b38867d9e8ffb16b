"""DocFX includes: ``[!include[title](path)]``, each replaced by the blocks of what it names."""

from collections.abc import Iterator, Mapping

from generator.diagnostics import Diagnostic
from generator.docs.blocks import Block, Paragraph, parse_blocks
from generator.docs.decoding import decode
from generator.docs.front_matter import split_front_matter
from generator.files import INCLUDE, LARGEST, Loaded, PageBytes
from generator.model import Source


class Includes:
    """The includes of one page. A diagnostic for each that is left out is added to ``problems``."""

    def __init__(self, page: PageBytes, problems: list[Diagnostic]) -> None:
        self._files: Mapping[tuple[str, str], Loaded] = {
            (name, target): loaded for name, target, loaded in page.included
        }
        self._problems = problems
        # The same file may be included many times, and include another many times.
        self._room = LARGEST

    def resolve(self, blocks: list[Block], within: tuple[str, ...]) -> Iterator[Block]:
        """The same blocks, with every paragraph that is an include replaced by what it names.
        ``within`` is the file they are from, and before it those that include it.
        """
        for block in blocks:
            if not isinstance(block, Paragraph) or "[!include" not in block.text.lower():
                yield block
                continue
            position = 0
            for match in INCLUDE.finditer(block.text):
                if text := block.text[position : match.start()].strip():
                    yield Paragraph(block.file, block.line, text, text)
                position = match.end()
                offset = block.text.count("\n", 0, match.start())
                place = Source(
                    file=block.file,
                    line=block.line + offset,
                    column=match.start() - (block.text.rfind("\n", 0, match.start()) + 1) + 1,
                )
                yield from self._included(match[1], place, within)
            if text := block.text[position:].strip():
                yield Paragraph(block.file, block.line, text, text)

    def _included(self, target: str, place: Source, within: tuple[str, ...]) -> Iterator[Block]:
        # Not there if the page is no UTF-8: its includes were looked for as if it were.
        loaded = self._files.get((within[-1], target), Loaded(target, b"", "DOC102", target))
        self._room -= len(loaded.data)
        code = loaded.code
        if loaded.name in within:
            code = "DOC107"
        elif self._room < 0:
            code = "DOC110"
        if code:
            self._problems.append(Diagnostic(code=code, source=place, found=target))
            return
        text, found = decode(loaded)
        self._problems.extend(found)
        if text is not None:
            _, skipped = split_front_matter(text)
            body = "\n".join(text.split("\n")[skipped:])
            blocks = parse_blocks(body, loaded.name, skipped + 1)
            yield from self.resolve(blocks, (*within, loaded.name))
