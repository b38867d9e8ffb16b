"""What linking decides for targets: paging, merge patches, conditions, arguments, short names."""

from pathlib import Path

import pytest
from conftest import ReadText
from linking import Corpus, operation, page, table
from pages import PAGE

from generator.docs import PageFile, load_page, read_page
from generator.docs.layout import load_layout
from generator.docs.operation_ids import ending_of, method_without_tag, tag_of
from generator.link import link
from generator.model import Argument, Paging, Scalar


@pytest.fixture
def corpus(read: ReadText) -> Corpus:
    return Corpus(read)


NEXT_LINK = "Lamps\n" + table("value|array|", "odata.nextLink|string|")


def test_a_list_beside_a_next_link_is_paged(corpus: Corpus) -> None:
    linked = corpus.link(page("GetAll", response=NEXT_LINK).replace("POST", "GET"))
    paging = operation(linked, "GetAll").paging
    assert isinstance(paging, Paging)
    assert (paging.page, paging.items, paging.link) == ("Lamps", "value", "odata.nextLink")


@pytest.mark.parametrize(
    "text",
    [
        page("GetAll", response=NEXT_LINK),
        page("GetAll", response=NEXT_LINK.replace("odata.nextLink", "next")).replace("POST", "GET"),
        page("GetAll", response=NEXT_LINK.replace("value", "items")).replace("POST", "GET"),
    ],
    ids=["a POST", "another link", "another list"],
)
def test_what_is_not_paged(corpus: Corpus, text: str) -> None:
    assert operation(corpus.link(text), "GetAll").paging is None


ROWS = "Rows\n" + table("RowCount|int32|", "ArchiveRows|array|", "Columns|array|")
SIZE = ("PageSize|Integer|", "Filter|String|")


@pytest.mark.parametrize(
    ("response", "paging"),
    [
        (ROWS, ("Rows", "ArchiveRows", "PageNumber", "RowCount")),
        (ROWS.replace("int32", "string"), ("Rows", "ArchiveRows", "PageNumber", "")),
        ("array\n" + table("Key|int32|"), ("", "", "PageNumber", "")),
    ],
    ids=["rows and their count", "no count", "nothing but rows"],
)
def test_a_list_of_which_a_page_is_asked_for_by_number(
    corpus: Corpus, response: str, paging: tuple[str, ...]
) -> None:
    request = "request\n" + table("PageNumber|Integer|", *SIZE)
    found = operation(corpus.link(page("Find", request=request, response=response)), "Find").paging
    assert found
    assert (found.page, found.items, found.number, found.total) == paging
    assert (found.first, found.link) == (0, "")


@pytest.mark.parametrize(
    ("rows", "response"),
    [
        (("PageNumber|String|", *SIZE), ROWS),
        (("PageNumber|Integer|", "Filter|String|"), ROWS),
        (("PageNumber|Integer|", *SIZE), ROWS.replace("ArchiveRows", "Others")),
        (("PageNumber|Integer|", *SIZE), "Book\n" + table("Title|string|")),
    ],
    ids=["a text", "no size", "another list", "no list"],
)
def test_what_has_a_page_number_and_is_not_paged(
    corpus: Corpus, rows: tuple[str, ...], response: str
) -> None:
    text = page("Find", request="request\n" + table(*rows), response=response)
    assert operation(corpus.link(text), "Find").paging is None


@pytest.mark.parametrize(
    ("paging", "paged"),
    [
        ('{ items = "rows", next_link = "Next" }', True),
        ('{ items = "rows", next_link = "odata.nextLink" }', False),
        ('{ items = "value", next_link = "next" }', False),
    ],
)
def test_the_layout_names_what_is_paged(tmp_path: Path, paging: str, paged: bool) -> None:
    layout = tmp_path / "own.toml"
    layout.write_text(f'extends = "superoffice"\npaging = {paging}\n')
    written = tmp_path / "page.md"
    response = "Lamps\n" + table("rows|array|", "next|string|")
    written.write_text(page("GetAll", response=response).replace("POST", "GET"))
    found = read_page(load_page(PageFile(written, "page.md"), tmp_path), load_layout(str(layout)))
    assert bool(operation(link([found]), "GetAll").paging) == paged


def patch(method: str = "PATCH", more: str = "", sent: str = '[{"op": "replace"}]') -> str:
    text = page(
        "PatchLamp", request="changes", response="", sent=sent, summary=f"Changes.\n\n{more}"
    )
    return text.replace("POST", method)


@pytest.mark.parametrize(
    ("text", "accepts"),
    [
        (patch(), False),
        (patch(more="It takes a JSON Merge\nPatch as well."), True),
        (patch(more="See merge-patch."), True),
        (patch().replace("| `application/json` |", "| `application/merge-patch+json` |", 1), True),
        (patch(method="PUT", more="It takes a JSON merge patch."), False),
        (patch(more="It takes a JSON merge patch.", sent='{"Name": "x"}'), False),
        (patch(more="Emerge patches."), False),
    ],
)
def test_a_merge_patch_where_the_page_speaks_of_it(
    corpus: Corpus, text: str, accepts: bool
) -> None:
    body = operation(corpus.link(text), "PatchLamp").request_body
    assert body
    assert body.accepts_merge_patch is accepts


def with_statuses(*statuses: str) -> str:
    rows = "".join(f"| {status} | Text |\n" for status in statuses)
    return page("GetLamp").replace("| 200 | OK |\n", f"| 200 | OK |\n{rows}")


