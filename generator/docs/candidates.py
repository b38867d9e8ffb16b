"""What anyone would take for a request line or a row of fields, whatever the layout says.

A layout is measured by it: what looks like a request line and became no operation is reported.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.docs.blocks import Block, Fence, Heading, Other, Paragraph, SplitRequest, Table
from generator.docs.layout.kinds import BlockKind
from generator.docs.layout.patterns import LONGEST
from generator.docs.lists import list_items
from generator.docs.request_lines import TAG_ATTRIBUTE, plain_text
from generator.docs.shell_calls import shell_calls
from generator.model import Source

_METHOD = r"(?P<method>GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS|LIST|DEL)"
_ORIGIN = r"https?://(?:<[^<>]{1,80}>|[^\s/<]){1,100}|\{\{?[\w. -]{1,80}\}\}?|<[\w -]{1,80}>"
_PART = (
    r"\([A-Za-z'{][^()\n]{0,80}\)|\{[^{}\n]{0,80}\}|<[^<>\n]{1,60}>|\[[^\[\]\s]{0,40}\]"
    r"|[^\s`\"'\[\]()|,<>{}]"
)
_PATH = rf"(?P<path>(?:{_ORIGIN})?/(?:{_PART}){{0,300}}|https?://[^\s`\"'\])|,]{{1,700}})"
_ANY_METHOD = re.compile(_METHOD)
_LOWER = re.compile(
    r"`(?:get|put|post|delete|patch) /|^\s{0,8}(?:get|put|post|delete|patch) (?:/|http)"
    r"|=[\"'{]{1,2}(?:get|put|post|delete|patch)[\"'}]|curl |\bhttps? ",
    re.MULTILINE,
)
"""A method in small letters, in code or a tag; or a call of a shell."""
_SMALL_VERB = re.compile(r"(?:get|put|post|delete|patch)(?= (?:/|https?://))")
_IN_HEADING = re.compile(
    r"(?P<before>[^\[\]]{0,80}?\[)?(?P<method>GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS)(?(before)\])"
)
"""A heading with nothing but the method; the path is in one above."""
_PATH_ABOVE = re.compile(r"(?:^|[\s\[`])(/[^\s\]`]{1,300})")
_METHOD_FIRST = re.compile(rf"(?<![\w/-]){_METHOD}(?P<between>[\s:`*\]>)|-]{{1,6}}){_PATH}")
_BARE = re.compile(rf"{_METHOD}(?P<between> +)(?P<path>[\w{{<][\w{{}}<>.$-]*/(?:{_PART}){{0,300}})")
"""A path without a slash at its start, which stands in code only."""
_PATH_FIRST = re.compile(rf"(?<![\w/.]){_PATH}(?P<between> ?[\[(]){_METHOD}(?=[\])])")
_IN_TAG = re.compile(
    rf"<(?P<tag>[A-Za-z][\w.-]{{0,60}})[\s>].{{0,300}}?[\"'{{`>]{_METHOD}[\"'}}`<]"
    r"(?P<between>.{0,300}?[\"'`>])(?P<path>/[^\s\"'`<]{0,500})"
)
_MENTION = re.compile(rf"`{_METHOD} {_PATH}`")
_VERB = re.compile(
    r"[`*\s]*(GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS|LIST|DEL)\b[`*\s]*.{0,40}", re.DOTALL
)
_TARGET = re.compile(r"[`*\s]*((?:https?://|/)\S{0,700}).{0,200}", re.DOTALL)
_BULLET = re.compile(r"[`*_]{1,4}[\w.\[\]$-]{1,80}[`*_]{1,4}")
_MOST_WORDS = 14
"""Words around a request line; more of them are prose that mentions one."""

_LABEL_WORDS = 2


class Candidate(NamedTuple):
    """A line that looks like a request line."""

    kind: BlockKind
    source: Source
    method: str
    path: str
    text: str
    """The line, without its Markdown but for tags."""
    shape: tuple[str, str, str]
    """What stands before, between and after method and path; ``path first`` between them where
    the path comes first. In a table with a column for each: their heads, before and after."""
    info: str = ""
    """The words after the back-ticks of a fence."""
    lines: int = 1
    """Of the block it stands in."""
    mention: bool = False
    """It is a code span in a sentence."""


def candidates(blocks: Iterable[Block]) -> Iterator[Candidate]:
    """Every line of ``blocks`` that looks like a request line; of a code block only its first
    line and those that follow it in the same form, and calls of a shell.
    """
    above = ""
    for block in blocks:
        if isinstance(block, Heading) and (known := _PATH_ABOVE.search(block.text)):
            above = known[1]
        if not _ANY_METHOD.search(block.raw) and not _LOWER.search(block.raw):
            continue
        match block:
            case Heading():
                text = plain_text(block.text)
                lines = list(_found("heading", block, block.line, text))
                yield from lines or (_tags(block) if "{" in block.text else ())
                if (bare := _IN_HEADING.fullmatch(text)) and above:
                    source = Source(file=block.file, line=block.line)
                    shape = (bare["before"] or "", "path above", "")
                    yield Candidate("heading", source, bare["method"], above, text, shape)
            case Fence():
                yield from _code(block)
                for line, verb, path in shell_calls(block):
                    source = Source(file=block.file, line=line)
                    text = block.text.split("\n")[0][:LONGEST]
                    yield Candidate("curl", source, verb, path, text, ("", " ", ""), block.info)
            case Table():
                yield from _table(block)
            case SplitRequest():
                method, _, path = block.text.partition(" ")
                source = Source(file=block.file, line=block.line)
                kind: BlockKind = "label" if block.kind == "label" else "front-matter"
                yield Candidate(kind, source, method.upper(), path, block.text, ("", " ", ""))
            case Paragraph():
                found = list(_paragraph(block))
                yield from found or _mentions(block)
            case Other() if block.kind.endswith("_list"):
                for item in list_items(block):
                    first = item.text.split("\n")[0]
                    yield from _found("list-item", block, item.line, plain_text(first))
            case Other():
                yield from _tags(block)


def _found(
    kind: BlockKind, block: Block, line: int, text: str, info: str = "", lines: int = 1
) -> Iterator[Candidate]:
    text = text[:LONGEST]
    if kind == "code-span":
        text = _with_upper_verb(text)
    first = _METHOD_FIRST.search(text)
    if not first and kind in ("fence", "code", "code-span"):
        first = _BARE.match(text)
    match = first or _PATH_FIRST.search(text)
    if not match:
        return
    start = min(match.start("method"), match.start("path"))
    end = max(match.end("method"), match.end("path"))
    before, after = text[:start], text[end:]
    if len(before.split()) + len(after.split()) > _MOST_WORDS or '="' in before:
        return
    if kind == "paragraph" and _is_prose(before, after):
        return
    between = match["between"] if first else "path first"
    yield Candidate(
        kind,
        Source(file=block.file, line=line),
        match["method"],
        _without_end(match["path"]),
        text,
        (before, between, after),
        info,
        lines,
    )


def _without_end(path: str) -> str:
    """A path without the punctuation of the sentence that it ends."""
    path = path.rstrip(".,;:")
    return path[:-1] if path.endswith(")") and "(" not in path else path


def _with_upper_verb(text: str) -> str:
    """A line of code whose method may be in small letters, in capitals."""
    return _SMALL_VERB.sub(lambda match: match[0].upper(), text)


def _is_prose(before: str, after: str) -> bool:
    """Whether a sentence goes on around a request line."""
    label = before.rstrip(" *[(`").endswith((":", "-", "=")) or len(before.split()) <= _LABEL_WORDS
    remark = after.lstrip().startswith(("-", "\u2013", "\u2014", ":", "#", "(")) or not after.strip(
        " .*])`"
    )
    return not label or (not remark and len(after.split()) > _LABEL_WORDS)


def _code(block: Fence) -> Iterator[Candidate]:
    fenced = block.raw.lstrip().startswith(("`", "~"))
    written = [line for line in block.text.split("\n") if line.strip()]
    for number, line in enumerate(block.text.split("\n")):
        if not line.strip():
            continue
        text = _with_upper_verb(" ".join(line.split()))
        if not text.startswith(("GET", "PUT", "POST", "DEL", "PATCH", "HEAD", "OPTIONS", "LIST")):
            return
        kind: BlockKind = "fence" if fenced else "code"
        found = list(
            _found(kind, block, block.line + number + fenced, text, block.info, len(written))
        )
        if not found:
            return
        yield from found


def _paragraph(block: Paragraph) -> Iterator[Candidate]:
    if block.text.lstrip().startswith(("<", "{%", "{{")):
        yield from _tags(block)
        return
    for number, line in enumerate(block.text.split("\n")):
        whole = line.strip(" *\\:.").removesuffix("<br>")
        span = whole.startswith("`") and whole.endswith("`") and "`" not in whole[1:-1]
        kind: BlockKind = "code-span" if span else "paragraph"
        yield from _found(kind, block, block.line + number, plain_text(line))


def _mentions(block: Paragraph) -> Iterator[Candidate]:
    """Code spans in prose that are a method and a path."""
    for number, line in enumerate(block.raw.split("\n")):
        for match in _MENTION.finditer(line[:LONGEST]):
            source = Source(block.file, block.line + number, match.start("method") + 1)
            method, path = match["method"], match["path"]
            shape = ("", " ", "")
            yield Candidate("paragraph", source, method, path, line.strip(), shape, mention=True)


def _table(block: Table) -> Iterator[Candidate]:
    """Rows with a method in one cell and a path in another, or both in one."""
    heads = [plain_text(cell.text) for cell in block.head.cells]
    for row in block.rows:
        cells = [plain_text(cell.text) for cell in row.cells]
        verbs = [(n, m[1]) for n, cell in enumerate(cells) if (m := _VERB.fullmatch(cell))]
        targets = [(n, m[1]) for n, cell in enumerate(cells) if (m := _TARGET.fullmatch(cell))]
        if verbs and targets:
            (first, verb), (second, target) = verbs[0], targets[0]
            around = ("".join(heads[first : first + 1]), "", "".join(heads[second : second + 1]))
            source = Source(file=block.file, line=row.line)
            yield Candidate("table-row", source, verb, target, " | ".join(heads), around)
        else:
            for cell in cells:
                yield from _found("table-row", block, row.line, cell)


def _tags(block: Block) -> Iterator[Candidate]:
    for number, line in enumerate(block.raw.split("\n")):
        text = " ".join(line.split())[:LONGEST]
        source = Source(file=block.file, line=block.line + number)
        if match := _IN_TAG.search(text):
            shape = (f"<{match['tag']}", match["between"], text[match.end("path") :])
            yield Candidate("tag", source, match["method"], match["path"], text, shape)
        elif found := _attributes(text):
            yield Candidate("tag", source, found[0], found[1], text, ("", "attributes", ""))
        elif isinstance(block, Other) and block.kind != "html":
            yield from _found("paragraph", block, source.line, plain_text(line.lstrip("> ")))


def _attributes(text: str) -> tuple[str, str] | None:
    """Method and path that stand in attributes of a tag, in either order."""
    method = path = address = ""
    for attribute in TAG_ATTRIBUTE.finditer(text):
        value = attribute["value"].strip()
        if not method and _ANY_METHOD.fullmatch(value.upper()):
            method = value.upper()
        elif value.startswith("/") and " " not in value:
            path = path or value
        elif value.startswith(("https://", "http://")) and " " not in value:
            address = address or value
    path = path or address
    return (method, path) if method and path else None


def rows_seen(blocks: Iterable[Block]) -> int:
    """How many rows of tables and bullets look like they describe something by name."""
    found = 0
    for block in blocks:
        if isinstance(block, Table):
            found += len(block.rows)
        elif isinstance(block, Other) and block.kind.endswith("_list"):
            found += sum(bool(_BULLET.match(item.text)) for item in list_items(block))
        elif isinstance(block, Paragraph):
            found += "\n: " in block.text
        elif isinstance(block, Heading):
            found += bool(_BULLET.fullmatch(block.text.partition("{")[0].strip()))
    return found
