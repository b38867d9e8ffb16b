"""``docs2sdk model`` and ``inspect`` of an OpenAPI document."""

import json
from pathlib import Path

import pytest
from conftest import REPOSITORY
from test_cli import run

from generator.model import Api

pytestmark = pytest.mark.slow

DOCUMENT = str(REPOSITORY / "generated" / "openapi" / "openapi.yaml")


def test_the_model_as_text_and_as_json(tmp_path: Path) -> None:
    text = run("model", DOCUMENT, cwd=tmp_path)
    assert "POST /api/v1/Agents/Batch/StartBatchJob  v1BatchAgent_StartBatchJob" in text.stdout
    printed = run("model", DOCUMENT, "--json", cwd=tmp_path)
    assert len(Api.model_validate_json(printed.stdout).operations) == 29


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "api.yaml").write_text("openapi: 3.1.0\npaths: {/a: {get: {tags: 7}}}\n")
    text = run("model", "docs/api.yaml", cwd=tmp_path)
    assert "docs/api.yaml:2:20: warning DOC603" in text.stderr
    shown = json.loads(run("inspect", "docs/api.yaml", "--json", cwd=tmp_path).stdout)
    assert shown["kind"] == "document"
    assert [d["code"] for d in shown["diagnostics"]] == ["DOC603"]
    assert "DOC603" in run("inspect", "docs/api.yaml", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["model", "api.json"], 1, "DOC602"),
        (["inspect", "gone.json"], 2, "not a file"),
        (["model", "api.json", "--after", "x"], 2, "not linked"),
    ],
)
def test_exit_codes(tmp_path: Path, arguments: list[str], code: int, message: str) -> None:
    (tmp_path / "api.json").write_text("{}")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert message in done.stderr
