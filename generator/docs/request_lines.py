"""Request lines: a method and a path, in whatever kind of block a layout has them."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, cast, get_args

from inflection import singularize

from generator.docs.blocks import Block, Fence, Heading, Other, Paragraph, SplitRequest, Table
from generator.docs.layout.layout import Layout, OperationPatterns
from generator.docs.layout.patterns import full_match
from generator.docs.layout.schema import OperationRule
from generator.docs.lists import list_items
from generator.docs.path_spellings import normal_path
from generator.docs.route_parameters import split_route
from generator.docs.sample_paths import with_parameters
from generator.docs.shell_calls import shell_calls
from generator.model import Method

METHODS: dict[str, Method] = {m: cast("Method", m) for m in get_args(Method)}
_MOST = 40
"""Request lines of one block; a block with more is something else."""

_HTTP_VERSION = re.compile(r"(?<!\s)\s+HTTP/[\d.]+$")
_ORIGIN = re.compile(
    r"https?://(?:\{\{[^{}]{0,80}\}\}|\{[^{}/]{0,80}\}|[^/\s{])*"
    r"|\{\{?[\w .-]*\}?\}(?=/)|<[\w -]*>(?=/)|\$\{?\w+\}?(?=/)",
    re.IGNORECASE,
)
"""A server's address, or what stands for it, at a path's start."""
_SERVER = re.compile(r"https?://[\w.-]{1,200}(?::\d{1,5})?(?:/[\w./-]{1,200})?", re.ASCII)
_QUERY_TEMPLATE = re.compile(r"\{[?&]([^{}]{1,500})\}")
"""The query of a URI template (RFC 6570, 3.2.8): ``{?page,limit}``."""
_LINK = re.compile(r"\[((?:\\.|[^\[\]\\]){1,300})\]\([^()\s]{0,500}\)")
_EMPHASIS = re.compile(r"\*\*|__(?=\w)|(?<=\w)__|`|</?(?:code|b|strong|i|em)>", re.IGNORECASE)
_BREAK = re.compile(r"<br ?/?>|\\$", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
TITLE_MARK = " \ue003 "
"""Between the request line of a row and what the row calls it."""
_LONGEST_CODE = 4000
_CODE_ONLY = re.compile(r"(?:\*\*)?`[^`]+`(?:\*\*)?[\\.:]?(?:<br ?/?>)?\s*")
_BETWEEN_METHODS = re.compile(r"(?<![`\s])[`\s]*(?:/|,|\||\bor\b|<br ?/?>)[`\s]*")
_BETWEEN_PATHS = re.compile(r"<br ?/?>|`,\s*`|`\s+or\s+`")


_TAG = re.compile(r"<[^<>]{0,500}>|!\[[^\[\]]{0,200}\]\([^()]{0,500}\)")
_TAG_STARTS = re.compile(r"[<{]")
_BEFORE_TAG = " \t#*->"
TAG_ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z][\w-]{0,40}) ?[=:] ?\{?(?P<mark>[\"'`])(?P<value>[^\"'`]{1,500})(?P=mark)"
)
"""In a tag, or in the braces after a heading."""
_TITLES = frozenset({"summary", "title"})
"""Attributes that say what the operation is called."""
DEFAULT_LINE = "{method} {path}"

_Lines = Callable[[Layout, Block, OperationRule], Iterator[tuple[int, str]]]

BEGINS_AS_ONE = re.compile(
    r"(?:GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS|LIST)[`*]{0,3} [`*]{0,3}(?:https?://\S|/\S|\{\S)"
)
"""A method and the start of a path."""


class RequestLine(NamedTuple):
    """``GET /path?query``, taken apart. ``path`` starts with a slash and has no origin."""

    method: Method
    path: str
    query: str
    line: int = 0
    """The line of the page it stands on."""
    title: str = ""
    """What the line itself calls the operation."""
    server: str = ""
    """The address before the path, where it is that of a real server."""


MAY_BEGIN: frozenset[str | None] = frozenset(
    {None, "description", "request", "parameters", "unknown"}
)
"""The sections in which a request line begins an operation, and is no sample."""


def find_request_lines(
    layout: Layout,
    block: Block,
    section: str | None = None,
    above: Sequence[str] = (),
    *,
    fallback: bool = False,
) -> list[RequestLine]:
    """The request lines that a block of a section holds by one of the layout's rules; none where
    it is anything else. ``above``: the headings above it, the nearest last. ``fallback``: by the
    rules for pages on which the others find none.
    """
    for patterns in layout.operations:
        if patterns.rule.fallback != fallback:
            continue
        if section not in MAY_BEGIN and section not in patterns.rule.under:
            continue
        for kind in patterns.rule.in_:
            is_fence = kind == "fence" and isinstance(block, Fence)
            if is_fence and not full_match(patterns.info, block.info):  # type: ignore[attr-defined]
                continue
            if found := _by_rule(layout, block, patterns, kind, above):
                return found[:_MOST]
    return []


def _by_rule(
    layout: Layout, block: Block, patterns: OperationPatterns, kind: str, above: Sequence[str]
) -> list[RequestLine]:
    """The request lines of a block; none where a line is none, but for rows and list items."""
    found: list[RequestLine] = []
    rule = patterns.rule
    for line, written in _LINES[kind](layout, block, rule):
        if found and written.startswith(("?", "&")):
            continue
        written, _, named = written.partition(TITLE_MARK)
        match = full_match(patterns.line, written.strip())
        groups = match.groupdict() if match else {}
        path = groups.get("path") or _path_above(patterns, above)
        request = None
        if match and path:
            method = groups.get("method") or rule.method
            request = request_line(layout, method, path, line, rule.prefix)
        if request:
            title = (groups.get("title") or named).strip(" :\u2013\u2014-")
            found.append(request._replace(title=title))
        elif rule.message:
            break
        elif kind not in ("table-row", "curl"):
            return []
    return found


def _path_above(patterns: OperationPatterns, above: Sequence[str]) -> str:
    """The path that the nearest heading above holds."""
    for heading in reversed(above):
        for pattern in patterns.above:
            if match := full_match(pattern, heading):
                return match["path"]
    return ""


def request_line(
    layout: Layout, method: str, path: str, line: int = 0, prefix: str = ""
) -> RequestLine | None:
    """A request line of its two parts; None where one of them is none."""
    verb = method.upper()
    verb = layout.file.operations.methods.get(verb, verb)
    if verb not in METHODS:
        return None
    path = split_route(_HTTP_VERSION.sub("", path.strip()))[0]
    whole = path
    for pattern in layout.strip:
        if match := pattern.match(path):
            path = path[match.end() :]
    if match := _ORIGIN.match(path):
        path = path[match.end() :]
    server = _SERVER.fullmatch(whole[: len(whole) - len(path)].rstrip("/"))
    if (template := _QUERY_TEMPLATE.search(path)) is not None:
        query = "&".join(f"{name.strip().rstrip('*')}=" for name in template[1].split(","))
        path = f"{path[: template.start()]}?{query}"
    # First the parameters: a question mark in braces says that one is optional.
    target, _, query = normal_path(prefix + _with_parameters(layout, path)).partition("?")
    target = "/" + target.partition("#")[0].strip().strip("/")
    return RequestLine(METHODS[verb], target, query, line, server=server[0] if server else "")


def _with_parameters(layout: Layout, path: str) -> str:
    """A path with a parameter for each segment that is an example of one, named for the segment
    before: ``/rooms/1/lamps/2.json`` is ``/rooms/{room_id}/lamps/{lamp_id}.json``.
    """
    if not layout.sample_ids:
        return path
    target, mark, query = path.partition("?")
    first, *segments = target.lstrip("/").split("/")
    found = [first]
    for segment in segments:
        value, dot, suffix = segment.partition(".")
        if any(full_match(pattern, value) for pattern in layout.sample_ids):
            words = re.findall(r"\w+", found[-1])
            segment = f"{{{singularize(words[-1])}_id}}{dot}{suffix}" if words else segment
        found.append(segment)
    return f"/{'/'.join(found)}{mark}{query}"


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
    """Also the lines of a quotation."""
    quoted = isinstance(block, Other) and block.kind == "blockquote"
    split = isinstance(block, SplitRequest)
    if (quoted or isinstance(block, Paragraph)) and not split and len(block.raw) < 2000:
        for line, text in _text_lines(block.raw, block.line):
            yield line, plain_text(text.lstrip("> ") if quoted else text)


def _list_item(_layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    if isinstance(block, Other) and block.kind.endswith("_list"):
        for item in list_items(block):
            if item.depth == 0:
                yield item.line, plain_text(item.text)


def _table_row(layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    if not isinstance(block, Table):
        return
    columns = layout.columns(tuple(plain_text(cell.text) for cell in block.head.cells))
    if "path" not in columns:
        return
    path = columns.index("path")
    method = columns.index("method") if "method" in columns else -1
    named = columns.index("description") if "description" in columns else -1
    for row in block.rows:
        if len(row.cells) <= max(method, path):
            continue
        cells = [plain_text(cell.text) for cell in row.cells]
        title = cells[named] if len(block.rows) > 1 and 0 <= named < len(cells) else ""
        verbs = _BETWEEN_METHODS.split(row.cells[method].text) if method >= 0 else [""]
        if BEGINS_AS_ONE.match(cells[path]):
            # The cell holds both, and the column of methods the names of functions.
            verbs, title = [""], cells[method] if method >= 0 else title
        for verb in verbs:
            for target in _BETWEEN_PATHS.split(row.cells[path].text):
                request = plain_text(f"{verb} {target}")
                yield row.line, f"{request}{TITLE_MARK}{title}" if title else request


def _curl(_layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    """Method and address of the calls of a fence, with parameters for values in the path."""
    if isinstance(block, Fence):
        for line, method, address in shell_calls(block):
            target, mark, query = address.partition("?")
            origin = _ORIGIN.match(target)
            start = origin.end() if origin else 0
            path = with_parameters(target[start:])
            yield line, f"{method} {target[:start]}{path}{mark}{query}"


def _tag(_layout: Layout, block: Block, rule: OperationRule) -> Iterator[tuple[int, str]]:
    """Lines of tags, with their tags where the rule has a pattern for these; else what stands
    between them, or the method and path that are attributes.
    """
    if isinstance(block, Heading):
        title, brace, _ = block.text.partition("{")
        if rule.line == DEFAULT_LINE and brace and (request := tag_attributes(block.text)):
            yield block.line, f"{request.partition(TITLE_MARK)[0]}{TITLE_MARK}{plain_text(title)}"
        return
    if not isinstance(block, Paragraph | Other) or not _TAG_STARTS.search(block.raw):
        return
    if rule.line == DEFAULT_LINE:
        for number, line in enumerate(block.raw.split("\n")):
            tagged = line.lstrip(_BEFORE_TAG).startswith(("<", "{")) and len(line) < _LONGEST_CODE
            if tagged and (request := tag_text(line)):
                yield block.line + number, request
        return
    for number, line in enumerate(block.raw.split("\n")):
        if line.lstrip().startswith("<"):
            text = _ESCAPE.sub(r"\1", html.unescape(_LINK.sub(r"\1", line)))
            yield block.line + number, " ".join(text.split())
        elif line.strip():
            return


def tag_text(line: str) -> str:
    """Method, path and title that a line of tags shows, else method and path that it has as
    attributes; nothing for any other.
    """
    if match := BEGINS_AS_ONE.match(shown := plain_text(_TAG.sub(" ", line)).lstrip("# ")):
        path, _, title = shown[match.end() - 1 :].partition(" ")
        title = title.strip("() \u2013\u2014:-")
        return f"{match[0][:-1]}{path}{TITLE_MARK}{title}" if title else f"{match[0][:-1]}{path}"
    return tag_attributes(line)


def tag_attributes(line: str) -> str:
    """Method and path that are attributes of a tag, and the title that one is; nothing where they
    are not.
    """
    parts: dict[str, str] = {}
    for attribute in TAG_ATTRIBUTE.finditer(line):
        value = attribute["value"].strip()
        if value.upper() in METHODS:
            parts.setdefault("method", value.upper())
        elif value.startswith(("/", "http://", "https://")) and " " not in value:
            parts["path" if value.startswith("/") else "address"] = value
        elif attribute["name"].lower() in _TITLES:
            parts.setdefault("title", value)
    target = parts.get("path") or parts.get("address")
    if not target or "method" not in parts:
        return ""
    title = f"{TITLE_MARK}{parts['title']}" if "title" in parts else ""
    return f"{parts['method']} {target}{title}"


def _split(kind: str) -> _Lines:
    def lines(_layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
        if isinstance(block, SplitRequest) and block.kind == kind:
            yield block.line, block.text

    return lines


def _heading(_layout: Layout, block: Block, _rule: OperationRule) -> Iterator[tuple[int, str]]:
    if isinstance(block, Heading):
        yield block.line, plain_text(block.text)


_LINES: dict[str, _Lines] = {
    "fence": _fence,
    "code": _code,
    "code-span": _code_span,
    "paragraph": _paragraph,
    "list-item": _list_item,
    "table-row": _table_row,
    "tag": _tag,
    "heading": _heading,
    "curl": _curl,
    "label": _split("label"),
    "front-matter": _split("front-matter"),
}
"""The lines of a block that may be request lines, with the line of the page each stands on."""
