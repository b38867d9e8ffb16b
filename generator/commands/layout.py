"""``docs2sdk layout``: the layouts there are, what one does not read, and a draft of a new one."""

from collections import Counter
from pathlib import Path

from generator.commands.open_session import open_session
from generator.commands.options import Project
from generator.commands.terminal import Outcome, abort, as_json
from generator.docs import read_page
from generator.docs.draft_layout import draft_layout
from generator.docs.known_paths import KnownPaths
from generator.docs.layout import Layout, find_layouts, load_layout
from generator.docs.unclaimed import Unclaimed, unclaimed
from generator.docs.unread_fields import FIELD_LIKE
from generator.pipeline import Inputs

_SHOWN = 40
"""Shapes that are listed; ``--json`` has all of them."""


def list_layouts() -> Outcome:
    """The layouts that come with docs2sdk, a line each."""
    rows = [(name, load_layout(name).file) for name in find_layouts()]
    width = max(len(name) for name, _ in rows)
    return Outcome("".join(f"{name:<{width}}  {file.about}\n" for name, file in rows))


def check_layout(project: Project, json: bool) -> Outcome:
    """What no rule of the layout claims, the most frequent shape first."""
    with open_session(project, quiet=True) as session:
        inputs = session.inputs
    found, lost, operations = _unclaimed(inputs)
    counts = Counter((each.kind, each.shape) for each in found)
    first: dict[tuple[str, str], Unclaimed] = {}
    for each in found:
        first.setdefault((each.kind, each.shape), each)
    ranked = sorted(first, key=lambda key: (key[0] != "request line", -counts[key], key))
    if json:
        rows = [{**first[key]._asdict(), "count": counts[key]} for key in ranked]
        for row in rows:
            row["source"] = str(row["source"])
        return Outcome(as_json(rows))
    lines = [_entry(counts[key], first[key]) for key in ranked[:_SHOWN]]
    return Outcome("".join(lines), _summary(inputs.layout, counts, lost, operations))


def _unclaimed(inputs: Inputs) -> tuple[list[Unclaimed], int, int]:
    """What no rule claims, how many rows and bullets look like fields and are prose, and how many
    operations are read.
    """
    read = [(page, read_page(page, inputs.layout)) for page in inputs.pages]
    known = KnownPaths((o.method, o.path) for _, page in read for o in page.operations)
    found = [each for given, page in read for each in unclaimed(given, page, known, inputs.layout)]
    lost = sum(d.code == FIELD_LIKE for _, page in read for d in page.diagnostics)
    return found, lost, sum(len(page.operations) for _, page in read)


def _entry(count: int, each: Unclaimed) -> str:
    rule = "".join(f"        {line}\n" for line in each.rule.split("\n"))
    return (
        f"{count:>5,} {each.kind}: {each.shape[:80]}\n      {each.source}: {each.text[:80]}\n{rule}"
    )


def _summary(layout: Layout, counts: Counter[tuple[str, str]], lost: int, operations: int) -> str:
    fields = (
        f"{lost:,} rows and bullets look like fields and are read as prose (DOC223).\n"
        if lost
        else ""
    )
    if not counts and not operations:
        return (
            f"layout {layout.name}: no operation is read, and no line looks like METHOD /path. "
            "Where headings are names of methods (## sendMessage), docs2sdk layout new drafts a "
            "rule.\n"
        )
    if not counts:
        rest = "nothing else is left" if lost else "every line of the operations is read"
        return f"layout {layout.name}: {rest}\n{fields}"
    more = f", {_SHOWN} of them shown" if len(counts) > _SHOWN else ""
    return (
        f"layout {layout.name}: {counts.total():,} places of {len(counts):,} shapes{more} are read "
        "by no rule. The lines below each are a rule that would; put what fits into a layout "
        f'with extends = "{layout.name}".\n{fields}'
    )


def new_layout(project: Project, to: Path | None, force: bool) -> Outcome:
    """Write a draft of a layout, made from the pages; to standard output where ``to`` is None."""
    with open_session(project, quiet=True) as session:
        inputs = session.inputs
    draft = draft_layout(session.inputs.pages)
    if not draft.operations:
        return Outcome(
            stderr=f"docs2sdk: no line looks like METHOD /path on {len(inputs.pages):,} pages\n",
            code=1,
        )
    summary = (
        f"{draft.operations:,} operations are read with this draft; {draft.unread:,} more lines "
        "look like request lines\n"
    )
    if to is None:
        return Outcome(draft.text, summary)
    if to.exists() and not force:
        abort(f"{to} is there already; --force writes over it")
    to.write_text(draft.text, encoding="utf-8")
    return Outcome(
        stderr=f"{summary}{to} written. Next: docs2sdk layout check PAGES --layout {to}\n"
    )
