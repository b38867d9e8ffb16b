"""What the Python target makes of pages: names, modules, arguments, media types."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from linking import page, table
from pages import PAGE, changed

from generator.config import Settings
from generator.incremental.session import build
from generator.incremental.store import Cache
from generator.output import write
from generator.pipeline import Build
from generator.targets.escapes import first_sentence, one_by_one, unless_named
from generator.targets.filled_text import fill

PATCH = (
    PAGE.replace("POST", "PATCH")
    .replace("Agents/Lamp/Switch", "Lamp/{id}")
    .replace("v1LampAgent_Switch", "v1Lamp_PatchLamp")
    .replace("LampId, State\n\n", "")
    .replace("## Request Body: request", "## Request Body: changes")
    .replace("| LampId | Integer | Which lamp |\n", "| op | string | What to do |\n")
    .replace("| State | Enum: On, Off, Blinking  | What it shall do |", "| value | Object | Any |")
    .replace('{\n  "LampId": 7,\n  "State": "On"\n}', '[{"op": "replace", "value": 7}]')
)


class Lamps:
    """A package built from pages, imported; ``send`` is what its HTTP client answers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.requests: list[httpx2.Request] = []

    def build(self, *pages: str, cache: Cache | None = None, **settings: Any) -> Build:
        for number, text in enumerate(pages):
            (self._folder / f"page{number}.md").write_text(text)
        given = Settings(
            layout="superoffice",
            pages=[self._folder],
            targets=["python"],
            title="Lamps",
            **settings,
        )
        built = build(given, cache=cache)
        write(self._folder / "out", built.files)
        importlib.invalidate_caches()
        return built

    def client(self, answer: object = None) -> Any:
        def handle(request: httpx2.Request) -> httpx2.Response:
            self.requests.append(request)
            return httpx2.Response(200, json=answer or {})

        package = importlib.import_module("lamps")
        http = httpx2.Client(transport=httpx2.MockTransport(handle))
        return package.Lamps("https://lamps.example", http_client=http)

    def models(self) -> Any:
        return importlib.import_module("lamps.models")


@pytest.fixture
def lamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lamps]:
    monkeypatch.syspath_prepend(tmp_path / "out" / "python")
    forget()
    yield Lamps(tmp_path)
    forget()


def forget() -> None:
    """Remove the package from ``sys.modules``: every test makes one of this name."""
    for name in list(sys.modules):
        if name.split(".")[0] == "lamps":
            del sys.modules[name]


def text_of(built: Build, path: str) -> str:
    return next(file.text for file in built.files if file.path == f"python/lamps/{path}")


def test_models_in_a_circle_share_a_module(lamps: Lamps) -> None:
    built = lamps.build(
        page("GetLamp", response="Lamp\n" + table("Id|int32|", "Room|Room|", "Bulb|Bulb|")),
        page("GetRoom", response="Room\n" + table("Name|string|", "Lamps|array|", "Best|Lamp|")),
        page("GetBulb", response="Bulb\n" + table("Watt|int32|")),
    )
    paths = [file.path for file in built.files if "/models/" in file.path]
    assert "python/lamps/models/lamp.py" in paths
    assert "python/lamps/models/bulb.py" in paths
    assert "python/lamps/models/room.py" not in paths
    lamps.client().preload()
    lamp = lamps.models().Lamp.model_validate({"Room": {"Best": {"Id": 7}}})
    assert lamp.room.best.id == 7


def test_a_model_that_refers_to_itself(lamps: Lamps) -> None:
    lamps.build(page("GetLamp", response="Lamp\n" + table("Id|int32|", "Next|Lamp|")))
    lamps.client().preload()
    lamp = lamps.models().Lamp.model_validate({"Next": {"Next": {"Id": 7}}})
    assert lamp.next.next.id == 7


def test_what_only_wraps_arguments_is_no_model(lamps: Lamps) -> None:
    lamps.build(PAGE)
    assert dir(lamps.models()) == ["Lamp", "Model"]


