"""What OpenAPI documents say beyond pages reaches every target: unions, numbers to choose from,
defaults, headers of answers, ways to authenticate.
"""

import json
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from rendering import files_of

from generator.config import Settings
from generator.docs.type_cells import write_type
from generator.link.type_fit import agrees, allows
from generator.model import (
    Api,
    Enumeration,
    NamedSchema,
    Object,
    Operation,
    Parameter,
    Property,
    Reference,
    Response,
    Scalar,
    SecurityScheme,
    Source,
    Tag,
    Union,
    references,
    walk,
)
from generator.targets import load_pack, render
from generator.targets.template_options import template_options

PLACE = Source(file="lamps.json")
TEXT, NUMBER = Scalar(type="string"), Scalar(type="integer")
EITHER = Union(variants=(NUMBER, Reference(name="Lamp")))
LEVEL = Enumeration(type="integer", values=("1", "2"))
LAMP = Object(
    properties=(
        Property(name="level", schema=LEVEL, nullable=True, default="2"),
        Property(name="place", schema=Union(variants=(TEXT, NUMBER)), nullable=True),
        Property(name="secret", schema=TEXT, write_only=True),
    )
)


def lamps() -> Api:
    total = Parameter(name="X-Total", location="header", schema=NUMBER, source=PLACE)
    token = SecurityScheme(name="token", type="apiKey", header="token", location="query")
    sign_in = SecurityScheme(name="signIn", type="oauth2")
    answer = Response(
        status="200", media_types=("application/json",), schema=EITHER, headers=(total,),
        source=PLACE,
    )  # fmt: skip
    size = Parameter(name="size", location="query", schema=LEVEL, default="1", source=PLACE)
    operation = Operation(
        operation_id="getLamp", short_name="getLamp", method="GET", path="/lamps", tag="lamps",
        parameters=(size,), responses=(answer,), security=(token, sign_in), source=PLACE,
    )  # fmt: skip
    return Api(
        title="Lamps", tags=(Tag(name="lamps", short_name="lamps"),), operations=(operation,),
        schemas=(NamedSchema(name="Lamp", schema=LAMP),), security=(sign_in, token),
    )  # fmt: skip


def document(version: str) -> Any:
    api = lamps()
    settings = Settings(title="Lamps", openapi_version="3.0" if version == "3.0" else "3.1")
    rendered = render(api, [load_pack("openapi")], template_options(settings, api))
    return json.loads(next(f.text for f in rendered[0].files if f.path.endswith("openapi.json")))


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_the_document_says_them(version: str) -> None:
    found = document(version)
    (OpenAPIV30SpecValidator if version == "3.0" else OpenAPIV31SpecValidator)(found).validate()
    lamp = found["components"]["schemas"]["Lamp"]["properties"]
    assert lamp["level"]["enum"] == [1, 2, None]
    assert lamp["level"]["default"] == 2
    assert lamp["secret"] == {"type": "string", "writeOnly": True}
    null = (
        {"type": "string", "nullable": True, "enum": [None]}
        if version == "3.0"
        else {"type": "null"}
    )
    assert lamp["place"]["anyOf"] == [{"type": "string"}, {"type": "integer"}, null]
    get = found["paths"]["/lamps"]["get"]
    assert get["parameters"][0]["schema"] == {"type": "integer", "enum": [1, 2], "default": 1}
    assert get["responses"]["200"]["headers"] == {"X-Total": {"schema": {"type": "integer"}}}
    schemes = found["components"]["securitySchemes"]
    assert schemes["token"] == {"type": "apiKey", "in": "query", "name": "token"}
    assert schemes["signIn"] == {"type": "oauth2", "flows": {}}


def test_python_spells_them() -> None:
    text = "\n".join(file.text for file in files_of(lamps()) if file.path.endswith(".py"))
    assert "level: int | None" in text
    assert "place: str | int | None" in text
    assert "-> int | models.Lamp" in text


def test_the_model_walks_into_unions() -> None:
    assert references(EITHER) == ["Lamp"]
    assert list(walk(EITHER)) == [EITHER, NUMBER, Reference(name="Lamp")]
    assert write_type(EITHER) == "int32 or Lamp"
    assert allows(EITHER, {"object"})
    assert not allows(EITHER, {"boolean"})
    assert agrees(Union(variants=EITHER.variants[::-1]), EITHER)
