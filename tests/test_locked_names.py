"""Names stay, whatever pages come and go."""

import random
from pathlib import Path

import pytest
from conftest import REPOSITORY, ReadText
from linking import page, table
from pages import codes
from public_names import Named, name_all, public_names, types_of

from generator.docs import Page, find_pages, read_page
from generator.docs.detect import detect_layout
from generator.files import load_pages
from generator.lock import NO_LOCK, Lock, parse_lock

DOORS = table("Doors|array|")


@pytest.fixture
def named(read: ReadText) -> "Builds":
    return Builds(read)


class Builds:
    """Builds one after the other, each with the lock of those before."""

    def __init__(self, read: ReadText) -> None:
        self._read = read
        self.lock: Lock = NO_LOCK

    def __call__(self, *texts: str, **chosen: str) -> Named:
        pages = [self._read(text, f"{number}.md") for number, text in enumerate(texts)]
        found = name_all(pages, self.lock, chosen)
        self.lock = found.lock
        return found


AGENT = page("StartBatchJob", tag="BatchAgent")
RESOURCE = page("GetBatchEntity", tag="BatchEntity", path="Batch/{id}")


def test_an_agent_keeps_its_attribute_when_a_resource_appears(named: Builds) -> None:
    assert named(AGENT).python.tag("BatchAgent") == "batch"
    found = named(AGENT, RESOURCE)
    assert found.python.tag("BatchAgent") == "batch"
    assert found.python.tag("BatchEntity") == "batch_entity"
    (told,) = [d for d in found.diagnostics if d.code == "DOC410"]
    assert (told.severity, told.found, told.done) == (
        "warning",
        "BatchEntity would be batch",
        "now batch_entity",
    )


def test_a_clash_that_is_known_is_no_news(named: Builds) -> None:
    for _ in range(2):
        assert codes(named(AGENT, RESOURCE).python.diagnostics) == ["DOC401"]
        assert named(RESOURCE, AGENT).python.tag("BatchEntity") == "batch"


def test_a_name_of_what_is_gone_is_not_given_again(named: Builds) -> None:
    named(AGENT)
    found = named(RESOURCE)
    assert found.python.tag("BatchEntity") == "batch_entity"
    assert codes(found.python.diagnostics) == ["DOC410"]
    assert named(AGENT, RESOURCE).python.tag("BatchAgent") == "batch"


def test_a_build_of_the_same_pages_changes_nothing(named: Builds) -> None:
    first = named(AGENT, RESOURCE)
    lock = named.lock
    again = named(RESOURCE, AGENT)
    assert public_names(again) == public_names(first)
    assert again.lock == lock


ROOM = page("GetRoom", response="Room\n" + DOORS, answer='{"Doors": [{"Width": 7, "Wood": "oak"}]}')
CAR = page("GetCar", response="Car\n" + DOORS, answer='{"Doors": [{"Glass": true, "Seat": 1}]}')


def test_a_model_without_a_name_in_the_docs_keeps_the_one_it_got(named: Builds) -> None:
    assert {"CarDoor", "RoomDoor"} <= types_of(named(ROOM, CAR))
    named.lock = NO_LOCK
    assert "Door" in types_of(named(ROOM))
    found = named(CAR, ROOM)
    assert {"Door", "CarDoor"} <= types_of(found)
    assert "RoomDoor" not in types_of(found)
    assert found.python.property("Door", "Width") == "width"


def test_a_model_keeps_its_name_where_another_operation_comes_to_share_its_path(
    named: Builds,
) -> None:
    room = page(
        "GetRoom", path="Things", response="Room\n" + DOORS, answer='{"Doors": [{"Wood": "oak"}]}'
    )
    car = page(
        "GetCar", path="Things", response="Car\n" + DOORS, answer='{"Doors": [{"Glass": true}]}'
    )
    assert "Door" in types_of(named(room))
    found = named(car, room)
    assert {"Door", "CarDoor"} <= types_of(found)
    assert found.python.property("Door", "Wood") == "wood"


def test_a_new_version_in_all_paths_changes_no_name(named: Builds) -> None:
    old = [
        page("Switch", path="Lamps/{id}/Switch"),
        page("Dim", path="Lamps/{id}/Dim"),
    ]
    first = named(*old)
    named(*(text.replace("/v1/", "/v2/").replace("{id}", "{lampId}") for text in old))
    second = named(*(text.replace("/v1/", "/v2/").replace("{id}", "{lampId}") for text in old))
    assert [second.python.method(op) for op in second.api.operations] == [
        first.python.method(op) for op in first.api.operations
    ]
    assert codes(second.python.diagnostics) == []


