"""Pages and a document are compared in common names: what is called otherwise is no change."""

import time
from typing import Any

from saved_models import INT, PLACE, TEXT, body, items, model, named, operation, prop, ref

from generator.changes.alignment import align_models
from generator.changes.common_names import in_common_names
from generator.changes.compare import compare
from generator.changes.saved import Model

STATE: dict[str, Any] = {"kind": "enum", "values": ["on", "off"]}


def answer(schema: dict[str, Any]) -> dict[str, Any]:
    return {"status": "200", "schema": schema, "source": PLACE}


def alias(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "schema": schema, "sources": [PLACE]}


def get(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return operation("Get", responses=[answer(schema)], **more)


def changed(pages: Model, document: Model) -> list[str]:
    common = in_common_names(pages, document)
    found = compare(common.named, common.other)
    return [f"{change.code} {change.subject}" for change in found if change.code != "CHG104"]


LAMP = named("Lamp", prop("id"), prop("state", STATE), prop("bulb", ref("Bulb")))
BULB = named("Bulb", prop("watts"), prop("socket", TEXT))
PAGES = model(get(items(ref("Lamp"))), schemas=(LAMP, BULB))


def test_names_before_a_dot_and_enumerations_with_a_name() -> None:
    document = model(
        get(items(ref("acme.Lamp"))),
        schemas=(
            named("acme.Lamp", prop("id"), prop("state", ref("S")), prop("bulb", ref("acme.Bulb"))),
            named("acme.Bulb", prop("watts"), prop("socket", TEXT)),
            alias("S", STATE),
        ),
    )
    assert align_models(PAGES, document) == {"acme.Lamp": "Lamp", "acme.Bulb": "Bulb"}
    assert changed(PAGES, document) == []


def test_models_with_other_names_are_known_by_where_they_stand() -> None:
    document = model(
        get(ref("LampList")),
        schemas=(
            alias("LampList", items(ref("Light"))),
            named("Light", prop("id"), prop("state", STATE), prop("bulb", ref("Source"))),
            named("Source", prop("watts"), prop("socket", INT)),
        ),
    )
    assert align_models(PAGES, document) == {"Light": "Lamp", "Source": "Bulb"}
    assert changed(PAGES, document) == ["CHG503 Bulb.socket"]


def test_a_model_with_other_properties_is_another_one() -> None:
    document = model(
        get(items(ref("Lamp"))),
        schemas=(named("Lamp", prop("name", TEXT), prop("size"), prop("more", ref("Lamp"))),),
    )
    assert align_models(PAGES, document) == {}
    common = in_common_names(PAGES, document)
    assert [schema.name for schema in common.other.schemas] == ["Lamp (other)"]
    assert "CHG503 Lamp.Get: answer 200" in changed(PAGES, document)


def test_two_documents_of_one_owner() -> None:
    """One name is one model, whatever it has now; what stands in place is what it was."""
    old = model(get(ref("Lamp")), schemas=(named("Lamp", prop("id"), prop("state", STATE)), BULB))
    new = model(
        get(ref("Lamp")),
        schemas=(named("Lamp", prop("key"), prop("s", ref("S"))), alias("S", STATE)),
    )
    common = in_common_names(old, new, one_owner=True)
    found = {change.code for change in compare(common.named, common.other)}
    assert found == {"CHG611", "CHG613"}
    same = model(
        get(ref("Lamp")),
        schemas=(named("Lamp", prop("id"), prop("state", ref("S"))), BULB, alias("S", STATE)),
    )
    common = in_common_names(old, same, one_owner=True)
    assert compare(common.named, common.other) == []


def test_a_name_that_was_given_to_another_model() -> None:
    lamp = named("Lamp", prop("id"), prop("state", STATE))
    old = model(get(ref("Lamp")), schemas=(lamp,))
    light = named("Light", prop("id"), prop("state", STATE), prop("more"))
    new = model(get(ref("Light")), schemas=(light, named("Lamp", prop("x", ref("Lamp")))))
    assert align_models(old, new, one_owner=True) == {"Light": "Lamp"}


def test_an_object_without_a_name_on_the_pages() -> None:
    request = {"kind": "object", "properties": [prop("id"), prop("size")]}
    put = operation("Put", request_body=body(ref("PutRequest")))
    pages = model(put, schemas=(named("PutRequest", prop("id"), prop("size")),))
    document = model(operation("Put", request_body=body(request)))
    assert changed(pages, document) == []
    assert changed(document, pages) == []


def test_a_way_to_authenticate_is_known_by_what_it_is() -> None:
    way = {"name": "basic", "type": "http", "scheme": "Basic"}
    pages = model(get(TEXT, security=[way]))
    document = model(get(TEXT, security=[{**way, "name": "Password", "scheme": "basic"}]))
    assert changed(pages, document) == []


def test_models_that_hold_each_other_many_times_take_no_longer() -> None:
    """Written out, the fortieth has a million million parts."""
    schemas = [named("T0", prop("a", TEXT))]
    schemas += [
        named(f"T{n}", prop("a", ref(f"T{n - 1}")), prop("b", ref(f"T{n - 1}")))
        for n in range(1, 40)
    ]
    document = model(get(ref("T39")), schemas=tuple(schemas))
    started = time.process_time()
    common = in_common_names(model(get(INT)), document)
    assert time.process_time() - started < 2
    assert 0 < len(common.other.schemas) < 40


def test_a_long_chain_is_read() -> None:
    chain = [named(f"T{n}", prop("next", ref(f"T{n + 1}"))) for n in range(2000)]
    document = model(get(ref("T0")), schemas=(*chain, named("T2000", prop("id"))))
    assert changed(document, document) == []


def test_circles_end() -> None:
    loop = [named("A", prop("b", ref("B"))), named("B", prop("a", ref("A"))), alias("C", ref("C"))]
    document = model(
        get(ref("A")), operation("Put", request_body=body(ref("C"))), schemas=tuple(loop)
    )
    assert changed(document, document) == []
