"""Documents are not trusted: whatever they hold is diagnosed, in bounded time and memory, and
nothing outside of their folder is read.
"""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_documents import INFO, read_schemas, read_text, read_value
from test_caching_wall import imported

from generator.diagnostics import CODES
from generator.model import Api, Object, Reference
from generator.openapi import read_document
from generator.openapi.budget import DEEPEST

SECONDS = 5
"""Far more than any of these takes, and far less than what is not bounded would."""

BEGIN = "openapi: 3.0.0\ninfo: {title: a, version: b}\n"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "DOC602", "lamps.json:1:1"),
        ("[1, 2]", "DOC602", "lamps.json:1:1"),
        ('{"openapi": "4.0.0"}', "DOC602", "lamps.json:1:2"),
        ('{"swagger": "1.2"}', "DOC602", "lamps.json:1:2"),
        ('{"openapi": [3]}', "DOC602", "lamps.json:1:2"),
        ('{\n  "openapi": "3.0.0",\n  oops\n}', "DOC601", "lamps.json:3:3"),
        ('{"openapi": NaN}', "DOC601", "lamps.json:1:1"),
        ('{"openapi": 1' + "0" * 5000 + "}", "DOC601", "lamps.json:1:1"),
        ("[" * 100_000, "DOC601", "lamps.json:1:1"),
        ("[" * 100_000 + "]" * 100_000, "DOC601", "lamps.json:1:1"),
        ("\x00", "DOC601", "lamps.json:1:1"),
    ],
    ids=range(11),
)
def test_what_is_no_document(tmp_path: Path, text: str, code: str, place: str) -> None:
    name = "lamps.json" if text else "lamps.yaml"
    found = read_text(tmp_path, text, name)
    assert found.api == Api(title="")
    assert [d.code for d in found.diagnostics] == [code]
    assert str(found.diagnostics[0].source) == place.replace("lamps.json", name)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (BEGIN + "paths: {a: [}\n", "3:13"),
        (BEGIN + "paths: !!python/object/apply:os.system [ls]\n", "3:8"),
        (BEGIN + "paths: *nothing\n", "3:8"),
        (BEGIN + "paths: &all {a: *all}\n", "3:17"),
        (BEGIN + "---\nopenapi: 3.0.0\n", "3:1"),
        (BEGIN + "? [a, b]\n: c\n", "3:3"),
        (BEGIN + "paths: \x07\n", "3:8"),
        (BEGIN + "- " * 50_000, None),
        (BEGIN + "a: " + "[" * 50_000, None),
    ],
    ids=range(9),
)
def test_what_is_no_yaml_of_openapi(tmp_path: Path, text: str, place: str | None) -> None:
    found = read_text(tmp_path, text, "lamps.yaml")
    assert found.codes == ["DOC601"]
    if place:
        assert str(found.diagnostics[0].source) == f"lamps.yaml:{place}"


def test_a_key_given_twice(tmp_path: Path) -> None:
    text = '{"openapi": "3.0.0",\n "info": {"title": "a", "title": "b"}}'
    found = read_text(tmp_path, text)
    assert found.api.title == "b"
    assert [str(d.source) for d in found.diagnostics] == ["lamps.json:2:25"]


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf{}", "{}".encode("utf-16"), b'{"a": "\xe5"}'])
def test_encodings(tmp_path: Path, data: bytes) -> None:
    found = read_text(tmp_path, data)
    assert found.codes[-1] == "DOC602"
    assert ("DOC103" in found.codes) == (b"\xe5" in data)


def test_what_is_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.json", tmp_path / ("a" * 300)):
        assert [d.code for d in read_document(path)[1]] == ["DOC109"]


