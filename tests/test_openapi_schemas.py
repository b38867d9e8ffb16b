"""Schemas of OpenAPI and Swagger documents, in the words of the model."""

from pathlib import Path
from typing import Any

import pytest
from openapi_documents import read_schemas, read_text

from generator.docs.type_cells import write_type
from generator.model import Array, Enumeration, Map, Object, Reference, Scalar, Union, Unknown

TEXT = {"type": "string"}
NULL = {"type": "null"}


def ref(name: str, version: str = "3.1") -> dict[str, str]:
    place = "definitions" if version == "2.0" else "components/schemas"
    return {"$ref": f"#/{place}/{name}"}


TYPES: list[tuple[Any, Any]] = [
    ({"type": "integer", "format": "int64"}, Scalar(type="integer", format="int64")),
    ({"type": "boolean"}, Scalar(type="boolean")),
    ({"enum": ["on", "off"]}, Enumeration(values=("on", "off"))),
    ({"type": "integer", "enum": [1, 2]}, Enumeration(type="integer", values=("1", "2"))),
    ({"type": "string", "enum": ["on", 7]}, Enumeration(values=("on", "7"))),
    ({"type": "boolean", "enum": [True, False]}, Scalar(type="boolean")),
    ({"type": "array", "items": TEXT}, Array(items=Scalar(type="string"))),
    ({"items": {}}, Array(items=Unknown())),
    ({"type": "object"}, Object()),
    ({"type": "object", "additionalProperties": True}, Object()),
    ({"additionalProperties": TEXT}, Map(values=Scalar(type="string"))),
    ({}, Unknown()),
    (
        {"anyOf": [TEXT, {"type": "integer"}]},
        Union(variants=(Scalar(type="string"), Scalar(type="integer"))),
    ),
    ({"oneOf": [TEXT, TEXT]}, Scalar(type="string")),
    ({"type": "string", "anyOf": [{"minLength": 1}, {"pattern": "^x"}]}, Scalar(type="string")),
]  # fmt: skip


@pytest.mark.parametrize(("written", "read"), TYPES, ids=[str(w) for w, _ in TYPES])
@pytest.mark.parametrize("version", ["2.0", "3.0", "3.1"])
def test_types(tmp_path: Path, version: str, written: Any, read: Any) -> None:
    found = read_schemas(tmp_path, version, Lamp=written)
    assert (found.schema("Lamp"), found.codes) == (read, [])


NEWER: list[tuple[Any, Any]] = [
    ({"const": "on"}, Enumeration(values=("on",))),
    (
        {"type": "integer", "oneOf": [{"const": 0, "title": "off"}, {"const": 1, "title": "on"}]},
        Enumeration(type="integer", values=("0", "1")),
    ),
    (
        {"type": ["string", "integer"]},
        Union(variants=(Scalar(type="string"), Scalar(type="integer"))),
    ),
    ({"type": "string", "contentEncoding": "base64"}, Scalar(type="string", format="byte")),
    (
        {"type": "string", "contentMediaType": "image/png"},
        Scalar(type="string", format="binary"),
    ),
    (
        {"type": "array", "prefixItems": [TEXT, {"type": "number"}], "items": False},
        Array(items=Union(variants=(Scalar(type="string"), Scalar(type="number")))),
    ),
    ({"patternProperties": {"^x": TEXT}}, Map(values=Scalar(type="string"))),
    (True, Unknown()),
]  # fmt: skip


@pytest.mark.parametrize(("written", "read"), NEWER, ids=[str(w) for w, _ in NEWER])
def test_types_of_json_schema_2020(tmp_path: Path, written: Any, read: Any) -> None:
    found = read_schemas(tmp_path, "3.1", Lamp=written)
    assert (found.schema("Lamp"), found.codes) == (read, [])


def test_a_file_of_swagger_is_bytes(tmp_path: Path) -> None:
    found = read_schemas(tmp_path, "2.0", Lamp={"type": "file"})
    assert found.schema("Lamp") == Scalar(type="string", format="binary")


