"""DocFX includes: ``[!include[title](path)]``, resolved inside the docs root only."""

import re
from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.docs.blocks import Block, Paragraph, parse_blocks
from generator.docs.files import PageFile, read_text
from generator.docs.front_matter import split_front_matter
from generator.model import Source

_INCLUDE = re.compile(r"\[!include\s*\[[^\]]*\]\s*\(\s*<?([^)>\s]+)>?[^)]*\)\s*\]", re.IGNORECASE)


def resolve_includes(
    blocks: list[Block],
    file: PageFile,
    root: Path,
    problems: list[Diagnostic],
    within: tuple[Path, ...] = (),
) -> Iterator[Block]:
    """The same blocks, with every paragraph that is an include replaced by what it names.

    Problems (DOC102, DOC106, DOC107) are appended to ``problems``; such an include is left out.
    """
    within = (*within, file.path.resolve())
    for block in blocks:
        if not isinstance(block, Paragraph) or "[!include" not in block.text.lower():
            yield block
            continue
        position = 0
        for match in _INCLUDE.finditer(block.text):
            if text := block.text[position : match.start()].strip():
                yield Paragraph(block.file, block.line, text, text)
            position = match.end()
            offset = block.text.count("\n", 0, match.start())
            place = Source(
                file=block.file,
                line=block.line + offset,
                column=match.start() - (block.text.rfind("\n", 0, match.start()) + 1) + 1,
            )
            yield from _included(match[1], place, file, root, problems, within)
        if text := block.text[position:].strip():
            yield Paragraph(block.file, block.line, text, text)


def _included(
    target: str,
    place: Source,
    file: PageFile,
    root: Path,
    problems: list[Diagnostic],
    within: tuple[Path, ...],
) -> Iterator[Block]:
    base = root if target.startswith("~/") else file.path.parent
    path = (base / target.removeprefix("~/")).resolve()
    if not path.is_relative_to(root):
        problems.append(Diagnostic(code="DOC106", source=place, found=target))
    elif not path.is_file():
        problems.append(Diagnostic(code="DOC102", source=place, found=target))
    elif path in within:
        problems.append(Diagnostic(code="DOC107", source=place, found=target))
    else:
        included = PageFile(path, path.relative_to(root).as_posix())
        text, found = read_text(included)
        problems.extend(found)
        if text is not None:
            _, skipped = split_front_matter(text)
            body = "\n".join(text.split("\n")[skipped:])
            blocks = parse_blocks(body, included.name, skipped + 1)
            yield from resolve_includes(blocks, included, root, problems, within)