def test_references_to_files_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    bulb = {
        "properties": {"wire": {"$ref": "../wire.yaml"}, "b": {"$ref": "#/definitions/B"}},
        "definitions": {"B": {"type": "string"}},
    }
    (tmp_path / "models" / "bulb one.json").write_text(json.dumps(bulb))
    (tmp_path / "wire.yaml").write_text("type: object\ndescription: A wire.\nproperties: {a: 7}\n")
    found = read_schemas(
        tmp_path, Lamp={"properties": {"bulb": {"$ref": "models/bulb%20one.json"}}}
    )
    assert [s.name for s in found.api.schemas] == ["B", "Lamp", "bulb one", "wire"]
    assert found.properties("bulb one")["wire"].schema_ == Reference(name="wire")
    assert [str(d).split(": found")[0].split(":")[:3] for d in found.diagnostics] == [
        ["wire.yaml", "3", "14"]
    ]


@pytest.mark.parametrize(
    "reference",
    ["../secret.json", "file:///etc/passwd", "/etc/hostname", "http://127.0.0.1:9/x.json",
     "https://lamps.example/x", "linked.json", "//host/share/x.json", "..%2fsecret.json",
     "data:application/json,{}"],
)  # fmt: skip
def test_nothing_outside_of_the_folder_is_read(tmp_path: Path, reference: str) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text('{"type": "object", "description": "SECRET"}')
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "linked.json").symlink_to(secret)
    found = read_schemas(folder, Lamp={"properties": {"a": {"$ref": reference}}})
    assert found.codes == ["DOC605"]
    assert "SECRET" not in found.api.model_dump_json()


@pytest.mark.parametrize(
    "reference",
    ["http://[", "#/a%zz", "a\x00b.json", "#//", "%", "#/paths/0/x", "gone.json", "x" * 5000],
)  # fmt: skip
def test_references_that_are_none(tmp_path: Path, reference: str) -> None:
    found = read_schemas(tmp_path, Lamp={"$ref": reference})
    assert set(found.codes) <= {"DOC604", "DOC605", "DOC606", "DOC603"}
    assert found.codes


def elapsed(folder: Path, text: str, name: str = "lamps.yaml") -> tuple[float, list[str], Api]:
    started = time.process_time()
    found = read_text(folder, text, name)
    return time.process_time() - started, found.codes, found.api


def test_billion_laughs(tmp_path: Path) -> None:
    """Ten levels, each with ten aliases of the one below."""
    lines = [BEGIN, "paths: {}", "x0: &x0 {type: string}"]
    for n in range(1, 11):
        names = ", ".join(f"p{i}: *x{n - 1}" for i in range(10))
        lines.append(f"x{n}: &x{n} {{type: object, properties: {{{names}}}}}")
    lines.append("components: {schemas: {Lamp: *x10}}")
    took, codes, api = elapsed(tmp_path, "\n".join(lines))
    assert took < SECONDS
    assert codes == ["DOC608"]
    assert len(api.model_dump_json()) < 20_000_000


def test_merges_of_merges(tmp_path: Path) -> None:
    lines = [BEGIN, "m0: &m0 {" + ", ".join(f"a{i}: 1" for i in range(1000)) + "}"]
    lines += [f"m{n}: &m{n} {{<<: *m{n - 1}, b{n}: 1}}" for n in range(1, 5000)]
    took, codes, _ = elapsed(tmp_path, "\n".join(lines))
    assert took < SECONDS
    assert codes == ["DOC601"]


def test_extensions_that_double(tmp_path: Path) -> None:
    schemas: dict[str, Any] = {"T0": {"properties": {"a": {"type": "string"}}}}
    for n in range(1, 40):
        below = {"$ref": f"#/components/schemas/T{n - 1}"}
        schemas[f"T{n}"] = {"allOf": [below, {"properties": {f"p{n}": below}}, below]}
    started = time.process_time()
    found = read_schemas(tmp_path, **schemas)
    assert time.process_time() - started < SECONDS
    assert len(found.properties("T39")) == 40


