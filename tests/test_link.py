"""What one page leaves open, the others tell; what none tells is said to be unknown."""

from pathlib import Path

import pytest
from conftest import ReadText
from pages import PAGE

from generator.diagnostics import Diagnostic
from generator.link import Linked, link
from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Operation,
    Property,
    Reference,
    Scalar,
    Schema,
    Unknown,
)

HEAD = """\
---
title: {method} {path}
uid: v1{tag}_{name}
---

```http
{method} /api/v1/{path}
```

{summary}

## Request Headers

| Parameter Name | Description |
|---|---|
| Content-Type | `application/json` |
| Accept | `application/json` |
"""


def page(
    name: str,
    *,
    request: str = "",
    response: str = "",
    status: str = "200",
    summary: str = "",
    sent: str = "",
    answer: str = "",
    tag: str = "LampAgent",
    path: str = "",
) -> str:
    text = HEAD.format(
        method="POST", path=path or f"Agents/Lamp/{name}", tag=tag, name=name, summary=summary
    )
    if request:
        text += f"\n## Request Body: {request}\n"
    heading, _, table = response.partition("\n")
    text += (
        f"\n## Response:\n\n| Response | Description |\n|---|---|\n| {status} | OK |\n"
        f"\n### Response body: {heading}\n\n{table}\n"
    )
    json = "Content-Type: application/json"
    if sent:
        text += f"\n## Sample request\n\n```http!\nPOST /x\n{json}\n\n{sent}\n```\n"
    if answer:
        text += f"\n## Sample response\n\n```http_\nHTTP/1.1 {status} OK\n{json}\n\n{answer}\n```\n"
    return text


def table(*rows: str) -> str:
    return "| Property Name | Type | Description |\n|---|---|---|\n" + "\n".join(
        f"| {row} |" for row in rows
    )


class Corpus:
    """Pages, linked."""

    def __init__(self, read: ReadText) -> None:
        self._read = read

    def link(self, *pages: str) -> Linked:
        return link([self._read(text, f"{number}.md") for number, text in enumerate(pages)])


@pytest.fixture
def corpus(read: ReadText) -> Corpus:
    return Corpus(read)


def operation(linked: Linked, name: str) -> Operation:
    return next(op for op in linked.api.operations if op.operation_id.endswith(f"_{name}"))


def answer_of(linked: Linked, name: str) -> Schema | None:
    schema = operation(linked, name).responses[0].schema_
    return schema.model_copy(update={"provenance": None}) if schema else None


def properties(linked: Linked, name: str) -> dict[str, Schema]:
    named = next(s for s in linked.api.schemas if s.name == name).schema_
    assert isinstance(named, Object)
    return {p.name: bare(p) for p in named.properties}


def bare(item: Property) -> Schema:
    schema = item.schema_.model_copy(update={"provenance": None})
    match schema:
        case Array(items=inner):
            return Array(items=inner.model_copy(update={"provenance": None}))
        case Map(values=inner):
            return Map(values=inner.model_copy(update={"provenance": None}))
    return schema


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
    assert body.schema_.provenance.rule == "link/namesakes"


def test_nobody_explains_it_so_it_is_an_explicit_unknown(corpus: Corpus) -> None:
    linked = corpus.link(page("Get", response=LAMP))
    named = {s.name: s for s in linked.api.schemas}
    assert isinstance(named["Colour"].schema_, Unknown)
    assert codes(linked.diagnostics) == ["DOC311"]
    assert "Colour" in linked.diagnostics[0].found


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