def test_two_operations_are_not_taken_for_one_another(named: Builds) -> None:
    named(page("Switch", path="Lamps/{id}/Run"))
    found = named(page("Dim", path="Lamps/{uniqueId}/Run"))
    (operation,) = found.api.operations
    assert found.python.method(operation) == "dim"


def test_a_tag_that_the_docs_rename_keeps_its_attribute(named: Builds) -> None:
    named(page("Switch"), page("Dim"))
    found = named(page("Switch", tag="LightingAgent"), page("Dim", tag="LightingAgent"))
    assert found.python.tag("LightingAgent") == "lamp"
    assert found.python.tag_type("LightingAgent") == "LampResource"
    assert codes(found.python.diagnostics) == []


def test_a_name_that_the_configuration_sets(named: Builds) -> None:
    named(AGENT)
    found = named(AGENT, BatchAgent="jobs")
    assert found.python.tag("BatchAgent") == "jobs"
    assert found.python.tag_aliases("BatchAgent") == ("batch",)
    # It stays without the setting, too, and the old one is nobody else's.
    found = named(AGENT, RESOURCE)
    assert found.python.tag("BatchAgent") == "jobs"
    assert found.python.tag("BatchEntity") == "batch_entity"


def test_one_name_for_two_things(named: Builds) -> None:
    """As after a merge of branches that each gave it."""
    named.lock = parse_lock("python tag - batchagent jobs\npython tag - batchentity jobs\n")
    found = named(AGENT, RESOURCE)
    assert found.python.tag("BatchAgent") == "jobs"
    assert found.python.tag("BatchEntity") == "jobs_2"
    (told,) = [d for d in found.python.diagnostics if d.code == "DOC411"]
    assert (told.found, told.done) == ("BatchEntity would be jobs", "now jobs_2")
    assert codes(named(AGENT, RESOURCE).python.diagnostics) == []


def _halves(pages: list[Page], seed: int) -> tuple[list[Page], list[Page]]:
    chosen = random.Random(seed).sample(range(len(pages)), len(pages) // 2)  # noqa: S311
    first, second = set(chosen), set(range(len(pages))) - set(chosen)
    return [pages[n] for n in sorted(first)], [pages[n] for n in sorted(second)]


def _read_all(folder: Path) -> list[Page]:
    root = folder.resolve()
    loaded = load_pages(find_pages([root], root), root)
    layout = detect_layout(loaded)
    return [read_page(page, layout) for page in loaded]


def _changed(before: Named, after: Named) -> dict[object, tuple[str, str]]:
    """Names that are others now, of what both have. Bodies whose model linking took for another one
    with fewer pages do not count: models have names, and these stay.
    """
    old, new = public_names(before), public_names(after)
    return {
        place: (name, new[place])
        for place, name in old.items()
        if new.get(place, name) != name and place[0] != "body"
    }


def _retyped(before: Named, after: Named) -> set[tuple[str, str]]:
    """Pairs of names that a model had in one place in turn: the first is not a name of the second,
    which is new.
    """
    old, new, known, names = (
        public_names(before),
        public_names(after),
        types_of(before),
        types_of(after),
    )
    return {
        (name, new[place])
        for place, name in old.items()
        # A type without a name may get one.
        if place[0] == "body"
        and name
        and new.get(place, name) != name
        and new[place] not in known
        and name not in names
    }


def _prove(pages: list[Page], seed: int) -> None:
    """A half and then all; both halves one after the other, and then all."""
    half, other = _halves(pages, seed)
    for builds in ((half, pages), (half, other, pages)):
        lock, seen = NO_LOCK, list[Named]()
        for some in builds:
            found = name_all(some, lock)
            for earlier in seen:
                assert _changed(earlier, found) == {}
                assert _retyped(earlier, found) == set()
            seen.append(found)
            lock = found.lock


@pytest.mark.parametrize("seed", range(4))
def test_no_name_of_a_half_changes_in_the_whole(seed: int) -> None:
    _prove(_read_all(REPOSITORY / "specs" / "superoffice"), seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_no_name_of_half_a_reference_changes_in_the_whole(seed: int, corpus: Path) -> None:
    _prove(_read_all(corpus / "10.2.2"), seed)


@pytest.mark.slow
def test_no_name_of_half_a_family_changes_in_the_whole(corpus: Path) -> None:
    for folder in sorted((corpus.parent / "families").iterdir()):
        if folder.is_dir():
            _prove(_read_all(folder), 1)
