"""CommonMark as text of bounded width that keeps its code blocks and headings."""

import re
from collections.abc import Iterator

from generator.targets.escapes import plain, printable, wrap

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^`]*")
_HEADING = re.compile(r"(#{1,6})[ \t]++(.*)")


def fill(markdown: str, indent: int = 0, width: int = 88, hanging: int = 0) -> str:
    """As ``wrap(plain(markdown), ...)``, but lines of fenced code blocks (CommonMark 4.5) stay as
    they are, and headings (4.2) stay on lines of their own with their number signs.
    """
    pad = "\n" + " " * (indent + hanging)
    parts: list[str] = []
    for is_code, lines in _parts(markdown):
        if is_code:
            parts.append(pad.join(lines))
        elif heading := _HEADING.fullmatch(lines[0]):
            parts.append(f"{heading[1]} {' '.join(plain(heading[2].rstrip(' #')).split())}")
        else:
            parts.append(wrap(plain("\n".join(lines)), indent, width, hanging))
    text = ("\n" + pad).join(part for part in parts if part.strip())
    return "\n".join(line.rstrip(" \t") for line in text.split("\n")) if len(parts) > 1 else text


def _parts(markdown: str) -> Iterator[tuple[bool, list[str]]]:
    """Code blocks with their fences, headings, and what stands between them."""
    prose: list[str] = []
    lines = iter(markdown.split("\n"))
    for line in lines:
        fence = _FENCE.fullmatch(line)
        if not fence and not _HEADING.fullmatch(line):
            prose.append(line)
            continue
        if any(prose):
            yield False, prose
        prose = []
        if not fence:
            yield False, [line]
            continue
        code, closed = _until(fence[1], lines)
        if closed and any(map(str.strip, code)):
            yield True, [fence[1] + fence[2], *_trimmed(code), fence[1]]
        elif not closed:
            prose = code
    if any(prose):
        yield False, prose


def _until(fence: str, lines: Iterator[str]) -> tuple[list[str], bool]:
    """The lines up to the end of a code block, and whether it has one."""
    code: list[str] = []
    for line in lines:
        end = line.strip()
        if end.startswith(fence) and not end.strip(fence[0]):
            return code, True
        code.append(line)
    return code, False


def _trimmed(code: list[str]) -> list[str]:
    """Printable lines, without empty ones at the start and the end."""
    return printable("\n".join(code)).strip("\n").rstrip().split("\n")
