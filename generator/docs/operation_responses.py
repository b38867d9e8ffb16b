"""From what was claimed of an operation's answers to its responses."""

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.docs.fields import ANY_KEY, Field, hold_file
from generator.docs.http_syntax import is_media_type
from generator.docs.nested_fields import fields_of_properties, nested, spliced
from generator.docs.operation_builder import Answer, OperationBuilder
from generator.docs.request_lines import RequestLine
from generator.docs.responses import answer_of_path
from generator.docs.sample_bodies import error_status, is_json, sample_media_type
from generator.docs.type_cells import NOTHING, write_type
from generator.model import Array, Map, Object, Property, Response, Source
from generator.model.media_types import MULTIPART, URLENCODED

_SUCCESS = re.compile(r"(?:HTTP/[\d.]+|Status:) +(?:2\d\d|101)\b")
_STATUS = re.compile(r"(?:HTTP/[\d.]+|Status:) +([2-5]\d\d)\b ?(.{0,60})")
_JSON = re.compile(r"[/+.]json\b")


def build_responses(builder: OperationBuilder, line: RequestLine, source: Source) -> list[Response]:
    """The responses of one request line."""
    answers = _merged(builder.statuses) if not builder.page.layout.file.strict else builder.statuses
    place = builder.response_heading_source or source
    if answers:
        answers = _with_shown(answers, _shown_statuses(builder, place))
    else:
        if builder.response_seen and builder.page.layout.file.strict:
            builder.page.report(
                "DOC215", place, "no status", expected="a Response | Description table"
            )
        answers = _shown_statuses(builder, place) or [Answer("200", "OK", place)]
    responses = [_response(answer, builder) for answer in answers]
    if builder.response_none and not _tells_body(builder):
        builder.response_heading = NOTHING
    is_described = builder.response_heading or builder.response_rows
    loose = is_described and not builder.page.layout.file.strict
    if loose and answers and all(answer.status >= "4" for answer in answers):
        # Only the errors have a status on the page, and the answer has none.
        responses.insert(0, _response(Answer("200", "OK", source), builder))
    success = next((i for i, r in enumerate(responses) if r.status.startswith("2")), None)
    if success is not None:
        responses[success] = _success(builder, responses[success], line)
    return responses


def _shown_statuses(builder: OperationBuilder, source: Source) -> list[Answer]:
    """The statuses that samples of answers begin with, where nothing else tells any."""
    if builder.page.layout.file.strict:
        return []
    found: dict[str, Answer] = {}
    for sample in builder.samples:
        match = _STATUS.match(sample.start_line) if sample.kind == "response" else None
        if match:
            found.setdefault(match[1], Answer(match[1], match[2] or "OK", source))
    return list(found.values())


def _with_shown(answers: Sequence[Answer], shown: Sequence[Answer]) -> list[Answer]:
    """The answers and those that only samples show: of successes, where the page tells none."""
    known = {answer.status for answer in answers}
    others = [answer for answer in shown if answer.status not in known]
    if any(status.startswith("2") for status in known):
        return [*answers, *(answer for answer in others if not answer.status.startswith("2"))]
    successes = [answer for answer in others if answer.status.startswith("2")]
    return [*successes, *answers, *(answer for answer in others if answer not in successes)]


def _tells_body(builder: OperationBuilder) -> bool:
    """Whether the page has a type or a sample of the answer."""
    shown = any(sample.kind == "response" and sample.body for sample in builder.samples)
    return shown or bool(builder.response_heading or builder.response_rows)


def _merged(answers: Sequence[Answer]) -> list[Answer]:
    """Each status once, with all that is said of it."""
    found: dict[str, Answer] = {}
    for answer in answers:
        first = found.setdefault(answer.status, answer)
        if first is not answer:
            texts = dict.fromkeys(filter(None, (first.description, answer.description)))
            typed = first if first.type else answer
            found[answer.status] = replace(
                first,
                description="\n".join(texts),
                type=typed.type,
                type_source=typed.type_source,
                target=typed.target,
                rows=first.rows or answer.rows,
            )
    return list(found.values())


def _response(answer: Answer, builder: OperationBuilder) -> Response:
    heading, rows = _whole_answer(answer.type, nested(answer.rows, builder.page.layout))
    shown = any(error_status(s) == answer.status and is_json(s) for s in builder.samples)
    is_shown = shown and not builder.page.layout.file.strict
    has_body = (heading or rows or is_shown) and heading != NOTHING
    return Response(
        status=answer.status,
        description=answer.description,
        source=answer.source,
        heading=heading,
        heading_target=answer.target,
        heading_source=(answer.type_source or answer.source) if heading else None,
        body_description="\n\n".join(answer.prose),
        media_types=media_types(builder, (), heading) if has_body else (),
        table=tuple(entry.property() for entry in rows),
    )


