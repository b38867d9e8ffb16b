"""Two states of an API to changes: pairs, causes, reach and classes. Cases in
``tests/cases/changes-*.md`` show what pages give; here are models that no pages give, and what must
hold for all.
"""

from typing import Any

import msgspec
import pytest
from case_file import parse_cases
from change_pages import CASES
from saved_models import (
    INT,
    TEXT,
    answer,
    body,
    compared,
    inline,
    items,
    model,
    named,
    operation,
    prop,
    ref,
    union,
)

from generator.changes.bump import Bump
from generator.changes.change import ChangeClass
from generator.changes.classes import Entry, classify
from generator.changes.codes import CODES
from generator.changes.compare import compare
from generator.changes.kept_names import KeptNames
from generator.changes.pairing import normal_path
from generator.changes.reach import Reach
from generator.changes.saved import Model
from generator.changes.target_rules import load_rules
from generator.lock import parse_lock

LAMP = named("Lamp", prop("Id"), prop("Name", TEXT), prop("Shade", TEXT))
GET = operation("Get", responses=[answer(ref("Lamp"))])


def entries(old: Model, new: Model) -> dict[str, Entry]:
    """The entries by code."""
    return {entry.change.code: entry for entry in compared(old, new).entries}


def classes(old: Model, new: Model) -> dict[str, str]:
    """The codes that are found, with their classes on the wire."""
    return {code: str(entry.wire) for code, entry in entries(old, new).items()}


TOP = {**prop("top"), "location": "query"}
TOTAL = {**prop("Total"), "location": "header"}
STATED = {**prop("Level"), "source": {"file": "openapi.yaml"}}

ONE_SIDED: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("CHG301", {}, {"request_body": body(required=False)}, "compatible"),
    ("CHG302", {}, {"request_body": body()}, "breaking"),
    (
        "CHG304",
        {"request_body": body(required=False)},
        {"request_body": body(required=True)},
        "breaking",
    ),
    (
        "CHG305",
        {"request_body": body(required=True)},
        {"request_body": body(required=False)},
        "compatible",
    ),
    (
        "CHG308",
        {"request_body": body()},
        {"request_body": body(accepts_merge_patch=True)},
        "compatible",
    ),
    (
        "CHG309",
        {"request_body": body(accepts_merge_patch=True)},
        {"request_body": body()},
        "breaking",
    ),
    (
        "CHG210",
        {"parameters": [TOP]},
        {"parameters": [{**TOP, "default": "50"}]},
        "breaking",
    ),
    (
        "CHG410",
        {"responses": [answer()]},
        {"responses": [{**answer(), "headers": [TOTAL]}]},
        "compatible",
    ),
    (
        "CHG411",
        {"responses": [{**answer(), "headers": [TOTAL]}]},
        {"responses": [answer()]},
        "breaking",
    ),
    (
        "CHG622",
        {"request_body": body(inline(prop("Level")))},
        {"request_body": body(inline(prop("Level", default="3")))},
        "breaking",
    ),
    (
        "CHG623",
        {"responses": [answer(inline(prop("Key")))]},
        {"responses": [answer(inline(prop("Key", write_only=True)))]},
        "breaking",
    ),
    (
        "CHG624",
        {"responses": [answer(inline(prop("Key", write_only=True)))]},
        {"responses": [answer(inline(prop("Key")))]},
        "compatible",
    ),
    (
        "CHG616",
        {"responses": [answer(inline(STATED))]},
        {"responses": [answer(inline({**STATED, "nullable": True}))]},
        "breaking",
    ),
    (
        "CHG617",
        {"request_body": body(inline({**STATED, "nullable": True}))},
        {"request_body": body(inline(STATED))},
        "breaking",
    ),
    ("CHG404", {"responses": [answer()]}, {"responses": [answer(TEXT)]}, "compatible"),
    ("CHG405", {"responses": [answer(TEXT)]}, {"responses": [answer()]}, "breaking"),
]


@pytest.mark.parametrize(("code", "old", "new", "expected"), ONE_SIDED)
def test_what_no_page_gives(
    code: str, old: dict[str, Any], new: dict[str, Any], expected: str
) -> None:
    found = classes(model(operation("Get", **old)), model(operation("Get", **new)))
    assert found == {code: expected}