def test_a_long_chain_of_extensions(tmp_path: Path) -> None:
    schemas: dict[str, Any] = {"T0": {"properties": {"a": {"type": "string"}}}}
    for n in range(1, 3000):
        base = {"$ref": f"#/components/schemas/T{n - 1}"}
        schemas[f"T{n}"] = {"allOf": [base, {"properties": {f"p{n}": {"type": "string"}}}]}
    started = time.process_time()
    read_schemas(tmp_path, **dict(reversed(schemas.items())))
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("keyword", ["items", "additionalProperties", "not", "allOf", "anyOf"])
def test_deep_schemas(tmp_path: Path, keyword: str) -> None:
    """Deeper than the limit, and not so deep that JSON itself gives up."""
    schema: Any = {"type": "string"}
    for _ in range(400):
        schema = {keyword: [schema] if keyword.endswith("Of") else schema}
    found = read_schemas(tmp_path, "3.1", Lamp=schema)
    assert set(found.codes) <= {"DOC608", "DOC609"}
    assert DEEPEST < 400
    found.api.model_dump_json()
    hash(found.api)


def test_a_chain_of_references(tmp_path: Path) -> None:
    responses = {f"r{n}": {"$ref": f"#/components/responses/r{n + 1}"} for n in range(50_000)}
    operation = {"responses": {"200": {"$ref": "#/components/responses/r0"}}}
    paths = {f"/{n}": {"get": operation} for n in range(50)}
    started = time.process_time()
    found = read_value(tmp_path, paths=paths, components={"responses": responses})
    assert time.process_time() - started < SECONDS
    assert "DOC606" in found.codes


WORDS = st.sampled_from(
    """
    a Lamp object array string integer null query path body formData header 200 default apiKey http
    csv form # ../x b.json#/a int32 #/components/schemas/Lamp #/definitions/Lamp #/paths
    "" \ud83d\ude00 \x1b[31m
    """.split()
)
KEYS = st.sampled_from(
    """
    $ref type properties items allOf oneOf anyOf enum const required format additionalProperties
    nullable description default name in schema content application/json parameters responses
    requestBody headers 200 get post tags operationId security prefixItems patternProperties title
    not url consumes x-a style collectionFormat schemas Lamp paths servers additionalOperations LIST
    """.split()
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=30,
)
SCHEMAS = st.dictionaries(st.sampled_from(["Lamp", "Bulb", "a~1/b"]), ANYTHING, max_size=3)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    version=st.sampled_from([{"openapi": "3.0.0"}, {"openapi": "3.1.0"}, {"swagger": "2.0"}]),
    paths=st.dictionaries(st.sampled_from(["/a", "/b/{c}", "x-a"]), ANYTHING),
    schemas=SCHEMAS | ANYTHING,
    rest=st.dictionaries(KEYS, ANYTHING, max_size=3),
)
def test_no_document_is_a_traceback(
    tmp_path: Path, version: dict[str, str], paths: Any, schemas: Any, rest: dict[str, Any]
) -> None:
    """Values of any kind in any place: diagnostics with codes, and a model that can be written."""
    place = (
        {"definitions": schemas} if "swagger" in version else {"components": {"schemas": schemas}}
    )
    document = {**rest, **place, "info": INFO, "paths": paths, **version}
    text = json.dumps(document, allow_nan=False) if _is_finite(document) else "{}"
    found = read_text(tmp_path, text)
    assert {d.code for d in found.diagnostics} <= CODES.keys()
    names = {schema.name for schema in found.api.schemas}
    again = Api.model_validate_json(found.api.model_dump_json())
    assert again == found.api
    for schema in found.api.schemas:
        if isinstance(schema.schema_, Object):
            assert len({p.name for p in schema.schema_.properties}) == len(
                schema.schema_.properties
            )
    assert len(names) == len(found.api.schemas)


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=200) | st.binary(max_size=200), st.sampled_from(["a.json", "a.yaml", "a"]))
def test_no_bytes_are_a_traceback(tmp_path: Path, content: str | bytes, name: str) -> None:
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    found = read_text(tmp_path, data, name)
    assert {d.code for d in found.diagnostics} <= CODES.keys()
    assert found.codes


def test_reading_documents_knows_neither_pages_nor_targets() -> None:
    package = REPOSITORY / "generator" / "openapi"
    allowed = ("generator.openapi", "generator.model", "generator.diagnostics")
    wrong = {
        f"{file.name}: {name}"
        for file in package.glob("*.py")
        for name in imported(file)
        if name.startswith("generator.") and not name.startswith(allowed)
    }
    assert wrong == set()


def _is_finite(value: Any) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return True
