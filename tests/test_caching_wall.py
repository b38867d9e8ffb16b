"""What makes builds quick stands behind one wall, and changes no byte of what they give."""

import ast
from pathlib import Path

import pytest
from conftest import REPOSITORY

from generator.config import Settings
from generator.incremental.session import build as build_quickly
from generator.incremental.store import Cache
from generator.inputs import load_inputs
from generator.pipeline import PlainSteps, build

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
    """A plain build, and builds by one and two processes, without a cache, with a new one, and
    with one that knows everything.
    """
    plain = build(load_inputs(settings), PlainSteps())
    assert plain.files
    for jobs in (1, 2):
        several = settings.model_copy(update={"jobs": jobs})
        assert build_quickly(several) == plain
        for _ in range(2):
            with Cache(folder / f"cache{jobs}") as cache:
                assert build_quickly(several, cache=cache) == plain


@pytest.mark.parametrize("values", SETTINGS, ids=["default", "all shown", "shared"])
def test_a_plain_build_and_a_quick_one_agree(values: dict[str, object], tmp_path: Path) -> None:
    agree(Settings.model_validate({"pages": [REPOSITORY / "specs"], **values}), tmp_path)


@pytest.mark.parametrize("pages", ["seed", "10.2.2", "10.2.1", "2022-02", "2026"])
def test_they_agree_on_real_pages(pages: str, corpus: Path, tmp_path: Path) -> None:
    agree(Settings(pages=[corpus / pages]), tmp_path)