NULLS: list[tuple[str, Any, bool]] = [
    ("2.0", {"type": "string", "x-nullable": True}, True),
    ("3.0", {"type": "string", "nullable": True}, True),
    ("3.0", {"enum": ["on", None]}, True),
    ("3.0", {"type": "object", "nullable": True, "allOf": [ref("Bulb")]}, True),
    ("3.0", {"nullable": True, "allOf": [ref("Bulb")]}, True),
    ("3.0", {**ref("Bulb"), "nullable": True}, False),
    ("3.0", ref("Empty"), True),
    ("3.0", {"allOf": [ref("Empty")]}, True),
    ("3.1", {"type": ["string", "null"]}, True),
    ("3.1", {"anyOf": [ref("Bulb"), NULL]}, True),
    ("3.1", {"oneOf": [NULL, TEXT]}, True),
    ("3.1", {"enum": ["on", None]}, True),
    ("3.1", {"const": None}, True),
    ("3.1", {"type": "string", "nullable": True}, False),
    ("3.1", ref("Bulb"), False),
]


@pytest.mark.parametrize(("version", "written", "nullable"), NULLS)
def test_null_in_each_dialect(tmp_path: Path, version: str, written: Any, nullable: bool) -> None:
    bulb = {"type": "object", "properties": {"watts": {"type": "number"}}}
    empty = {"type": "object", "nullable": True}
    lamp = {"type": "object", "properties": {"of": written}}
    found = read_schemas(tmp_path, version, Lamp=lamp, Bulb=bulb, Empty=empty)
    of = found.properties("Lamp")["of"]
    assert of.nullable is nullable
    if "Bulb" in str(written):
        assert of.schema_ == Reference(name="Bulb")
    assert "null" not in write_type(of.schema_)


def test_what_a_property_says(tmp_path: Path) -> None:
    found = read_schemas(
        tmp_path,
        Lamp={
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": {"type": "string", "description": "What it is *called*."},
                "id": {"type": "integer", "readOnly": True, "deprecated": True},
                "key": {"type": "string", "writeOnly": True, "default": "none"},
                "sizes": {"type": "array", "items": {"type": "integer"}, "default": [1, 2]},
            },
        },
    )
    lamp = found.properties("Lamp")
    assert (lamp["name"].required, lamp["name"].description) == (True, "What it is *called*.")
    assert (lamp["id"].read_only, lamp["id"].deprecated, lamp["id"].required) == (True, True, False)
    assert (lamp["key"].write_only, lamp["key"].default) == (True, '"none"')
    assert lamp["sizes"].default == "[1, 2]"


def test_extension(tmp_path: Path) -> None:
    """What ``allOf`` brings together is one object; ``required`` counts wherever it stands."""
    thing = {"type": "object", "properties": {"id": {"type": "integer"}, "name": TEXT}}
    lamp = {
        "allOf": [
            ref("Thing"),
            {"properties": {"name": {"description": "Its name."}, "bulb": ref("Bulb")}},
            {"required": ["name", "price"]},
        ]
    }
    found = read_schemas(tmp_path, Thing=thing, Lamp=lamp, Bulb={"type": "object"})
    properties = found.properties("Lamp")
    assert list(properties) == ["id", "name", "bulb", "price"]
    assert properties["name"].schema_ == Scalar(type="string")
    assert properties["name"].description == "Its name."
    assert [p.name for p in properties.values() if p.required] == ["name", "price"]
    assert not any(p.required for p in found.properties("Thing").values())


def test_extension_of_what_extends(tmp_path: Path) -> None:
    chain: Any = {
        f"T{n}": {"allOf": [ref(f"T{n - 1}"), {"properties": {f"p{n}": TEXT}}]} for n in range(1, 9)
    }
    found = read_schemas(tmp_path, **chain, T0={"properties": {"p0": TEXT}})
    assert list(found.properties("T8")) == [f"p{n}" for n in range(9)]
    assert found.codes == []


def test_a_reference_with_a_description_stays_a_reference(tmp_path: Path) -> None:
    lamp = {"properties": {"bulb": {"allOf": [ref("Bulb")], "description": "The bulb."}}}
    found = read_schemas(tmp_path, "3.0", Lamp=lamp, Bulb={"type": "string"})
    bulb = found.properties("Lamp")["bulb"]
    assert (bulb.schema_, bulb.description) == (Reference(name="Bulb"), "The bulb.")


def test_variants_that_extend_their_base(tmp_path: Path) -> None:
    """The usual way to write a discriminator: a base that lists what extends it."""
    pet = {
        "type": "object",
        "properties": {"kind": TEXT},
        "oneOf": [ref("Cat"), ref("Dog")],
        "discriminator": {"propertyName": "kind"},
    }
    cat = {"allOf": [ref("Pet"), {"properties": {"lives": {"type": "integer"}}}]}
    dog = {"allOf": [ref("Pet"), {"properties": {"bark": TEXT}}]}
    found = read_schemas(tmp_path, Pet=pet, Cat=cat, Dog=dog)
    assert found.schema("Pet") == Union(variants=(Reference(name="Cat"), Reference(name="Dog")))
    assert list(found.properties("Cat")) == ["kind", "lives"]
    assert list(found.properties("Dog")) == ["kind", "bark"]
    assert found.codes == []