def test_every_code_is_shown_by_a_case_or_here() -> None:
    shown = {case.title[:6] for f in CASES.glob("changes-*.md") for case in parse_cases(f)}
    assert CODES.keys() - shown == {row[0] for row in ONE_SIDED} - shown


def test_a_case_shows_the_code_that_its_title_names() -> None:
    cases = [case for f in CASES.glob("changes-*.md") for case in parse_cases(f)]
    wrong = [
        case.title
        for case in cases
        if case.title.startswith("CHG") and case.title[:6] not in case.expected[0].text
    ]
    assert len(cases) > 50
    assert wrong == []


def test_a_property_in_many_answers_is_one_entry() -> None:
    operations = [operation(f"Get{n}", responses=[answer(ref("Lamp"))]) for n in range(600)]
    old = model(*operations, schemas=(LAMP,))
    bigger = named("Lamp", *LAMP["schema"]["properties"], prop("Hours"))
    (entry,) = compared(old, model(*operations, schemas=(bigger,))).entries
    assert entry.change.code == "CHG611"
    assert len(entry.change.answer) == 600
    assert entry.change.request == ()


def test_a_parameter_of_many_operations_is_one_entry() -> None:
    def all_with(*parameters: dict[str, Any]) -> Model:
        arguments = [{"location": "query", "name": p["name"]} for p in parameters]
        return model(
            *(
                operation(f"Get{n}", parameters=list(parameters), arguments=arguments)
                for n in range(9)
            )
        )

    (entry,) = compared(all_with(), all_with(TOP)).entries
    assert len(entry.change.request) == 9


@pytest.mark.parametrize(
    ("request_", "expected"), [(True, {"CHG502": "compatible"}), (False, {"CHG502": "breaking"})]
)
def test_a_class_goes_by_the_direction(request_: bool, expected: dict[str, str]) -> None:
    where: dict[str, Any] = (
        {"request_body": body(ref("Lamp"))} if request_ else {"responses": [answer(ref("Lamp"))]}
    )
    long = {**INT, "format": "int64"}
    old, new = (
        model(operation("Do", **where), schemas=(named("Lamp", prop("Id", schema)),))
        for schema in (INT, long)
    )
    assert classes(old, new) == expected


def test_a_model_of_both_directions_has_the_worse_class() -> None:
    both = operation("Do", request_body=body(ref("Lamp")), responses=[answer(ref("Lamp"))])
    old = model(both, schemas=(named("Lamp", prop("Id")),))
    new = model(both, schemas=(named("Lamp", prop("Id"), prop("Name", required=True)),))
    assert classes(old, new) == {"CHG612": "breaking"}


def test_what_is_reached_through_others_is_reached() -> None:
    """Through a cycle too, and only by those who reach it."""
    shade = named("Shade", prop("Lamp", ref("Lamp")), prop("Id"))
    lamp = named("Lamp", prop("Shades", items(ref("Shade"))))
    other = operation("Other", responses=[answer(TEXT)])
    deep = operation("Deep", request_body=body(ref("Lamp")))
    old = model(deep, other, schemas=(lamp, shade))
    new = model(deep, other, schemas=(lamp, named("Shade", prop("Lamp", ref("Lamp")))))
    (entry,) = compared(old, new).entries
    assert entry.change.operations == ("Lamp_Deep",)


def test_an_inferred_type_is_no_break_on_the_wire() -> None:
    inferred = {**TEXT, "provenance": {"rule": "link/scalar_in_samples"}}
    old, new = (
        model(GET, schemas=(named("Lamp", prop("Id", schema)),)) for schema in (inferred, INT)
    )
    (entry,) = compared(old, new).entries
    assert (entry.change.code, entry.wire) == ("CHG504", ChangeClass.CLARIFICATION)
    assert entry.classes["python"] == ChangeClass.BREAKING


def test_a_renamed_model_is_no_other_type() -> None:
    light = {**LAMP, "name": "Light"}
    old = model(GET, schemas=(LAMP,))
    new = model(operation("Get", responses=[answer(ref("Light"))]), schemas=(light,))
    assert classes(old, new) == {"CHG603": "none"}