def test_docstrings_link_to_the_page(lamps: Lamps) -> None:
    built = lamps.build(PAGE, docs_url="https://docs.example/{page}.html")
    assert text_of(built, "resources/lamp.py").count("See: https://docs.example/page0.html") == 2
    built = lamps.build(PAGE)
    assert text_of(built, "resources/lamp.py").count("See: page0.md") == 2


def test_one_value_or_several_in_a_parameter(lamps: Lamps) -> None:
    lamps.build(PAGE)
    client = lamps.client()
    client.lamp.switch(lamp_id=7, state="On", select=["Id", "Name"])
    client.lamp.switch(lamp_id=7, select="Id,Name")
    for request in lamps.requests:
        assert request.url.params["$select"] == "Id,Name"
    assert [json.loads(r.content) for r in lamps.requests] == [
        {"LampId": 7, "State": "On"},
        {"LampId": 7},
    ]


def test_properties_are_not_selected_of_a_number(lamps: Lamps) -> None:
    number = changed("## Response: Lamp", "## Response: int32").replace(
        "### Response body: Lamp", "### Response body: int32"
    )
    of_body = number.index("| Property Name", number.index("### Response body"))
    samples = number.index("## Sample request")
    text = text_of(lamps.build(number[:of_body] + number[samples:]), "resources/lamp.py")
    assert "-> int:" in text
    assert "select" not in text
    assert "select: Sequence[str]" in text_of(lamps.build(PAGE), "resources/lamp.py")


def test_docstrings_say_nothing_where_there_is_nothing_to_say(lamps: Lamps) -> None:
    silent = PAGE.replace("Which lamp", "").replace("What it shall do", "")
    text = text_of(lamps.build(silent), "resources/lamp.py")
    assert "lamp_id: int" in text
    assert "lamp_id: " not in text.partition('"""Switches a lamp.')[2].partition('"""')[0]
    assert "of the request" not in text
    assert "**options: Headers" not in text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('A comma separated list of columns: "Name,department,category". Default: all.',
         'A list of columns: ["Name", "department", "category"]. Default: all.'),
        ('Which columns, with commas between: "a, b"', 'Which columns: ["a", "b"]'),
        ('Ids, separated by commas', "Ids"),
        ('"one" and "two words, here"', '"one" and "two words, here"'),
    ],
)  # fmt: skip
def test_a_list_is_not_described_as_one_text(written: str, read: str) -> None:
    assert one_by_one(written) == read


@pytest.mark.parametrize(
    ("text", "name", "read"),
    [
        ("Id of the lamp", "lampId", ""),
        ("The lamp id.", "lamp_id", ""),
        ("LampEntity", "LampEntity", ""),
        ("Id of the lamp to switch", "lampId", "Id of the lamp to switch"),
        ("Id (0 for all)", "id", "Id (0 for all)"),
        ("Identifikatør", "identifikat", "Identifikatør"),
    ],
)
def test_a_name_is_not_said_again(text: str, name: str, read: str) -> None:
    assert unless_named(text, name) == read


def test_a_sentence_ends_with_its_paragraph() -> None:
    assert first_sentence("All about a lamp\n\nSee lamps. Or not.") == "All about a lamp"


@pytest.mark.parametrize(
    ("markdown", "filled"),
    [
        (
            "Use:\n\n```py\nif x:\n    y  \n```\n\nDone.",
            "Use:\n\n  ```py\n  if x:\n      y\n  ```\n\n  Done.",
        ),
        ("Use:\n~~~\n`a`\n~~~", "Use:\n\n  ~~~\n  `a`\n  ~~~"),
        ("```\n```\nDone.", "Done."),
        ("A\n# Of `b` #\nC", "A\n\n  # Of b\n\n  C"),
        ("```\nnever **closed**", "never closed"),
        ("a `b`", "a b"),
    ],
)
def test_code_blocks_and_headings_are_kept(markdown: str, filled: str) -> None:
    assert fill(markdown, indent=2) == filled


def test_code_blocks_cannot_end_a_docstring(lamps: Lamps) -> None:
    attack = 'Switches.\n\n```\n"""\nimport os; os.abort()\n\\"""\n```'
    built = lamps.build(PAGE.replace("Switches a lamp.", attack))
    lamps.client()
    assert "import os" in text_of(built, "resources/lamp.py")


