"""``docs2sdk diff`` with OpenAPI and Swagger documents on one side or on both."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from generator.cli import app
from generator.link.complete import complete
from generator.openapi import read_document

pytestmark = pytest.mark.slow

PAGE = """\
# Lamps

## Get a lamp

`GET /v2/lamps/{id}`

| Name | In | Type | Required | Description |
|---|---|---|---|---|
| id | path | integer | true | Which lamp. |
| size | query | integer | false | How many. |
"""

OLD = """\
openapi: 3.0.3
info: {title: Lamps, version: "1"}
servers: [{url: https://lamps.example/v2}]
paths:
  /lamps/{lampId}:
    get:
      operationId: fetchLamp
      tags: [shine]
      parameters:
        - {name: lampId, in: path, required: true, schema: {type: integer}, description: Theirs.}
        - {name: size, in: query, schema: {type: integer, default: 10}}
      responses:
        "200":
          description: The lamp.
          headers: {X-Left: {schema: {type: integer}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Lamp"}}}
components:
  schemas:
    Lamp: {type: object, properties: {id: {type: integer}, state: {type: string}}}
"""


def diff(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["diff", *arguments])


def changes(result: Result) -> list[Any]:
    assert result.exit_code == 0, result.output
    found: list[Any] = json.loads(result.stdout)["changes"]
    return found


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "lamps.md").write_text(PAGE)
    (tmp_path / "docs2sdk.toml").write_text('pages = ["docs"]\nlayout = "rest"\n')
    (tmp_path / "old.yaml").write_text(OLD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_two_documents(folder: Path) -> None:
    new = OLD.replace("state: {type: string}", "state: {type: string, enum: [on, off]}")
    (folder / "new.yaml").write_text(new.replace("size", "amount"))
    found = changes(diff("old.yaml", "new.yaml", "--format", "json"))
    assert {change["code"] for change in found} == {"CHG201", "CHG203", "CHG501"}
    narrowed = next(change for change in found if change["code"] == "CHG501")
    assert (narrowed["before"], narrowed["after"]) == ("string", "one of on, off")
    assert "new.yaml:19" in json.dumps(narrowed) or '"line": 19' in json.dumps(narrowed)
    assert changes(diff("old.yaml", "old.yaml", "--format", "json")) == []


def test_a_document_in_swagger_and_the_same_in_openapi(folder: Path) -> None:
    swagger = {
        "swagger": "2.0",
        "info": {"title": "Lamps", "version": "1"},
        "basePath": "/v2",
        "produces": ["application/json"],
        "definitions": {
            "Lamp": {
                "type": "object",
                "properties": {"id": {"type": "integer"}, "state": {"type": "string"}},
            }
        },
        "paths": {
            "/lamps/{lampId}": {
                "get": {
                    "operationId": "fetchLamp",
                    "tags": ["shine"],
                    "parameters": [
                        {"name": "lampId", "in": "path", "required": True, "type": "integer",
                         "description": "Theirs."},
                        {"name": "size", "in": "query", "type": "integer", "default": 10},
                    ],
                    "responses": {
                        "200": {
                            "description": "The lamp.",
                            "headers": {"X-Left": {"type": "integer"}},
                            "schema": {"$ref": "#/definitions/Lamp"},
                        }
                    },
                }
            }
        },
    }  # fmt: skip
    (folder / "new.json").write_text(json.dumps(swagger))
    assert changes(diff("old.yaml", "new.json", "--format", "json")) == []


def test_pages_beside_a_document_are_compared_on_the_wire(folder: Path) -> None:
    """Names of operations, groups and path parameters are the document's own."""
    found = changes(diff("docs", "old.yaml", "--format", "json"))
    assert [change["code"] for change in found if change["classes"]["wire"] == "breaking"] == []
    assert not {"CHG101", "CHG102", "CHG104", "CHG210", "CHG410", "CHG701"} & {
        change["code"] for change in found
    }
    assert all(set(change["classes"]) == {"wire"} for change in found)
    (folder / "new.yaml").write_text(OLD.replace("{name: size, in: query,", "{name: n, in: query,"))
    found = changes(diff("docs", "new.yaml", "--format", "json"))
    assert {"CHG201", "CHG203"} <= {change["code"] for change in found}


def test_what_is_no_document_is_said(folder: Path) -> None:
    (folder / "not.yaml").write_text("a: [")
    (folder / "not.json").write_text("{}")
    for name in ("not.yaml", "not.json"):
        result = diff("old.yaml", name)
        assert result.exit_code == 2
        assert "DOC60" in result.stderr
    (folder / "odd.yaml").write_text(OLD.replace("{type: integer}, description", "7, description"))
    assert "1 problems; docs2sdk inspect" in diff("old.yaml", "odd.yaml").stderr


def test_a_document_gets_what_linking_adds(folder: Path) -> None:
    (operation,) = complete(read_document(folder / "old.yaml")[0]).operations
    assert operation.short_name == "fetchLamp"
    assert [(a.location, a.name) for a in operation.arguments] == [
        ("path", "lampId"),
        ("query", "size"),
    ]