def test_two_models_alike_are_no_renaming() -> None:
    lights = tuple({**LAMP, "name": name} for name in ("Light", "Bulb"))
    old = model(GET, schemas=(LAMP,))
    new = model(
        operation("Get", responses=[answer(ref("Light"), "201"), answer(ref("Bulb"), "202")]),
        schemas=lights,
    )
    assert "CHG603" not in entries(old, new)


@pytest.mark.parametrize(
    ("path", "normal"),
    [("/a/{id}", "/a/{}"), ("/a/{b}/c/{d}/", "/a/{}/c/{}"), ("/", ""), ("/a{x", "/a{x")],
)
def test_names_in_a_path_do_not_count(path: str, normal: str) -> None:
    assert normal_path(path) == normal


def test_a_base_path_that_one_side_leaves_out_makes_no_difference() -> None:
    whole = model(operation("Get", path="/api/v1/lamp"), operation("Put", path="/api/v1/lamps"))
    parts = model(operation("Get", path="/lamp"), operation("Put", path="/lamps"))
    based = msgspec.structs.replace(parts, base_path="/api/v1/")
    assert compare(whole, based) == compare(based, whole) == compare(based, parts) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (INT, union(INT, TEXT), "CHG502"),
        (union(INT, TEXT), TEXT, "CHG501"),
        (union(INT, TEXT), union(TEXT, INT), ""),
        (union(INT, TEXT), ref("Lamp"), "CHG503"),
    ],
)
def test_a_union_has_what_its_variants_have(
    old: dict[str, Any], new: dict[str, Any], code: str
) -> None:
    sides = (model(operation("Get", responses=[answer(schema)])) for schema in (old, new))
    assert [change.code for change in compare(*sides)] == ([code] if code else [])


def test_a_class_can_be_set() -> None:
    old, new = model(GET, operation("Gone"), schemas=(LAMP,)), model(GET, schemas=(LAMP,))
    assert compared(old, new).bump == Bump.MAJOR
    assert compared(old, new, {"CHG102": "compatible"}).bump == Bump.MINOR
    assert compared(old, new, {"CHG102": "ignore"}).entries == []


def test_a_target_decides_what_breaks_its_users() -> None:
    old = model(operation("Get"))
    new = model(operation("Fetch", path="/lamp/Get"))
    found = entries(old, new)["CHG104"].classes
    assert {name: str(c) for name, c in found.items()} == {
        "wire": "none",
        "openapi": "breaking",
        "python": "breaking",
    }


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("python tag - lamp lamp\n", "none"),
        ("python tag - lamp light\npython tag - lamp lamp deprecated\n", "none"),
        ("python tag - lamp light\n", "breaking"),
        ("", "breaking"),
    ],
)
def test_a_name_that_the_lock_keeps_breaks_nobody(now: str, expected: str) -> None:
    old = model(operation("Get"))
    tag = msgspec.structs.replace(old.tags[0], short_name="LampAgent")
    new = msgspec.structs.replace(old, tags=(tag,))
    kept = KeptNames(parse_lock("python tag - lamp lamp\n"), parse_lock(now), old)
    (change,) = compare(old, new)
    assert change.code == "CHG106"
    found = classify([change], [load_rules("python")], kept=kept)
    assert [str(entry.classes["python"]) for entry in found] == [
        c for c in [expected] if c != "none"
    ]


def test_a_function_that_the_lock_keeps_breaks_no_code() -> None:
    old, new = model(operation("Get")), model(operation("Fetch", path="/lamp/Get"))
    lock = parse_lock("python method lamp POST/lamp/get get\n")
    (entry,) = classify(
        compare(old, new),
        [load_rules("python"), load_rules("openapi")],
        kept=KeptNames(lock, lock, old),
    )
    assert (str(entry.classes["python"]), str(entry.classes["openapi"])) == ("none", "breaking")


def test_models_in_a_circle_share_what_they_reach() -> None:
    """Else a circle of thousands of models, each of an operation, would take quadratic time."""
    circle = [named(f"M{n}", prop("Next", ref(f"M{(n + 1) % 9}"))) for n in range(9)]
    operations = [operation(f"Get{n}", responses=[answer(ref(f"M{n}"))]) for n in range(9)]
    reach = Reach(model(*operations, schemas=tuple(circle)))
    assert len(reach.answer("M0")) == 9
    assert all(reach.answer(f"M{n}") is reach.answer("M0") for n in range(9))