def test_statuses_imply_conditions(corpus: Corpus) -> None:
    found = operation(corpus.link(with_statuses("304", "412")), "GetLamp")
    assert [p.name for p in found.conditions] == ["If-Modified-Since", "If-Unmodified-Since"]
    assert {p.schema_ for p in found.conditions} == {Scalar(type="string", format="date-time")}
    assert [a.name for a in found.arguments if a.location == "header"][-2:] == [
        "If-Modified-Since",
        "If-Unmodified-Since",
    ]


def test_a_header_that_the_page_lists_is_no_condition(corpus: Corpus) -> None:
    text = with_statuses("304").replace("| Accept |", "| if-modified-since | Since |\n| Accept |")
    assert operation(corpus.link(text), "GetLamp").conditions == ()
    assert operation(corpus.link(with_statuses("404")), "GetLamp").conditions == ()


def test_the_arguments_that_a_request_object_wraps(corpus: Corpus) -> None:
    found = operation(corpus.link(PAGE), "Switch")
    assert [a for a in found.arguments if a.location != "header"] == [
        Argument(location="property", name="LampId", required=False),
        Argument(location="property", name="State", required=False),
        Argument(location="query", name="$select", required=False),
    ]


def test_the_only_argument_is_required(corpus: Corpus) -> None:
    text = PAGE.replace("| State | Enum: On, Off, Blinking  | What it shall do |\n", "")
    found = operation(corpus.link(text.replace("LampId, State", "LampId")), "Switch")
    assert found.arguments[0] == Argument(location="property", name="LampId", required=True)


def test_short_names_of_operations(corpus: Corpus) -> None:
    linked = corpus.link(
        page("GetLampEntity", tag="LampEntity", path="Lamp/{id}"),
        page("Lists", tag="LampEntity", path="Lamp/Lists"),
        page("ListsLampEntity", tag="LampEntity", path="Lamp/All"),
    )
    assert {op.operation_id: op.short_name for op in linked.api.operations} == {
        "v1LampEntity_GetLampEntity": "Get",
        "v1LampEntity_Lists": "Lists",
        "v1LampEntity_ListsLampEntity": "ListsLampEntity",
    }


def test_one_of_two_tags_gets_the_short_name(corpus: Corpus) -> None:
    linked = corpus.link(
        page("Switch", tag="LampAgent"),
        page("GetLampEntity", tag="LampEntity", path="Lamp"),
        page("Light", tag="CandleAgent", path="Candle"),
        page("Get", tag="Agent", path="Agent"),
    )
    assert {t.name: (t.short_name, t.contested_name) for t in linked.api.tags} == {
        "Agent": ("Agent", ""),
        "CandleAgent": ("Candle", ""),
        "LampAgent": ("LampAgent", "Lamp"),
        "LampEntity": ("Lamp", ""),
    }


@pytest.mark.parametrize(
    ("operation_id", "path", "tag"),
    [
        ("v1BatchAgent_StartBatchJob", "/api/v1/Agents/Batch/Start", "BatchAgent"),
        ("vatAgent_Get", "/x", "vatAgent"),
        ("Get_api_Contact", "/api/Contact/{id}", "api"),
        ("Get", "/Contact/{id}", "Contact"),
        ("Get", "/{id}", "Default"),
    ],
)
def test_the_tag_of_an_id(operation_id: str, path: str, tag: str) -> None:
    assert tag_of(operation_id, path) == tag


def test_parts_of_ids_and_tags() -> None:
    assert method_without_tag("v1ContactEntity_GetContactEntity", "ContactEntity") == "Get"
    assert method_without_tag("v1Contact_Contact", "Contact") == "Contact"
    assert method_without_tag("Ping", "Default") == "Ping"
    endings = ("Entity", "Agent")
    assert [ending_of(tag, endings) for tag in ("LampAgent", "Lamp", "Agent")] == ["Agent", "", ""]


@pytest.mark.parametrize(
    ("rows", "description"),
    [
        (("Lens|LampLens|LampLens is the glass.",), "LampLens is the glass."),
        (("A|LampLens|LampLens is glass.", "B|LampLens|The glass."), "LampLens is glass."),
        (("A|LampLens|LampLens is glass.", "B|LampLens|The other LampLens"), ""),
        (("Lens|LampLens|The glass of the lamp.",), ""),
        (("Lens|LampLens|See Lamps.LampLens.Id for it.",), ""),
        (("Lens|LampLens|",), ""),
    ],
    ids=["names it", "another does not", "others say else", "about the property", "a path", "none"],
)
def test_what_properties_say_of_a_model(
    corpus: Corpus, rows: tuple[str, ...], description: str
) -> None:
    linked = corpus.link(
        page("GetLamp", response="Lamp\n" + table(*rows)),
        page("GetLens", response="LampLens\n" + table("Id|int32|")),
    )
    (lens,) = (schema for schema in linked.api.schemas if schema.name == "LampLens")
    assert lens.description == description


def test_one_word_is_no_name_of_a_model(corpus: Corpus) -> None:
    linked = corpus.link(
        page("GetLamp", response="Lamp\n" + table("Lens|Lens|Lens of the lamp")),
        page("GetLens", response="Lens\n" + table("Id|int32|")),
    )
    (lens,) = (schema for schema in linked.api.schemas if schema.name == "Lens")
    assert lens.description == ""
