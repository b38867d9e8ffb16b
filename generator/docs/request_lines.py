"""Request lines: a method and a path, in whatever kind of block a layout has them."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, cast, get_args

from inflection import singularize

from generator.docs.blocks import Block, Fence, Heading, Other, Paragraph, Table
from generator.docs.layout.layout import Layout
from generator.docs.layout.patterns import full_match
from generator.docs.layout.schema import OperationRule
from generator.docs.lists import list_items
from generator.docs.route_parameters import split_route
from generator.model import Method

METHODS: dict[str, Method] = {m: cast("Method", m) for m in get_args(Method)}
_MOST = 40
"""Request lines of one block; a block with more is something else."""

_HTTP_VERSION = re.compile(r"\s+HTTP/[\d.]+$")
_ORIGIN = re.compile(
    r"https?://[^/\s]*|\{\{?[\w .-]*\}?\}(?=/)|<[\w -]*>(?=/)|\$\{?\w+\}?(?=/)", re.IGNORECASE
)
"""A server's address, or what stands for it, at a path's start."""
_LINK = re.compile(r"\[((?:\\.|[^\[\]\\]){1,300})\]\([^()\s]{0,500}\)")
_EMPHASIS = re.compile(r"\*\*|__(?=\w)|(?<=\w)__|`|</?(?:code|b|strong|i|em)>", re.IGNORECASE)
_BREAK = re.compile(r"<br ?/?>|\\$", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE_ONLY = re.compile(r"(?:\*\*)?`[^`]+`(?:\*\*)?[\\.:]?(?:<br ?/?>)?\s*")
_PARAMETERS = (
    (re.compile(r"\{([^{}/?]+)\?\}"), r"{\1}"),
    (re.compile(r"\{\+?([\w.-]+)[:*][^{}]*\}"), r"{\1}"),
    (re.compile(r"(?<=[/.=(])<([^<>/]+)>"), r"{\1}"),
    (re.compile(r"(?<=[/=])\(([A-Za-z][\w |-]*)\)"), r"{\1}"),
    (re.compile(r"(?<=[/=]):([A-Za-z_][\w-]*)"), r"{\1}"),
    (re.compile(r"\{\{([^{}]+)\}\}"), r"{\1}"),
)
"""Spellings of path parameters, and braces for each: ``{x?}``, ``{x:int}``, ``<x>``, ``(x or y)``,
``:x``, ``{{x}}``."""
_BRACES = re.compile(r"\{([^{}]*)\}")
LOOKS_LIKE = re.compile(
    r"(?:GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS|LIST)[`*]{0,3} [`*]{0,3}(?:https?://\S|/\S|\{\S)\S*"
)
"""What anyone would take for a request line."""


class RequestLine(NamedTuple):
    """``GET /path?query``, taken apart. ``path`` starts with a slash and has no origin."""

    method: Method
    path: str
    query: str
    line: int = 0
    """The line of the page it stands on."""
    rest: str = ""
    """What follows the path."""


MAY_BEGIN: frozenset[str | None] = frozenset(
    {None, "description", "request", "parameters", "unknown"}
)
"""The sections in which a request line begins an operation, and is no sample."""


def find_request_lines(
    layout: Layout, block: Block, section: str | None = None
) -> list[RequestLine]:
    """The request lines that a block of a section holds by one of the layout's rules; none where
    it is anything else.
    """
    for rule, pattern, info in layout.operations:
        if section not in MAY_BEGIN and section not in rule.under:
            continue
        found: list[RequestLine] = []
        for kind in rule.in_:
            for line, written in _LINES[kind](layout, block, rule):
                if (
                    kind == "fence"
                    and isinstance(block, Fence)
                    and not full_match(info, block.info)
                ):
                    continue
                if found and written.startswith(("?", "&")):
                    continue
                match = full_match(pattern, written)
                request = match and request_line(layout, match["method"], match["path"], line)
                if not request:
                    if kind != "table-row":
                        found.clear()
                        break
                    continue
                found.append(request)
        if found:
            return found[:_MOST]
    return []


def request_line(layout: Layout, method: str, path: str, line: int = 0) -> RequestLine | None:
    """A request line of its two parts; None where one of them is none."""
    verb = method.upper()
    verb = layout.file.operations.methods.get(verb, verb)
    if verb not in METHODS:
        return None
    path = split_route(_HTTP_VERSION.sub("", path.strip()))[0]
    for pattern in layout.strip:
        if match := pattern.match(path):
            path = path[match.end() :]
    if match := _ORIGIN.match(path):
        path = path[match.end() :]
    # First the parameters: a question mark in braces says that one is optional.
    target, _, query = normal_path(path).partition("?")
    target = "/" + target.partition("#")[0].strip().strip("/")
    return RequestLine(METHODS[verb], target, query, line)


def normal_path(path: str) -> str:
    """A path with each parameter in braces, however it is written."""
    for pattern, braces in _PARAMETERS:
        path = pattern.sub(braces, path)
    path = _BRACES.sub(lambda match: "{" + parameter_name(match[1]) + "}", path)
    names = _BRACES.findall(path)
    return path if len(names) == len(set(names)) else _with_own_names(path)


def _with_own_names(path: str) -> str:
    """A path each of whose parameters has another name: of two alike the first is named for its
    segment, ``/rooms/{id}/lamps/{id}`` is ``/rooms/{room_id}/lamps/{id}``.
    """
    parts = _BRACES.split(path)
    found: list[str] = []
    for number in range(1, len(parts), 2):
        name = parts[number]
        if name in parts[number + 2 :: 2] or name in found:
            segment = re.findall(r"\w+", parts[number - 1])
            name = f"{singularize(segment[-1])}_{name}" if segment else name
            while name in found:
                name += "_"
        found.append(name)
        parts[number] = "{" + name + "}"
    return "".join(parts)


def parameter_name(written: str) -> str:
    """``id or name`` is ``id``, ``plugin name`` is ``plugin_name``."""
    return re.sub(r"[\s|]+", "_", written.split(" or ")[0].strip())


@lru_cache(maxsize=8192)
def plain_text(text: str) -> str:
    """A line without emphasis, code marks, links, escapes and entities, and with single spaces."""
    text = _EMPHASIS.sub("", _LINK.sub(r"\1", text))
    return " ".join(_ESCAPE.sub(r"\1", html.unescape(text)).split())


def _fence(_layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    if isinstance(block, Fence) and block.raw.lstrip().startswith(("`", "~")):
        yield from _code_lines(block, block.line + 1)


def _code(_layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    if isinstance(block, Fence) and not block.raw.lstrip().startswith(("`", "~")):
        yield from _code_lines(block, block.line)


def _code_lines(block: Fence, first: int) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(block.text.split("\n")):
        if line.strip():
            yield first + number, " ".join(line.split())


def _text_lines(text: str, first: int) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n")):
        for part in _BREAK.split(line):
            if part.strip():
                yield first + number, part.strip()


def _code_span(_layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    if isinstance(block, Paragraph) and block.text.lstrip(" *").startswith("`"):
        lines = list(_text_lines(block.text, block.line))
        if all(_CODE_ONLY.fullmatch(text) for _, text in lines):
            yield from ((line, plain_text(text).rstrip(".:")) for line, text in lines)


def _paragraph(_layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    if isinstance(block, Paragraph) and len(block.text) < 2000:
        yield from ((line, plain_text(text)) for line, text in _text_lines(block.text, block.line))


def _list_item(_layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    if isinstance(block, Other) and block.kind.endswith("_list"):
        for item in list_items(block):
            if item.depth == 0:
                yield item.line, plain_text(item.text)


def _table_row(layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    if not isinstance(block, Table):
        return
    columns = layout.columns(tuple(plain_text(cell.text) for cell in block.head.cells))
    if "method" not in columns or "path" not in columns:
        return
    method, path = columns.index("method"), columns.index("path")
    for row in block.rows:
        if len(row.cells) > max(method, path):
            for verb in re.split(r"[`\s]*(?:/|,|\||\bor\b|<br ?/?>)[`\s]*", row.cells[method].text):
                for target in re.split(r"<br ?/?>|`,\s*`|`\s+or\s+`", row.cells[path].text):
                    yield row.line, plain_text(f"{verb} {target}")


def _tag(_layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    if isinstance(block, Paragraph | Other) and "<" in block.raw:
        for number, line in enumerate(block.raw.split("\n")):
            if line.lstrip().startswith("<"):
                text = _ESCAPE.sub(r"\1", html.unescape(_LINK.sub(r"\1", line)))
                yield block.line + number, " ".join(text.split())
            elif line.strip():
                return


def _heading(_layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    if isinstance(block, Heading):
        yield block.line, plain_text(block.text)


_LINES = {
    "fence": _fence,
    "code": _code,
    "code-span": _code_span,
    "paragraph": _paragraph,
    "list-item": _list_item,
    "table-row": _table_row,
    "tag": _tag,
    "heading": _heading,
}
"""The lines of a block that may be request lines, with the line of the page each stands on."""
