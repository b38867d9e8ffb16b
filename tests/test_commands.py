"""init, watch, clean, the configuration's schema, and saying at once that nothing changed."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from conftest import REPOSITORY
from jsonschema import Draft202012Validator
from pages import PAGE

pytestmark = pytest.mark.slow

SPECS = REPOSITORY / "specs" / "superoffice"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(SPECS, folder / "docs")
    return folder


def start(*arguments: object, cwd: Path, before: tuple[str, ...] = ()) -> "subprocess.Popen[str]":
    """``before`` is a command that runs docs2sdk."""
    return subprocess.Popen(
        [*before, sys.executable, "-m", "generator", *map(str, arguments)],
        cwd=cwd,
        env={
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONUNBUFFERED": "1",
            "XDG_CACHE_HOME": str(cwd / ".cache"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(*arguments: object, cwd: Path, before: tuple[str, ...] = ()) -> tuple[int, str, str]:
    process = start(*arguments, cwd=cwd, before=before)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def test_init_writes_what_builds_at_once(project: Path) -> None:
    (project / "node_modules").mkdir()
    (project / "node_modules" / "a.md").write_text(PAGE)
    code, _, told = run("init", cwd=project)
    assert code == 0, told
    assert "29 operation" in told
    config = (project / "docs2sdk.toml").read_text()
    values = tomllib.loads(config)
    assert values["pages"] == ["docs/agent", "docs/rest/Contact"]
    assert values["title"] == "SuperOffice"
    for line in ("# fragments = ", "# overlays = []", "# The base URL of the API"):
        assert line in config
    code, _, told = run("build", cwd=project)
    assert code == 0, told
    assert "29 operations" in told


def test_every_setting_in_what_init_writes_is_taken(project: Path) -> None:
    run("init", cwd=project)
    config = project / "docs2sdk.toml"
    lines = [
        line.removeprefix("# ") if " = " in line and line.startswith("# ") else line
        for line in config.read_text().splitlines()
    ]
    kept = [line for line in lines if not line.startswith(("root", "cache", "# "))]
    config.write_text("\n".join(kept))
    code, _, told = run("build", cwd=project)
    assert code == 0, told


def test_init_writes_over_nothing(project: Path) -> None:
    (project / "docs2sdk.toml").write_text("mine = 1")
    code, _, told = run("init", cwd=project)
    assert (code, (project / "docs2sdk.toml").read_text()) == (2, "mine = 1")
    assert "--force" in told
    assert run("init", "--force", cwd=project)[0] == 0


def test_init_without_pages(tmp_path: Path) -> None:
    (tmp_path / "readme.md").write_text("# Hello\n\nNo endpoint.\n")
    code, _, told = run("init", cwd=tmp_path)
    assert code == 1
    assert "no page that describes an endpoint among 1" in told
    assert not (tmp_path / "docs2sdk.toml").exists()


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ('pagse = ["docs"]', "unknown key 'pagse'; did you mean 'pages'?"),
        ("quite_another = 1", "unknown key 'quite_another'"),
        (
            'pages = ["docs"]\n[server_variables.a]\ndefalt = "x"',
            "unknown key 'server_variables.a.defalt'; did you mean 'default'?",
        ),
        ('pages = ["docs"]\nopenapi_version = "2.0"', "openapi_version"),
        ('pages = ["docs"]\npackage = "class"', "package: Value error, 'class' cannot be a name"),
        ('pages = ["docs"]\nclient = "a.b"', "client: Value error, 'a.b' cannot be a name"),
        ('pages = "docs"', "pages: Input should be a valid list"),
        ("pages = [", "docs2sdk.toml"),
    ],
)
def test_a_wrong_configuration(config: str, told: str, project: Path) -> None:
    (project / "docs2sdk.toml").write_text(config)
    code, _, err = run("build", cwd=project)
    assert code == 2
    assert told in err


def test_the_schema_of_the_configuration_is_published(project: Path) -> None:
    code, out, _ = run("schema", "--config", cwd=project)
    assert code == 0
    assert out == (REPOSITORY / "docs2sdk.schema.json").read_text()
    assert all("description" in value for value in json.loads(out)["properties"].values())


def test_the_schema_of_layouts_is_published(project: Path) -> None:
    code, out, _ = run("schema", "--layout", cwd=project)
    assert code == 0
    assert out == (REPOSITORY / "layout.schema.json").read_text()


def test_the_contract_of_templates_is_published(project: Path) -> None:
    code, out, _ = run("schema", "--templates", cwd=project)
    assert code == 0
    assert out == (REPOSITORY / "docs" / "template-reference.md").read_text("utf-8")


def test_clean(project: Path) -> None:
    run("build", "docs", "--out", "sdk", cwd=project)
    (project / "sdk" / "mine.txt").write_text("mine")
    code, _, told = run("clean", "docs", "--out", "sdk", cwd=project)
    assert code == 0, told
    left = {file.name for file in (project / "sdk").rglob("*") if file.is_file()}
    assert left == {"mine.txt", "CHANGELOG.md"}


def test_nothing_changed_is_said_at_once_and_only_then(project: Path) -> None:
    command = ("build", "docs", "--out", "sdk")
    assert "nothing changed" not in run(*command, cwd=project)[2]
    code, _, told = run(*command, cwd=project)
    assert (code, "nothing changed" in told, "0 files written" in told) == (0, True, True)
    page = next((project / "docs").rglob("*GetBatchTaskInfo.md"))
    text = page.read_text()

    def changed() -> bool:
        return "nothing changed" not in run(*command, cwd=project)[2]

    page.write_text(text + "\nMore.\n")
    assert changed()
    assert not changed()
    page.write_text(text)
    assert changed()
    written = project / "sdk" / "openapi" / "openapi.json"
    written.unlink()
    assert changed()
    assert written.exists()
    (project / "sdk" / "python" / "CHANGELOG.md").unlink()
    assert changed()
    (project / "docs2sdk.toml").write_text('title = "Other"\n')
    assert changed()
    code, _, _ = run("check", "docs", "--out", "sdk", cwd=project)
    assert code == 0
    assert run("check", "docs", "--out", "sdk", cwd=project)[0] == 0
    written.write_text("mine")
    assert run("check", "docs", "--out", "sdk", cwd=project)[0] == 1


def test_what_changed_behind_its_times_is_seen(project: Path) -> None:
    """Edits that keep the length of a file: right after a build, and with the old modification time
    put back.
    """
    command = ("build", "docs", "--out", "sdk")
    page = next((project / "docs").rglob("*GetBatchTaskInfo.md"))
    written = project / "sdk" / "openapi" / "BatchAgent.yaml"
    run(*command, cwd=project)
    for number in range(6):
        before = page.stat()
        text = page.read_text().replace("## Response", f"Edit {number}.\n\n## Response", number < 1)
        page.write_text(re.sub(r"Edit \d", f"Edit {number}", text))
        if number % 2:
            os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
        run(*command, cwd=project)
        assert f"Edit {number}." in written.read_text()


def test_an_include_that_comes_or_goes_is_seen(project: Path) -> None:
    page = project / "docs" / "page.md"
    page.write_text("# A page\n\n[!include[text](part.txt)]\n")
    (project / "docs" / "folder").mkdir()

    def changed() -> bool:
        return "nothing changed" not in run("build", "docs", "--out", "sdk", cwd=project)[2]

    assert changed()
    assert not changed()
    (project / "docs" / "part.txt").symlink_to("one.txt")
    for name in ("one", "two"):
        (project / "docs" / f"{name}.txt").write_text(name)
        (project / "docs" / "part.txt").unlink()
        (project / "docs" / "part.txt").symlink_to(f"{name}.txt")
        assert changed()
        assert not changed()
    (project / "docs" / "two.txt").unlink()
    assert changed()


def test_check_annotates_on_github(project: Path) -> None:
    run("build", "docs", "--out", "sdk", cwd=project)
    (project / "sdk" / "openapi" / "openapi.json").write_text("{}")
    code, out, _ = run("check", "docs", "--out", "sdk", "--format", "github", cwd=project)
    assert code == 1
    assert "::error file=sdk/openapi/openapi.json,title=docs2sdk check::changed" in out


def test_annotations_name_files_of_the_repository(project: Path) -> None:
    (project / "docs" / "odd, name.md").write_bytes(b"\x00")
    out = run("build", "docs", "--out", "sdk", "--report", "github", cwd=project)[1]
    assert "::error file=docs/odd%2C name.md,line=1,col=1,title=DOC101::" in out
    shutil.rmtree(project / ".cache")
    out = run("check", "docs", "--out", "sdk", "--format", "github", cwd=project)[1]
    assert "::error file=docs/odd%2C name.md,line=1,col=1,title=DOC101::" in out


def test_the_whole_project_as_pages(project: Path) -> None:
    """Neither the output nor hidden folders, such as ``.git``, are read."""
    (project / ".git").mkdir()
    (project / ".git" / "description.md").write_text("# GET Lamp/{id}\n")
    assert run("build", ".", "--out", "sdk", cwd=project)[0] == 0
    code, _, told = run("build", ".", "--out", "sdk", cwd=project)
    assert (code, "nothing changed" in told) == (0, True)
    assert run("check", ".", "--out", "sdk", cwd=project)[0] == 0


def test_watch_builds_what_is_saved(project: Path) -> None:
    process = start("watch", "docs", "--out", "sdk", cwd=project)
    assert process.stderr
    try:
        read_until(process, "watching ")
        page = next((project / "docs").rglob("*GetBatchTaskInfo.md"))
        page.write_text(page.read_text().replace("## Response", "Saved anew.\n\n## Response", 1))
        saved = time.perf_counter()
        lines = read_until(process, "files written")
        assert f"saved    {page.name}\n" in lines
        assert any(line.startswith("written  openapi/BatchAgent.yaml") for line in lines)
        assert time.perf_counter() - saved < 20
        page.write_bytes(b"\x00")
        assert any("DOC101" in line for line in read_until(process, "files written"))
    finally:
        process.kill()
        process.communicate()


def read_until(process: "subprocess.Popen[str]", text: str) -> list[str]:
    assert process.stderr
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line)
        if text in line:
            return lines
    raise AssertionError("".join(lines))


def test_the_model_is_what_its_schema_describes(project: Path) -> None:
    schema = json.loads(run("schema", cwd=project)[1])
    Draft202012Validator.check_schema(schema)
    code, out, told = run("model", "docs", "--json", cwd=project)
    assert code == 0, told
    model = json.loads(out)
    Draft202012Validator(schema).validate(model)
    assert len(model["operations"]) == 29
    model["operations"][0]["method"] = "FETCH"
    del model["schemas"][0]["name"]
    assert len(list(Draft202012Validator(schema).iter_errors(model))) == 2


def test_the_model_as_text(project: Path) -> None:
    code, out, _ = run("model", "docs", cwd=project)
    assert code == 0
    assert out.startswith("SuperOffice v1: 8 tags, 29 operations, ")
    assert "\n  POST /api/v1/Agents/Batch/StartBatchJob  v1BatchAgent_StartBatchJob\n" in out
    assert "\nschema BatchTaskInfo\n" in out


def test_places_in_the_model_move_with_the_text(project: Path) -> None:
    """Only prose changes, so what was linked is taken from the cache; the places are new."""

    def places() -> list[int]:
        model = json.loads(run("model", "docs", "--json", cwd=project)[1])
        (found,) = [
            o for o in model["operations"] if o["operation_id"].endswith("GetBatchTaskInfo")
        ]
        return [response["source"]["line"] for response in found["responses"]]

    before = places()
    page = next((project / "docs").rglob("*GetBatchTaskInfo.md"))
    page.write_text(page.read_text().replace("## Response", "More.\n\n## Response", 1))
    assert places() == [line + 2 for line in before]


def test_what_a_pass_changed(project: Path) -> None:
    code, out, err = run("model", "docs", "--after", "no_content", cwd=project)
    assert (code, err) == (0, "no_content: 4 values changed\n")
    lines = out.splitlines()
    assert len(lines) == 4
    assert all(
        re.fullmatch(r"\+ bodies\[\w+ response 204\]\.decision: no type \(no_content, .*\)", line)
        for line in lines
    )
    for name in ("unique_operations", "name_models", "share_components"):
        code, out, err = run("model", "docs", "--after", name, "--json", cwd=project)
        changes = json.loads(out)
        assert code == 0, err
        assert changes
        assert all(change["before"] != change["after"] for change in changes)


def test_no_such_pass(project: Path) -> None:
    code, out, err = run("model", "docs", "--after", "no_contents", cwd=project)
    assert (code, out) == (2, "")
    assert "no pass 'no_contents'; did you mean no_content? There are unique_operations, " in err


def test_explanations_are_replayed_until_a_page_changes(project: Path) -> None:
    command = ("explain", "BatchTaskInfo.Name", "docs")
    first = run(*command, cwd=project)
    assert first[0] == 0
    assert run(*command, cwd=project) == first
    for page in (project / "docs").rglob("*BatchTaskInfo*.md"):
        page.write_text(page.read_text().replace("| Name | string", "| Name | int32"))
    code, out, _ = run(*command, cwd=project)
    assert code == 0
    assert out != first[1]
