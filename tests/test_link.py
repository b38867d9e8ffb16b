"""What one page leaves open, the others tell; what none tells is said to be unknown."""

from pathlib import Path

import pytest
from conftest import ReadText
from linking import Corpus, answer_of, operation, page, properties, table
from pages import PAGE

from generator.diagnostics import Diagnostic
from generator.docs.type_cells import parse_type, write_type
from generator.link import link
from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Reference,
    Scalar,
    Schema,
    Unknown,
)


@pytest.fixture
def corpus(read: ReadText) -> Corpus:
    return Corpus(read)


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    return [d.code for d in diagnostics]


STRING, INT = Scalar(type="string"), Scalar(type="integer", format="int32")
LAMP = "Lamp\n" + table("Id | int32 |", "Name | string |", "Colour | Colour |")


def test_a_blank_type_is_the_model_that_another_page_explains(corpus: Corpus) -> None:
    linked = corpus.link(
        page("Get", response=LAMP),
        page("Save", request="request\n\nLamp\n\n" + table("Lamp | |"), response="int32"),
    )
    assert properties(linked, "SaveRequest") == {"Lamp": Reference(name="Lamp")}
    assert operation(linked, "Save").request_body is not None


def test_tables_of_one_model_are_merged(corpus: Corpus) -> None:
    linked = corpus.link(
        page("Get", response="Lamp\n" + table("Id | |", "Name | String |", "Seen | String |")),
        page(
            "Find", response="Lamp\n" + table("Id | int32 |", "Seen | date-time |", "New | bool |")
        ),
    )
    assert properties(linked, "Lamp") == {
        "Id": INT,
        "Name": STRING,
        "Seen": Scalar(type="string", format="date-time"),
        "New": Scalar(type="boolean"),
    }


def test_204_has_no_body_whatever_the_heading_says(corpus: Corpus) -> None:
    linked = corpus.link(page("Delete", response="Lamp", status="204", answer="null"))
    assert answer_of(linked, "Delete") is None
    assert codes(linked.diagnostics) == ["DOC204"]


def test_a_heading_that_is_printed_everywhere_is_not_believed(corpus: Corpus) -> None:
    wrong = "Colour\n"
    linked = corpus.link(
        page("Delete", response=wrong, status="204"),
        page("Reset", response=wrong, status="204"),
        page("Count", response=wrong, answer="7"),
        page("GetFuse", response=wrong + table("Ampere | int32 |"), summary="Gets a fuse."),
        page("GetColour", response="Colour\n" + table("Red | int32 |")),
    )
    assert answer_of(linked, "Count") == INT
    assert answer_of(linked, "GetFuse") == Reference(name="Fuse")
    assert properties(linked, "Colour") == {"Red": INT}
    assert codes(linked.diagnostics).count("DOC204") == 4


def test_array_items_come_from_the_table_or_the_sample(corpus: Corpus) -> None:
    linked = corpus.link(
        page("Get", response=LAMP),
        page("List", response="array\n" + table("Id | int32 |", "Name | string |")),
        page("Ids", response="array", answer="[1, 2]"),
        page("Names", response="Room\n" + table("Tags | array |"), answer='{"Tags": ["a"]}'),
    )
    assert answer_of(linked, "List") == Array(
        items=Reference(
            name="Lamp",
            provenance=answer_of(linked, "List").items.provenance,  # type: ignore[union-attr]
        )
    )
    ids = answer_of(linked, "Ids")
    assert isinstance(ids, Array)
    assert ids.items.model_copy(update={"provenance": None}) == INT
    assert properties(linked, "Room") == {"Tags": Array(items=STRING)}


def test_objects_with_data_for_keys_are_maps(corpus: Corpus) -> None:
    linked = corpus.link(
        page(
            "Get",
            response="Room\n" + table("Labels | object |", "Numbers | |", "Free | object |"),
            answer='{"Labels": {"Labels1": "a", "Labels2": "b"}, "Numbers": {"1": 2}, "Free": {}}',
        )
    )
    assert properties(linked, "Room") == {
        "Labels": Map(values=STRING),
        "Numbers": Map(values=INT),
        "Free": Object(),
    }


def test_a_date_typed_string_is_a_date_where_samples_show_one(corpus: Corpus) -> None:
    linked = corpus.link(
        page(
            "Find",
            request="request\n\nSince\n\n" + table("Since | String |"),
            response="int32",
            sent='{"Since": "2020-01-02T03:04:05.1234567+01:00"}',
        )
    )
    assert properties(linked, "FindRequest") == {"Since": Scalar(type="string", format="date-time")}


def test_a_plural_without_sample_is_an_array_of_what_one_is(corpus: Corpus) -> None:
    linked = corpus.link(
        page("Get", response="Lamp\n" + table("LampId | int32 |")),
        page("List", request="lampIds\n\nThe keys.", response="int32"),
    )
    body = operation(linked, "List").request_body
    assert body is not None
    assert isinstance(body.schema_, Array)
    assert body.schema_.items == INT
    assert body.schema_.provenance is not None
    assert body.schema_.provenance.rule == "link/plural_of_known_name"


