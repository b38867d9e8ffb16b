"""Which block of which section goes where. The first rule that matches claims the block."""

import posixpath
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from generator.docs.auth_headers import claim_header
from generator.docs.blocks import Block, Fence, Heading, Other, Paragraph, Table
from generator.docs.cleaning import clean, one_line
from generator.docs.http_messages import parse_request_line, parse_sample
from generator.docs.page import IndexEntry
from generator.docs.page_builder import Entry, PageBuilder
from generator.docs.section_headings import claim_heading
from generator.model import Notice

_DESCRIPTION = frozenset({"start", "description"})
_SECTION_TABLES = frozenset({"parameter name", "property name", "response"})
_RESPONSE = frozenset({"response", "response body"})
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^)\s]+)\)")
_NOTICE = re.compile(r"\**(deprecated|obsolete|experimental)\**\s*:\**\s*(.*)", re.I | re.DOTALL)


class BlockRule(NamedTuple):
    """``claim`` returns whether it took the block. ``sections`` empty: any section."""

    name: str
    block: type[Block]
    sections: frozenset[str]
    claim: Callable[[PageBuilder, Any], bool]


def _title(builder: PageBuilder, block: Heading) -> bool:
    if block.level != 1 or builder.section != "start":
        return False
    builder.title = one_line(block.text)
    return True


def _section_heading(builder: PageBuilder, block: Heading) -> bool:
    return claim_heading(builder, block, block.visible)


def _section_paragraph(builder: PageBuilder, block: Paragraph) -> bool:
    """The seed's layout writes ``Response body: int32`` as a paragraph."""
    is_heading = block.text.lower().startswith("response body:") and "\n" not in block.text
    return is_heading and claim_heading(builder, block, block.text)


def _prose_heading(builder: PageBuilder, block: Heading) -> bool:
    """A heading inside the description that starts no section of the page."""
    builder.notice_open = False
    builder.add_prose(f"{'#' * max(block.level, 2)} {clean(one_line(block.text))}")
    return True


def _request_line(builder: PageBuilder, block: Fence) -> bool:
    if builder.request_line:
        return False
    lines = block.text.strip().splitlines()
    if len(lines) != 1:
        return False
    if line := parse_request_line(lines[0]):
        builder.request_line = line
        builder.request_line_source = builder.place(block, block.line + 1)
        builder.section = "description"
        return True
    if block.info.startswith("http") and lines[0].startswith(("/", "http")):
        builder.index_path = lines[0].strip()
        return True
    return False


def _prose(builder: PageBuilder, block: Paragraph) -> bool:
    text = clean(block.text)
    if notice := _NOTICE.fullmatch(text):
        builder.notices.append(
            Notice(kind=notice[1].capitalize(), text=notice[2], source=builder.place(block))
        )
    else:
        builder.add_prose(text)
    return True


def _other_prose(builder: PageBuilder, block: Block) -> bool:
    builder.add_prose(clean(block.raw))
    return True


def _code_prose(builder: PageBuilder, block: Block) -> bool:
    builder.add_prose(block.raw)
    return True


def _table_prose(builder: PageBuilder, block: Table) -> bool:
    """Not the tables that belong to a section: such a one stands under a heading nobody knows."""
    if block.head.cells[0].text.lower() in _SECTION_TABLES:
        return False
    return _code_prose(builder, block)


def _links(builder: PageBuilder, block: Fence) -> bool:
    """An index page: a list of links and no request line."""
    if builder.request_line:
        return False
    links = _LINK.findall(block.raw)
    folder = posixpath.dirname(block.file)
    builder.entries += [
        IndexEntry(title=title, target=posixpath.normpath(posixpath.join(folder, target)))
        for title, target in links
    ]
    if not links:
        builder.add_prose(clean(block.raw))
    return True


def _comment(_draft: PageBuilder, block: Other) -> bool:
    return block.kind == "comment"


def _path_table(builder: PageBuilder, block: Table) -> bool:
    if builder.section != "path" and not block.head.cells[0].text.lower().startswith("path"):
        return False
    builder.read_table(block, builder.path)
    builder.section = "path"
    return True


def _query_table(builder: PageBuilder, block: Table) -> bool:
    builder.read_table(block, builder.query)
    return True


