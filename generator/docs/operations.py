"""From what was claimed of an operation to the operation itself."""

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.docs.blocks import Block
from generator.docs.fields import ANY_KEY, Field, is_whole, optional_but
from generator.docs.http_messages import METHODS as TITLE_METHODS
from generator.docs.http_messages import parse_request_line
from generator.docs.http_syntax import without_invisible
from generator.docs.nested_fields import fields_of_properties, nested
from generator.docs.operation_builder import OperationBuilder
from generator.docs.operation_names import alias_name, operation_id, operation_tag
from generator.docs.operation_responses import (
    build_responses,
    media_types,
    shown_media_types,
    type_of_media,
    types_with_files,
)
from generator.docs.path_names import in_any_path, path_name, path_names, spelled_in
from generator.docs.path_spellings import normal_path
from generator.docs.request_lines import BEGINS_AS_ONE, RequestLine
from generator.docs.sample_bodies import sample_media_type
from generator.docs.shown_authentication import (
    chosen_schemes,
    needs_no_authentication,
    schemes_of_samples,
)
from generator.docs.type_cells import parse_type, write_type
from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Operation,
    Parameter,
    Reference,
    RequestBody,
    Scalar,
    Schema,
    SecurityScheme,
    Source,
    Unknown,
    without_arrays,
)
from generator.model.operation import ParameterLocation

_PATH_PARAMETER = re.compile(r"\{([^{}/]+)\}")
_SEPARATED = re.compile(
    r"\bcomma[ -]separated\b|\bseparated (?:by|with) commas?\b|\bcommas? between\b", re.IGNORECASE
)
_OWN_OBJECT = "request"
"""The name of a body that is an object of this operation alone: its properties are arguments."""
_MERGE_PATCH = re.compile(r"\bmerge[-\s]patch\b", re.IGNORECASE)
_EMPHASISED = re.compile(r"(\*{1,3}|_{1,3})([^*_]+)\1")
_QUERY_NAME = re.compile(r"[\w$.\[\]-]+")
_WITHOUT_BODY = frozenset({"GET", "DELETE", "HEAD", "OPTIONS", "LIST"})
"""Methods whose arguments are sent in the query where a page does not say (RFC 9110, 9.3)."""
_TITLE_METHOD = re.compile(rf"({'|'.join(TITLE_METHODS)})\s+\S")


def build_operations(builder: OperationBuilder, blocks: list[Block]) -> Iterator[Operation]:
    """One operation for each request line; all but the path is the same of all of them."""
    file = builder.page.layout.file
    if not builder.response_seen and file.strict:
        last = blocks[-1]
        end = Source(file=last.file, line=last.line + last.raw.count("\n"))
        builder.page.report("DOC203", end, "the end of the page", expected="a Response section")
    apply_all_optional(builder)
    # Where ids are made of headings, those of one page may be alike.
    names: dict[str, RequestLine] = {} if file.strict else builder.page.ids
    for number, line in enumerate(_distinct(builder.request_lines)):
        source = builder.request_source or Source(file=builder.page.file)
        if number:
            source = replace(source, line=line.line or source.line, column=number + 1)
        if (path := without_invisible(line.path)) != line.path:
            builder.page.report("DOC221", source, repr(line.path), done=f"now {path}")
            line = line._replace(path=path)
        name = alias_name(operation_id(builder, line), line, names)
        names[name] = line
        yield _operation(builder, line, source, name)


def _distinct(written: list[RequestLine]) -> list[RequestLine]:
    """Request lines, those that differ in nothing but the query as one."""
    found: dict[tuple[str, str], RequestLine] = {}
    for line in written:
        path = normal_path(line.path)
        known = found.get((line.method, path))
        query = "&".join(filter(None, (known.query if known else "", line.query)))
        found[line.method, path] = (known or line)._replace(path=path, query=query)
    return list(found.values())


def apply_all_optional(builder: OperationBuilder) -> None:
    """Where a sentence says that all arguments are optional, those without a mark are, but for
    the ones that it names.
    """
    texts = (*builder.prose, *(notice.text for notice in builder.notices))
    for pattern in builder.page.layout.all_optional:
        for text in texts:
            if match := pattern.search(text[:4000]):
                named = match[0].split("`")[1::2]
                for rows in (builder.query, builder.arguments, builder.body_rows):
                    rows[:] = optional_but(rows, named)


