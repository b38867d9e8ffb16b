"""What the docs say of one place, for its decision and against it."""

from collections.abc import Iterable

from generator.docs.type_cells import parse_type, write_type
from generator.link.facts import BodyFacts, PropertyFacts
from generator.link.no_content import STATUSES
from generator.link.type_fit import allows
from generator.model import (
    Array,
    Enumeration,
    Map,
    Node,
    Object,
    Reference,
    Response,
    Scalar,
    Schema,
    Source,
    Unknown,
)


class Evidence(Node):
    """One statement, and all the places that make it."""

    statement: str
    """``table cell `TableRight```."""
    supports: bool
    """It agrees with the decision; a blank cell or a ``null`` is not evidence at all."""
    count: int
    sources: tuple[Source, ...]
    """The first three places."""


def agrees(written: Schema, decision: Schema | None) -> bool:
    """Whether what is written is the decision, or says less of the same."""
    match written, decision:
        case Unknown(), _:
            return True
        case Array(items=mine), Array(items=settled):
            return agrees(mine, settled)
        case Map(values=mine), Map(values=settled):
            return agrees(mine, settled)
        case Object(properties=()), (Reference() | Map() | Object()):
            return True
        case Scalar(type="string", format=None), Enumeration():
            return True
        case Reference(name=mine), Reference(name=settled):
            return mine == settled
        case Scalar(), Scalar():
            return (written.type, written.format) == (decision.type, decision.format)
        case Enumeration(values=mine), Enumeration(values=settled):
            return set(mine) <= set(settled)
    return False


def table_evidence(fact: PropertyFacts) -> list[Evidence]:
    """The type cells of a property, each type once, the most frequent first."""
    cells: dict[Schema, list[Source | None]] = {}
    for cell in fact.cells:
        if not isinstance(cell.schema_, Unknown) or cell.schema_.written:
            cells.setdefault(cell.schema_, []).append(cell.source)
    return [
        evidence(f"table cell `{write_type(schema)}`", agrees(schema, fact.schema), sources)
        for schema, sources in sorted(cells.items(), key=lambda item: -len(item[1]))
    ]


def heading_evidence(body: BodyFacts) -> list[Evidence]:
    """The heading of a response, and its status where that allows no body."""
    response = body.body
    if not isinstance(response, Response):
        return []
    found = []
    if response.status in STATUSES:
        supports = body.schema is None
        found.append(evidence(f"status {response.status}", supports, [response.source]))
    written = parse_type(response.heading)
    if written and response.heading:
        supports = body.schema is not None and agrees(written, body.schema)
        found.append(evidence(f"heading `{response.heading}`", supports, [body.heading_source]))
    return found


def body_table_evidence(body: BodyFacts) -> list[Evidence]:
    """The table of a body."""
    rows = body.body.table
    if not rows:
        return []
    names = ", ".join(row.name for row in rows[:3]) + (", …" if len(rows) > 3 else "")
    return [evidence(f"table of {names}", body.schema is not None, [rows[0].source])]


def sample_evidence(
    shown: Iterable[tuple[str, str, Source]], decision: Schema | None
) -> list[Evidence]:
    """What samples show: kinds of values, each with an outline and its place."""
    places: dict[tuple[str, str], list[Source | None]] = {}
    for kind, outline, source in shown:
        if kind != "null":
            places.setdefault((kind, outline), []).append(source)
    return [
        evidence(
            f"sample {outline or kind}", decision is not None and allows(decision, {kind}), sources
        )
        for (kind, outline), sources in sorted(places.items(), key=lambda item: -len(item[1]))
    ]


def evidence(statement: str, supports: bool, sources: Iterable[Source | None]) -> Evidence:
    """One statement with the first of its places."""
    places = sorted(
        (source for source in sources if source),
        key=lambda source: (source.file, source.line, source.column),
    )
    return Evidence(
        statement=statement, supports=supports, count=len(places), sources=tuple(places[:3])
    )