def _whole_answer(heading: str, rows: list[Field]) -> tuple[str, list[Field]]:
    """Type and properties of an answer; a single row without a name is about the whole of it."""
    if len(rows) != 1 or rows[0].name not in ("", ANY_KEY):
        return heading, spliced(rows) if any(not row.name for row in rows) else rows
    whole = rows[0]
    if whole.name:
        return heading or write_type(Map(values=whole.schema)), []
    items = whole.schema.items if isinstance(whole.schema, Array) else whole.schema
    if isinstance(items, Object) and items.properties:
        inside = fields_of_properties(items.properties, whole)
        return heading or ("array" if items is not whole.schema else ""), inside
    return heading or write_type(whole.schema), []


def _success(builder: OperationBuilder, response: Response, line: RequestLine) -> Response:
    """The response that the page's one response section is about."""
    described = "\n\n".join(builder.response_prose)
    rows, heading = builder.response_rows, answer_of_path(builder, line.path)
    if not builder.page.layout.file.strict:
        heading, rows = _whole_answer(heading, nested(rows, builder.page.layout))
    shown: tuple[str, ...] = ()
    is_described = heading or rows or response.heading or response.table
    if not (is_described or builder.page.layout.file.strict):
        shown = shown_media_types(builder, "response")
        heading = type_of_media(shown) if shown else _nothing_shown(builder)
    table = tuple(entry.property() for entry in rows)
    return response.model_copy(
        update={
            "heading": heading or response.heading,
            "heading_target": builder.response_target
            if builder.response_heading
            else response.heading_target,
            "heading_source": builder.response_heading_source or response.heading_source,
            "body_description": (described if described != response.description else "")
            or response.body_description,
            "media_types": media_types(
                builder, builder.response_media_types or list(shown), heading
            ),
            "table": table or response.table,
        }
    )


def shown_media_types(builder: OperationBuilder, kind: str) -> tuple[str, ...]:
    """The media types of the bodies that samples send, or answer a success with."""
    bodies = [sample for sample in builder.samples if sample.kind == kind and sample.body]
    if kind == "response":
        bodies = [s for s in bodies if not s.start_line or _SUCCESS.match(s.start_line)]
    whole = [sample for sample in bodies if sample.start_line]
    found = [
        sample_media_type(sample, "application/json" if is_json(sample) else "")
        for sample in whole or bodies
    ]
    return tuple(dict.fromkeys(filter(None, found)))


def type_of_media(shown: Sequence[str]) -> str:
    """The type of a body of one of these media types: bytes, or text; nothing for one that says
    more, such as JSON.
    """
    if any(_JSON.search(name) or "xml" in name or "form" in name for name in shown):
        return ""
    return "string" if all(name.startswith("text/") for name in shown) else "binary"


def _nothing_shown(builder: OperationBuilder) -> str:
    """That there is no body, where each sample of a success is a whole message without one."""
    samples = [s for s in builder.samples if s.kind == "response" and _SUCCESS.match(s.start_line)]
    return NOTHING if samples and not any(sample.body for sample in samples) else ""


def media_types(
    builder: OperationBuilder, named: Sequence[str], written: str = ""
) -> tuple[str, ...]:
    """What the page names, else what the layout has for such cases; for bytes the type of any
    bytes (RFC 9110, 8.3).
    """
    usual = builder.page.layout.file.operations.media_type
    if written == "binary":
        named = [name for name in named if name != usual]
        usual = "application/octet-stream"
    for name in named:
        if not is_media_type(name):
            source = builder.request_source or Source(file=builder.page.file)
            builder.page.report("DOC222", source, repr(name), expected="type/subtype")
    return tuple(filter(is_media_type, named)) or ((usual,) if usual else ())


def types_with_files(named: tuple[str, ...], properties: Sequence[Property]) -> tuple[str, ...]:
    """The media types of a body with these properties. One with a file is sent as multipart form
    (RFC 7578), as no other form and no JSON holds bytes; JSON stays for calls without the file.
    """
    if not hold_file(properties) or MULTIPART in named:
        return named
    return (*(name for name in named if name != URLENCODED), MULTIPART)
