"""Nodes are equal if their content is; their places in the docs make no difference."""

from generator.diagnostics import Diagnostic
from generator.model import Array, Object, Property, Provenance, Scalar, Source

HERE, THERE = Source("a.md", 3), Source("b.md", 40, 2)
INT = Scalar(type="integer", format="int32")


def test_places_and_provenance_make_no_difference() -> None:
    one = Property(name="Id", schema=INT, source=HERE)
    shown = INT.model_copy(update={"provenance": Provenance(rule="samples", sources=(THERE,))})
    other = Property(name="Id", schema=shown, source=THERE)
    assert one == other
    assert hash(one) == hash(other)
    assert {Object(properties=(one,)): 1}[Object(properties=(other,))] == 1


def test_everything_else_does() -> None:
    one = Property(name="Id", schema=INT, source=HERE)
    assert one != one.model_copy(update={"required": True})
    assert one != one.model_copy(update={"schema_": Array(items=INT)})
    assert INT.model_copy(update={"disputed": True}) != INT
    assert INT != "integer"


def test_a_diagnostic_is_about_its_place() -> None:
    one = Diagnostic(code="DOC204", source=HERE, found="List")
    other = Diagnostic(code="DOC204", source=THERE, found="List")
    assert one != other
    assert len({one, other}) == 2


def test_places_are_written_as_far_as_is_asked() -> None:
    shown = INT.model_copy(update={"provenance": Provenance(rule="samples", sources=(THERE,))})
    row = Property(name="Id", schema=shown, source=HERE)
    plain = row.model_dump_json()
    assert plain == row.model_dump_json(context="all")
    assert '"line":40' in plain
    assert '"source":"a.md"' in row.model_dump_json(context="files")
    assert "line" not in row.model_dump_json(context="files")
    assert ".md" not in row.model_dump_json(context="none")
    assert Property.model_validate_json(plain).model_dump_json() == plain
