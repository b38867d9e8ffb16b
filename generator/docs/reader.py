"""One file to one page: decode, clean, split into blocks, go through them, put it together."""

import re
from collections.abc import Iterator
from functools import partial

from generator.diagnostics import Diagnostic
from generator.docs.blocks import Block, parse_blocks
from generator.docs.decoding import decode
from generator.docs.front_matter import (
    FrontMatterError,
    parse_front_matter,
    split_front_matter,
)
from generator.docs.http_messages import METHODS
from generator.docs.includes import Includes
from generator.docs.layout import Layout, default_layout
from generator.docs.models import build_models
from generator.docs.operation_builder import OperationBuilder
from generator.docs.operations import build_operations
from generator.docs.page import NumberedNames, Page, PageKind, PageModel, PagingNames, SampleShapes
from generator.docs.page_builder import PageBuilder
from generator.docs.sample_bodies import error_status, is_json, shape_of
from generator.docs.shapes import Shape
from generator.docs.shown_fields import add_shown_fields
from generator.docs.single_page import SinglePage
from generator.docs.split_requests import front_matter_requests
from generator.docs.type_cells import parse_type
from generator.docs.walk import Walk
from generator.docs.written_blocks import as_written
from generator.files import PageBytes
from generator.model import Operation, Sample, Source, references

_NAMESPACE = re.compile(r'(?:cref="[TPMFE]:|\{)([A-Z]\w+)\.\w+\.')
_TITLE_METHOD = re.compile(rf"({'|'.join(METHODS)})\s+\S")
_ID_KEYS = ("uid", "id")


def read_page(page: PageBytes, layout: Layout | None = None) -> Page:
    """Read one page. Never raises for what the file holds: problems are in the page."""
    layout = layout or default_layout()
    name = page.file.name
    text, problems = decode(page.file)
    start = Source(file=name)
    if text is None:
        return Page(kind=PageKind.UNREADABLE, source=start, diagnostics=tuple(problems))
    matter, skipped = _front_matter(text, name, problems)
    blocks = _blocks(page, layout, text, matter, skipped, problems)
    builder = PageBuilder(name, layout, matter.get("title", ""), matter, problems)
    walk = SinglePage(builder) if layout.file.strict else Walk(builder)
    walk.read(blocks)
    operations: list[Operation] = []
    shapes: list[SampleShapes] = []
    for found in walk.operations:
        made = list(build_operations(found, blocks))
        shown = _shapes(found)
        if not layout.file.strict:
            made = [add_shown_fields(operation, shown.sent) for operation in made]
        operations += made
        shapes += [shown] * len(made)
    models = tuple(build_models(walk.models))
    if not operations and not models:
        return _no_operation(walk, start)
    return Page(
        kind=PageKind.OPERATION if operations else PageKind.MODEL,
        source=start,
        title=builder.title,
        operations=tuple(operations),
        shapes=tuple(shapes),
        models=models,
        has_links=not layout.file.strict,
        servers=() if layout.file.strict else tuple(_servers(walk.operations)),
        tag_endings=tuple(layout.file.operations.tag_endings),
        paging=_paging_names(layout),
        mentions=frozenset(_mentions(operations, models)),
        namespaces=tuple(sorted(set(_NAMESPACE.findall(text)))),
        diagnostics=tuple(problems),
        missed=tuple(walk.missed),
    )


def _servers(operations: list[OperationBuilder]) -> list[str]:
    lines = (line for operation in operations for line in operation.request_lines)
    return sorted({line.server for line in lines if line.server})


def _paging_names(layout: Layout) -> PagingNames:
    paging = layout.file.paging
    numbered = paging.numbered
    return PagingNames(
        paging.items,
        paging.next_link.lower(),
        paging.select,
        NumberedNames(
            tuple(numbered.number),
            tuple(numbered.size),
            tuple(numbered.items),
            tuple(numbered.total),
            numbered.first,
        ),
    )


def blocks_of(page: PageBytes, layout: Layout) -> list[Block]:
    """The blocks of a page, with what it includes; none where it cannot be read."""
    name, problems = page.file.name, list[Diagnostic]()
    text, _ = decode(page.file)
    if text is None:
        return []
    matter, skipped = _front_matter(text, name, problems)
    return _blocks(page, layout, text, matter, skipped, problems)


