"""Operations of OpenAPI and Swagger documents, in the words of the model."""

import json
from pathlib import Path
from typing import Any

import pytest
from openapi_documents import read_operation, read_text, read_value

from generator.model import Array, Object, Reference, Scalar, Unknown

TEXT = Scalar(type="string")
LAMP = {"$ref": "#/components/schemas/Lamp"}
LAMP_2 = {"$ref": "#/definitions/Lamp"}
SCHEMAS = {"Lamp": {"type": "object"}}

DOCUMENT = """\
openapi: 3.1.0
info: {title: Lamps, version: "2"}
servers: [{url: https://lamps.example/api/v2/}]
security: [{key: []}]
tags: [{name: lamps, description: All that shines.}]
paths:
  /lamps/{id}:
    summary: One lamp
    parameters:
      - {name: id, in: path, required: true, schema: {type: integer}, description: Which.}
      - {$ref: "#/components/parameters/Trace"}
    get:
      operationId: getLamp
      tags: [lamps, other]
      description: Gives a *lamp*.
      deprecated: true
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: fields, in: query, explode: false, schema: {type: array, items: {type: string}}}
        - {name: size, in: query, schema: {type: integer, default: 10}}
        - {name: seen, in: cookie, content: {application/json: {schema: {type: boolean}}}}
      responses:
        "200":
          description: The lamp.
          headers: {X-Total: {schema: {type: integer}, description: How many.}}
          content: {application/json: {schema: {type: object}}, text/xml: {schema: {type: object}}}
        4XX: {$ref: "#/components/responses/Wrong"}
        default: {description: Anything else.}
    put:
      security: []
      requestBody: {$ref: "#/components/requestBodies/Lamp"}
      responses: {204: {description: Done.}}
    x-list:
      operationId: listLamps
      responses: {200: {description: All.}}
components:
  parameters:
    Trace: {name: X-Trace, in: header, schema: {type: string, format: uuid}}
  requestBodies:
    Lamp:
      description: The new lamp.
      required: true
      content: {application/json: {schema: {type: object}}}
  responses:
    Wrong: {description: No., content: {text/plain: {}}}
  securitySchemes:
    key: {type: apiKey, in: query, name: key, description: Ask us.}
    token: {type: http, scheme: bearer}
    sign: {type: openIdConnect, openIdConnectUrl: https://lamps.example/id}
"""


def test_an_operation_of_openapi_3(tmp_path: Path) -> None:
    found = read_text(tmp_path, DOCUMENT, "api/lamps.yaml")
    assert found.codes == []
    api = found.api
    assert (api.title, api.version, api.base_path) == ("Lamps", "2", "/api/v2")
    assert [(tag.name, tag.description) for tag in api.tags] == [
        ("default", ""),
        ("lamps", "All that shines."),
    ]
    get = next(op for op in api.operations if op.operation_id == "getLamp")
    assert (get.method, get.path, get.tag, get.deprecated) == ("GET", "/lamps/{id}", "lamps", True)
    assert (get.summary, get.description) == ("One lamp", "Gives a *lamp*.")
    assert str(get.source) == "lamps.yaml:12:5"
    by_name = {p.name: p for p in get.parameters}
    assert list(by_name) == ["id", "X-Trace", "fields", "size", "seen"]
    assert (by_name["id"].schema_, by_name["id"].required) == (TEXT, True)
    assert by_name["X-Trace"].schema_ == Scalar(type="string", format="uuid")
    assert (by_name["fields"].schema_, by_name["fields"].separator) == (Array(items=TEXT), ",")
    assert by_name["size"].default == "10"
    assert (by_name["seen"].location, by_name["seen"].schema_.kind) == ("cookie", "scalar")
    good, bad, other = get.responses
    assert (good.status, good.media_types, good.schema_) == (
        "200", ("application/json", "text/xml"), Object(),
    )  # fmt: skip
    assert [(h.name, h.description) for h in good.headers] == [("X-Total", "How many.")]
    assert (bad.status, bad.description, bad.schema_) == ("4XX", "No.", Unknown())
    assert (other.status, other.schema_, other.media_types) == ("default", None, ())
    assert [scheme.name for scheme in get.security] == ["key"]


