"""The settings of the OpenAPI documents: versions, fragments, examples, overlays."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from pages import PAGE, changed, codes

from generator.config import ServerVariable, Settings, load_settings
from generator.incremental.session import build
from generator.output import write
from generator.pipeline import Build
from generator.targets import PackError

OVERLAY = """\
overlay: 1.0.0
info: {title: Corrections, version: "1"}
actions:
  - target: $.paths['/api/v1/Agents/Lamp/Switch'].post
    update: {summary: Turns a lamp on or off.}
  - target: $.components.schemas.Lamp.properties.Name
    remove: true
  - target: $.paths['/api/v1/Gone']
    remove: true
"""


def documents(tmp_path: Path, *pages: str, **settings: Any) -> tuple[Build, dict[str, Any]]:
    """What pages give, by file name."""
    folder = tmp_path / "pages"
    folder.mkdir(exist_ok=True)
    for number, page in enumerate(pages or (PAGE,)):
        (folder / f"page{number}.md").write_text(page)
    built = build(Settings(pages=[folder], targets=["openapi"], title="Lamps", **settings))
    return built, {
        file.path.removeprefix("openapi/"): yaml.safe_load(file.text) for file in built.files
    }


def operation(document: Any) -> Any:
    return document["paths"]["/api/v1/Agents/Lamp/Switch"]["post"]


def test_the_bundle_is_the_same_as_yaml(tmp_path: Path) -> None:
    _, found = documents(tmp_path)
    assert found["openapi.yaml"] == found["openapi.json"]


def test_openapi_3_0(tmp_path: Path) -> None:
    text = changed("| Name | string |  |", "| Name | string |  |\n| Best | Lamp | The best one |")
    _, new = documents(tmp_path, text, license="MIT")
    _, old = documents(tmp_path, text, license="MIT", openapi_version="3.0")
    OpenAPIV31SpecValidator(new["openapi.json"]).validate()
    for document in old.values():
        assert document["openapi"] == "3.0.3"
        OpenAPIV30SpecValidator(document).validate()
    best = {"$ref": "#/components/schemas/Lamp"}
    told = {"description": "The best one"}
    schemas = [found["openapi.json"]["components"]["schemas"]["Lamp"] for found in (new, old)]
    assert schemas[0]["properties"]["Best"] == best | told
    assert schemas[1]["properties"]["Best"] == {"allOf": [best]} | told
    assert new["openapi.json"]["info"]["license"] == {"name": "MIT", "identifier": "MIT"}
    assert old["openapi.json"]["info"]["license"]["url"].endswith("/MIT.html")


def test_fragments_that_share_their_components(tmp_path: Path) -> None:
    built, found = documents(tmp_path, fragments="shared")
    basic = {"$ref": "components.yaml#/components/securitySchemes/basic"}
    assert list(found["LampAgent.yaml"]["components"]) == ["securitySchemes"]
    assert found["LampAgent.yaml"]["components"]["securitySchemes"]["basic"] == basic
    assert found["components.yaml"]["components"] == found["openapi.json"]["components"]
    answer = operation(found["LampAgent.yaml"])["responses"]["200"]["content"]["application/json"]
    assert answer["schema"] == {"$ref": "components.yaml#/components/schemas/Lamp"}
    write(tmp_path / "out", built.files)
    fragment = tmp_path / "out" / "openapi" / "LampAgent.yaml"
    OpenAPIV31SpecValidator(
        yaml.safe_load(fragment.read_text()), base_uri=fragment.as_uri()
    ).validate()
    assert "components.yaml" not in documents(tmp_path)[1]


def test_responses_that_operations_share(tmp_path: Path) -> None:
    second = PAGE.replace("Switch", "Toggle")
    _, found = documents(tmp_path, PAGE, second)
    bundle = found["openapi.json"]
    assert sorted(bundle["components"]["responses"]) == ["Lamp", "NotFound"]
    for path in ("Switch", "Toggle"):
        responses = bundle["paths"][f"/api/v1/Agents/Lamp/{path}"]["post"]["responses"]
        assert responses["404"] == {"$ref": "#/components/responses/NotFound"}
        assert responses["200"] == {"$ref": "#/components/responses/Lamp"}
    _, found = documents(tmp_path, PAGE, second.replace("No such lamp.", "No lamp."))
    assert sorted(found["openapi.json"]["components"]["responses"]) == ["Lamp"]


def test_examples_are_the_samples(tmp_path: Path) -> None:
    _, without = documents(tmp_path)
    _, found = documents(tmp_path, examples=True)
    assert '"example"' not in json.dumps(without)
    asked = operation(found["openapi.json"])
    request = asked["requestBody"]["content"]
    assert request["application/json"]["example"] == {"LampId": 7, "State": "On"}
    assert "example" not in request["text/json"]
    answer = asked["responses"]["200"]["content"]["application/json"]
    assert answer["example"]["Name"] == "Hall"
    OpenAPIV31SpecValidator(found["openapi.json"]).validate()


def test_provenance_says_how_a_type_was_found(tmp_path: Path) -> None:
    text = changed("| Name | string |  |", "| Names | array | All of them |").replace(
        '"Name": "Hall"', '"Names": ["Hall"]'
    )
    _, without = documents(tmp_path, text)
    _, found = documents(tmp_path, text, provenance=True)
    assert "x-provenance" not in json.dumps(without)
    names = found["openapi.json"]["components"]["schemas"]["Lamp"]["properties"]["Names"]
    told = names.get("x-provenance") or names["items"]["x-provenance"]
    assert told["rule"].startswith("link/")
    assert told["sources"][0].startswith("page0.md:")


@pytest.mark.parametrize(
    ("version", "name", "best"),
    [
        (
            "3.1",
            {"type": ["string", "null"]},
            {"anyOf": [{"$ref": "#/components/schemas/Lamp"}, {"type": "null"}]},
        ),
        (
            "3.0",
            {"type": "string", "nullable": True},
            {
                "type": "object",
                "nullable": True,
                "allOf": [{"$ref": "#/components/schemas/Lamp"}],
            },
        ),
    ],
)
def test_null_where_a_sample_shows_it(
    tmp_path: Path, version: str, name: object, best: object
) -> None:
    text = changed("| Name | string |  |", "| Name | string |  |\n| Best | Lamp |  |").replace(
        '"Name": "Hall"', '"Name": null,\n  "Best": null'
    )
    _, found = documents(tmp_path, text, openapi_version=version)
    properties = found["openapi.json"]["components"]["schemas"]["Lamp"]["properties"]
    assert (properties["Name"], properties["Best"]) == (name, best)
    assert properties["Id"] == {"type": "integer", "format": "int32", "description": "Primary key"}


def test_what_only_the_server_sets(tmp_path: Path) -> None:
    text = changed("| Id | int32 | Primary key |", "| Id | int32 | Key. (Read-only) |")
    _, found = documents(tmp_path, text)
    properties = found["openapi.json"]["components"]["schemas"]["Lamp"]["properties"]
    assert properties["Id"]["readOnly"] is True
    assert "readOnly" not in properties["Name"]


def test_notices_are_marked(tmp_path: Path) -> None:
    text = changed("Switches a lamp.\n", "Switches a lamp.\n\n## Online Restricted: ##\n\nNo.\n")
    _, found = documents(tmp_path, text)
    assert operation(found["openapi.json"])["x-notices"] == ["Online Restricted"]
    assert "**Online Restricted:** No." in operation(found["openapi.json"])["description"]


def test_the_servers_variables(tmp_path: Path) -> None:
    _, found = documents(
        tmp_path,
        server="https://{tenant}.example.com/{context}",
        server_variables={"tenant": ServerVariable(default="sod", enum=["sod", "online"])},
    )
    assert found["openapi.json"]["servers"] == [
        {
            "url": "https://{tenant}.example.com/{context}",
            "variables": {
                "tenant": {"default": "sod", "enum": ["sod", "online"]},
                "context": {"default": "context"},
            },
        }
    ]
    assert documents(tmp_path)[1]["openapi.json"]["servers"] == [{"url": "/"}]


def test_links_to_the_pages(tmp_path: Path) -> None:
    _, found = documents(tmp_path, docs_url="https://docs.example/{page}.html")
    told = operation(found["openapi.json"])["externalDocs"]
    assert told == {"url": "https://docs.example/page0.html"}


def test_overlays_correct_what_the_docs_get_wrong(tmp_path: Path) -> None:
    (tmp_path / "docs2sdk.toml").write_text('pages = ["pages"]\noverlays = ["fix.yaml"]\n')
    overlay = tmp_path / "fix.yaml"
    overlay.write_text(OVERLAY)
    assert load_settings(tmp_path / "docs2sdk.toml").overlays == [overlay]
    built, found = documents(tmp_path, overlays=[overlay])
    for document in (found["openapi.json"], found["openapi.yaml"], found["LampAgent.yaml"]):
        assert operation(document)["summary"] == "Turns a lamp on or off."
        assert "Name" not in document["components"]["schemas"]["Lamp"]["properties"]
    unmet = [d for d in built.diagnostics if d.code == "DOC403"]
    assert [(str(d.source), d.found) for d in unmet] == [
        ("fix.yaml:8:1", "$.paths['/api/v1/Gone']")
    ]
    assert codes(documents(tmp_path)[0].diagnostics).count("DOC403") == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "No such file"),
        ("{", "fix.yaml"),
        ("- 1", "fix.yaml"),
        ("overlay: 1.0.0\nactions: []\n", "actions: .* should be non-empty"),
        (OVERLAY.replace("$.components", "$.["), r"fix\.yaml:6:1: \$\.\["),
    ],
)
def test_an_overlay_that_is_none(tmp_path: Path, text: str | None, told: str) -> None:
    overlay = tmp_path / "fix.yaml"
    if text is not None:
        overlay.write_text(text)
    with pytest.raises(PackError, match=told):
        documents(tmp_path, overlays=[overlay])


LAMPS = """\
# Lamps

