"""One file to one page: decode, split, claim every block, put the operation together."""

import re

from generator.diagnostics import Diagnostic
from generator.docs.block_rules import claim
from generator.docs.blocks import Block, parse_blocks
from generator.docs.decoding import decode
from generator.docs.front_matter import (
    FrontMatterError,
    parse_front_matter,
    split_front_matter,
)
from generator.docs.http_messages import METHODS, RequestLine, parse_request_line
from generator.docs.includes import Includes
from generator.docs.operation_ids import tag_of
from generator.docs.page import Page, PageKind
from generator.docs.page_builder import Entry, PageBuilder
from generator.docs.sample_bodies import shape_of
from generator.docs.type_cells import parse_type
from generator.files import PageBytes
from generator.model import (
    Operation,
    Parameter,
    RequestBody,
    Response,
    Scalar,
    Source,
    references,
)

_PATH_PARAMETER = re.compile(r"\{([^{}/]+)\}")
_ID_KEYS = ("uid", "id")
_NAMESPACE = re.compile(r'(?:cref="[TPMFE]:|\{)([A-Z]\w+)\.\w+\.')
_SEPARATED = re.compile(
    r"\bcomma[ -]separated\b|\bseparated (?:by|with) commas?\b|\bcommas? between\b", re.IGNORECASE
)
_MERGE_PATCH = re.compile(r"\bmerge[-\s]patch\b", re.IGNORECASE)
_TITLE_METHOD = re.compile(rf"({'|'.join(METHODS)})\s+\S")


def read_page(page: PageBytes) -> Page:
    """Read one page. Never raises for what the file holds: problems are in the page."""
    name = page.file.name
    text, problems = decode(page.file)
    start = Source(file=name)
    if text is None:
        return Page(kind=PageKind.UNREADABLE, source=start, diagnostics=tuple(problems))

    matter, skipped = _front_matter(text, name, problems)
    body = "\n".join(text.split("\n")[skipped:])
    blocks = list(Includes(page, problems).resolve(parse_blocks(body, name, skipped + 1), (name,)))
    builder = PageBuilder(name, title=matter.get("title", ""))
    for block in blocks:
        claim(builder, block)

    if builder.request_line:
        operation = _operation(builder, matter, blocks)
        sent, received = (
            shape_of((s for s in operation.samples if s.kind == kind), builder.report)
            for kind in ("request", "response")
        )
        return Page(
            kind=PageKind.OPERATION,
            source=start,
            title=builder.title,
            operation=operation,
            sent=sent,
            received=received,
            mentions=_mentions(builder),
            namespaces=tuple(sorted(set(_NAMESPACE.findall(text)))),
            diagnostics=(*problems, *builder.problems),
        )
    if _is_endpoint(builder, matter):
        builder.report("DOC205", start, builder.title or name, expected="METHOD /path")
        kind = PageKind.UNREADABLE
    else:
        # Prose that nobody turns into code: its blocks are no loss.
        builder.problems.clear()
        kind = PageKind.INDEX if builder.entries else PageKind.OTHER
    return Page(
        kind=kind,
        source=start,
        title=builder.title,
        description="\n\n".join(builder.prose),
        entries=tuple(builder.entries),
        diagnostics=(*problems, *builder.problems),
    )


def _mentions(builder: PageBuilder) -> frozenset[str]:
    written = {entry.schema for entry in (*builder.body_rows, *builder.response_rows)}
    if heading := parse_type(builder.response_heading):
        written.add(heading)
    return frozenset(name for schema in written for name in references(schema))


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


def _is_endpoint(builder: PageBuilder, matter: dict[str, str]) -> bool:
    """A page that was meant to describe an operation, although it has no request line."""
    named = any(key in matter for key in _ID_KEYS)
    titled = bool(_TITLE_METHOD.match(builder.title))
    sections = bool(builder.headers or builder.response_seen or builder.body_name is not None)
    return titled or (named and sections)