def test_a_patch_is_a_list_of_steps_unless_the_page_says_more(lamps: Lamps) -> None:
    built = lamps.build(PATCH)
    text = text_of(built, "resources/lamp.py")
    assert "changes: Sequence[models." in text
    assert "Mapping" not in text


def test_a_patch_has_the_media_type_of_what_it_is(lamps: Lamps) -> None:
    types = "`application/json-patch+json`, `application/merge-patch+json`"
    lamps.build(PATCH.replace("`application/json`, `text/json`", types))
    client = lamps.client()
    client.lamp.patch("7", [{"op": "replace", "value": 7}])
    client.lamp.patch("7", {"Name": "x"})
    assert [r.headers["Content-Type"] for r in lamps.requests] == [
        "application/json-patch+json",
        "application/merge-patch+json",
    ]


def test_a_file_is_asked_for_as_a_file(lamps: Lamps) -> None:
    types = "`application/json`, `text/xml`, `image/png`, `application/octet-stream`"
    text = changed("The answer is: `application/json`", f"The answer is: {types}")
    text = text.replace("## Response: Lamp", "## Response: stream").replace(
        "### Response body: Lamp", "### Response body: stream"
    )
    table_of_body = text.index("| Property Name", text.index("### Response body"))
    samples = text.index("## Sample request"), text.index("## Sample response")
    built = lamps.build(text[:table_of_body] + text[slice(*samples)])
    accept = 'accept="application/octet-stream, image/png"'
    assert accept in text_of(built, "resources/lamp.py")


@pytest.mark.parametrize(
    ("link", "paged"), [("odata.nextLink", True), ("@odata.nextLink", True), ("next", False)]
)
def test_a_list_beside_a_next_link_is_paged(lamps: Lamps, link: str, paged: bool) -> None:
    rows = table("value|array|", f"{link}|string|")
    text = page("GetAll", path="Lamp", response=f"Lamps\n{rows}").replace("POST", "GET")
    built = lamps.build(text)
    assert ("-> Pages[models.Lamps, " in text_of(built, "resources/lamp.py")) is paged


def test_the_distribution_is_named_and_licensed_as_configured(lamps: Lamps) -> None:
    built = lamps.build(PAGE, distribution="lamps-sdk", release="2.1.0", license="MIT")
    project = next(f.text for f in built.files if f.path == "python/pyproject.toml")
    for line in ('name = "lamps-sdk"', 'version = "2.1.0"', 'license = "MIT"'):
        assert f"\n{line}\n" in project
    assert 'USER_AGENT = "lamps-sdk-python/2.1.0"' in text_of(built, "_request.py")


def test_two_tags_that_want_one_attribute(lamps: Lamps) -> None:
    pages = (page("Switch"), page("GetLampEntity", tag="LampEntity", path="Lamp/{id}"))

    def contested(**names: str) -> list[tuple[str, str]]:
        built = lamps.build(*pages, names=names)
        return [(d.found, d.done) for d in built.diagnostics if d.code == "DOC401"]

    assert contested() == [("LampAgent would be lamp", "now lamp_agent")]
    client = lamps.client()
    assert (type(client.lamp).__name__, type(client.lamp_agent).__name__) == (
        "LampResource",
        "LampAgentResource",
    )
    assert callable(client.lamp.get)
    assert contested(LampAgent="switches") == []
    assert contested(LampEntity="lamps") == []
    forget()
    client = lamps.client()
    assert type(client.lamps).__name__ == "LampResource"
    assert callable(client.lamp.switch)


def test_prose_that_newly_speaks_of_merge_patches(lamps: Lamps, tmp_path: Path) -> None:
    """A change of prose is not linked again, unless it is about merge patches."""
    more = PATCH.replace("Switches a lamp.", "Switches a lamp.\n\nIt takes a merge patch, too.")
    texts = []
    for page_text in (PATCH, more, PATCH):
        with Cache(tmp_path / "cache") as cache:
            texts.append(text_of(lamps.build(page_text, cache=cache), "resources/lamp.py"))
    assert ["Mapping[str, Any]" in text for text in texts] == [False, True, False]
