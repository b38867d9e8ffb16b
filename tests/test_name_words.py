"""Words in names: their singulars, and what the name of an operation is about."""

import pytest

from generator.link.name_candidates import result_name
from generator.link.name_words import singular


@pytest.mark.parametrize(
    ("plural", "wanted"),
    [("lenses", "lens"), ("Lenses", "Lens"), ("licenses", "license"), ("responses", "response")],
)
def test_a_singular(plural: str, wanted: str) -> None:
    assert singular(plural) == wanted


@pytest.mark.parametrize(
    ("operation", "wanted"),
    [
        ("CreateOrUpdateCustomer", "Customer"),
        ("Lenses_CreateOrUpdateLenses", "Lens"),
        ("GetTicketsByOwner", "Ticket"),
    ],
)
def test_what_an_operation_is_about(operation: str, wanted: str) -> None:
    assert result_name(operation) == wanted
