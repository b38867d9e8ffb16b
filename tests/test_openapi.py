"""The OpenAPI documents are valid, and say all that the pages say."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import REPOSITORY
from openapi_spec_validator import OpenAPIV31SpecValidator
from test_cli import run

from generator.pipeline import Build

DOCUMENTS = sorted((REPOSITORY / "generated" / "openapi").glob("*.yaml"))


@pytest.fixture(scope="module")
def bundle() -> Any:
    return json.loads((REPOSITORY / "generated" / "openapi" / "openapi.json").read_text("utf-8"))


def test_the_bundle_is_valid(bundle: Any) -> None:
    OpenAPIV31SpecValidator(bundle).validate()


@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_each_fragment_is_a_valid_document_by_itself(document: Any) -> None:
    OpenAPIV31SpecValidator(yaml.safe_load(document.read_text("utf-8"))).validate()


@pytest.mark.slow
def test_the_validator_notices_a_fault(bundle: Any) -> None:
    broken = json.loads(json.dumps(bundle))
    broken["paths"]["/api/v1/Contact/{id}"]["get"]["operationId"] = 7
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def test_it_says_what_the_page_says(bundle: Any) -> None:
    item = bundle["paths"]["/api/v1/Contact/{id}"]
    assert sorted(item) == ["delete", "get", "patch", "put"]
    put = item["put"]
    assert put["operationId"] == "v1ContactEntity_PutContactEntity"
    assert sorted(put["responses"]) == ["200", "400", "412"]
    assert "changed" in put["responses"]["412"]["description"]
    assert "text/xml" in put["requestBody"]["content"]
    assert put["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/ContactEntity"
    }
    assert put["security"] == [{"basic": []}, {"soTicket": []}, {"bearer": []}, {"xsrf": []}]
    refs = {p.get("$ref", p.get("name")) for p in put["parameters"]}
    assert {"id", "#/components/parameters/SO-TimeZone"} <= refs
    delete = item["delete"]["responses"]["204"]
    assert "content" not in delete
    image = bundle["paths"]["/api/v1/Contact/{contactId}/Image"]["put"]["requestBody"]
    assert image["content"]["image/png"]["schema"] == {"type": "string", "format": "binary"}
    blank = next(
        p
        for p in bundle["paths"]["/api/v1/Contact/{contactId}/Image"]["get"]["parameters"]
        if p.get("name") == "ifBlank"
    )
    assert blank["schema"]["enum"][-1] == "GenericFileIcon"


def test_security_schemes(bundle: Any) -> None:
    kinds = {
        name: (scheme["type"], scheme.get("scheme") or scheme.get("name"))
        for name, scheme in bundle["components"]["securitySchemes"].items()
    }
    assert kinds == {
        "basic": ("http", "basic"),
        "bearer": ("http", "bearer"),
        "soTicket": ("apiKey", "Authorization"),
        "xsrf": ("apiKey", "X-XSRF-TOKEN"),
    }


def test_the_whole_reference_is_valid(corpus_build: Build) -> None:
    """The meta-schema and every reference; the validator's own walk of the whole document
    takes minutes, so the documents a tag are walked instead.
    """
    for file in corpus_build.files:
        if file.path.endswith(("BatchAgent.yaml", "ContactEntity.yaml", "ListEntity.yaml")):
            OpenAPIV31SpecValidator(yaml.safe_load(file.text)).validate()
    bundle = json.loads(next(f.text for f in corpus_build.files if f.path.endswith("openapi.json")))
    known = {
        f"#/components/{kind}/{name}"
        for kind, found in bundle["components"].items()
        for name in found
    }
    assert _references(bundle) <= known


def _references(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(_references, value)) if value else set()
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(_references, value.values()))
    return set()


def test_a_method_unknown_to_openapi_3_1_is_an_extension(tmp_path: Path) -> None:
    """A path item has no key `list`, so that a document with one would be invalid."""
    (tmp_path / "safe.md").write_text(
        "# Safe\n\n## List\n\n| Method | Path |\n|---|---|\n| `LIST` | `/safe` |\n", "utf-8"
    )
    arguments = ["build", "safe.md", "--layout", "hashicorp", "--target", "openapi", "--out", "out"]
    run(*arguments, cwd=tmp_path)
    document = json.loads((tmp_path / "out" / "openapi" / "openapi.json").read_text("utf-8"))
    OpenAPIV31SpecValidator(document).validate()
    assert list(document["paths"]["/safe"]) == ["x-list"]
