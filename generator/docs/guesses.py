"""What somebody would take headings and columns for that no rule of a layout knows."""

import re
from collections.abc import Sequence

from generator.docs.blocks import Block, Fence, Other, Table
from generator.docs.field_tables import head_texts
from generator.docs.layout.kinds import Column
from generator.docs.layout.layout import Layout
from generator.docs.request_lines import plain_text
from generator.model import Array, Scalar

_FLAGS = frozenset(
    "yes no true false required optional mandatory y n x m o r c must may - \u2713 \u2717".split()
) | {""}
"""What cells of a column hold that says whether something is required, in lower case."""
_NAME = re.compile(r"(?:[-\u00bb\u21b3>] ?){0,6}[`*]{0,3}[A-Za-z_$@][\w.\[\]$@:-]{0,60}[`*?]{0,4}")
_FLAG_HEAD = re.compile(r"m ?/ ?[oc]|o ?/ ?m|.*\b(?:required|mandatory|optional|must|req)\b.*")
_NAME_HEAD = re.compile(
    r"(?:.{1,30} )?(?:elements?|names?|keys?|params?|parameters?|fields?|propert(?:y|ies)"
    r"|attributes?|arguments?|inputs?|members?)"
)
_STATUS = re.compile(r"[1-5](?:\d\d|xx)\b.*", re.IGNORECASE)


_ROLE_WORDS = (
    ("error|fail|exception|problem", "errors"),
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
    (
        r"\b(?:response|returns?|output|reply|result|success|answers?|gives|outcome)",
        "response-body",
    ),
    (r"\b(?:body|payload|json|data)", "body"),
    ("param|argument|input|option|field|filter|takes", "parameters"),
    (r"\bauth|permission|scope", "authentication"),
    ("value|enum", "enum"),
    ("propert|attribute", "properties"),
)
"""Words of a heading, and the role that they suggest where fields or code stand below it."""


_ROLES_OF_FIELDS = tuple(
    (words, role)
    for words, role in _ROLE_WORDS
    if role in ("errors", "header", "query", "path", "form", "response-body", "body", "properties")
)


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


def role_of_fields(text: str) -> str:
    """What fields below a text may be, by its words; ``parameters`` where it has none that tell."""
    return next(
        (role for words, role in _ROLES_OF_FIELDS if re.search(words, text.lower())), "parameters"
    )


def label_role(label: str) -> str:
    """The role of a ``[[label]]`` rule, by the words of the label."""
    if re.search(r"\bauth|permission|scope", label.lower()):
        return "authentication"
    return "returns" if role_of_fields(label) == "response-body" else "ignored"


def guessed_columns(block: Table, layout: Layout) -> list[Column | None]:
    """What each column may hold: by its head where the layout knows it, else by its cells."""
    known = layout.columns(head_texts(block))
    found: list[Column | None] = []
    for number, column in enumerate(known):
        cells = [plain_text(r.cells[number].text) for r in block.rows if len(r.cells) > number]
        head = head_texts(block)[number].lower() if not column else ""
        guess = column or _by_head(head, cells) or _by_cells(cells, layout)
        found.append(guess if guess not in found and (column or guess not in known) else None)
    return found


def _by_cells(cells: Sequence[str], layout: Layout) -> Column | None:
    if not cells:
        return None
    half = len(cells) / 2
    read = [layout.types.read(cell) for cell in cells]
    if sum(bool(entry and isinstance(entry.schema, Scalar | Array)) for entry in read) > half:
        return "type"
    if all(cell.lower() in _FLAGS for cell in cells):
        return "required"
    if sum(bool(_NAME.fullmatch(cell)) for cell in cells) > half:
        return "name"
    if sum(" " in cell for cell in cells) > half:
        return "description"
    return None


def _by_head(head: str, cells: Sequence[str]) -> Column | None:
    """What a column holds whose head has a word that is known everywhere."""
    if _FLAG_HEAD.fullmatch(head) and all(cell.lower() in _FLAGS for cell in cells):
        return "required"
    if _NAME_HEAD.fullmatch(head) and sum(bool(_NAME.fullmatch(c)) for c in cells) > len(cells) / 2:
        return "name"
    return None


def holds_statuses(block: Table) -> bool:
    """Whether the first cells of most rows are statuses of HTTP."""
    cells = [plain_text(row.cells[0].text) for row in block.rows if row.cells]
    return bool(cells) and sum(bool(_STATUS.fullmatch(cell)) for cell in cells) > len(cells) / 2
