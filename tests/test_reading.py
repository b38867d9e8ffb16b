"""The places that nodes of the model are from. ``cases/`` has what is read."""

from conftest import ReadText
from pages import PAGE

from generator.model import Operation


def operation(read: ReadText, text: str) -> Operation:
    page = read(text)
    assert page.operation is not None, page.diagnostics
    return page.operation


def test_sources_point_at_the_type_cell(read: ReadText) -> None:
    op = operation(read, PAGE)
    seen = op.responses[0].table[2].source
    assert seen is not None
    line = PAGE.split("\n")[seen.line - 1]
    assert line[seen.column - 1 :].startswith("date-time")
    heading = op.responses[0].heading_source
    assert heading is not None
    assert PAGE.split("\n")[heading.line - 1][heading.column - 1 :] == "Lamp"


def test_the_line_of_a_sample_body(read: ReadText) -> None:
    lines = [sample.body_line for sample in operation(read, PAGE).samples]
    assert [PAGE.split("\n")[line - 1] for line in lines] == ["{", "{"]


def test_an_included_sample_keeps_its_own_file_and_line(read: ReadText) -> None:
    sample = PAGE[PAGE.index("```http!") : PAGE.index("## Sample response")]
    read(sample, "samples/request/lamp.md")
    text = PAGE.replace(sample, "[!include[sample request](../samples/request/lamp.md)]\n\n")
    page = read(text, "agent/lamp.md")
    assert page.diagnostics == ()
    assert page.operation is not None
    request = page.operation.samples[0]
    assert (request.source.file, request.source.line) == ("samples/request/lamp.md", 2)
