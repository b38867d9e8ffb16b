"""Every feature of a page reaches the model."""

import pytest
from conftest import ReadText
from pages import PAGE, changed, codes

from generator.docs import PageKind
from generator.model import Enumeration, Object, Operation, Reference, Scalar, Unknown


def operation(read: ReadText, text: str) -> Operation:
    page = read(text)
    assert page.operation is not None, page.diagnostics
    return page.operation


def test_whole_page_without_a_diagnostic(read: ReadText) -> None:
    page = read(PAGE)
    assert page.kind == PageKind.OPERATION
    assert page.diagnostics == ()
    op = operation(read, PAGE)
    assert (op.operation_id, op.method, op.path) == (
        "v1LampAgent_Switch",
        "POST",
        "/api/v1/Agents/Lamp/Switch",
    )
    assert (op.tag, op.summary, op.title) == (
        "LampAgent",
        "Switches a lamp.",
        "POST Agents/Lamp/Switch",
    )
    assert [(p.location, p.name, p.separator, p.examples) for p in op.parameters] == [
        ("query", "$select", ",", ("name,state",)),
        ("header", "SO-Language", "", ()),
    ]
    assert [scheme.name for scheme in op.security] == ["basic", "soTicket", "bearer"]
    body = op.request_body
    assert body is not None
    assert (body.name, body.media_types) == ("request", ("application/json", "text/json"))
    assert [row.schema_ for row in body.table] == [
        Scalar(type="integer", format="int32"),
        Enumeration(values=("On", "Off", "Blinking")),
    ]
    assert [(r.status, r.description) for r in op.responses] == [
        ("200", "OK"),
        ("404", "No such lamp."),
    ]
    assert op.responses[0].heading == "Lamp"
    assert [(row.name, row.required) for row in op.responses[0].table] == [
        ("Id", False),
        ("Name", False),
        ("Seen", True),
    ]
    assert op.responses[0].table[2].description == "When it was last seen"
    assert [(s.kind, s.start_line) for s in op.samples] == [
        ("request", "POST /api/v1/Agents/Lamp/Switch"),
        ("response", "HTTP/1.1 200 OK"),
    ]
    assert PAGE.split("\n")[op.samples[0].body_line - 1] == "{"


def test_sources_point_at_the_type_cell(read: ReadText) -> None:
    op = operation(read, PAGE)
    seen = op.responses[0].table[2].source
    assert seen is not None
    line = PAGE.split("\n")[seen.line - 1]
    assert line[seen.column - 1 :].startswith("date-time")
    heading = op.responses[0].heading_source
    assert heading is not None
    assert PAGE.split("\n")[heading.line - 1][heading.column - 1 :] == "Lamp"


def test_seed_layout(read: ReadText) -> None:
    """``id`` for ``uid``, a paragraph for the body's heading, both samples under one."""
    text = (
        PAGE.replace("uid:", "id:")
        .replace("### Response body: Lamp", "Response body: Lamp")
        .replace("## Sample request", "## Sample Request")
        .replace("## Sample response\n\n", "")
    )
    assert read(text).diagnostics == ()
    old, new = operation(read, text), operation(read, PAGE)
    assert old.operation_id == new.operation_id
    assert [r.name for r in old.responses[0].table] == [r.name for r in new.responses[0].table]
    assert [s.kind for s in old.samples] == ["request", "response"]


def test_path_parts_before_the_first_heading(read: ReadText) -> None:
    text = PAGE.replace("/Lamp/Switch", "/Lamp/{lampId}").replace(
        "## Query String",
        "| Path Part | Type | Description |\n|---|---|---|\n"
        "| lampId | int32 | Which one. **Required** |\n\n## Query String",
    )
    op = operation(read, text)
    assert read(text).diagnostics == ()
    path = op.parameters[0]
    assert (path.name, path.location, path.required, path.description) == (
        "lampId",
        "path",
        True,
        "Which one.",
    )


@pytest.mark.parametrize(
    ("heading", "following", "kind", "text"),
    [
        (
            "## Online Restricted: ## Not in the cloud.",
            "",
            "Online Restricted",
            "Not in the cloud.",
        ),
        ("## Experimental: ## May change.", "", "Experimental", "May change."),
        ("## Filter Operators: ##", "ints: eq, ne", "Filter Operators", "ints: eq, ne"),
        ("## Deprecated: ## Use Toggle.", "", "Deprecated", "Use Toggle."),
        ("Deprecated: Use Toggle.", "", "Deprecated", "Use Toggle."),
    ],
)
def test_notices(read: ReadText, heading: str, following: str, kind: str, text: str) -> None:
    page = changed("Switches a lamp.\n", f"Switches a lamp.\n\n{heading}\n\n{following}\n")
    op = operation(read, page)
    assert read(page).diagnostics == ()
    assert [(n.kind, n.text) for n in op.notices] == [(kind, text)]
    assert op.deprecated == (kind == "Deprecated")
    assert op.summary == "Switches a lamp."


