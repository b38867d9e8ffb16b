"""What no rule of a layout claims on a page, and the rule that would claim it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.docs.blocks import Block, Other, Paragraph, Table
from generator.docs.candidates import Candidate, candidates
from generator.docs.cleaning import clean
from generator.docs.field_lists import read_definitions, read_list
from generator.docs.field_tables import head_texts
from generator.docs.guesses import guessed_columns, guessed_role, holds_statuses, label_role
from generator.docs.headings import HeadingText
from generator.docs.known_paths import KnownPaths
from generator.docs.layout.kinds import Column
from generator.docs.layout.layout import Layout
from generator.docs.layout.patterns import full_match
from generator.docs.lists import list_items
from generator.docs.outline import Part, outline
from generator.docs.page import Page
from generator.docs.page_builder import PageBuilder
from generator.docs.reader import blocks_of
from generator.docs.request_lines import plain_text
from generator.docs.tag_fields import words_of_tag
from generator.docs.unread_fields import UnreadFields, unread_fields, way_of_writing
from generator.files import PageBytes
from generator.model import Source

_FIELD_ROLES = set("path query url header body form parameters properties".split())
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


class Unclaimed(NamedTuple):
    """A place that no rule reads."""

    kind: str
    """``request line``, ``fields``, ``heading``, ``table``, ``list``, ``type``, ``label`` or
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
    found += _types(page, blocks)
    if page.operations or page.models:
        unread = list(unread_fields(page, blocks, layout))
        labels = {each.key for each in unread if each.kind == "label"}
        found += map(_fields, unread)
        found += (
            each
            for each in _blocks(given.file.name, blocks, layout)
            if each.kind != "label" or each.shape.rstrip(":") not in labels
        )
    return found


def _fields(each: UnreadFields) -> Unclaimed:
    """What looks like fields and was read as prose, with the rule for its label, tag or form."""
    source, text = Source(file=each.block.file, line=each.line), each.text[:100]
    match each.kind:
        case "odd tag":
            rule = "# A tag of fields that could not be read: look at its attributes"
            return Unclaimed("fields", f"<{each.key}>", source, text, rule)
        case "tag":
            rule = f"[columns]\nname = [{quoted(_literal(each.key))}]"
            return Unclaimed("fields", f"<{each.key}>", source, text, rule)
        case "label":
            heading = re.sub(r"\d+", r"\\d+", _literal(each.key.lower()))
            rule = f'[[section]]\nheading = {quoted(heading)}\nrole = "{each.role}"'
            return Unclaimed("fields", f"{_masked(each.key)}:", source, text, rule)
    kind = "list-item" if isinstance(each.block, Other) else "paragraph"
    pattern = each.key or ".*"
    rule = f'[[field]]\nin = "{kind}"\npattern = {quoted(pattern)}'
    if not each.key:
        rule = "# A [[section]] for the heading above, or a [[field]] for how these are written"
    return Unclaimed("fields", each.key or _masked(each.text)[:60], source, text, rule)


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


def _types(page: Page, blocks: Sequence[Block]) -> Iterator[Unclaimed]:
    tables = (block for block in blocks if isinstance(block, Table) and holds_statuses(block))
    # What stands beside a status is no type.
    beside = {(table.file, row.line) for table in tables for row in table.rows}
    for problem in page.diagnostics:
        if (problem.source.file, problem.source.line) in beside:
            continue
        text = " ".join(problem.found.split())
        sentence = len(text.split()) > _MOST_TYPE_WORDS and not _LINKED_TYPE.search(text)
        if problem.code == "DOC212" and text and not text.endswith("...") and not sentence:
            yield Unclaimed("type", _masked(text), problem.source, text, _type_rule(text))


_LINKED_TYPE = re.compile(r"\[[^\[\]]{1,80}\]\([^()]{0,200}\)|`[A-Z]\w{0,60}`")


_SIZED_TYPE = re.compile(r"(?P<word>[A-Za-z][\w/ ]{0,40}?) ?\([\d,. ]{1,12}\)")
_MOST_TYPE_WORDS = 5
"""A cell with more words describes something."""