def test_what_else_the_document_has(tmp_path: Path) -> None:
    api = read_text(tmp_path, DOCUMENT, "lamps.yaml").api
    put = next(op for op in api.operations if op.method == "PUT")
    assert put.operation_id == "putLampsId"
    assert put.security == ()
    assert put.request_body
    assert (put.request_body.description, put.request_body.required) == ("The new lamp.", True)
    assert [(s.name, s.type, s.location, s.header, s.url) for s in api.security] == [
        ("key", "apiKey", "query", "key", ""),
        ("sign", "openIdConnect", "header", "Authorization", "https://lamps.example/id"),
        ("token", "http", "header", "Authorization", ""),
    ]
    assert [op.method for op in api.operations] == ["GET", "LIST", "PUT"]


SWAGGER: dict[str, Any] = {
    "swagger": "2.0",
    "info": {"title": "Lamps", "version": "1"},
    "basePath": "/api/",
    "consumes": ["application/json"],
    "produces": ["application/json", "text/json"],
    "securityDefinitions": {"plain": {"type": "basic"}, "token": {"type": "oauth2"}},
    "definitions": SCHEMAS,
    "parameters": {
        "tags": {"name": "tags", "in": "query", "type": "array", "items": {"type": "string"}}
    },
    "paths": {
        "/lamps": {
            "post": {
                "parameters": [
                    {"$ref": "#/parameters/tags"},
                    {"name": "ids", "in": "query", "type": "array", "collectionFormat": "multi",
                     "items": {"type": "integer"}},
                    {"name": "lamp", "in": "body", "required": True, "schema": LAMP_2},
                ],
                "responses": {
                    "200": {"description": "It.", "schema": LAMP_2}, "404": {"description": "-"}
                },
                "security": [{"plain": []}],
            },
            "put": {
                "consumes": [],
                "produces": ["text/plain"],
                "parameters": [
                    {"name": "photo", "in": "formData", "type": "file", "required": True},
                    {"name": "title", "in": "formData", "type": "string", "default": "none"},
                ],
                "responses": {"200": {"description": "-", "schema": {"type": "string"},
                                      "headers": {"X-Left": {"type": "integer"}}}},
            },
        }
    },
}  # fmt: skip


def test_operations_of_swagger(tmp_path: Path) -> None:
    found = read_text(tmp_path, json.dumps(SWAGGER))
    assert found.codes == []
    assert found.api.base_path == "/api"
    post, put = found.api.operations
    assert [(p.name, p.separator, p.schema_.kind) for p in post.parameters] == [
        ("tags", ",", "array"),
        ("ids", "", "array"),
    ]
    body = post.request_body
    assert body
    assert (body.name, body.required, body.schema_, body.media_types) == (
        "lamp", True, Reference(name="Lamp"), ("application/json",),
    )  # fmt: skip
    assert post.responses[0].media_types == ("application/json", "text/json")
    assert post.responses[1].media_types == ()
    assert [(s.name, s.type, s.scheme) for s in post.security] == [("plain", "http", "basic")]
    form = put.request_body
    assert form
    assert form.media_types == ("multipart/form-data",)
    assert isinstance(form.schema_, Object)
    assert [(p.name, p.required, p.schema_, p.default) for p in form.schema_.properties] == [
        ("photo", True, Scalar(type="string", format="binary"), ""),
        ("title", False, TEXT, '"none"'),
    ]
    assert put.responses[0].media_types == ("text/plain",)
    assert [header.name for header in put.responses[0].headers] == ["X-Left"]


def test_a_body_without_a_schema_is_bytes_but_for_text(tmp_path: Path) -> None:
    body: Any = {"content": {"image/png": {}, "image/gif": {}}}
    found = read_operation(tmp_path, requestBody=body, responses={})
    assert found.operation.request_body
    assert found.operation.request_body.schema_ == Scalar(type="string", format="binary")


