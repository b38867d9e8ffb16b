"""A model that has all of another one's properties, and its name, extends it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY
from linking import page, table
from test_python_target import Lamps, lamps, text_of  # noqa: F401 - a fixture

from generator.model import Api, NamedSchema, Object, Property, Scalar, Source
from generator.targets.base_models import base_schema, own_properties

PLACE = Source(file="page.md")


def model(name: str, *properties: str) -> NamedSchema:
    """A model whose properties are integers, or strings where a ``*`` stands behind the name."""
    return NamedSchema(
        name=name,
        schema=Object(
            properties=tuple(
                Property(
                    name=text.rstrip("*"),
                    schema=Scalar(type="string" if text.endswith("*") else "integer"),
                    source=PLACE,
                )
                for text in properties
            )
        ),
    )


LAMP = model("Lamp", "Id", "Name*")


@pytest.mark.parametrize(
    ("schema", "extends"),
    [
        (model("LampWithLinks", "Id", "Name*", "Links"), "Lamp"),
        (model("DimmedLamp", "Links", "Id", "Name*"), "Lamp"),
        (model("LampWithLinksAndMore", "Id", "Name*", "Links", "More"), "LampWithLinks"),
        (model("LampCopy", "Id", "Name*"), None),
        (model("LampWithout", "Id", "Links", "More"), None),
        (model("LampOfNumbers", "Id", "Name", "Links"), None),
        (model("Bulb", "Id", "Name*", "Links"), None),
        (model("MyLampWithLinks", "Id", "Name*", "More"), None),
        (model("Lamp", "Id", "Name*"), None),
    ],
)
def test_which_model_it_extends(schema: NamedSchema, extends: str | None) -> None:
    links = model("LampWithLinks", "Id", "Name*", "Links")
    one = model("One", "Id")
    api = Api(title="Lamps", schemas=(LAMP, links, one, schema))
    base = base_schema(schema, api)
    assert (base.name if base else None) == extends
    inherited = {p.name for p in base.schema_.properties} if base else set()  # type: ignore[union-attr]
    own = {p.name for p in own_properties(schema, base)}
    assert own | inherited == {p.name for p in schema.schema_.properties}  # type: ignore[union-attr]


def test_it_is_one_in_both_targets(lamps: Lamps) -> None:  # noqa: F811
    rows = ("Id|int32|Which.", "Next|LampWithLinks|", "Seen|date-time|")
    pages = (
        page("Put", request="entity\n" + table("Lamp|Lamp|"), response="Lamp\n" + table(*rows)),
        page("Get", response="LampWithLinks\n" + table(*rows, "Links|array|")),
    )
    text = text_of(lamps.build(*pages), "models/lamp.py")
    assert "class Lamp(Model):" in text
    assert text.partition("class LampWithLinks(Lamp):")[2].count(" = wire(") == 1
    lamps.client().preload()
    models = lamps.models()
    written = {"Id": 7, "Seen": "2024-01-02T03:04:05.1234567Z", "Links": [], "More": 1}
    lamp = models.LampWithLinks.model_validate_json(json.dumps({**written, "Next": written}))
    assert isinstance(lamp, models.Lamp)
    assert lamp.next.links == []
    assert json.loads(lamp.model_dump_json(by_alias=True, exclude_unset=True)) == {
        **written,
        "Next": written,
    }


READ_CHANGE_WRITE = """
from superoffice import AsyncSuperOffice, SuperOffice
from superoffice.models import BatchTaskInfo, ContactEntity

client = SuperOffice("https://x.example")
contact = client.contact.get(7)
contact.name = "x"
changed: ContactEntity = client.contact.put(7, contact)
client.contact.put(7, {"Name": "x"})
client.batch.start_batch_job({"Name": "x"})

async def main() -> None:
    own = AsyncSuperOffice("https://x.example")
    await own.contact.put(7, await own.contact.get(7))
"""
WRONG = """
BatchTaskInfo(nmae="x")
contact.Name = "x"
client.contact.get(7, selekt=["Name"])
client.contact.get(7, time_out=7)
client.contact.put(7, 7)
"""


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [*WRONG.strip().splitlines(), ""])
def test_what_type_checkers_say(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(READ_CHANGE_WRITE + wrong + "\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(tmp_path / "script.py")],
        env={"MYPYPATH": str(REPOSITORY / "generated" / "python"), "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.returncode != 0) is bool(wrong), done.stdout
    assert done.stdout.count(": error:") == bool(wrong), done.stdout


def test_what_a_page_says_of_an_inherited_property_is_kept() -> None:
    def told(name: str, text: str, *more: str) -> NamedSchema:
        found = model(name, "Id", "Name*", *more)
        body = found.schema_
        assert isinstance(body, Object)
        first = body.properties[0].model_copy(update={"description": text})
        properties = (first, *body.properties[1:])
        return found.model_copy(
            update={"schema_": body.model_copy(update={"properties": properties})}
        )

    base = told("Lamp", "Of the lamp.")
    names = [p.name for p in own_properties(told("DimmedLamp", "Of the dimmer.", "Level"), base)]
    assert names == ["Id", "Level"]
    names = [p.name for p in own_properties(told("DimmedLamp", "", "Level"), base)]
    assert names == ["Level"]
