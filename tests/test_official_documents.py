"""Documents of the owners of real APIs: read without an error, and nothing of them is lost."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import CORPUS

from generator.model import Object, Operation, Schema
from generator.openapi import read_document

pytestmark = pytest.mark.slow

SHARED = CORPUS.parent
DOCUMENTS = sorted(
    [
        *SHARED.glob("families/*/openapi.*"),
        *SHARED.glob("families/*/*.openapi.*"),
        *SHARED.glob("corpus/official-swagger/*.json"),
    ]
)
METHODS = {"get", "put", "post", "delete", "patch", "head", "options", "trace"}


@pytest.fixture(params=DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def document(request: pytest.FixtureRequest, corpus: Path) -> Path:
    path: Path = request.param
    return path


def test_there_are_some(corpus: Path) -> None:
    assert len(DOCUMENTS) >= 9


def test_everything_is_read(document: Path) -> None:
    api, diagnostics = read_document(document)
    assert {d.code for d in diagnostics} <= {"DOC609"}
    text = document.read_text("utf-8")
    loaded = json.loads(text) if document.suffix == ".json" else yaml.safe_load(text)
    wanted = {
        (method.upper(), path): operation
        for path, item in loaded["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }
    found = {(op.method, op.path): op for op in api.operations}
    assert found.keys() == wanted.keys()
    for key, operation in wanted.items():
        _compare(found[key], operation, loaded["paths"][key[1]].get("parameters", []), loaded)
    schemas = loaded.get("definitions") or loaded.get("components", {}).get("schemas", {})
    named = {schema.name: schema.schema_ for schema in api.schemas}
    assert schemas.keys() <= named.keys()
    for name, schema in schemas.items():
        wanted_names = set(_properties(schema, loaded))
        if wanted_names and not {"oneOf", "anyOf"} & schema.keys():
            read = named[name]
            assert isinstance(read, Object), name
            assert {p.name for p in read.properties} == wanted_names, name


def _compare(found: Operation, wanted: Any, shared: list[Any], document: Any) -> None:
    parameters = {
        (p["name"], p["in"]): p
        for p in (_resolved(p, document) for p in [*shared, *wanted.get("parameters", [])])
    }
    assert {(p.name, p.location) for p in found.parameters} >= {
        key for key in parameters if key[1] not in ("body", "formData")
    }
    for p in found.parameters:
        written = parameters.get((p.name, p.location), {})
        assert p.required == (written.get("required", False) or p.location == "path")
    has_body = "requestBody" in wanted or any(key[1] in ("body", "formData") for key in parameters)
    assert (found.request_body is not None) == has_body
    assert [r.status for r in found.responses] == [str(status) for status in wanted["responses"]]
    for response in found.responses:
        written = _resolved(
            {str(k): v for k, v in wanted["responses"].items()}[response.status], document
        )
        assert (response.schema_ is not None) == bool("schema" in written or written.get("content"))


def _properties(schema: Any, document: Any) -> Iterator[str]:
    """The names of all properties that a schema has, or extends."""
    schema = _resolved(schema, document)
    yield from schema.get("properties", {})
    yield from schema.get("required", []) if "properties" in schema or "allOf" in schema else ()
    for part in schema.get("allOf", []):
        yield from _properties(part, document)


def _resolved(value: Any, document: Any) -> Any:
    while "$ref" in value:
        found = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        value = found
    return value


def test_the_model_can_be_written(document: Path) -> None:
    api, _ = read_document(document)
    assert len(api.model_dump_json()) > 1000
    for schema in api.schemas:
        assert _depth(schema.schema_) < 40


def _depth(schema: Schema) -> int:
    inner = [
        *getattr(schema, "variants", ()),
        *(p.schema_ for p in getattr(schema, "properties", ())),
        *(
            getattr(schema, name)
            for name in ("items", "values")
            if schema.kind in ("array", "map") and hasattr(schema, name)
        ),
    ]
    return 1 + max((_depth(each) for each in inner), default=0)