def _operation(
    builder: OperationBuilder, line: RequestLine, source: Source, name: str
) -> Operation:
    page = builder.page
    _compare_title(builder, line, source)
    titled = page.layout.file.operations.summary == "title" and not builder.titled_by_path
    if titled and builder.prose and BEGINS_AS_ONE.search(builder.title):
        titled = False
    summary, *rest = (
        [builder.title, *builder.prose] if titled and builder.title else builder.prose or [""]
    )
    notices = tuple(builder.notices)
    return Operation(
        operation_id=name,
        method=line.method,
        path=line.path,
        tag=operation_tag(builder, name, line),
        title=builder.title,
        front_matter=tuple(
            (key, value)
            for key, value in page.front_matter.items()
            if key not in ("title", "uid", "id")
        ),
        summary=" ".join(summary.split()) if page.layout.file.strict else _plain_line(summary),
        description="\n\n".join(rest),
        notices=notices,
        deprecated=any(n.kind.lower() in ("deprecated", "obsolete") for n in notices),
        parameters=tuple(_parameters(builder, line, source)),
        request_body=_request_body(builder, line, source),
        responses=tuple(build_responses(builder, line, source)),
        security=tuple(_security(builder)),
        samples=tuple(builder.samples),
        source=source,
    )


def _security(builder: OperationBuilder) -> list[SecurityScheme]:
    """The ways to authenticate that an operation, or else its page or samples, tell; without those
    whose header is one of its parameters.
    """
    own = list({scheme.name: scheme for scheme in builder.security[::-1]}.values())[::-1]
    texts = [*builder.prose, *(notice.text for notice in builder.notices)]
    if own or builder.page.layout.file.strict or needs_no_authentication(texts):
        return own
    found = chosen_schemes(builder.page.security, texts) or schemes_of_samples(builder.samples)
    sent = {row.name.lower() for row in (*builder.headers, *builder.query)}
    return [scheme for scheme in found if scheme.header.lower() not in sent]


def _plain_line(text: str) -> str:
    """A summary on one line, without the emphasis that it is wholly in."""
    line = " ".join(text.split())
    match = _EMPHASISED.fullmatch(line)
    return match[2] if match else line


def _compare_title(builder: OperationBuilder, line: RequestLine, source: Source) -> None:
    """Parameter names differ between title and request line on many pages, and may."""
    titled = parse_request_line(builder.title)
    if not titled or not builder.page.layout.file.strict:
        return
    shape = _PATH_PARAMETER.sub("{}", line.path).lower()
    wanted = _PATH_PARAMETER.sub("{}", normal_path(titled.path)).lower()
    if titled.method != line.method or not shape.endswith(wanted):
        builder.page.report("DOC206", source, f"{line.method} {line.path}", expected=builder.title)


def _placed(builder: OperationBuilder, line: RequestLine, place: str) -> list[Field]:
    """The arguments that are sent in ``place``, of those whose section does not tell: by their
    own word, by their name in the path, else by the method. What stands in the path of another
    request line of the description belongs to that one.
    """
    if not builder.arguments:
        return []
    inside = path_names(line.path)
    elsewhere = in_any_path(builder.request_lines) - inside.keys()
    queried = {part.partition("=")[0].lower() for part in line.query.split("&")}
    rest = "query" if line.method in _WITHOUT_BODY else "body"
    found = []
    for entry in builder.arguments:
        where = entry.place
        if where == "url":
            where = "path" if spelled_in(inside, entry.name) in inside else "query"
        if not where:
            own = spelled_in(inside, entry.name)
            if own in elsewhere:
                continue
            where = "path" if own in inside else "query" if own in queried else rest
        if where == place or (place == "body" and where == "form"):
            found.append(entry)
    return found


def _parameters(builder: OperationBuilder, line: RequestLine, source: Source) -> list[Parameter]:
    given = [*builder.path, *_placed(builder, line, "path")]
    elsewhere = in_any_path(builder.request_lines) if given else set()
    named = path_names(line.path)
    spelled = ((path_name(entry.name), entry) for entry in given)
    if not builder.page.layout.file.strict:
        spelled = ((spelled_in(named, name), entry) for name, entry in spelled)
    documented = {
        named.get(name, name).lower(): entry
        for name, entry in spelled
        if name in named or name not in elsewhere
    }
    documented.pop("", None)
    found: list[Parameter] = []
    page = builder.page
    for name in dict.fromkeys(_PATH_PARAMETER.findall(line.path)):
        entry = documented.pop(name.lower(), None)
        if entry is None and builder.page.layout.file.strict:
            page.report("DOC207", source, f"{{{name}}}", expected="a row in the Path Part table")
        found.append(
            Parameter(
                name=name,
                location="path",
                schema=_in_path(entry) if entry else Scalar(type="string"),
                description=entry.description if entry else "",
                required=True,
                deprecated=bool(entry and entry.deprecated),
                source=entry.source if entry else source,
            )
        )
    for entry in documented.values():
        page.report("DOC208", entry.source, entry.name, expected=f"{{{entry.name}}} in {line.path}")
    queried = [*builder.query, *_placed(builder, line, "query")]
    found += [_parameter(entry, "query", builder) for entry in queried]
    if not page.layout.file.strict:
        found += _queried(line, {entry.name.lower() for entry in queried}, source)
    found += [
        _parameter(entry, "header", builder)
        for entry in (*builder.headers, *_placed(builder, line, "header"))
    ]
    found += [_parameter(entry, "cookie", builder) for entry in _placed(builder, line, "cookie")]
    return list({(p.location, p.name): p for p in reversed(found)}.values())[::-1]


