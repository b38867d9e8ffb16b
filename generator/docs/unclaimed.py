"""What no rule of a layout claims on a page, and the rule that would claim it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.docs.blocks import Block, Fence, Other, Paragraph, Table
from generator.docs.candidates import Candidate, candidates
from generator.docs.field_lists import read_definitions, read_list
from generator.docs.field_tables import head_texts
from generator.docs.headings import HeadingText
from generator.docs.known_paths import KnownPaths
from generator.docs.layout.kinds import Column
from generator.docs.layout.layout import Layout
from generator.docs.layout.patterns import compile_pattern, full_match
from generator.docs.lists import list_items
from generator.docs.outline import Part, outline
from generator.docs.page import Page
from generator.docs.page_builder import PageBuilder
from generator.docs.reader import blocks_of
from generator.docs.request_lines import plain_text
from generator.files import PageBytes
from generator.model import Array, Scalar, Source

_FIELD_ROLES = {"path", "query", "header", "body", "form", "parameters", "properties"}
_LABEL = re.compile(r"\s*\*\*([^*\n]{1,60}?):?\*\*:?[ \t]+\S")
_TAG = re.compile(r"</?([A-Za-z][\w.-]{0,60})|(\{[{%][<%]? ?/?[\w-]{1,60})")
_SHAPE_WORDS = (
    (re.compile(r"\[[^\]]{1,200}\]\([^)]{0,300}\)"), "[…](…)"),
    (re.compile(r"`[^`]{1,200}`"), "`…`"),
    (re.compile(r"\*\*[^*]{1,200}\*\*"), "**…**"),
    (re.compile(r"\d+"), "0"),
)
_METHODS = "(?P<method>GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS)"
_PLAIN_TAGS = {"a", "br", "div", "hr", "img", "p", "span", "table", "ul", "ol", "details", "h1"}
_FLAGS = {"yes", "no", "true", "false", "required", "optional", "y", "n", "x", "-", ""}
_NAME = re.compile(r"[`*]{0,3}[A-Za-z_$@][\w.\[\]$@:-]{0,60}[`*?]{0,4}")


class Unclaimed(NamedTuple):
    """A place that no rule reads."""

    kind: str
    """``request line``, ``heading``, ``table``, ``column``, ``list``, ``type``, ``label`` or
    ``markup``."""
    shape: str
    """What places of the same form have in common."""
    source: Source
    text: str
    """What stands there."""
    rule: str
    """Lines of a layout that would read it."""


def unclaimed(given: PageBytes, page: Page, known: KnownPaths, layout: Layout) -> list[Unclaimed]:
    """What no rule claims on a page that was read as ``page``."""
    blocks = blocks_of(given, layout)
    found = list(_request_lines(blocks, page, known))
    found += _types(page)
    if page.operations or page.models:
        found += _blocks(given.file.name, blocks, layout)
    return found


def _request_lines(blocks: Sequence[Block], page: Page, known: KnownPaths) -> Iterator[Unclaimed]:
    missed = {source for source, _ in page.missed}
    for line in candidates(blocks):
        if line.source in missed and not line.mention and not known.has(line.method, line.path):
            where = f"{line.kind} {line.info}".strip()
            before, between, after = line.shape
            shape = f"{where}: {_masked(before)}METHOD{between}/path{_masked(after)}"
            yield Unclaimed("request line", shape, line.source, line.text, operation_rule(line))


def operation_rule(line: Candidate) -> str:
    """The rule by which operations begin in lines such as this one."""
    before, between, after = line.shape
    rule = f'[[operation]]\nin = "{line.kind}"'
    if line.info and line.kind == "fence":
        rule += f"\ninfo = {quoted(re.escape(line.info))}"
    if line.kind == "table-row" and not between:
        heads = f"method = [{_head_pattern(before)}]\npath = [{_head_pattern(after)}]"
        return f"{rule}\n[columns]\n{heads}"
    texts = known_texts(line) or {"line": line_pattern(before, between, after, line.kind)}
    if texts["line"] == "{method} {path}":
        return rule
    return "\n".join([rule, *(f"{key} = {quoted(text)}" for key, text in texts.items())])


def known_texts(line: Candidate) -> dict[str, str]:
    """The keys of the rule of a line of a kind that is always written alike; none for others."""
    if line.shape[1] == "path above":
        return {
            "line": r"(?:(?P<title>[^\[]{1,80}?) ?\[)?{method}\]?",
            "above": r"(?:.* )?\[?(?P<path>/[^\s\]]*)\]?",
        }
    if line.kind == "front-matter":
        return {"line": r"(?:\S+ )?{method} {path}"}
    if line.kind in ("curl", "label") or line.shape[1] == "attributes":
        return {"line": "{method} {path}"}
    return {}


def _head_pattern(head: str) -> str:
    return quoted(_literal(head.lower()))


def line_pattern(before: str, between: str, after: str, kind: str = "") -> str:
    """The pattern of a request line with these texts around method and path."""
    if between == "path first":
        middle = r"(?P<path>(?:/|https?://)[^\s\[(]*) ?[\[(]{method}"
    else:
        path = "{path}"
        if after.strip():
            ends = re.escape(after[0]) if after[0] in "])|" else ""
            path = rf"(?P<path>(?:/|https?://|\{{)[^\s{ends}]*)"
        blank = re.escape(between.strip())
        middle = "{method}" + (f" ?{blank} ?" if blank else " ") + path
    if kind == "tag":
        start = re.escape(before) + rf".{{0,300}}?[\"'{{`>]{_METHODS}[\"'}}`<].{{0,300}}?[\"'`>]"
        return start + r"(?P<path>/[^\s\"'`<>]*).*"
    return _literal(before) + middle + (".*" if after.strip() else "")


def _literal(text: str) -> str:
    return re.escape(text).replace(r"\ ", " ")


def quoted(text: str) -> str:
    """A text as a TOML string, as it is where it can be."""
    if "'" not in text and text.isprintable():
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _types(page: Page) -> Iterator[Unclaimed]:
    for problem in page.diagnostics:
        text = " ".join(problem.found.split())
        if problem.code == "DOC212" and text and not text.endswith("..."):
            yield Unclaimed("type", _masked(text), problem.source, text, _type_rule(text))


_LINKED_TYPE = re.compile(r"\[[^\[\]]{1,80}\]\([^()]{0,200}\)|`[A-Z]\w{0,60}`")


def _type_rule(text: str) -> str:
    """A line for a type cell that is not understood: the words around a link, or the whole."""
    if link := _LINKED_TYPE.search(text):
        before, after = text[: link.start()], text[link.end() :]
        pattern = f"{_literal(before)}{{type}}{_literal(after)}"
        return f"[types]\nplain = [{quoted(pattern)}]  # or array, map, nullable"
    return f"[types.scalar]\nstring = [{quoted(plain_text(text).lower())}]  # or what it is"


def _blocks(name: str, blocks: Sequence[Block], layout: Layout) -> Iterator[Unclaimed]:
    page = PageBuilder(name, layout)
    found = outline(page, blocks)
    # The level of the heading of the operation or model around; None outside of any.
    scope: int | None = 0 if layout.describes_model(name) else None
    section, above = "description", 0
    for number, part in enumerate(found.parts):
        follows = [after.block for after in found.parts[number + 1 : number + 3]]
        heading = part.heading
        if heading and part.section:
            section = part.section.role
        elif heading and (part.model or number in found.titles):
            section, scope, above = "description", heading.level, heading.level
        elif heading:
            if scope is not None and heading.level <= scope:
                scope = None
            is_title = heading.level == 1 and not scope
            if scope is not None and not is_title and not _is_field(layout, heading):
                yield _heading(part, heading, layout, follows)
            section, above = "unknown", heading.level
        elif part.lines:
            scope, section = above if scope is None else scope, "description"
        elif scope is not None:
            yield from _content(page, part.block, section)


def _is_field(layout: Layout, heading: HeadingText) -> bool:
    return any(
        "heading" in rule.in_ and pattern.fullmatch(heading.written or heading.text)
        for rule, pattern in layout.fields
    )


def _heading(
    part: Part, heading: HeadingText, layout: Layout, follows: Sequence[Block]
) -> Unclaimed:
    role = guessed_role(heading.text, follows, layout)
    pattern = re.sub(r"\d+", r"\\d+", re.escape(heading.text.lower()).replace(r"\ ", " "))
    rule = f'[[section]]\nheading = {quoted(pattern)}\nrole = "{role}"'
    source = Source(file=part.block.file, line=part.block.line)
    return Unclaimed("heading", _masked(heading.text.lower()), source, heading.text, rule)


_ROLE_WORDS = (
    ("error|failure|exception", "errors"),
    (
        "(?:response|return|output|reply|result).*(?:example|sample)|(?:example|sample).*(?:response|return|output|reply|result)",
        "response-sample",
    ),
    (
        "(?:request|call|usage|curl).*(?:example|sample)|(?:example|sample).*(?:request|call|usage|curl)|curl",
        "request-sample",
    ),
    ("example|sample|snippet", "sample"),
    ("header", "header"),
    ("query", "query"),
    (r"path|ur[il]\b", "path"),
    ("form", "form"),
    (r"\b(?:response|returns?|output|reply|result)", "response-body"),
    (r"\b(?:body|payload|json|data)", "body"),
    ("param|argument|input|option|field", "parameters"),
    (r"\bauth|permission|scope", "authentication"),
    ("value|enum", "enum"),
    ("propert|attribute", "properties"),
)
"""Words of a heading, and the role that they suggest where fields or code stand below it."""


def guessed_role(text: str, follows: Sequence[Block], layout: Layout) -> str:
    """What a section may hold, by its heading and what stands below it."""
    fields = any(
        (isinstance(block, Table) and "name" in guessed_columns(block, layout))
        or (isinstance(block, Other) and block.kind.endswith("_list"))
        for block in follows
    )
    code = any(isinstance(block, Fence) for block in follows)
    for words, role in _ROLE_WORDS:
        if (fields or code or role == "authentication") and re.search(words, text.lower()):
            if role == "response-body" and code and not fields:
                return "response-sample"
            if role in ("body", "parameters") and code and not fields:
                return "request-sample"
            return role
    return "description"


def _content(page: PageBuilder, block: Block, section: str) -> Iterator[Unclaimed]:
    """Tables, lists, labels and markup that are read as prose, or not at all."""
    layout, source = page.layout, Source(file=block.file, line=block.line)
    if isinstance(block, Table):
        yield from _table(layout, block, section)
    elif isinstance(block, Other) and block.kind.endswith("_list") and section in _FIELD_ROLES:
        if not read_list(page, block, section):
            first = list_items(block)[0].text if list_items(block) else ""
            pattern = _bullet_pattern(first)
            if pattern:
                rule = f'[[field]]\nin = "list-item"\npattern = {quoted(pattern)}'
                yield Unclaimed("list", pattern, source, first.split("\n")[0][:100], rule)
    elif isinstance(block, Paragraph):
        label = _LABEL.match(block.text)
        if label and layout.label(plain_text(label[1])) is None:
            name = plain_text(label[1])
            rule = f'[[label]]\nlabel = {quoted(_literal(name.lower()))}\nrole = "ignored"'
            if not read_definitions(page, block, section):
                yield Unclaimed("label", f"{name}:", source, block.text.split("\n")[0][:100], rule)
    if isinstance(block, Other | Paragraph) and (tag := _TAG.match(block.raw.lstrip())):
        name = tag[1] or tag[2]
        if name.lower() in _PLAIN_TAGS:
            return
        end = "[^<>]{0,300}>" if tag[1] else "[^{}]{0,300}}}"
        start = f"</?{name}" if tag[1] else _literal(name)
        rule = f"[[clean]]\npattern = {quoted(start + end)}"
        yield Unclaimed("markup", name, source, block.raw.split("\n")[0][:100], rule)


_BULLETS = tuple(
    (pattern, compile_pattern(pattern, "name"))
    for pattern in (
        r"`{name}` ?`\((?P<type>[^():,<]{1,60}):? ?(?P<marks><[^<>]{1,80}>|[^()]{0,200})\)`"
        r"(?: ?[:\u2013\u2014-]+ ?{description})?",
        r"`{name}`:? ?[*_]{0,2}\((?P<type>[^(),;:]{1,60})(?P<marks>[^()]{0,100})\)[*_]{0,2}"
        r"[:.,\u2013\u2014-]{0,2} ?{description}",
        r"`{name}`:? ?[*_`]{1,2}(?P<type>[^*_`]{1,60})[*_`]{1,2}"
        r"(?P<marks> ?\([^()]{1,60}\))?[:.,\u2013\u2014-]{0,2} ?{description}",
        r"[*_]{1,2}{name}[*_]{1,2}:? ?[*_`(]{1,2}(?P<type>[^*_`()]{1,60})[*_`)]{1,2}"
        r"(?P<marks> ?\([^()]{1,60}\))?[:.,\u2013\u2014-]{0,2} ?{description}",
        r"{name} \((?P<type>[^(),;:]{1,60})(?P<marks>[^()]{0,100})\)[:.,\u2013\u2014-]{0,2} ?"
        r"{description}",
        r"[`*_]{1,4}{name}[`*_]{1,4} {description}",
        r"(?P<name>[a-z][\w.\[\]-]{1,60}) ?[:=\u2013\u2014-] ?{description}",
    )
)
"""Ways in which bullets of fields are written, the most telling first."""


def _bullet_pattern(text: str) -> str:
    """The pattern of bullets such as this one; nothing for what reads like a sentence."""
    if re.match(r"`[^`]*` ?=", text):
        return ""  # A value and what it means.
    return next((p for p, pattern in _BULLETS if full_match(pattern, " ".join(text.split()))), "")


def _table(layout: Layout, block: Table, section: str) -> Iterator[Unclaimed]:
    heads = head_texts(block)
    if layout.table_role(heads, None) or layout.table_role(heads, section):
        return
    known = layout.columns(heads)
    if {"method", "path"} <= set(known) or "status" in known:
        return
    source = Source(file=block.file, line=block.line)
    guessed = guessed_columns(block, layout)
    missing = {
        guess: head
        for head, column, guess in zip(heads, known, guessed, strict=True)
        if column is None and guess and guess not in known
    }
    if not missing and "name" in known:
        return
    lines = [f"{column} = [{quoted(_literal(head.lower()))}]" for column, head in missing.items()]
    complete = "name" in [*known, *missing] and len(heads) > 1 and "value" not in known
    rule = "\n".join(["[columns]", *lines]) if lines and complete else _table_rule(heads, known)
    yield Unclaimed("table", " | ".join(heads), source, block.raw.split("\n")[0][:100], rule)


def _table_rule(heads: Sequence[str], known: Sequence[Column | None]) -> str:
    head = ", ".join(quoted(_literal(text.lower())) for text in heads)
    role = "enum" if "value" in known else "description"
    return f'[[table]]\nhead = [{head}]\nrole = "{role}"'


def guessed_columns(block: Table, layout: Layout) -> list[Column | None]:
    """What each column may hold: by its head where the layout knows it, else by its cells."""
    known = layout.columns(head_texts(block))
    found: list[Column | None] = []
    for number, column in enumerate(known):
        cells = [plain_text(r.cells[number].text) for r in block.rows if len(r.cells) > number]
        guess = column or _by_cells(cells, layout)
        found.append(guess if guess not in found and (column or guess not in known) else None)
    return found


def _by_cells(cells: Sequence[str], layout: Layout) -> Column | None:
    if not cells:
        return None
    half = len(cells) / 2
    read = [layout.types.read(cell) for cell in cells]
    if sum(bool(told and isinstance(told.schema, Scalar | Array)) for told in read) > half:
        return "type"
    if all(cell.lower() in _FLAGS for cell in cells):
        return "required"
    if sum(bool(_NAME.fullmatch(cell)) for cell in cells) > half:
        return "name"
    if sum(" " in cell for cell in cells) > half:
        return "description"
    return None


def _masked(text: str) -> str:
    for pattern, mask in _SHAPE_WORDS:
        text = pattern.sub(mask, text)
    return text
