"""A draft of a layout, made from the pages that it is to read.

Kinds of request lines are tried one after the other: those that read most operations, and none
that are only examples of others, become rules. What is left unclaimed then gives the rest.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.docs.blocks import Block, Other, Table
from generator.docs.candidates import Candidate, candidates
from generator.docs.detect import measured, page_blocks, sample
from generator.docs.draft_models import model_rules
from generator.docs.draft_rest import Trial, as_comment, column_lines, rest_of_draft
from generator.docs.known_paths import KnownPaths, is_example, segments
from generator.docs.layout import Layout, LayoutFile, compile_layout, load_layout
from generator.docs.layout.load import laid_over_base
from generator.docs.layout.patterns import PatternError, compile_pattern
from generator.docs.named_methods import PATTERN, named_methods
from generator.docs.page import Page
from generator.docs.reader import read_page
from generator.docs.request_lines import plain_text
from generator.docs.unclaimed import (
    known_texts,
    line_pattern,
    quoted,
    unclaimed,
)
from generator.files import PageBytes

_BASE = "rest"
"""The layout that a draft extends."""
_MOST_GROUPS = 10
"""Kinds of request lines that are tried."""
_SHORT = 60
"""Characters of a quotation that may stand for a heading."""
_SAME_TEXTS = 4
"""Texts around request lines that a pattern names; where there are more, any will do."""
_NAMED: dict[str, object] = {"in": "heading", "line": PATTERN, "method": "POST", "prefix": "/"}
_OF_NAMED = ("# These are the names of functions. Say how they are called: method and prefix.", "")
_ORDER = (
    "heading",
    "tag",
    "table-row",
    "code-span",
    "list-item",
    "paragraph",
    "fence",
    "code",
    "label",
    "front-matter",
    "curl",
)


class Draft(NamedTuple):
    """A layout file, and how well it does."""

    text: str
    operations: int
    unread: int


class _Group(NamedTuple):
    """Request lines written in one way, and the rule for them."""

    lines: tuple[Candidate, ...]
    rule: dict[str, object]

    @property
    def columns(self) -> dict[str, set[str]]:
        """The heads of the columns of a table with method and path."""
        if self.rule["in"] != "table-row" or "line" in self.rule:
            return {}
        return {
            "method": {line.shape[0].lower() for line in self.lines},
            "path": {line.shape[2].lower() for line in self.lines},
        }

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(line.method, line.path) for line in self.lines]


def draft_layout(pages: Sequence[PageBytes]) -> Draft:
    """A layout for ``pages``, as a commented TOML file. Without request lines it is empty."""
    some = sample(pages)
    names = {page.file.name for page in some}
    # Whole pages, as large ones have their models at the end.
    blocks = {p.file.name: page_blocks(p) for p in pages if p.file.name in names}
    lines = [line for found in blocks.values() for line in candidates(found)]
    groups = _chosen(_groups(lines), some)
    named = None if groups else named_methods(blocks)
    if named:
        groups = [_Group(named.found, _NAMED)]
    if not groups:
        return Draft("", 0, len(lines))
    head = [*_head(groups), *(_OF_NAMED if named else ())]
    columns = column_lines(_columns(groups))
    everywhere = [block for found in blocks.values() for block in found]
    for habit in _habits(groups, everywhere, named.level if named else 0):
        without = len(_operations([*head, *columns], some))
        if len(_operations([*head, habit, *columns], some)) >= without:
            head.append(habit)
    methods = {line.source.file for line in named.found} if named else set()
    others = [page for page in some if page.file.name not in methods]
    head += model_rules(others, blocks, load_layout(_BASE))
    layout = _layout("\n".join([*head, *column_lines(_columns(groups))]))
    read = [read_page(page, layout) for page in some]
    known = KnownPaths((o.method, o.path) for page in read for o in page.operations)
    left = [
        each
        for given, page in zip(some, read, strict=True)
        for each in unclaimed(given, page, known, layout)
    ]
    trial = Trial(lambda lines: measured(_layout("\n".join(lines)), some), head, _columns(groups))
    text = "\n".join(rest_of_draft(trial, left))
    _layout(text)  # Every draft can be loaded.
    everything = [read_page(page, layout) for page in pages]
    operations = sum(len(page.operations) for page in everything)
    return Draft(text, operations, _unread(everything))


def _unread(pages: Sequence[Page]) -> int:
    known = KnownPaths((o.method, o.path) for page in pages for o in page.operations)
    missed = {text for page in pages for _, text in page.missed}
    return sum(not known.has(*text.split(" ", 1)) for text in missed)


def _groups(lines: Iterable[Candidate]) -> list[_Group]:
    """Request lines by kind of block, word after the back-ticks, and what stands around them."""
    by_kind: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for line in lines:
        if line.mention:
            continue
        before, between, _ = line.shape
        info = line.info.split(" ")[0] if line.kind == "fence" else ""
        mark = "path first" if between == "path first" else between.strip(" `*")
        by_kind[line.kind, info, mark, _kind_of(before)].append(line)
    made = [_Group(tuple(found), _rule(found)) for found in by_kind.values()]
    made = [group for group in made if _compiles(group.rule)]
    return sorted(made, key=lambda group: -len(set(group.pairs)))[:_MOST_GROUPS]


def _kind_of(before: str) -> str:
    """``label`` for a text with a colon at its end, ``text`` for any other, or nothing."""
    return "label" if before.rstrip(" *`").endswith(":") else "text" if before.strip() else ""


def _rule(lines: Sequence[Candidate]) -> dict[str, object]:
    """The ``[[operation]]`` rule of lines that are written in one way."""
    first = lines[0]
    rule: dict[str, object] = {"in": first.kind}
    if first.kind == "fence":
        word = first.info.split(" ")[0]
        rule["info"] = f"{re.escape(word)}(?: .*)?" if word else ""
        rule["message"] = True
    if first.kind == "code":
        rule["message"] = True
    if first.kind == "table-row" and not first.shape[1]:
        return rule
    if known := known_texts(first):
        return rule | {key: text for key, text in known.items() if text != "{method} {path}"}
    befores = Counter(line.shape[0] for line in lines)
    after = max((line.shape[2] for line in lines), key=len)
    after = "" if re.fullmatch(r"(?: HTTP/\d(?:\.\d)?|[\s.`*])*+", after) else after
    pattern = line_pattern(first.shape[0], first.shape[1], after, first.kind)
    if first.kind == "tag":
        rule["line"] = pattern
        return rule
    rest = pattern[len(_escaped(first.shape[0])) :]
    if len(befores) <= _SAME_TEXTS:
        texts = [_escaped(before) for before in befores]
        rule["line"] = (texts[0] if len(texts) == 1 else f"(?:{'|'.join(texts)})") + rest
    else:
        rule["line"] = r".{0,80}?(?<![\w/-])" + rest
    return rule


def _escaped(text: str) -> str:
    return re.escape(text).replace(r"\ ", " ")


def _compiles(rule: dict[str, object]) -> bool:
    try:
        needed = ("method",) if "above" in rule else ("method", "path")
        compile_pattern(str(rule.get("line", "{method} {path}")), *needed)
    except PatternError:
        return False
    return True


def _chosen(groups: Sequence[_Group], pages: Sequence[PageBytes]) -> list[_Group]:
    """The groups that each add operations, the one that alone reads most of them first."""
    tried = []
    for group in groups:
        pairs = _operations(_whole([group]), pages)
        known = KnownPaths(pairs)
        distinct = {(m, segments(p)) for m, p in pairs if not is_example(known, m, p)}
        if distinct:
            tried.append((group, distinct))
    # Examples of what another group has in general count for nothing.
    everything = KnownPaths((m, "/" + "/".join(s)) for _, found in tried for m, s in found)
    scored = []
    for group, distinct in tried:
        real = {(m, s) for m, s in distinct if not is_example(everything, m, "/" + "/".join(s))}
        scored.append((group, real))
    scored.sort(key=lambda pair: (-len(pair[1]), _ORDER.index(str(pair[0].rule["in"]))))
    taken: list[_Group] = []
    known = KnownPaths(())
    for group, real in scored:
        new = [(m, s) for m, s in real if not known.has(m, "/" + "/".join(s))]
        if new and (not taken or 2 * len(new) >= len(real)):
            taken.append(group)
            known = KnownPaths(_operations(_whole(taken), pages))
    return taken


def _operations(lines: Sequence[str], pages: Sequence[PageBytes]) -> list[tuple[str, str]]:
    """Method and path of the operations that a draft of these lines reads."""
    layout = _layout("\n".join(lines))
    read = (read_page(page, layout) for page in pages)
    return [(o.method, o.path) for page in read for o in page.operations]


def _layout(text: str) -> Layout:
    """The layout of a draft's text, laid over the one that it extends."""
    return compile_layout("draft", LayoutFile.model_validate(laid_over_base(text)))