def _in_path(entry: Field) -> Schema:
    """The type of a path parameter; of several types text, which all of them are written as."""
    several = isinstance(entry.schema, Unknown) and entry.schema.written
    return Scalar(type="string") if several else entry.schema


def _in_header(builder: OperationBuilder, entry: Field) -> Schema:
    """The type of a header; text where the page tells none that a header holds."""
    inner = entry.schema.items if isinstance(entry.schema, Array) else entry.schema
    is_text = isinstance(inner, Scalar | Enumeration) and not builder.page.layout.file.strict
    return entry.schema if is_text else Scalar(type="string")


def _queried(line: RequestLine, known: set[str], source: Source) -> list[Parameter]:
    """Parameters that only the request line shows, after its question mark."""
    names = [part.partition("=")[0] for part in line.query.split("&")]
    return [
        Parameter(name=name, location="query", schema=Scalar(type="string"), source=source)
        for name in dict.fromkeys(names)
        if _QUERY_NAME.fullmatch(name) and name.lower() not in known
    ]


def _parameter(entry: Field, location: ParameterLocation, builder: OperationBuilder) -> Parameter:
    return Parameter(
        name=entry.name,
        location=location,
        schema=_in_header(builder, entry) if location == "header" else entry.schema,
        description=entry.description,
        required=entry.required,
        deprecated=entry.deprecated,
        default=entry.default,
        separator="," if _SEPARATED.search(entry.description) else "",
        examples=tuple(builder.query_examples.get(entry.name, ())) if location == "query" else (),
        source=entry.source,
    )


def _request_body(
    builder: OperationBuilder, line: RequestLine, source: Source
) -> RequestBody | None:
    page, rows, written = builder.page, builder.body_rows, builder.body_type
    if not builder.page.layout.file.strict:
        rows = nested([*rows, *_placed(builder, line, "body")], page.layout)
        rows, written = _whole_body(builder, rows, written)
        if rows and written == builder.body_type and builder.page.layout.answers:
            # The table of a body says more than a sentence that names a model.
            written = ""
        if builder.body_as_response and not rows and not written:
            written = _one_of(builder.response_heading)
    shown: tuple[str, ...] = ()
    if not (builder.page.layout.file.strict or rows or written or line.method in _WITHOUT_BODY):
        shown = shown_media_types(builder, "request")
    if shown:
        written = type_of_media(shown)
        builder.body_name = builder.body_name or ""
    if builder.body_name is None and not rows and not written:
        return None
    if builder.body_none and not rows and not written:
        return None
    if len(rows) == 1 and rows[0].name == ANY_KEY:
        rows, written = [], write_type(Map(values=rows[0].schema))
    if rows and builder.body_list:
        written = "array"
    table = tuple(entry.property() for entry in rows)
    named = builder.request_media_types or list(shown)
    if not named and written != "binary":  # A sample shows one kind of file of many.
        named = _shown_media_types(builder)
    types = media_types(builder, named, written)
    return RequestBody(
        name=builder.body_name or ("" if page.layout.file.strict or not rows else _OWN_OBJECT),
        type=written,
        description="\n\n".join(builder.body_prose),
        media_types=types if page.layout.file.strict else types_with_files(types, table),
        mentions_merge_patch=_mentions_merge_patch(builder),
        table=table,
        source=builder.body_source or (rows[0].source if rows else source),
    )


def _shown_media_types(builder: OperationBuilder) -> list[str]:
    """The media types of the requests that samples show, of a page that names none."""
    if builder.page.layout.file.strict:
        return []
    found = (sample_media_type(s, "") for s in builder.samples if s.kind == "request")
    return list(dict.fromkeys(filter(None, found)))


def _mentions_merge_patch(builder: OperationBuilder) -> bool:
    """Whether the prose of the page, or of its body, speaks of merge patches."""
    return any(_MERGE_PATCH.search(text) for text in (*builder.prose, *builder.body_prose))


def _whole_body(
    builder: OperationBuilder, rows: list[Field], written: str
) -> tuple[list[Field], str]:
    """The fields of a body, of which one may be the body itself: then its properties, or its
    type.
    """
    whole = next((r for r in rows if is_whole(builder.page.layout, r)), None)
    if whole is None:
        return rows, written
    builder.body_prose += [whole.description] if whole.description else []
    others = [row for row in rows if row is not whole]
    if isinstance(whole.schema, Object) and whole.schema.properties:
        return [*fields_of_properties(whole.schema.properties, whole), *others], written
    if isinstance(whole.schema, Unknown):
        # What the samples show says more than a word for any value.
        builder.body_name = builder.body_name or ""
        return others, written
    return others, written or write_type(whole.schema)


def _one_of(written: str) -> str:
    """A type as this project writes it, or that of the items of a list."""
    read = parse_type(written) if written else None
    one = without_arrays(read) if read else None
    return write_type(one) if isinstance(one, Reference) else ""