def test_prose_with_headings_lists_and_code(read: ReadText) -> None:
    prose = (
        "Switches a lamp.\n\n<para />\nIt may <see cref='T:A.B.C'>blink</see>.\n\n"
        "## Brackets\n\n* one\n* two\n\n```\nif (a < b)\n```\n"
    )
    text = changed("Switches a lamp.\n", prose)
    op = operation(read, text)
    assert read(text).diagnostics == ()
    assert op.description == (
        "It may blink.\n\n## Brackets\n\n* one\n* two\n\n```\nif (a < b)\n```"
    )


def test_html_does_not_swallow_the_heading_after_it(read: ReadText) -> None:
    text = changed(
        "Switches a lamp.\n",
        "Switches a lamp.\n\n<ul><li>one</li></ul>\n## Filter Operators: ##\n\nints: eq\n",
    )
    op = operation(read, text)
    assert [n.kind for n in op.notices] == ["Filter Operators"]
    assert op.description == "- one"


def test_include_from_another_file(read: ReadText, tmp_path: "object") -> None:
    sample = PAGE[PAGE.index("```http!") : PAGE.index("## Sample response")]
    read(sample, "samples/request/lamp.md")
    text = PAGE.replace(sample, "[!include[sample request](../samples/request/lamp.md)]\n\n")
    page = read(text, "agent/lamp.md")
    assert page.diagnostics == ()
    assert page.operation is not None
    request = page.operation.samples[0]
    assert (request.source.file, request.source.line) == ("samples/request/lamp.md", 2)


def test_a_fragment_is_no_endpoint(read: ReadText) -> None:
    page = read("```http!\nPOST /api/v1/Lamp\n\n{}\n```\n")
    assert (page.kind, page.diagnostics) == (PageKind.OTHER, ())


def test_an_index_lists_its_pages(read: ReadText) -> None:
    text = "---\ntitle: Lamp_Agent\n---\n\n```http\n/api/v1/Lamp\n```\n\n* [POST Lamp](lamp.md)\n"
    page = read(text, "agent/index.md")
    assert (page.kind, page.title, page.diagnostics) == (PageKind.INDEX, "Lamp_Agent", ())
    assert [(e.title, e.target) for e in page.entries] == [("POST Lamp", "agent/lamp.md")]


@pytest.mark.parametrize(
    ("cell", "schema"),
    [
        ("Integer", Scalar(type="integer", format="int32")),
        ("int64", Scalar(type="integer", format="int64")),
        ("Boolean", Scalar(type="boolean")),
        ("double", Scalar(type="number", format="double")),
        ("date-time", Scalar(type="string", format="date-time")),
        ("Object", Object()),
        ("", Unknown()),
        ("ContactEntity", Reference(name="ContactEntity")),
        ("A.B.ContactEntity", Reference(name="ContactEntity")),
        ("Enum:  A ,B,, A", Enumeration(values=("A", "B"))),
    ],
)
def test_type_spellings(read: ReadText, cell: str, schema: object) -> None:
    op = operation(read, changed("| Name | string |", f"| Name | {cell} |"))
    assert op.responses[0].table[1].schema_ == schema


def test_query_and_fragment_of_the_request_line_are_no_path(read: ReadText) -> None:
    text = changed(
        "```http\nPOST /api/v1/Agents/Lamp/Switch\n```",
        "```http\nPOST https://x.org/api/v1/Lamp?$a={$a}\n```",
    )
    assert operation(read, text).path == "/api/v1/Lamp"


def test_a_section_table_under_an_unknown_heading_is_no_prose(read: ReadText) -> None:
    page = read(changed("## Query String Parameters", "## Knobs"))
    assert "DOC201" in codes(page.diagnostics)


def test_all_front_matter_is_kept(read: ReadText) -> None:
    op = operation(read, changed("uid:", "generated: true\ntopics:\n  - a\n  - 2\nuid:"))
    assert op.front_matter == (("generated", "true"), ("topics", "a, 2"))


def test_unknown_section_is_reported_not_lost_in_silence(read: ReadText) -> None:
    page = read(PAGE + "\n## Colophon\n\nSet in Garamond.\n")
    assert codes(page.diagnostics) == ["DOC201", "DOC201"]
    line = (PAGE + "\n").count("\n") + 1
    assert str(page.diagnostics[0].source) == f"page.md:{line}:1"
    assert "Colophon" in page.diagnostics[0].found
