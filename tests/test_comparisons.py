"""What must hold for every comparison, and for reading saved models."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from saved_models import (
    INT,
    TEXT,
    answer,
    body,
    compared,
    items,
    model,
    named,
    operation,
    prop,
    ref,
)

from generator import model as published
from generator.changes import saved
from generator.changes.compare import compare
from generator.changes.formats.json_report import report_data, report_schema
from generator.changes.saved import Model, SavedModelError, read_model
from generator.model import Api


def shuffled(found: Model, seed: int) -> Model:
    """The same API with everything in another order that has none."""
    order = random.Random(seed)  # noqa: S311
    lists = {
        name: tuple(order.sample(getattr(found, name), len(getattr(found, name))))
        for name in ("tags", "operations", "schemas")
    }
    return msgspec.structs.replace(found, **lists)


@st.composite
def models(draw: st.DrawFn) -> Model:
    schema = st.sampled_from([INT, TEXT, ref("A"), ref("B"), items(ref("A")), {"kind": "unknown"}])
    schemas = [
        named(name, *(prop(p, draw(schema), required=draw(st.booleans())) for p in properties))
        for name in draw(st.sets(st.sampled_from("ABC")))
        for properties in [sorted(draw(st.sets(st.sampled_from(["x", "y", "z"]))))]
    ]
    operations = [
        operation(
            name,
            path=draw(st.sampled_from(["/a/{id}", "/a/{other}", "/b", "/c"])),
            request_body=draw(st.none() | schema.map(body)),
            responses=[answer(draw(st.none() | schema))],
        )
        for name in sorted(draw(st.sets(st.sampled_from(["P", "Q", "R"]))))
    ]
    return model(*operations, schemas=tuple(schemas))


@given(models())
def test_nothing_changes_from_a_state_to_itself(found: Model) -> None:
    assert compare(found, found) == []
    assert compare(found, shuffled(found, 1)) == []


@given(models(), models(), st.integers())
def test_the_order_of_a_model_does_not_count(old: Model, new: Model, seed: int) -> None:
    assert compare(old, new) == compare(shuffled(old, seed), shuffled(new, seed))


@given(models(), models())
def test_what_is_added_one_way_is_removed_the_other_way(old: Model, new: Model) -> None:
    def subjects(first: Model, second: Model, code: str) -> set[str]:
        return {change.subject for change in compare(first, second) if change.code == code}

    assert subjects(old, new, "CHG101") == subjects(new, old, "CHG102")


@given(models(), models())
def test_a_report_follows_its_schema(old: Model, new: Model) -> None:
    data = json.loads(json.dumps(report_data(compared(old, new))))
    Draft202012Validator(report_schema()).validate(data)


# Saved models


def published_class(struct: type[Any]) -> type[Any]:
    name = {"Model": "Api", "Schema": "SchemaNode"}.get(struct.__name__, struct.__name__)
    found: type[Any] = getattr(published, name)
    return found


STRUCTS = [
    value
    for value in vars(saved).values()
    if isinstance(value, type) and issubclass(value, saved.Struct) and value is not saved.Struct
]


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda s: s.__name__)
def test_a_saved_model_has_the_fields_of_the_model(struct: type[saved.Struct]) -> None:
    ours = {f.encode_name: f for f in msgspec.structs.fields(struct)}
    if struct is saved.Source:
        assert list(ours) == ["file", "line", "column"]
        return
    theirs = {
        field.alias or name: field for name, field in published_class(struct).model_fields.items()
    }
    assert ours.keys() <= theirs.keys()
    for name, field in ours.items():
        if field.required or theirs[name].is_required():
            assert field.required == theirs[name].is_required(), name
        elif name not in ("schema", "provenance"):
            assert field.default == theirs[name].default, name


def test_a_saved_model_is_read_as_it_was_written(spec_build: Any) -> None:
    api: Api = spec_build.api
    found = read_model(api.model_dump_json(by_alias=True).encode())
    assert len(found.operations) == len(api.operations)
    first = api.operations[0]
    assert found.operations[0].source == saved.Source(**vars_of(first.source))
    assert [s.name for s in found.schemas] == [s.name for s in api.schemas]
    less = api.model_dump_json(by_alias=True, exclude_none=True).encode()
    assert read_model(less) == found


def vars_of(source: Any) -> dict[str, Any]:
    return {"file": source.file, "line": source.line, "column": source.column}


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b'{"title": 1}', b"\xff", b'{"title": "x", "tags": [{}]}', b"[" * 9999],
)
def test_what_is_no_saved_model_is_an_error(data: bytes) -> None:
    with pytest.raises(SavedModelError):
        read_model(data)


def test_two_saved_models_are_compared_without_what_builds_need() -> None:
    """Pydantic, Jinja and the reader of pages are not loaded: that takes longer than the rest."""
    code = (
        "import sys; from generator.commands import diff, diff_inputs; "
        "from generator.changes.formats import text; "
        "print([m for m in ('pydantic', 'jinja2', 'markdown_it', 'rich') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_changes_are_values() -> None:
    (change,) = compare(model(), model(operation("Get")))
    assert replace(change) == change
    assert hash(change) == hash(replace(change))