def _query_examples(builder: PageBuilder, block: Fence) -> bool:
    """Lines such as ``GET /path?$top=10``, an example a parameter."""
    known = {entry.name.lower(): entry.name for entry in builder.query}
    for offset, line in enumerate(block.text.rstrip("\n").split("\n"), start=1):
        if not line.strip():
            continue
        request = parse_request_line(line)
        name, _, value = request.query.partition("=") if request else ("", "", "")
        if name.strip().lower() in known:
            examples = builder.query_examples.setdefault(known[name.strip().lower()], [])
            examples.append(value.strip())
        else:
            builder.report(
                "DOC201",
                builder.place(block, block.line + offset),
                line,
                expected="METHOD /path?parameter=value with a parameter of the table above",
            )
    return True


def _header_table(builder: PageBuilder, block: Table) -> bool:
    rows: list[Entry] = []
    builder.read_table(block, rows, typed=len(block.head.cells) > 2)
    builder.headers += [row for row in rows if not claim_header(builder, row)]
    return True


def _body_table(builder: PageBuilder, block: Table) -> bool:
    builder.read_table(block, builder.body_rows)
    return True


def _status_table(builder: PageBuilder, block: Table) -> bool:
    if len(block.head.cells) != 2:
        return False
    rows: list[Entry] = []
    builder.read_table(block, rows, typed=False)
    for row in rows:
        if re.fullmatch(r"[1-5]\d\d", row.name):
            builder.statuses.append(row)
        else:
            builder.report("DOC201", row.source, row.name, expected="a status of three digits")
    return True


def _response_table(builder: PageBuilder, block: Table) -> bool:
    builder.read_table(block, builder.response_rows)
    return True


def _body_prose(builder: PageBuilder, block: Block) -> bool:
    builder.body_prose.append(clean(block.raw))
    return True


def _response_prose(builder: PageBuilder, block: Block) -> bool:
    builder.response_prose.append(clean(block.raw))
    return True


def _sample(builder: PageBuilder, block: Fence) -> bool:
    sample = parse_sample(block)
    if sample:
        builder.samples.append(sample)
    return sample is not None


def _sections(*names: str) -> frozenset[str]:
    return frozenset(names)


_ANY: frozenset[str] = frozenset()

RULES: tuple[BlockRule, ...] = (
    BlockRule("title", Heading, _sections("start"), _title),
    BlockRule("section heading", Heading, _ANY, _section_heading),
    BlockRule("section paragraph", Paragraph, _RESPONSE, _section_paragraph),
    BlockRule("prose heading", Heading, _DESCRIPTION, _prose_heading),
    BlockRule("request line", Fence, _sections("start"), _request_line),
    BlockRule("path table", Table, _DESCRIPTION | {"path"}, _path_table),
    BlockRule("comment", Other, _ANY, _comment),
    BlockRule("links", Other, _sections("start"), _links),
    BlockRule("prose", Paragraph, _DESCRIPTION, _prose),
    BlockRule("code in prose", Fence, _DESCRIPTION, _code_prose),
    BlockRule("other prose", Other, _DESCRIPTION, _other_prose),
    BlockRule("table in prose", Table, _DESCRIPTION, _table_prose),
    BlockRule("query table", Table, _sections("query"), _query_table),
    BlockRule("query examples", Fence, _sections("query"), _query_examples),
    BlockRule("header table", Table, _sections("headers"), _header_table),
    BlockRule("body prose", Paragraph, _sections("request body"), _body_prose),
    BlockRule("body prose", Other, _sections("request body"), _body_prose),
    BlockRule("body table", Table, _sections("request body"), _body_table),
    BlockRule("status table", Table, _sections("response"), _status_table),
    BlockRule("response table", Table, _RESPONSE, _response_table),
    BlockRule("response prose", Paragraph, _RESPONSE, _response_prose),
    BlockRule("response prose", Other, _RESPONSE, _response_prose),
    BlockRule("sample", Fence, _ANY, _sample),
)
"""Every block of every layout; a new layout is a new row."""


def claim(builder: PageBuilder, block: Block) -> None:
    """Apply the first rule that takes ``block``; report it as DOC201 where none does."""
    if isinstance(block, Fence) and not block.closed:
        builder.report("DOC203", builder.place(block), "a code block without an end")
    for fault in block.faults:
        builder.report(fault.code, builder.place(block, fault.line), fault.found)
    for rule in RULES:
        if (
            isinstance(block, rule.block)
            and (not rule.sections or builder.section in rule.sections)
            and rule.claim(builder, block)
        ):
            return
    kind = "heading" if isinstance(block, Heading) else type(block).__name__.lower()
    builder.report("DOC201", builder.place(block), f"{kind}: {block.raw}")
    if isinstance(block, Heading):
        # What stands below an unknown heading belongs to it, not to the section before.
        builder.section = "unknown"
