"""Every decision can be explained, and what speaks against it is told where it stands."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ReadText
from linking import Corpus, page, table

from generator.diagnostics import Diagnostic
from generator.link.explain import NotFoundError, explain

RIGHT = "Room\n" + table("Lamp | Lamp |", "Height | double |")
WRONG = "Room\n" + table("Lamp | Colour |", "Height | double |")
COLOUR = "Colour\n"


@pytest.fixture
def corpus(read: ReadText) -> Corpus:
    return Corpus(read)


def line_of(text: str, needle: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if needle in line)


def only(diagnostics: list[Diagnostic], code: str) -> list[Diagnostic]:
    return [d for d in diagnostics if d.code == code]


def test_a_property_is_explained_with_all_that_speaks_for_and_against(corpus: Corpus) -> None:
    pages = [
        page("Get", response=RIGHT, answer='{\n  "Lamp": {"Id": 1},\n  "Height": 2.5\n}'),
        page("Find", response=RIGHT),
        page("Save", response=WRONG),
        page("GetLamp", response="Lamp\n" + table("Id | int32 |")),
        page("GetColour", response="Colour\n" + table("Red | int32 |")),
    ]
    told = explain(corpus.link(*pages).decisions, "room.lamp")
    decision = told.decisions[0]
    assert (told.kind, decision.place, decision.type) == ("property", "Room.Lamp", "Lamp")
    assert decision.decided_by == "link/own_rows"
    seen = [(e.statement, e.supports, e.count, str(e.sources[0])) for e in decision.evidence]
    cell = line_of(pages[0], "| Lamp | Lamp")
    shown = line_of(pages[0], '"Lamp": {')
    assert seen == [
        ("table cell `Lamp`", True, 2, f"0.md:{cell}:10"),
        ("sample {Id}", True, 1, f"0.md:{shown}:3"),
        ("table cell `Colour`", False, 1, f"2.md:{cell}:10"),
    ]


def test_a_contradiction_names_the_page_and_what_it_should_say(corpus: Corpus) -> None:
    lamp = '{"Lamp": {"Id": 1}, "Height": 2.5}'
    linked = corpus.link(
        page("Get", response=RIGHT, answer=lamp),
        page("Save", response=WRONG),
        page("GetLamp", response="Lamp\n" + table("Id | int32 |")),
        page("GetColour", response="Colour\n" + table("Red | int32 |")),
    )
    (found,) = only(linked.diagnostics, "DOC305")
    assert found.source.file == "1.md"
    assert (found.found, found.expected) == ("`Colour` for Room.Lamp", "Lamp")


def test_a_heading_that_is_wrong_is_told_what_it_should_say(corpus: Corpus) -> None:
    linked = corpus.link(
        page("Delete", response=COLOUR, status="204"),
        page("Reset", response=COLOUR, status="204"),
        page("Names", response=COLOUR, answer='["a"]'),
    )
    expected = {d.source.file: d.expected for d in only(linked.diagnostics, "DOC204")}
    nothing = "no type, as a 204 has no body"
    assert expected == {"0.md": nothing, "1.md": nothing, "2.md": "string[]"}


def test_a_sample_that_its_own_table_rules_out_is_told(corpus: Corpus) -> None:
    text = page("Get", response="Lamp\n" + table("Id | int32 |"), answer='{"Id": "seven"}')
    linked = corpus.link(text)
    (found,) = only(linked.diagnostics, "DOC306")
    assert (found.found, found.expected) == ("string for Lamp.Id", "int32")
    assert found.source.line == line_of(text, '"seven"')


def test_what_goes_by_name_alone_is_told_as_weak(corpus: Corpus) -> None:
    linked = corpus.link(
        page("Get", response="Lamp\n" + table("LampId | int32 |")),
        page("List", request="lampIds\n\nThe keys.", response="int32"),
    )
    (found,) = only(linked.diagnostics, "DOC307")
    assert found.source.file == "1.md"
    assert "int32[]" in found.done


def test_an_agreement_of_others_shows_the_others(corpus: Corpus) -> None:
    linked = corpus.link(
        page("GetA", response="A\n" + table("Height | double |", "Id | int32 |")),
        page("GetB", response="B\n" + table("Height | double |", "Name | string |")),
        page("GetC", response="C\n" + table("Height | |", "Colour | string |")),
    )
    decision = explain(linked.decisions, "C.Height").decisions[0]
    assert (decision.type, decision.decided_by) == ("double", "link/row_agreement")
    assert [(e.statement, e.count) for e in decision.evidence] == [
        ("table cell `double` of other models", 2)
    ]


def test_an_operation_is_explained_body_by_body(corpus: Corpus) -> None:
    linked = corpus.link(
        page("Reset", request="request\n\nId\n\n" + table("Id | int32 |"), status="204"),
        page("Delete", response="Colour\n", status="204"),
    )
    request, response = explain(linked.decisions, "Reset").decisions
    assert (request.place, request.type) == ("request body", "ResetRequest")
    assert (response.place, response.type) == ("response 204", "no type")
    (response,) = explain(linked.decisions, "v1LampAgent_Delete").decisions
    assert response.decided_by == "link/no_content"
    assert [(e.statement, e.supports) for e in response.evidence] == [
        ("status 204", True),
        ("heading `Colour`", False),
    ]


def test_a_model_is_explained_with_its_properties_and_its_name(corpus: Corpus) -> None:
    linked = corpus.link(
        page(
            "Get",
            response="Room\n" + table("Windows | array |"),
            answer='{"Windows": [{"Width": 1, "Open": true}]}',
        )
    )
    told = explain(linked.decisions, "Window")
    assert told.kind == "model"
    assert "no page names it" in told.summary
    assert [(v.place, v.type) for v in told.decisions] == [
        ("Window.Width", "int32"),
        ("Window.Open", "bool"),
    ]
    assert any("`Window` by the property of Room" in e.statement for e in told.evidence)


def test_a_model_that_is_only_mentioned_is_explained_as_such(corpus: Corpus) -> None:
    linked = corpus.link(page("Get", response="Room\n" + table("Lamp | Lamp |")))
    told = explain(linked.decisions, "Lamp")
    assert "explained nowhere" in told.summary
    assert told.evidence[0].count == 1


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Room.Lmap", "did you mean Room.Lamp"),
        ("Rom", "did you mean Room"),
        ("Get", "there are v1DoorAgent_Get, v1LampAgent_Get"),
        ("zzz", "no such property, model or operation"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(
    corpus: Corpus, asked: str, answer: str
) -> None:
    linked = corpus.link(
        page("Get", response=RIGHT),
        page("Get", response=RIGHT, tag="DoorAgent", path="Agents/Door/Get"),
    )
    with pytest.raises(NotFoundError, match=answer):
        explain(linked.decisions, asked)


def test_the_command_tells_the_same_as_text_and_as_json(tmp_path: Path) -> None:
    (tmp_path / "get.md").write_text(page("Get", response=RIGHT), "utf-8")
    (tmp_path / "save.md").write_text(page("Save", response=WRONG), "utf-8")
    (tmp_path / "lamp.md").write_text(
        page("GetLamp", response="Lamp\n" + table("Id | int32 |")), "utf-8"
    )
    command = [sys.executable, "-m", "generator", "explain", "Room.Lamp", str(tmp_path)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert text.startswith("Room.Lamp: Lamp\n\n  decided by  link/")
    assert "against     1  table cell `Colour`" in text
    assert "DOC305" in text
    found = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    decision = json.loads(found.stdout)["decisions"][0]
    assert decision["type"] == "Lamp"
    assert {e["supports"] for e in decision["evidence"]} == {True, False}
    missing = subprocess.run([*command[:4], "Rom", str(tmp_path)], capture_output=True, text=True)
    assert missing.returncode == 2
    assert "did you mean Room?" in missing.stderr