def test_json_goes_before_other_media_types(tmp_path: Path) -> None:
    content = {
        "multipart/form-data": {"schema": {"type": "object"}},
        "application/json": {"schema": LAMP},
    }
    found = read_operation(
        tmp_path, requestBody={"content": content}, components={"schemas": SCHEMAS}
    )
    assert found.operation.request_body
    assert found.operation.request_body.schema_ == Reference(name="Lamp")
    assert found.operation.request_body.media_types == tuple(content)
    assert found.codes == ["DOC609"]


def test_a_fragment_behind_a_path_is_no_part_of_it(tmp_path: Path) -> None:
    operation = read_operation(tmp_path, path="/lamps#byName", responses={}).operation
    assert (operation.path, operation.path_fragment) == ("/lamps", "byName")


WRONG: list[tuple[dict[str, Any], list[str]]] = [
    ({"parameters": [{"in": "query"}]}, ["DOC610"]),
    ({"parameters": [{"name": "a", "in": "body"}]}, []),
    ({"parameters": [{"name": "a", "in": "nowhere"}]}, ["DOC610"]),
    ({"parameters": [{"name": 7, "in": "query"}]}, ["DOC603", "DOC610"]),
    ({"parameters": {"name": "a"}}, ["DOC603"]),
    ({"parameters": [{"$ref": "#/components/parameters/gone"}]}, ["DOC604"]),
    ({"parameters": ["a"]}, ["DOC603"]),
    ({"tags": "lamps"}, ["DOC603"]),
    ({"deprecated": "yes"}, ["DOC603"]),
    ({"responses": {"abc": {}}}, ["DOC603"]),
    ({"responses": {"600": {}}}, ["DOC603"]),
    ({"responses": {"x-note": 7}}, []),
    ({"responses": []}, ["DOC603"]),
    ({"responses": {"200": {"content": []}}}, ["DOC603"]),
    ({"requestBody": {}}, ["DOC610"]),
    ({"requestBody": 7}, ["DOC603"]),
    ({"security": [{"gone": []}]}, ["DOC604"]),
    ({"security": {"gone": []}}, ["DOC603"]),
    ({"callbacks": {}}, ["DOC609"]),
    ({"operationId": ["a"]}, ["DOC603"]),
    ({"components": {"securitySchemes": {"a": {"type": "magic"}}}}, ["DOC603"]),
    ({"components": {"securitySchemes": {"a": {"type": "apiKey", "in": "body"}}}}, ["DOC603"]),
    ({"components": {"schemas": []}}, ["DOC603"]),
    ({"components": []}, []),
    ({"servers": [{"url": "http://["}]}, []),
    ({"servers": [7]}, ["DOC603"]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "codes"), WRONG, ids=[str(w) for w, _ in WRONG])
def test_what_is_wrong_is_diagnosed(
    tmp_path: Path, content: dict[str, Any], codes: list[str]
) -> None:
    found = read_operation(tmp_path, **content)
    assert found.codes == codes
    assert len(found.api.operations) == 1


def test_path_items(tmp_path: Path) -> None:
    paths = {
        "/a": {"$ref": "#/paths/~1b"},
        "/b": {"get": {"operationId": "b", "responses": {}}, "Get": {}, "copy": {"responses": {}}},
        "/c/{id}": {"get": {"operationId": "b"}, "post": 7},
        "/d": {"$ref": "#/paths/~1e"},
        "/e": {"$ref": "#/paths/~1d"},
        "/f": {"additionalOperations": {"LIST": {"operationId": "f"}}},
        "x-note": "none",
    }
    found = read_value(tmp_path, paths=paths)
    assert [(op.method, op.path, op.operation_id) for op in found.api.operations] == [
        ("GET", "/a", "b"),
        ("LIST", "/f", "f"),
        ("GET", "/b", "getB"),
        ("GET", "/c/{id}", "getCId"),
    ]
    assert {f"{d.code} {d.found}" for d in found.diagnostics} == {
        "DOC609 the method 'Get'",
        "DOC609 the method 'copy'",
        "DOC612 b",
        "DOC610 no parameter 'id'",
        "DOC603 7",
        "DOC606 #/paths/~1d",
        "DOC606 #/paths/~1e",
    }
    assert found.api.operations[3].parameters[0].schema_ == TEXT
