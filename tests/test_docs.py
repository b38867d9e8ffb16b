"""``docs/`` and the guides agree with the code; ``--update`` writes the generated pages."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from case_file import parse_cases
from change_pages import change_pages
from conftest import REPOSITORY
from diagnostic_pages import diagnostic_pages
from typer.testing import CliRunner

from generator.changes.codes import CODES as CHANGES
from generator.cli import app
from generator.config import Settings
from generator.diagnostics import CODES

DOCS = REPOSITORY / "docs"
GENERATED = [("diagnostics", diagnostic_pages), ("changes", change_pages)]
PAGES = sorted(
    path
    for path in [*REPOSITORY.glob("*.md"), *DOCS.rglob("*.md"), *REPOSITORY.glob("tests/**/*.md")]
    if not {"node_modules", ".venv", "cases"} & set(path.parts)
)


@pytest.mark.parametrize(("name", "pages"), GENERATED)
def test_there_is_a_page_for_each_code(
    request: pytest.FixtureRequest, name: str, pages: Callable[[], dict[str, str]]
) -> None:
    folder = DOCS / name
    wanted = pages()
    if request.config.getoption("--update"):
        folder.mkdir(exist_ok=True)
        for stale in {path.name for path in folder.iterdir()} - set(wanted):
            (folder / stale).unlink()
        for name, text in wanted.items():
            (folder / name).write_text(text, "utf-8")
    found = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert found == wanted, "stale: run `make update`"


def test_the_explanation_in_the_docs_is_what_the_command_prints(
    request: pytest.FixtureRequest,
) -> None:
    page = DOCS / "linking.md"
    text = page.read_text("utf-8")
    shown = re.search(r"^\$ docs2sdk explain (\S+)\n(.*?)^```$", text, flags=re.M | re.S)
    assert shown
    ran = CliRunner().invoke(app, ["explain", shown[1], str(REPOSITORY / "specs" / "superoffice")])
    if request.config.getoption("--update"):
        page.write_text(text.replace(shown[2], ran.output), "utf-8")
    else:
        assert shown[2] == ran.output


def test_the_comparison_in_the_guide_is_what_the_command_prints(
    request: pytest.FixtureRequest,
) -> None:
    guide = DOCS / "diff.md"
    text = guide.read_text("utf-8")
    (case,) = parse_cases(DOCS.parent / "tests" / "cases" / "changes-release.md")
    block = re.compile(r"(?<=^\$ docs2sdk diff v1\.2\.\.\n).*?(?=^```$)", flags=re.M | re.S)
    wanted = block.sub(lambda _: case.expected[0].text, text, count=1)
    if request.config.getoption("--update"):
        guide.write_text(wanted, "utf-8")
    else:
        assert text == wanted


def test_every_change_is_explained_in_sentences() -> None:
    for code, meaning in CHANGES.items():
        assert re.fullmatch(r"CHG[1-8]\d\d", code)
        for text in (meaning.explanation, meaning.advice):
            assert re.fullmatch(r"[A-Z`].*\.", text), (code, text)


def test_every_code_is_explained_in_sentences() -> None:
    for code, meaning in CODES.items():
        assert re.fullmatch(r"DOC[1-6]\d\d", code)
        for text in (meaning.explanation, meaning.remedy):
            assert re.fullmatch(r"[A-Z`].*\.", text), (code, text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_links_lead_to_files_that_exist(page: Path) -> None:
    text = re.sub(r"^(`{3,}).*?^\1`*$", "", page.read_text("utf-8"), flags=re.M | re.S)
    text = re.sub(r"`[^`\n]*`", "", text)
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_gate_runs_what_the_readme_says() -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    command = next(line for line in readme.splitlines() if " .venv/bin/pytest" in line)
    assert command in (REPOSITORY / ".ci" / "run").read_text("utf-8").splitlines()


def test_files_that_the_guides_name_exist() -> None:
    for guide in ("ARCHITECTURE.md", "CONTRIBUTING.md"):
        text = (REPOSITORY / guide).read_text("utf-8")
        named = set(re.findall(r"`((?:generator|templates|tests|docs|specs)/[\w./-]+)`", text))
        assert named, guide
        assert [name for name in sorted(named) if not (REPOSITORY / name).exists()] == []


def test_every_setting_is_in_the_reference() -> None:
    text = (DOCS / "configuration.md").read_text("utf-8")
    rows = set(re.findall(r"^\| `(\w+)` \|", text, flags=re.M))
    assert rows == set(Settings.model_fields)


def test_every_command_and_option_is_in_the_reference() -> None:
    text = (DOCS / "commands.md").read_text("utf-8")
    group = typer.main.get_command(app)
    assert hasattr(group, "commands")
    for name, command in group.commands.items():
        assert f"`docs2sdk {name}" in text, name
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}" in text, (name, option)
