"""All caching is in one package, which few others import, and changes no byte of the output."""

import ast
import shutil
from pathlib import Path

import pytest
from conftest import REPOSITORY

from generator.config import Settings
from generator.incremental.session import Session
from generator.incremental.session import build as build_quickly
from generator.incremental.store import Cache
from generator.pipeline import PlainSteps, build, load_inputs

pytestmark = pytest.mark.slow

MAY_IMPORT_IT = {"__main__.py", "cli.py", "commands", "incremental", "integrations"}
"""Files and folders of ``generator`` that choose how steps are taken."""

SETTINGS: tuple[dict[str, object], ...] = (
    {},
    {"examples": True, "provenance": True},
    {"fragments": "shared", "openapi_version": "3.0"},
)


def imported(file: Path) -> set[str]:
    """The names of all modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_only_the_command_line_knows_of_caches() -> None:
    package = REPOSITORY / "generator"
    wrong = [
        str(file.relative_to(package))
        for file in sorted(package.rglob("*.py"))
        if file.relative_to(package).parts[0] not in MAY_IMPORT_IT
        and any(name.startswith("generator.incremental") for name in imported(file))
    ]
    assert wrong == []


def agree(settings: Settings, folder: Path) -> None:
    """A plain build gives the same as builds by one and by two processes: without a cache, with a
    new one, and with one that has everything.
    """
    plain = build(load_inputs(settings), PlainSteps())
    assert plain.files
    api = plain.api.model_dump_json()
    for jobs in (1, 2):
        several = settings.model_copy(update={"jobs": jobs})
        assert build_quickly(several) == plain
        for _ in range(2):
            with Cache(folder / f"cache{jobs}") as cache:
                again = build_quickly(several, cache=cache)
            assert again == plain
            # Nodes compare by content; places are to be the same too.
            assert again.api.model_dump_json() == api


@pytest.mark.parametrize("values", SETTINGS, ids=["default", "all shown", "shared"])
def test_a_plain_build_and_a_quick_one_agree(values: dict[str, object], tmp_path: Path) -> None:
    agree(
        Settings.model_validate({"pages": [REPOSITORY / "specs" / "superoffice"], **values}),
        tmp_path,
    )


@pytest.mark.parametrize("pages", ["seed", "10.2.2", "2022-02", "2026"])
def test_they_agree_on_real_pages(pages: str, corpus: Path, tmp_path: Path) -> None:
    agree(Settings(pages=[corpus / pages]), tmp_path)


def test_decisions_are_those_of_the_pages_as_they_are(tmp_path: Path) -> None:
    """Decisions name lines: they come from the cache only where no byte of any page changed."""
    docs = tmp_path / "docs"
    shutil.copytree(REPOSITORY / "specs" / "superoffice", docs)
    page = next(docs.rglob("*GetContactEntity.md"))
    settings = Settings(pages=[docs])
    for text in (page.read_text("utf-8"), f"\n\n{page.read_text('utf-8')}"):
        page.write_text(text, "utf-8")
        inputs = load_inputs(settings)
        steps = PlainSteps()
        expected = steps.link(inputs, steps.read(inputs)).decisions.model_dump_json()
        for _ in range(2):
            with Cache(tmp_path / "cache") as cache:
                assert Session(settings, cache).decisions.model_dump_json() == expected


def test_decisions_are_those_of_the_layout(tmp_path: Path) -> None:
    """Another layout may read the same bytes otherwise."""
    for layout in ("superoffice", "rest"):
        settings = Settings(pages=[REPOSITORY / "specs" / "superoffice" / "agent"], layout=layout)
        inputs, steps = load_inputs(settings), PlainSteps()
        expected = steps.link(inputs, steps.read(inputs)).decisions.model_dump_json()
        with Cache(tmp_path / "cache") as cache:
            assert Session(settings, cache).decisions.model_dump_json() == expected


def test_unchanged_pages_are_not_linked_for_their_decisions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(pages=[REPOSITORY / "specs" / "superoffice"])
    with Cache(tmp_path / "cache") as cache:
        first = Session(settings, cache).decisions
    monkeypatch.setattr("generator.pipeline.link", None)
    with Cache(tmp_path / "cache") as cache:
        assert Session(settings, cache).decisions == first


def test_a_located_api_has_the_places_of_now(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(REPOSITORY / "specs" / "superoffice", docs)
    settings = Settings(pages=[docs])
    with Cache(tmp_path / "cache") as cache:
        build_quickly(settings, cache=cache)
    for page in docs.rglob("*.md"):
        text = page.read_text("utf-8")
        page.write_text(text.replace("\n\n## ", "\n\nOne line more.\n\n## ", 1), "utf-8")
    inputs, steps = load_inputs(settings), PlainSteps()
    anew = steps.link(inputs, steps.read(inputs)).api
    with Cache(tmp_path / "cache") as cache:
        session = Session(settings, cache)
        assert session.linked.moved
        assert session.linked.api == anew
        assert session.located_api.model_dump_json() == anew.model_dump_json()