def _type_rule(text: str) -> str:
    """A line for a type cell that is not understood: the words around a link, or the whole."""
    if link := _LINKED_TYPE.search(text):
        before, after = text[: link.start()], text[link.end() :]
        pattern = f"{_literal(before)}{{type}}{_literal(after)}"
        return f"[types]\nplain = [{quoted(pattern)}]  # or array, map, nullable"
    if sized := _SIZED_TYPE.fullmatch(text):
        pattern = _literal(sized["word"].lower()) + r" ?\([\d,. ]{1,12}\)"
        return f"[types.like]\nstring = [{quoted(pattern)}]  # or what it is"
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


def _content(page: PageBuilder, block: Block, section: str) -> Iterator[Unclaimed]:
    """Tables, lists, labels and markup that are read as prose, or not at all."""
    layout, source = page.layout, Source(file=block.file, line=block.line)
    if isinstance(block, Table):
        yield from _table(layout, block, section)
    elif isinstance(block, Other) and block.kind.endswith("_list") and section in _FIELD_ROLES:
        if not read_list(page, block, section):
            first = list_items(block)[0].text if list_items(block) else ""
            pattern = way_of_writing(first)
            if pattern:
                rule = f'[[field]]\nin = "list-item"\npattern = {quoted(pattern)}'
                yield Unclaimed("list", pattern, source, first.split("\n")[0][:100], rule)
    elif isinstance(block, Paragraph):
        label = _LABEL.match(block.text)
        if label and layout.label(plain_text(label[1])) is None:
            name = plain_text(label[1])
            rule = (
                f'[[label]]\nlabel = {quoted(_literal(name.lower()))}\nrole = "{label_role(name)}"'
            )
            if not read_definitions(page, block, section):
                yield Unclaimed("label", f"{name}:", source, block.text.split("\n")[0][:100], rule)
    if isinstance(block, Other | Paragraph) and (tag := _TAG.match(block.raw.lstrip())):
        name = tag[1] or tag[2]
        if name.lower() in _PLAIN_TAGS or layout.columns((words_of_tag(name),)) == ("name",):
            return
        if any(full_match(pattern, clean(block.raw)) for _, pattern in layout.notices):
            return
        end = "[^<>]{0,300}>" if tag[1] else "[^{}]{0,300}}}"
        start = f"</?{name}" if tag[1] else _literal(name)
        rule = f"[[clean]]\npattern = {quoted(start + end)}"
        yield Unclaimed("markup", name, source, block.raw.split("\n")[0][:100], rule)


def _table(layout: Layout, block: Table, section: str) -> Iterator[Unclaimed]:
    heads = head_texts(block)
    if not any(heads) or layout.table_role(heads, None) or layout.table_role(heads, section):
        return
    known = layout.columns(heads)
    if {"method", "path"} <= set(known) or "status" in known:
        return
    if len(heads) > 1 and holds_statuses(block):
        head = quoted(_literal(heads[0].lower()))
        patterns = ", ".join(quoted(_literal(text.lower())) for text in heads)
        rule = f'[columns]\nstatus = [{head}]\n[[table]]\nhead = [{patterns}]\nrole = "errors"'
        source = Source(file=block.file, line=block.line)
        yield Unclaimed("table", " | ".join(heads), source, block.raw.split("\n")[0][:100], rule)
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
    columns = {*known, *missing}
    # Of two columns of words the first need not be names: permissions, their scopes.
    told = "name" in known or len(heads) > 2 or bool(columns & {"type", "required", "description"})
    complete = "name" in columns and told and len(heads) > 1 and "value" not in known
    rule = "\n".join(["[columns]", *lines]) if lines and complete else _table_rule(heads, known)
    yield Unclaimed("table", " | ".join(heads), source, block.raw.split("\n")[0][:100], rule)


def _table_rule(heads: Sequence[str], known: Sequence[Column | None]) -> str:
    head = ", ".join(quoted(_literal(text.lower())) for text in heads)
    role = "enum" if "value" in known else "description"
    return f'[[table]]\nhead = [{head}]\nrole = "{role}"'


def _masked(text: str) -> str:
    for pattern, mask in _SHAPE_WORDS:
        text = pattern.sub(mask, text)
    return text
