"""Properties of linking that a pair of pages and model cannot show; see ``cases/`` for the rest."""

from conftest import ReadText
from pages import PAGE

from generator.docs.type_cells import parse_type, write_type
from generator.link import link
from generator.link.facts import Facts


def test_sample_values_never_matter(read: ReadText) -> None:
    other = PAGE.replace('"Name": "Hall"', '"Name": "Attic"').replace('"Id": 7', '"Id": 123456')
    one, two = link([read(PAGE)]), link([read(other)])
    assert one.api.schemas == two.api.schemas


def test_types_can_be_written_back_into_a_cell() -> None:
    for written in (
        "int32",
        "int64",
        "double",
        "bool",
        "string",
        "date-time",
        "Lamp",
        "Lamp[]",
        "int32[][]",
        "dictionary<string, Lamp[]>",
        "Enum: On, Off",
        "array",
        "object",
    ):
        schema = parse_type(written)
        assert schema is not None
        assert write_type(schema) == written


def test_a_model_without_a_name_is_never_one_that_was_merged() -> None:
    """Placeholders are not given twice: the second model would have the properties of the first."""
    facts = Facts([])
    first, second = facts.anonymous(), facts.anonymous()
    del facts.models[first.name]
    assert facts.anonymous() is not second
