"""Real pages of four layouts, where they are at hand: nothing is lost, nothing crashes."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from generator.build import Build, build
from generator.config import Settings
from generator.docs import PageFile, PageKind, find_pages, read_page
from generator.docs.blocks import Table, parse_blocks
from generator.output import write

LAYOUTS = {"seed": 1, "2022-02": 152, "10.2.2": 1704, "2026": 2}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_block_is_claimed(corpus: Path, layout: str) -> None:
    root = (corpus / layout).resolve()
    pages = [read_page(file, root) for file in find_pages([root], root)]
    kinds = Counter(page.kind for page in pages)
    assert kinds[PageKind.OPERATION] == LAYOUTS[layout]
    assert kinds[PageKind.UNREADABLE] == 0
    found = Counter(d.code for page in pages for d in page.diagnostics)
    expected = {"2026": {"DOC102": 1}, "10.2.2": {"DOC108": 1}}.get(layout, {})
    assert found == expected


def test_every_table_cell_is_in_the_model(corpus: Path) -> None:
    """Not only claimed, but kept: the first cell of every row of every table of every page."""
    root = (corpus / "10.2.2").resolve()
    for file in find_pages([root], root):
        operation = read_page(file, root).operation
        if operation is None:
            continue
        kept = Counter(
            [p.name for p in operation.parameters]
            + [row.name for row in (operation.request_body.table if operation.request_body else ())]
            + [r.status for r in operation.responses]
            + [row.name for r in operation.responses for row in r.table]
        )
        apart = {"Authorization", "X-XSRF-TOKEN", "Content-Type", "Accept"}
        for block in parse_blocks(file.path.read_text("utf-8"), file.name):
            if isinstance(block, Table):
                for row in block.rows:
                    name = row.cells[0].text
                    assert name in apart or kept[name] > 0, (file.name, row.line, name)
                    kept[name] -= 1


def test_prose_is_kept(corpus: Path) -> None:
    """Every word before the first table is in the summary, the description or a notice."""
    root = (corpus / "10.2.2" / "rest").resolve()
    words = re.compile(r"[A-Za-z]{4,}")
    for file in find_pages([root], root):
        operation = read_page(PageFile(file.path, file.name), root).operation
        if operation is None:
            continue
        text = file.path.read_text("utf-8").split("```", 2)[2].lstrip("\n")
        prose = re.split(r"\n\||\n## (?:Query|Request|Response)", text, maxsplit=1)[0]
        prose = re.sub(r"<[^>]+>|\{(?:\w+\.)+", " ", prose)
        kept = f"{operation.summary} {operation.description} " + " ".join(
            f"{notice.kind} {notice.text}" for notice in operation.notices
        )
        missing = set(words.findall(prose)) - set(words.findall(kept)) - {"http"}
        assert not missing, (file.name, missing)


EXACT = (
    "operation found",
    "operation real",
    "path parameter found",
    "query parameter found",
    "header parameter found",
    "parameter required flag",
    "operationId",
    "response code found",
    "request body found",
    "response body found",
)


def test_agrees_with_the_owners_swagger(corpus: Path, corpus_build: Build, tmp_path: Path) -> None:
    bundle = next(f.text for f in corpus_build.files if f.path == "openapi/openapi.json")
    (tmp_path / "openapi.json").write_text(bundle, "utf-8")
    oracle = sorted((corpus / "official-swagger").glob("*.json"))
    scored = subprocess.run(
        [sys.executable, corpus.parent / "score.py", tmp_path / "openapi.json", *oracle, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    score = json.loads(scored.stdout)
    assert {aspect: score[aspect][0] for aspect in EXACT} == {
        aspect: score[aspect][1] for aspect in EXACT
    }


def test_paths_that_differ_in_a_parameters_name_are_both_there(corpus_build: Build) -> None:
    bundle = json.loads(next(f.text for f in corpus_build.files if f.path.endswith("openapi.json")))
    operations = [op for item in bundle["paths"].values() for op in item.values()]
    assert len(operations) == len(corpus_build.api.operations) == 1704
    assert len({op["operationId"] for op in operations}) == 1704
    shapes = Counter(re.sub(r"\{[^}]*\}", "{}", path) for path in bundle["paths"])
    assert max(shapes.values()) == 1


def test_a_release_resampled_builds(corpus: Path) -> None:
    built = build(Settings(pages=[corpus / "10.2.1"], targets=["openapi"]))
    assert len(built.api.operations) == 1702


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_client_of_real_pages_is_typed_and_clean(
    corpus: Path, layout: str, tmp_path: Path
) -> None:
    built = build(Settings(pages=[corpus / layout], targets=["python"], title="SuperOffice"))
    write(tmp_path, built.files)
    for command in (
        ["mypy", "--strict", "--config-file=", "superoffice"],
        ["ruff", "check", "--isolated", "superoffice"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path / "python",
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout[-3000:]