def _operation(builder: PageBuilder, matter: dict[str, str], blocks: list[Block]) -> Operation:
    line, source = builder.request_line, builder.request_line_source
    if line is None or source is None:
        raise ValueError("no request line")
    if not builder.response_seen:
        last = blocks[-1]
        end = Source(file=last.file, line=last.line + last.raw.count("\n"))
        builder.report("DOC203", end, "the end of the page", expected="a Response section")
    _compare_title(builder, line, source)
    operation_id = next((matter[key] for key in _ID_KEYS if matter.get(key)), "")
    if not operation_id:
        operation_id = _derived_id(line)
        builder.report(
            "DOC211",
            Source(file=builder.file),
            "neither `uid` nor `id`",
            expected="an operation id",
            done=f"took {operation_id}",
        )
    summary, *rest = builder.prose or [""]
    notices = tuple(builder.notices)
    return Operation(
        operation_id=operation_id,
        method=line.method,
        path=line.path,
        tag=tag_of(operation_id, line.path),
        title=builder.title,
        front_matter=tuple(
            (key, value) for key, value in matter.items() if key not in ("title", *_ID_KEYS)
        ),
        summary=" ".join(summary.split()),
        description="\n\n".join(rest),
        notices=notices,
        deprecated=any(n.kind.lower() in ("deprecated", "obsolete") for n in notices),
        parameters=tuple(_parameters(builder, line, source)),
        request_body=_request_body(builder),
        responses=tuple(_responses(builder, source)),
        security=tuple(builder.security),
        samples=tuple(builder.samples),
        source=source,
    )


def _compare_title(builder: PageBuilder, line: RequestLine, source: Source) -> None:
    """Parameter names differ between title and request line on many pages, and may."""
    titled = parse_request_line(builder.title)
    if not titled:
        return
    shape = _PATH_PARAMETER.sub("{}", line.path).lower()
    wanted = _PATH_PARAMETER.sub("{}", titled.path).lower()
    if titled.method != line.method or not shape.endswith(wanted):
        builder.report("DOC206", source, f"{line.method} {line.path}", expected=builder.title)


def _derived_id(line: RequestLine) -> str:
    words = re.findall(r"\w+", line.path)
    return "_".join([line.method.capitalize(), *words])


def _parameters(builder: PageBuilder, line: RequestLine, source: Source) -> list[Parameter]:
    documented = {entry.name.lower(): entry for entry in builder.path}
    found: list[Parameter] = []
    for name in dict.fromkeys(_PATH_PARAMETER.findall(line.path)):
        entry = documented.pop(name.lower(), None)
        if entry is None:
            builder.report("DOC207", source, f"{{{name}}}", expected="a row in the Path Part table")
        found.append(
            Parameter(
                name=name,
                location="path",
                schema=entry.schema if entry else Scalar(type="string"),
                description=entry.description if entry else "",
                required=True,
                deprecated=bool(entry and entry.deprecated),
                source=entry.source if entry else source,
            )
        )
    for entry in documented.values():
        builder.report(
            "DOC208", entry.source, entry.name, expected=f"{{{entry.name}}} in {line.path}"
        )
    found += [_parameter(entry, "query", builder) for entry in builder.query]
    found += [_parameter(entry, "header", builder) for entry in builder.headers]
    return found


def _parameter(entry: Entry, location: str, builder: PageBuilder) -> Parameter:
    return Parameter(
        name=entry.name,
        location="query" if location == "query" else "header",
        schema=Scalar(type="string") if location == "header" else entry.schema,
        description=entry.description,
        required=entry.required,
        deprecated=entry.deprecated,
        separator="," if _SEPARATED.search(entry.description) else "",
        examples=tuple(builder.query_examples.get(entry.name, ())) if location == "query" else (),
        source=entry.source,
    )


def _request_body(builder: PageBuilder) -> RequestBody | None:
    if builder.body_name is None or builder.body_source is None:
        return None
    return RequestBody(
        name=builder.body_name,
        description="\n\n".join(builder.body_prose),
        media_types=tuple(builder.request_media_types),
        mentions_merge_patch=_mentions_merge_patch(builder),
        table=tuple(entry.property() for entry in builder.body_rows),
        source=builder.body_source,
    )


def _mentions_merge_patch(builder: PageBuilder) -> bool:
    """Whether the prose of the page, or of its body, speaks of merge patches."""
    return any(_MERGE_PATCH.search(text) for text in (*builder.prose, *builder.body_prose))


def _responses(builder: PageBuilder, source: Source) -> list[Response]:
    responses = [
        Response(status=row.name, description=row.description, source=row.source)
        for row in builder.statuses
    ]
    if not responses:
        place = builder.response_heading_source or source
        if builder.response_seen:
            builder.report("DOC215", place, "no status", expected="a Response | Description table")
        responses = [Response(status="200", description="OK", source=place)]
    success = next(
        (i for i, response in enumerate(responses) if response.status.startswith("2")), None
    )
    if success is not None:
        described = "\n\n".join(builder.response_prose)
        responses[success] = responses[success].model_copy(
            update={
                "heading": builder.response_heading,
                "heading_source": builder.response_heading_source,
                "body_description": described
                if described != responses[success].description
                else "",
                "media_types": tuple(builder.response_media_types),
                "table": tuple(entry.property() for entry in builder.response_rows),
            }
        )
    return responses
