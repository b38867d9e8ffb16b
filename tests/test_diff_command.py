"""``docs2sdk diff`` as a command: its inputs, its formats, and what it must not print."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from saved_models import TEXT, answer, model, named, operation, prop, ref
from typer.testing import CliRunner, Result

from generator.changes.bump import Bump
from generator.changes.classes import classify
from generator.changes.compare import compare
from generator.changes.comparison import Comparison
from generator.changes.formats.json_report import report_schema
from generator.changes.formats.markdown import MARK, format_markdown
from generator.changes.formats.text import format_text
from generator.changes.target_rules import WIRE, TargetRulesError, load_rules
from generator.cli import app

pytestmark = pytest.mark.slow

PAGE = """\
---
uid: v1LampAgent_Get
---

# POST Agents/Lamp/Get

```http
POST /api/v1/Agents/Lamp/Get
```

Gets a lamp.

## Response: Lamp

| Response | Description |
|---|---|
| 200 | OK |

### Response body: Lamp

| Property Name | Type | Description |
|---|---|---|
| Id | int32 | Primary key |
| Level | int32 | How bright |
"""
CONFIG = 'pages = ["docs"]\nlayout = "superoffice"\n'
WITHOUT_LEVEL = PAGE.replace("| Level | int32 | How bright |\n", "")


def git(folder: Path, *arguments: str) -> None:
    user = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *user, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two commits: the second one removes a property."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "get.md").write_text(PAGE)
    (tmp_path / "docs2sdk.toml").write_text(CONFIG)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "tag", "v1")
    (tmp_path / "docs" / "get.md").write_text(WITHOUT_LEVEL)
    git(tmp_path, "commit", "-qam", "two")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def diff(*arguments: object, command: str = "diff") -> Result:
    return CliRunner().invoke(app, [command, *map(str, arguments), "--no-cache"])


def codes(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [change["code"] for change in json.loads(result.stdout)["changes"]]


@pytest.mark.parametrize(
    "sides", [("v1", "HEAD"), ("v1..",), ("v1..HEAD",), ("HEAD~1..main",), ("v1",), ("v1", "docs")]
)
def test_revisions_and_folders_are_compared(project: Path, sides: tuple[str, ...]) -> None:
    assert codes(diff(*sides, "--format", "json")) == ["CHG613"]


def test_a_revision_is_read_with_its_own_configuration(project: Path) -> None:
    git(project, "mv", "docs", "reference")
    (project / "docs2sdk.toml").write_text(CONFIG.replace("docs", "reference"))
    git(project, "commit", "-qam", "three")
    assert codes(diff("v1", "HEAD", "--format", "json")) == ["CHG613"]
    assert codes(diff("HEAD~1..", "--format", "json")) == []


def test_a_revision_is_read_from_a_folder_inside(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "docs")
    assert codes(diff("v1..", "--format", "json")) == ["CHG613"]


def test_reading_a_revision_leaves_the_working_folder_alone(project: Path) -> None:
    (project / "docs" / "get.md").write_text(PAGE.replace("bright", "dark"))
    (project / ".gitattributes").write_text("*.md export-ignore\n")
    assert codes(diff("v1..HEAD", "--format", "json")) == ["CHG613"]
    assert "dark" in (project / "docs" / "get.md").read_text()
    assert codes(diff("v1", "--format", "json")) == ["CHG701"]


def test_saved_models_are_compared(project: Path) -> None:
    for name, page in (("old", PAGE), ("new", WITHOUT_LEVEL)):
        (project / "docs" / "get.md").write_text(page)
        saved = CliRunner().invoke(app, ["model", "--json", "--no-cache"])
        (project / f"{name}.json").write_text(saved.stdout)
    assert codes(diff("old.json", "new.json", "--format", "json")) == ["CHG613"]
    assert codes(diff("old.json", "--format", "json")) == ["CHG613"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("nothing",), "none of these"),
        (("--", "--help"), "none of these"),
        (("v1..nothing",), "none of these"),
        (("v1", "docs2sdk.json"), "no saved model"),
        (("v1", "--target", "cobol"), "no target named 'cobol'"),
        (("empty..",), "has no docs2sdk.toml"),
    ],
)
def test_what_cannot_be_compared_is_said(project: Path, given: tuple[str, ...], said: str) -> None:
    (project / "docs2sdk.json").write_text("{}")
    git(project, "checkout", "-q", "--orphan", "empty")
    git(project, "rm", "-rqf", "docs", "docs2sdk.toml")
    git(project, "commit", "-qm", "nothing", "--allow-empty")
    git(project, "checkout", "-qf", "main")
    result = diff(*given)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_tree_with_paths_that_lead_outside_writes_nothing_there(project: Path) -> None:
    """Git itself makes no such trees; whoever made the repository may have."""
    blob = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"], input=b"x", capture_output=True, check=True
    )
    entry = b"100644 ..\\out.md\0" + bytes.fromhex(blob.stdout.decode().strip())
    entry += b"120000 link.md\0" + bytes.fromhex(blob.stdout.decode().strip())
    tree = (
        subprocess.run(
            ["git", "hash-object", "-w", "-t", "tree", "--literally", "--stdin"],
            input=entry,
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .strip()
    )
    config = (
        subprocess.run(["git", "rev-parse", "HEAD:docs2sdk.toml"], capture_output=True, check=True)
        .stdout.decode()
        .strip()
    )
    listing = f"040000 tree {tree}\tdocs\n100644 blob {config}\tdocs2sdk.toml\n"
    top = (
        subprocess.run(["git", "mktree"], input=listing.encode(), capture_output=True, check=True)
        .stdout.decode()
        .strip()
    )
    git(
        project,
        "tag",
        "bad",
        subprocess.run(
            [
                "git",
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@example.com",
                "commit-tree",
                top,
                "-m",
                "x",
            ],
            capture_output=True,
            check=True,
        )
        .stdout.decode()
        .strip(),
    )
    result = diff("bad", "HEAD")
    assert result.exit_code in (0, 2)
    assert not (project.parent / "out.md").exists()


@pytest.mark.parametrize(
    ("limit", "code"),
    [("breaking", 1), ("compatible", 1), ("documentation", 1), ("never", 0)],
)
def test_the_exit_code_follows_the_limit(project: Path, limit: str, code: int) -> None:
    assert diff("v1..", "--fail-on", limit).exit_code == code
    assert diff("HEAD..", "--fail-on", limit).exit_code == 0


def test_classes_of_the_configuration_count(project: Path) -> None:
    with (project / "docs2sdk.toml").open("a") as file:
        file.write('[changes]\nCHG613 = "documentation"\n')
    assert diff("v1..", "--fail-on", "breaking").exit_code == 0
    (project / "docs2sdk.toml").write_text(CONFIG + '[changes]\nCHG999 = "ignore"\n')
    result = diff("v1..")
    assert result.exit_code == 2
    assert "CHG999" in result.stderr


def test_the_report_follows_the_published_schema(project: Path) -> None:
    schema = json.loads(CliRunner().invoke(app, ["schema", "--changes"]).stdout)
    assert schema == report_schema()
    Draft202012Validator.check_schema(schema)
    data = json.loads(diff("v1..", "--format", "json").stdout)
    Draft202012Validator(schema).validate(data)
    (change,) = data["changes"]
    assert change["witness"] == {"python": "models.Lamp(...).level"}
    assert data["bump"] == {"wire": "major", "openapi": "major", "python": "major"}


def test_annotations_stand_beside_lines_of_the_repository(project: Path) -> None:
    (project / "docs" / "get.md").write_text(PAGE.replace("int32 | How", "string | How"))
    result = diff("v1", "--format", "github")
    assert result.stdout.startswith("::error file=docs/get.md,line=24,title=CHG503::type changed")


def test_sarif_has_what_the_standard_asks_for(project: Path) -> None:
    (project / "docs" / "get.md").write_text(PAGE.replace("int32 | How", "string | How"))
    log = json.loads(diff("v1", "--format", "sarif").stdout)
    (run,) = log["runs"]
    (result,) = run["results"]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "docs/get.md"
    assert result["relatedLocations"][0]["message"]["text"] == "before"


# Formats, from comparisons of models


def comparison(count: int, name: str = "Get") -> Comparison:
    """So many operations are gone, and as many are new."""
    old = model(*(operation(f"{name}{n}") for n in range(count)))
    new = model(*(operation(f"New{name}{n}") for n in range(count)))
    rules = [load_rules("python")]
    return Comparison("old", "new", classify(compare(old, new), rules), (WIRE, "python"))


@pytest.mark.parametrize("count", [1, 12, 35, 60, 5000])
def test_a_comment_is_short_and_complete(count: int) -> None:
    text = format_markdown(comparison(count))
    lines = text.splitlines()
    assert lines[0].startswith("**major**: ")
    assert lines[-1] == MARK
    assert len(text.encode()) < 65_536
    assert text.count("<details>") == text.count("</details>")
    shown, open_ = 0, True
    for line in lines:
        open_ = open_ and not line.startswith("<details>")
        shown += open_ or line.startswith("<details>")
        open_ = open_ or line == "</details>"
    assert shown <= 60


def test_text_of_docs_means_nothing_in_a_comment() -> None:
    name = "x`</details><img src=x> @everyone [a](b) | <!-- `` -->"
    text = format_markdown(comparison(1, name))
    outside = [part for n, part in enumerate(text.replace("```", "\0").split("\0")) if n % 2 == 0]
    assert "<img" not in "".join(outside)


def test_a_long_list_says_how_long_it_is() -> None:
    found = comparison(100)
    assert "75 others; --all shows them" in format_text(found)
    assert "others" not in format_text(found, show_all=True)
    assert len(format_text(found, show_all=True).splitlines()) > 200


def test_nothing_is_said_in_one_line() -> None:
    found = comparison(0)
    assert format_text(found) == "none: no changes\n"
    assert found.bump == Bump.NONE


def test_names_of_docs_cannot_write_to_the_terminal(project: Path) -> None:
    (project / "docs" / "get.md").write_text(WITHOUT_LEVEL.replace("Id |", "I\x1b[2Jd‮ |"))
    for form in ("text", "markdown", "json", "github", "sarif"):
        done = subprocess.run(
            [sys.executable, "-m", "generator", "diff", "v1", "--format", form, "--no-cache"],
            env={"PYTHONPATH": str(Path(__file__).parents[1]), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert "\x1b" not in done.stdout + done.stderr
        assert "‮" not in done.stdout


def test_rules_of_a_target_that_are_wrong_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    file = tmp_path / "mine" / "target.toml"
    for text in (
        '[changes]\nbreaks = ["spirit"]',
        "changes = 1",
        "[changes",
        "[changes]\nbreaks = 1",
    ):
        file.write_text(text)
        with pytest.raises(TargetRulesError):
            load_rules("mine", [tmp_path])
    file.write_text('[changes]\nbreaks = ["names"]')
    assert load_rules("mine", [tmp_path]).breaks == {"names"}


def test_a_target_that_says_nothing_is_broken_by_everything(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "target.toml").write_text('name = "mine"')
    rules = load_rules("mine", [tmp_path])
    get = operation("Get", responses=[answer(ref("Lamp"))])
    old = model(get, schemas=(named("Lamp", prop("Id", required=True)),))
    new = model(get, schemas=(named("Lamp", prop("Id"), prop("Name", TEXT)),))
    assert [str(e.classes["mine"]) for e in classify(compare(old, new), [rules])] == [
        "breaking",
        "compatible",
    ]
