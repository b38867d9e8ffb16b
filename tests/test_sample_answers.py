"""What test kits answer with: samples that fit, without secrets, else values that are made up."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, ReadText
from pages import PAGE, changed

from generator.config import Settings
from generator.incremental.session import build
from generator.incremental.store import Cache
from generator.link import link
from generator.model import (
    Array,
    Enumeration,
    Map,
    Object,
    Property,
    Reference,
    Scalar,
    Schema,
    Union,
    Unknown,
)
from generator.targets.made_values import conforms, made_value
from generator.targets.sample_answers import LONGEST, sample_answers
from generator.targets.sample_secrets import HIDDEN, masked, without_secrets

SAMPLE = """{
  "Id": 3,
  "Name": "Desk"
}"""
MADE_UP = {"Id": 1, "Name": "Name", "Seen": "2024-01-31T12:00:00Z"}


def answer_of(read: ReadText, body: str, page: str = PAGE, from_samples: bool = True) -> Any:
    text = re.sub(r"(?<=## Sample response\n).*", "", page, flags=re.DOTALL)
    text += f"\n```http_\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{body}\n```\n"
    (answer,) = sample_answers(link([read(text)]).api, from_samples).values()
    assert answer.isascii()
    assert "\n" not in answer
    return json.loads(answer)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (SAMPLE, {"Id": 3, "Name": "Desk"}),
        (SAMPLE.replace("\n}", "\n  // and more\n}"), {"Id": 3, "Name": "Desk"}),
        ('{"Id": 3, "Name": "\\u202eDesk"}', {"Id": 3, "Name": "\u202eDesk"}),
        ('{"Seen": "2024-05-06T07:08:09.1234567Z"}', {"Seen": "2024-05-06T07:08:09.1234567Z"}),
        ('{"Name": "x", "Token": "x1"}', {"Name": "x", "Token": HIDDEN}),
        ('{"Seen": "yesterday"}', MADE_UP),
        ('{"Id": NaN}', MADE_UP),
        ('{"Id": 1e999}', MADE_UP),
        ('{"Name": "\\ud800"}', MADE_UP),
        (f'{{"Name": "{"x" * LONGEST}"}}', MADE_UP),
        ("[" * 5000, MADE_UP),
        ("", MADE_UP),
    ],
)
def test_a_sample_is_the_answer_if_it_fits(read: ReadText, body: str, value: Any) -> None:
    assert answer_of(read, body) == {"status": 200, "body": value}


def test_without_samples_all_is_made_up(read: ReadText) -> None:
    assert answer_of(read, SAMPLE, from_samples=False) == {"status": 200, "body": MADE_UP}


def test_the_sample_of_an_error_is_no_answer(read: ReadText) -> None:
    page = PAGE.replace("HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found")
    (answer,) = sample_answers(link([read(page)]).api).values()
    assert json.loads(answer)["body"] == MADE_UP


def test_a_result_in_pages_has_no_further_one() -> None:
    built = build(Settings(pages=[REPOSITORY / "specs" / "superoffice"], targets=["openapi"]))
    paged = [op for op in built.api.operations if op.paging and op.paging.link]
    answers = sample_answers(built.api)
    assert paged
    for operation in paged:
        assert operation.paging
        answer = json.loads(answers[operation.operation_id])
        assert answer["paging"] == operation.paging.model_dump(exclude={"page", "item"})
        assert answer["body"][operation.paging.items]
        assert operation.paging.link not in answer["body"]


LAMP = Object(
    properties=(
        Property(name="Id", schema=Scalar(type="integer", format="int32")),
        Property(name="Room", schema=Reference(name="Room")),
        Property(name="Colour", schema=Enumeration(values=("Red", "Blue"))),
        Property(name="Level", schema=Enumeration(type="integer", values=("2", "4"))),
    )
)
ROOM = Object(properties=(Property(name="Lamps", schema=Array(items=Reference(name="Lamp"))),))
SCHEMAS: dict[str, Schema] = {"Lamp": LAMP, "Room": ROOM, "Self": Reference(name="Self")}
LAMP_MADE = {"Id": 1, "Room": {"Lamps": []}, "Colour": "Red", "Level": 2}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (Reference(name="Lamp"), LAMP_MADE),
        (Array(items=Reference(name="Lamp")), [LAMP_MADE]),
        (Map(values=Scalar(type="number")), {"key": 1.5}),
        (Union(variants=(Scalar(type="boolean"), Scalar(type="string"))), True),
        (Scalar(type="string", format="date"), "2024-01-31"),
        (Unknown(), {}),
        (Reference(name="nowhere"), {}),
        (Reference(name="Self"), {}),
    ],
)
def test_made_up_values_end_and_conform(schema: Schema, value: Any) -> None:
    assert made_value(schema, SCHEMAS) == value
    assert schema == Reference(name="Self") or conforms(value, schema, SCHEMAS)


def test_deep_models_end_soon() -> None:
    schemas: dict[str, Schema] = {
        f"M{number}": Object(
            properties=tuple(
                Property(name=f"p{p}", schema=Reference(name=f"M{number + 1}")) for p in range(3)
            )
        )
        for number in range(50)
    }
    assert len(json.dumps(made_value(Reference(name="M0"), schemas))) < 2000


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (Scalar(type="integer"), "3"),
        (Scalar(type="integer"), True),
        (Scalar(type="integer"), 1.5),
        (Scalar(type="number"), "1"),
        (Scalar(type="boolean"), 1),
        (Scalar(type="string"), 1),
        (Scalar(type="string", format="date"), "2024-13-01"),
        (Enumeration(type="integer", values=("2", "4")), 3),
        (Array(items=Scalar(type="integer")), {}),
        (Array(items=Scalar(type="integer")), [1, "x"]),
        (Map(values=Scalar(type="integer")), {"a": "x"}),
        (Reference(name="Lamp"), []),
        (Reference(name="Lamp"), {"Room": {"Lamps": [{"Id": "x"}]}}),
        (Union(variants=(Scalar(type="boolean"), Scalar(type="string"))), 3),
    ],
)
def test_values_that_do_not_conform(schema: Schema, value: Any) -> None:
    assert not conforms(value, schema, SCHEMAS)
    assert conforms(None, schema, SCHEMAS)
    assert conforms(value, schema.model_copy(update={"disputed": True}), SCHEMAS)


# Put together here, so that no scanner takes them for real ones.
SECRETS = [
    "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
    "AKIA" + "IOSFODNN7EXAMPLE",
    "ghp_" + "a1" * 18,
    "hvs." + "CAESIJ" * 5,
    "xoxb-" + "1234567890-abc",
    "sk_live_" + "a1b2" * 6,
    "Bearer " + "abc123def456",
    "Basic " + "dGplMDpUamUw",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_are_replaced_wherever_they_stand(secret: str) -> None:
    value = {"a": [{"text": f"It is {secret}, they say"}], "b": secret}
    assert masked(value) == {"a": [{"text": f"It is {HIDDEN}, they say"}], "b": HIDDEN}


@pytest.mark.parametrize(
    ("name", "is_secret"),
    [
        ("Password", True),
        ("client_secret", True),
        ("apiKey", True),
        ("AccessKey", True),
        ("refresh-token", True),
        ("tokenType", False),
        ("Key", False),
        ("passwordChangedAt", False),
    ],
)
def test_names_of_secrets(name: str, is_secret: bool) -> None:
    assert masked({name: "abc", "more": {name: None}}) == {
        name: HIDDEN if is_secret else "abc",
        "more": {name: None},
    }


@pytest.mark.parametrize("text", ["Basic information is here", "the bearer of good tidings", "sk-"])
def test_prose_is_no_secret(text: str) -> None:
    assert without_secrets(text) == text


@pytest.mark.parametrize(
    "part", ["eyJ-", "eyJa.", "Bearer ", "Bearer a", "sk-", "hvs.", "-----BEGIN ", "AKIA", "xoxb-"]
)
def test_looking_for_secrets_takes_linear_time(part: str) -> None:
    started = time.process_time()
    without_secrets(part * (200_000 // len(part)))
    assert time.process_time() - started < 1


@pytest.mark.slow
@pytest.mark.parametrize("samples", [True, False])
def test_values_of_samples_change_one_file_at_most(samples: bool, tmp_path: Path) -> None:
    """Also with a cache."""
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    target = {"python": {"samples": samples}}
    settings = Settings(pages=[page.parent], title="Lamps", target=target, targets=["python"])
    outputs: list[dict[str, str]] = []
    for name in ("Desk", "Shelf"):
        page.write_text(changed("Hall", name))
        with Cache(tmp_path / "cache") as cache:
            built = build(settings, cache=cache)
        outputs.append({file.path: file.text for file in built.files})
    before, after = outputs
    differ = [path for path, text in after.items() if text != before[path]]
    assert differ == ["python/lamps/_answers.json"] * samples
    assert [path for path, text in after.items() if "Shelf" in text] == differ
    if samples:
        assert built.files == build(settings).files


def test_templates_see_samples_only_where_their_pack_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "mine"
    folder.mkdir(parents=True)
    (folder / "target.toml").write_text(
        'name = "mine"\n[escapes]\njson = "json"\n'
        '[[file]]\ntemplate = "a.json.jinja"\npath = "hidden.json"\nformat = "json"\n'
        '[[file]]\ntemplate = "a.json.jinja"\npath = "shown.json"\nformat = "json"\n'
        'samples = "true"\n'
    )
    (folder / "a.json.jinja").write_text(
        "[{% for op in api.operations %}{{ example(op, 'response') or 'null' }}{% endfor %}]"
    )
    (tmp_path / "a.md").write_text(PAGE)
    settings = Settings(pages=[tmp_path / "a.md"], targets=["mine"], templates=[tmp_path / "packs"])
    hidden, shown = build(settings).files
    assert json.loads(hidden.text) == [None]
    assert json.loads(shown.text)[0]