def test_nobody_explains_it_so_it_is_an_explicit_unknown(corpus: Corpus) -> None:
    linked = corpus.link(page("Get", response=LAMP))
    named = {s.name: s for s in linked.api.schemas}
    assert isinstance(named["Colour"].schema_, Unknown)
    assert codes(linked.diagnostics) == ["DOC311"]
    assert "Colour" in linked.diagnostics[0].found


def test_a_list_of_what_nobody_explains_is_a_list_of_unknowns(corpus: Corpus) -> None:
    linked = corpus.link(page("Get", response="Lamp\n" + table("Shades | Shade[] |")))
    assert properties(linked, "Lamp") == {"Shades": Array(items=Reference(name="Shade"))}
    assert codes(linked.diagnostics) == ["DOC311"]


def test_groups_that_differ_in_casing_are_one(corpus: Corpus) -> None:
    linked = corpus.link(
        page("Get", response="int32"), page("Find", response="int32", tag="LAMPAgent")
    )
    assert [tag.name for tag in linked.api.tags] == ["LAMPAgent"]


def test_models_may_hold_themselves(corpus: Corpus) -> None:
    linked = corpus.link(
        page(
            "Get",
            response="Node\n" + table("Id | int32 |", "Children | array |", "Parent | Node |"),
            answer='{"Id": 1, "Children": [{"Id": 2, "Children": [], "Parent": null}]}',
        )
    )
    assert properties(linked, "Node")["Children"] == Array(items=Reference(name="Node"))
    assert properties(linked, "Node")["Parent"] == Reference(name="Node")


def test_an_object_no_page_names_is_named_for_its_property(corpus: Corpus) -> None:
    linked = corpus.link(
        page(
            "Get",
            response="Room\n" + table("Windows | array |"),
            answer='{"Windows": [{"Width": 1, "Open": true}]}',
        )
    )
    assert properties(linked, "Room") == {"Windows": Array(items=Reference(name="Window"))}
    assert properties(linked, "Window") == {"Width": INT, "Open": Scalar(type="boolean")}


def test_the_name_of_a_mentioned_model_is_not_given_away(corpus: Corpus) -> None:
    linked = corpus.link(
        page("Other", response="Wall\n" + table("Main | Window |", "Height | int32 |")),
        page(
            "Get",
            response="Room\n" + table("Windows | array |"),
            answer='{"Windows": [{"Width": 1, "Open": true}]}',
        ),
    )
    assert properties(linked, "Room") == {"Windows": Array(items=Reference(name="RoomWindow"))}


def test_sample_values_never_matter(read: ReadText, tmp_path: Path) -> None:
    other = PAGE.replace('"Name": "Hall"', '"Name": "Attic"').replace('"Id": 7', '"Id": 123456')
    one, two = link([read(PAGE)]), link([read(other)])
    assert one.api.schemas == two.api.schemas


def test_enumerations_are_kept(corpus: Corpus) -> None:
    linked = corpus.link(page("Get", response="Lamp\n" + table("State | Enum: On, Off |")))
    assert properties(linked, "Lamp") == {"State": Enumeration(values=("On", "Off"))}


def test_an_object_that_leaves_out_what_only_the_server_sets_is_the_same_model(
    corpus: Corpus,
) -> None:
    linked = corpus.link(
        page("Get", response="array", answer='[{"Width": 1, "Open": true, "Id": 7}]'),
        page(
            "Save",
            request="request\n\nWindows\n\n" + table("Windows | array |"),
            response="int32",
            sent='{"Windows": [{"Width": 1, "Open": true}]}',
        ),
    )
    saved = properties(linked, "SaveRequest")["Windows"]
    assert isinstance(saved, Array)
    assert isinstance(saved.items, Reference)
    assert set(properties(linked, saved.items.name)) == {"Width", "Open", "Id"}
    assert [s.name for s in linked.api.schemas] == sorted(["SaveRequest", saved.items.name])


def test_an_anonymous_table_is_called_what_its_text_calls_it(corpus: Corpus) -> None:
    rows = table("Id | int32 | The key of the WallSwitch", "Kind | string | Kind of the WallSwitch")
    linked = corpus.link(
        page("GetAll", response="array\n" + rows),
        page(
            "GetOne",
            response="\n" + table("Volt | int32 |", "Phase | int32 |"),
            summary="Gets a FuseBox object.",
        ),
        page("Room", response="Room\n" + table("Switch | WallSwitch |", "Box | FuseBox |")),
    )
    assert set(properties(linked, "WallSwitch")) == {"Id", "Kind"}
    assert set(properties(linked, "FuseBox")) == {"Volt", "Phase"}
    assert codes(linked.diagnostics) == []