def _blocks(
    page: PageBytes,
    layout: Layout,
    text: str,
    matter: dict[str, str],
    skipped: int,
    problems: list[Diagnostic],
) -> list[Block]:
    """The blocks of a page whose front matter takes ``skipped`` lines."""
    name = page.file.name
    lines = text.split("\n")
    body = cleaned("\n".join(lines[skipped:]), layout)
    parsed = as_written(layout, parse_blocks(body, name, skipped + 1))
    if matter and not layout.file.strict:
        parsed = [*front_matter_requests(matter, name, lines[:skipped]), *parsed]
    return list(Includes(page, problems).resolve(parsed, (name,)))


def cleaned(text: str, layout: Layout) -> str:
    """The text with each line rewritten by the layout's rules, but for code."""
    if not layout.clean:
        return text
    lines = text.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        mark = line.lstrip()[:3]
        if mark in ("```", "~~~"):
            fence = "" if mark == fence else fence or mark
        elif not fence and len(line) < 4000:
            for pattern, keep in layout.clean:
                line = pattern.sub(partial(_kept, keep), line)
            lines[number] = line
    return "\n".join(lines)


def _kept(keep: str, match: re.Match[str]) -> str:
    for name, value in match.groupdict().items():
        keep = keep.replace(f"{{{name}}}", value or "")
    return keep


def _shapes(builder: OperationBuilder) -> SampleShapes:
    lenient = bool(builder.page.layout.file.samples.lenient)
    sent, received = (
        shape_of(
            [s for s in builder.samples if s.kind == kind and not error_status(s)],
            builder.page.report,
            lenient=lenient,
        )
        for kind in ("request", "response")
    )
    return SampleShapes(sent, received, tuple(_error_shapes(builder, lenient)))


def _error_shapes(builder: OperationBuilder, lenient: bool) -> Iterator[tuple[str, Shape]]:
    if builder.page.layout.file.strict:
        return
    found: dict[str, list[Sample]] = {}
    for sample in builder.samples:
        if sample.kind == "response" and (status := error_status(sample)) and is_json(sample):
            found.setdefault(status, []).append(sample)
    for status, samples in found.items():
        yield status, shape_of(samples, builder.page.report, lenient=lenient)


def _no_operation(walk: SinglePage | Walk, start: Source) -> Page:
    """An index page, prose, or a page that was meant to describe an operation."""
    builder = walk.page
    single = walk.meant if isinstance(walk, SinglePage) else None
    if single and _is_endpoint(single, builder.front_matter):
        builder.report("DOC205", start, builder.title or start.file, expected="METHOD /path")
        kind = PageKind.UNREADABLE
    else:
        # Prose that nobody turns into code: its blocks are no loss.
        builder.problems[:] = [p for p in builder.problems if not p.code.startswith("DOC2")]
        kind = PageKind.INDEX if builder.entries else PageKind.OTHER
    prose = single.prose if single else walk.prose
    return Page(
        kind=kind,
        source=start,
        title=builder.title,
        description="\n\n".join(prose),
        entries=tuple(builder.entries),
        diagnostics=tuple(builder.problems),
        missed=tuple(walk.missed),
    )


def _mentions(operations: list[Operation], models: tuple[PageModel, ...]) -> list[str]:
    """Names that stand in the place of a type, in a table or over the response."""
    written = {row.schema_ for model in models for row in model.table}
    for operation in operations:
        if operation.request_body:
            written |= {row.schema_ for row in operation.request_body.table}
        for response in operation.responses:
            written |= {row.schema_ for row in response.table}
            if heading := parse_type(response.heading):
                written.add(heading)
    return [name for schema in written for name in references(schema)]


def _front_matter(text: str, name: str, problems: list[Diagnostic]) -> tuple[dict[str, str], int]:
    block, skipped = split_front_matter(text)
    try:
        return parse_front_matter(block), skipped
    except FrontMatterError as error:
        problems.append(
            Diagnostic(
                code="DOC105",
                source=Source(file=name, line=2),
                found=str(error),
                expected="lines of `key: value`",
            )
        )
        return {}, skipped


def _is_endpoint(builder: OperationBuilder, matter: dict[str, str]) -> bool:
    """A page that was meant to describe an operation, although it has no request line."""
    named = any(key in matter for key in _ID_KEYS)
    titled = bool(_TITLE_METHOD.match(builder.title))
    sections = bool(builder.headers or builder.response_seen or builder.body_name is not None)
    return titled or (named and sections)
