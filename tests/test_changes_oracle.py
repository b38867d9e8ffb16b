"""What ``docs2sdk diff`` says breaks Python is what griffe and mypy find to be broken, and no more.

All cases of ``tests/cases/changes-*.md`` are one API here, each under names of its own: one client
from the pages of before, one from those of now.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from case_file import Case, parse_cases
from change_pages import CASES
from client_users import Client, Script, Thing, broken_for_griffe, broken_for_mypy, users_of

from generator.changes.change import ChangeClass
from generator.changes.classes import Entry, classify
from generator.changes.compare import compare
from generator.changes.reach import Reach
from generator.changes.saved import Model, read_model
from generator.changes.target_rules import load_rules
from generator.config import Settings
from generator.incremental.session import build
from generator.model import Api
from generator.output import write
from generator.targets import load_pack
from generator.targets.names import Names

pytestmark = pytest.mark.slow


def cases() -> list[Case]:
    return [case for file in sorted(CASES.glob("changes-*.md")) for case in parse_cases(file)]


def write_pages(folder: Path, number: int, pages: Mapping[str, str]) -> None:
    """The pages of one case, with names that no other case has."""
    prefix = f"Q{chr(97 + number // 26)}{chr(97 + number % 26)}"
    for name, text in pages.items():
        own = re.sub("Lamp|Light|Parts", rf"{prefix}\g<0>", text)
        path = folder / f"case{number}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(own, "utf-8")


def client_of(folder: Path, name: str) -> tuple[Client, Api]:
    pages = folder / f"{name}-pages"
    settings = Settings(
        pages=[pages], targets=["python"], layout="superoffice", package="lamps", client="Lamps",
        out=folder / name,
    )  # fmt: skip
    built = build(settings)
    write(settings.out, built.files)
    return Client(settings.out / "python", "lamps", "Lamps"), built.api


def reported(entries: list[Entry], old: Model, names: Names, api: Api) -> Iterator[Thing]:
    """What breaks, in the names that the client of before has."""
    operations = {op.operation_id: op for op in api.operations}
    members = {s.name for s in api.schemas} - Reach(old).wrappers

    def method(name: str) -> Thing:
        op = operations[name]
        return f"method {names.tag(op.tag)}.{names.method(op)}"

    for change in (e.change for e in entries if e.classes["python"] == ChangeClass.BREAKING):
        if change.code == "CHG106":
            yield f"group {names.tag(change.member)}"
        elif change.code in ("CHG602", "CHG603"):
            yield f"model {names.type(change.member)}"
        elif change.owner in members:
            for owner in (change.owner, *(name.rpartition(".")[0] for name in change.also)):
                yield f"member {names.type(owner)}.{names.property(owner, change.member)}"
        elif change.owner in operations:
            yield method(change.owner)
        elif change.member in operations:
            yield method(change.member)
            yield from (f"model {names.type(name)}" for name in change.also if name in members)
        else:
            yield from map(method, change.operations)


def methods_of(things: set[Thing], client: Client) -> set[Thing]:
    """The same with all methods of a group in place of the group."""
    methods = {thing for thing in users_of(client).uses.values() if thing.startswith("method ")}
    found = set()
    for thing in things:
        kind, _, name = thing.partition(" ")
        own = {m for m in methods if m.startswith(f"method {name}.")}
        found |= own if kind == "group" else {thing}
    return found


def goes_along(thing: Thing, said: set[Thing], script: Script) -> bool:
    """Whether the code that uses a thing names a model that is gone: that is the same break."""
    models = {name for kind, _, name in (found.partition(" ") for found in said) if kind == "model"}
    lines = script.text.split("\n")
    code = "\n".join(lines[n - 1] for n, used in script.uses.items() if used == thing)
    return not models.isdisjoint(re.findall(r"models\.(\w+)", code))


def test_what_breaks_python_is_what_griffe_and_mypy_find(tmp_path: Path) -> None:
    found = cases()
    for number, case in enumerate(found):
        write_pages(tmp_path / "old-pages", number, case.before)
        write_pages(tmp_path / "new-pages", number, case.pages)
    (old, old_api), (new, new_api) = client_of(tmp_path, "old"), client_of(tmp_path, "new")
    before, after = (
        read_model(api.model_dump_json(by_alias=True).encode()) for api in (old_api, new_api)
    )
    entries = classify(compare(before, after), [load_rules("python")])
    names = Names(load_pack("python"), old_api)
    said = methods_of(set(reported(entries, before, names, old_api)), old)

    script = users_of(old)
    assert broken_for_mypy(old, script) == set()
    judged = broken_for_mypy(new, script) | broken_for_griffe(old, new)
    found_broken = methods_of(judged, old)
    assert sorted(said - found_broken) == []
    others = sorted(found_broken - said)
    assert [thing for thing in others if not goes_along(thing, said, script)] == []
    assert len(said) > 25