def _head(groups: Sequence[_Group]) -> list[str]:
    base = load_layout(_BASE).file
    dropped = ", ".join(quoted(rule.name) for rule in base.operation if rule.name)
    lines = [
        "# A draft that docs2sdk layout new made from the pages. Rules say what they were made of;",
        "# docs2sdk layout check PAGES --layout FILE lists what no rule reads yet, and",
        "# docs/layouts.md describes all keys. Delete what is wrong, and keep the file beside",
        "# docs2sdk.toml.",
        'about = "How this reference is written, in a few words"',
        f'extends = "{_BASE}"',
        f"drop = [{dropped}]",
        "",
        "# Where an operation begins.",
    ]
    for group in groups:
        lines += [
            f"# {len(group.lines)} lines such as: {as_comment(group.lines[0].text)}",
            "[[operation]]",
            *(f"{key} = {_value(value)}" for key, value in group.rule.items()),
            "",
        ]
    return lines


def _whole(groups: Sequence[_Group]) -> list[str]:
    return [*_head(groups), *column_lines(_columns(groups))]


def _columns(groups: Sequence[_Group]) -> dict[str, list[str]]:
    """The heads of columns of method and path that the extended layout does not know."""
    base = load_layout(_BASE)
    found: dict[str, list[str]] = {}
    for group in groups:
        for column, heads in group.columns.items():
            unknown = [head for head in sorted(heads) if base.columns((head,)) != (column,)]
            if unknown:
                found[column] = [quoted(_escaped(head)) for head in unknown]
    return found


def _value(value: object) -> str:
    return "true" if value is True else quoted(str(value))


def _habits(groups: Sequence[_Group], blocks: Sequence[Block], level: int) -> list[str]:
    """Settings for what the writers do all the time, each to be tried."""
    count = sum(len(group.lines) for group in groups)
    operations, found = [f"level = {level}"] if level else [], []
    kinds = Counter(block.kind for block in blocks if isinstance(block, Other))
    if 2 * kinds["hr"] > count:
        operations.append('ends = ["rule"]')
    cells = (row.cells for block in blocks if isinstance(block, Table) for row in block.rows)
    if any(
        [plain_text(cell.text).lower() for cell in row[:2]] == ["body", "body"] for row in cells
    ):
        operations.append('body = ["body"]')
    if operations:
        found.append("\n".join(["[operations]", *operations, ""]))
    quotes = [b for b in blocks if isinstance(b, Other) and b.kind == "blockquote"]
    short = [quote for quote in quotes if "\n" not in quote.raw and len(quote.raw) < _SHORT]
    if len(short) > count and 2 * len(short) > len(quotes):
        found.append("# Quotations of one line stand for headings.\n[headings]\nquote = true\n")
    return found