def test_variants_beside_properties(tmp_path: Path) -> None:
    lamp = {
        "properties": {"id": {"type": "integer"}},
        "anyOf": [{"properties": {"watts": TEXT}}, {"properties": {"lumen": TEXT}}],
    }
    schema = read_schemas(tmp_path, Lamp=lamp).schema("Lamp")
    assert isinstance(schema, Union)
    names = [[p.name for p in v.properties] for v in schema.variants if isinstance(v, Object)]
    assert names == [["id", "watts"], ["id", "lumen"]]


def test_recursion(tmp_path: Path) -> None:
    lamp = {"properties": {"next": ref("Lamp"), "all": {"type": "array", "items": ref("Lamp")}}}
    properties = read_schemas(tmp_path, Lamp=lamp).properties("Lamp")
    assert properties["next"].schema_ == Reference(name="Lamp")
    assert properties["all"].schema_ == Array(items=Reference(name="Lamp"))


def test_references_to_anywhere_get_a_name(tmp_path: Path) -> None:
    lamp = {"properties": {"bulb": {"type": "object", "properties": {"watts": TEXT}}}}
    other = {"properties": {"bulb": {"$ref": "#/components/schemas/Lamp/properties/bulb"}}}
    anchored = {"$anchor": "wire", "type": "object"}
    found = read_schemas(tmp_path, Lamp=lamp, Other=other, Wire=anchored, Cable={"$ref": "#wire"})
    assert found.properties("Other")["bulb"].schema_ == Reference(name="bulb")
    assert list(found.properties("bulb")) == ["watts"]
    assert found.schema("Cable") == Reference(name="wire")
    assert found.codes == []


DIAGNOSED: list[tuple[Any, str, Any]] = [
    ({"$ref": "#/components/schemas/Gone"}, "DOC604", Unknown(written="#/components/schemas/Gone")),
    ({"$ref": "#/info/title"}, "DOC603", Reference(name="title")),
    ({"$ref": 7}, "DOC603", Unknown()),
    ({"type": "text"}, "DOC603", Unknown(written="text")),
    ({"type": 7}, "DOC603", Unknown()),
    ({"type": "array", "items": 7}, "DOC603", Array(items=Unknown())),
    ({"type": "integer", "enum": [1, "two"]}, "DOC603", Enumeration(type="integer", values=("1",))),
    ({"allOf": [TEXT, {"type": "integer"}]}, "DOC611", Scalar(type="string")),
    ({"not": TEXT}, "DOC609", Unknown()),
    (False, "DOC609", Unknown()),
    ("Lamp", "DOC603", Unknown()),
    ({"allOf": [ref("Lamp"), {"properties": {"a": TEXT}}]}, "DOC606", None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "code", "read"), DIAGNOSED, ids=[str(d[0]) for d in DIAGNOSED])
def test_what_is_wrong_is_diagnosed(tmp_path: Path, written: Any, code: str, read: Any) -> None:
    found = read_schemas(tmp_path, Lamp=written)
    assert set(found.codes) == {code}
    if read is not None:
        assert found.schema("Lamp") == read


YAML = """\
openapi: 3.0.3
info: {title: Lamps, version: 1.0.0}
paths: {}
components:
  schemas:
    Common: &common
      type: object
      properties: {id: {type: integer}}
    Lamp:
      <<: *common
      description: "A lamp,\\tlit."
      properties:
        state: {type: string, enum: [on, off, no, 12, 2020-01-01]}
        since: {type: string, default: 2020-01-01}
        also: *common
"""


def test_yaml_is_read_as_openapi_demands(tmp_path: Path) -> None:
    """YAML 1.2: ``no`` and a date are texts. Anchors and merge keys are understood."""
    found = read_text(tmp_path, YAML, "lamps.yaml")
    lamp = found.properties("Lamp")
    assert lamp["state"].schema_ == Enumeration(values=("on", "off", "no", "12", "2020-01-01"))
    assert lamp["since"].default == '"2020-01-01"'
    assert isinstance(lamp["also"].schema_, Object)
    assert next(s for s in found.api.schemas if s.name == "Lamp").description == "A lamp,\tlit."
    assert found.codes == []
    source = lamp["state"].source
    assert source
    assert str(source) == "lamps.yaml:13:9"
