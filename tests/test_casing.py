"""Names in every casing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.targets.casing import Scope, apply_case
from generator.targets.pack import Acronyms, Case, NameStyle


@pytest.mark.parametrize(
    ("name", "kept", "as_words"),
    [
        ("ContactId", "contactId", "contactId"),
        ("IDs", "ids", "ids"),
        ("ID", "id", "id"),
        ("CRMScriptId", "crmScriptId", "crmScriptId"),
        ("CRMScriptIDs", "crmScriptIDs", "crmScriptIds"),
        ("PersonID", "personID", "personId"),
        ("URLsOfPages", "urlsOfPages", "urlsOfPages"),
        ("XMLHttpRequest", "xmlHttpRequest", "xmlHttpRequest"),
        ("HTTPS", "https", "https"),
        ("iOSVersion", "iOSVersion", "iOsVersion"),
        ("A1Value", "a1Value", "a1Value"),
        ("x2nd", "x2nd", "x2nd"),
        ("SO-Language", "soLanguage", "soLanguage"),
        ("$select", "select", "select"),
        ("odata.nextLink", "odataNextLink", "odataNextLink"),
        ("already_snake_case", "alreadySnakeCase", "alreadySnakeCase"),
        ("IsOpen", "isOpen", "isOpen"),
        ("Über-Lampe", "uberLampe", "uberLampe"),
        ("灯", "unnamed", "unnamed"),
    ],
)
def test_camel_case(name: str, kept: str, as_words: str) -> None:
    assert apply_case(name, NameStyle(case="camelCase")) == kept
    assert apply_case(name, NameStyle(case="camelCase", acronyms="word")) == as_words


@pytest.mark.parametrize(
    ("case", "acronyms", "expected"),
    [
        ("PascalCase", "keep", "CRMScriptIDs"),
        ("PascalCase", "word", "CrmScriptIds"),
        ("snake_case", "word", "crm_script_ids"),
        ("kebab-case", "word", "crm-script-ids"),
        ("UPPER_CASE", "word", "CRM_SCRIPT_IDS"),
        ("flatcase", "word", "crmscriptids"),
    ],
)
def test_the_other_cases(case: Case, acronyms: Acronyms, expected: str) -> None:
    assert apply_case("CRMScriptIDs", NameStyle(case=case, acronyms=acronyms)) == expected


@given(st.text(max_size=100), st.sampled_from(["PascalCase", "camelCase", "snake_case"]))
def test_any_text_becomes_an_identifier(name: str, case: Case) -> None:
    for acronyms in ("keep", "word"):
        style = NameStyle(case=case, acronyms=acronyms)
        cased = apply_case(name, style)
        assert cased.isidentifier()
        assert cased.isascii()
        assert len(cased) <= 81


def test_names_that_cannot_be_used() -> None:
    style = NameStyle(case="snake_case", reserved_names=frozenset({"class"}), prefix="field_")
    assert apply_case("Class", style) == "class_"
    assert apply_case("2nd", style) == "field_2nd"
    assert apply_case("CON", NameStyle(case="snake_case", files=True)) == "con_"
    assert apply_case("Lamp", NameStyle(case="PascalCase", append="Resource")) == "LampResource"


def test_a_scope_gives_every_name_once() -> None:
    scope = Scope()
    assert [scope.reserve(name) for name in ("Lamp", "lamp", "Lamp", "Room")] == [
        "Lamp",
        "lamp_2",
        "Lamp_3",
        "Room",
    ]