def test_several_properties_of_one_shape_share_what_their_names_share(corpus: Corpus) -> None:
    shape = '{"Start": 1, "Rule": "a"}'
    linked = corpus.link(
        page(
            "Get",
            response="Zone\n" + table("SummerTimeRule | object |", "WinterTimeRule | object |"),
            answer=f'{{"SummerTimeRule": {shape}, "WinterTimeRule": {shape}}}',
        )
    )
    assert properties(linked, "Zone") == {
        "SummerTimeRule": Reference(name="TimeRule"),
        "WinterTimeRule": Reference(name="TimeRule"),
    }


def test_where_two_want_one_name_neither_has_it_alone(corpus: Corpus) -> None:
    room = page(
        "GetRoom",
        response="Room\n" + table("Doors | array |"),
        answer='{"Doors": [{"Width": 1, "Open": true}]}',
    )
    car = page(
        "GetCar",
        response="Car\n" + table("Doors | array |"),
        answer='{"Doors": [{"Side": "a", "Window": true, "Lock": 1}]}',
    )
    assert properties(corpus.link(room), "Room") == {"Doors": Array(items=Reference(name="Door"))}
    both = corpus.link(room, car)
    assert properties(both, "Room") == {"Doors": Array(items=Reference(name="RoomDoor"))}
    assert properties(both, "Car") == {"Doors": Array(items=Reference(name="CarDoor"))}


def test_request_objects_of_two_groups_are_told_apart_by_the_group(corpus: Corpus) -> None:
    argument = "request\n\nId\n\n" + table("Id | int32 |")
    one = page("Merge", request=argument, response="int32")
    other = page(
        "Merge", request=argument, response="int32", tag="DoorAgent", path="Agents/Door/Merge"
    )
    assert [s.name for s in corpus.link(one).api.schemas] == ["MergeRequest"]
    assert [s.name for s in corpus.link(one, other).api.schemas] == [
        "DoorAgentMergeRequest",
        "LampAgentMergeRequest",
    ]


def test_a_json_patch_is_known_by_its_members(corpus: Corpus) -> None:
    linked = corpus.link(
        page(
            "Patch",
            request="changes",
            response="int32",
            sent='[{"op": "add", "path": "/a", "value": 1}]',
        )
    )
    body = operation(linked, "Patch").request_body
    assert body is not None
    assert isinstance(body.schema_, Array)
    assert isinstance(body.schema_.items, Reference)
    assert body.schema_.items.name == "JsonPatch"


def test_rows_of_an_odata_answer_are_maps_by_column(corpus: Corpus) -> None:
    linked = corpus.link(
        page(
            "Find",
            response="Answer\n" + table("odata.nextLink | string |", "value | array |"),
            answer='{"odata.nextLink": "/x", "value": [{"PrimaryKey": 1, "name": "a"}]}',
        )
    )
    value = properties(linked, "Answer")["value"]
    assert isinstance(value, Array)
    assert isinstance(value.items, Map)


def test_a_body_without_table_and_sample_is_what_its_namesake_is(corpus: Corpus) -> None:
    linked = corpus.link(
        page(
            "Run",
            request="request\n\nParameters\n\n" + table("Parameters | object |"),
            response="int32",
            sent='{"Parameters": {"Parameters1": "a", "Parameters2": "b"}}',
        ),
        page("Run", request="parameters", response="int32", tag="Script", path="Script/Run"),
    )
    body = next(op for op in linked.api.operations if op.tag == "Script").request_body
    assert body is not None
    assert isinstance(body.schema_, Map)
    assert body.schema_.values == STRING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For example { 'lamp': 'on', 'volt': 7 }", Map(values=Unknown())),
        ("For example ['SR_YES', 'SR_NO']", Array(items=STRING)),
        ("The plan as XML.", STRING),
        ("Whatever.", Unknown(written="stuff")),
    ],
)
def test_a_description_may_show_a_type(corpus: Corpus, text: str, expected: Schema) -> None:
    linked = corpus.link(page("Send", request=f"stuff\n\n{text}\n", response="int32"))
    body = operation(linked, "Send").request_body
    assert body is not None
    assert body.schema_.model_copy(update={"provenance": None}) == expected


def test_dates_are_dates_although_samples_show_any_text(corpus: Corpus) -> None:
    linked = corpus.link(
        page(
            "Get",
            response="Lamp\n" + table("OffDates | array | Each is a DateTime.", "Tags | array |"),
            answer='{"OffDates": ["et"], "Tags": ["ut"]}',
        )
    )
    date_time = Scalar(type="string", format="date-time")
    assert properties(linked, "Lamp") == {
        "OffDates": Array(items=date_time),
        "Tags": Array(items=STRING),
    }


def test_a_null_in_one_sample_is_settled_by_another_page(corpus: Corpus) -> None:
    rows = "Lamp\n" + table("Room | |", "Tags | array |")
    linked = corpus.link(
        page("Get", response=rows, answer='{"Room": null, "Tags": null}'),
        page("Find", response=rows, answer='{"Room": 7, "Tags": ["a"]}'),
    )
    assert properties(linked, "Lamp") == {"Room": INT, "Tags": Array(items=STRING)}


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