## Get a lamp

`GET https://lamps.example.com/v1/lamps/{id}`

| Name | In | Type |
|---|---|---|
| id | path | integer |
| session | cookie | string |

## List lamps

`GET https://lamps.example.com/v1/lamps?near={id}`
"""


def test_the_server_that_all_request_lines_name_is_that_of_the_document(tmp_path: Path) -> None:
    _, found = documents(tmp_path, LAMPS, layout="rest")
    assert found["openapi.json"]["servers"] == [{"url": "https://lamps.example.com"}]
    assert list(found["openapi.json"]["paths"]) == ["/v1/lamps", "/v1/lamps/{id}"]
    one = found["openapi.json"]["paths"]["/v1/lamps/{id}"]["get"]
    assert [(p["name"], p["in"]) for p in one["parameters"]] == [
        ("id", "path"),
        ("session", "cookie"),
    ]


def test_of_two_servers_none_is_that_of_the_document_and_a_setting_counts(tmp_path: Path) -> None:
    other = LAMPS.replace("GET https://lamps.example.com/v1/lamps?", "GET https://rooms.example/?")
    _, found = documents(tmp_path, other, layout="rest")
    assert found["openapi.json"]["servers"] == [{"url": "/"}]
    _, found = documents(tmp_path, LAMPS, layout="rest", server="https://a.example")
    assert found["openapi.json"]["servers"] == [{"url": "https://a.example"}]
