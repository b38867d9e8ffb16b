"""The OpenAPI documents that are generated say what the model says: read back, they are equal."""

from pathlib import Path

import pytest
from case_file import parse_cases
from case_items import read_case
from conftest import CASES, CORPUS
from round_trip import differences

from generator.config import Settings
from generator.incremental.session import build
from generator.pipeline import Build

VERSIONS = pytest.mark.parametrize("version", ["3.0", "3.1"])
FAMILIES = CORPUS.parent / "families"


@VERSIONS
def test_the_example_pages(tmp_path: Path, spec_build: Build, version: str) -> None:
    assert differences(spec_build.api, tmp_path, version) == []


@pytest.mark.slow
@VERSIONS
@pytest.mark.parametrize("file", sorted(CASES.glob("[a-z]*.md")), ids=lambda file: file.stem)
def test_every_case(tmp_path: Path, file: Path, version: str) -> None:
    """Pages of all layouts, with all that may be wrong on them."""
    found = {}
    for case in parse_cases(file):
        with read_case(case) as read:
            if lines := differences(read.linked.api, tmp_path, version):
                found[case.title] = lines
    assert found == {}


@pytest.mark.slow
@VERSIONS
@pytest.mark.parametrize("release", ["seed", "10.2.1", "10.2.2", "2022-02", "2026"])
def test_real_pages(tmp_path: Path, corpus: Path, release: str, version: str) -> None:
    built = build(Settings(pages=[corpus / release], targets=["openapi"]))
    assert differences(built.api, tmp_path, version) == []


@pytest.mark.slow
@VERSIONS
@pytest.mark.parametrize(
    "pages",
    ["businesscentral/pages", "discord/pages", "docker/pages", "mastodon/pages", "openbao/pages",
     "widdershins/docker141.md", "widdershins/petstore3.md"],
)  # fmt: skip
def test_pages_of_other_writers(tmp_path: Path, corpus: Path, pages: str, version: str) -> None:
    built = build(Settings(pages=[FAMILIES / pages], targets=["openapi"]))
    assert len(built.api.operations) > 10
    assert differences(built.api, tmp_path, version) == []
