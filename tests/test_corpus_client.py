"""The client of real pages, where they are at hand: typed, clean, and true to every sample."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from measure_calls import (
    GOOD,
    NO_SUCCESS,
    NULLS,
    SHARED,
    Outcome,
    at_a_recorder,
    at_prism,
    build_client,
)

from generator.config import Settings
from generator.incremental.session import build
from generator.model import Api, NamedSchema, walk
from generator.output import write
from generator.pipeline import Build
from generator.targets.views import models, of_tag

pytestmark = pytest.mark.slow

CHECKS = (
    ["mypy", "--strict", "--config-file="],
    ["pyright", "--pythonpath", sys.executable],
    ["ruff", "check", "--isolated"],
    # Most texts are written without asking black: here it is asked about all.
    ["black", "--check", "-q"],
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole")


@pytest.fixture(scope="module")
def whole(corpus: Path, out: Path) -> tuple[Build, Any]:
    """All pages of one release, and the package they give."""
    return build_client(corpus / "10.2.2", out)


def check(package: Path) -> None:
    for command in CHECKS:
        done = subprocess.run(
            [sys.executable, "-m", *command, package.name],
            cwd=package.parent,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.parametrize("layout", ["seed", "2022-02", "2026"])
def test_the_client_of_older_and_newer_pages_is_typed_and_clean(
    corpus: Path, layout: str, tmp_path: Path
) -> None:
    built = build(Settings(pages=[corpus / layout], targets=["python"], title="SuperOffice"))
    write(tmp_path, built.files)
    check(tmp_path / "python" / "superoffice")


def test_the_whole_client_is_typed_and_clean(whole: tuple[Build, Any], out: Path) -> None:
    check(out / "python" / "called")


def test_every_call_sends_its_sample_and_reads_its_answer(whole: tuple[Build, Any]) -> None:
    outcomes = list(at_a_recorder(*whole))
    assert [outcome for outcome in outcomes if outcome.what != GOOD] == []
    assert len(outcomes) == len(whole[0].api.operations)


def test_prism_serving_our_document_accepts_every_call(whole: tuple[Build, Any], out: Path) -> None:
    """All calls, except of operations that no server can tell from another one, and with samples
    that are not valid dates.
    """
    built, package = whole
    outcomes = list(at_prism(built, package, out / "openapi" / "openapi.json"))
    good = (GOOD, NULLS, SHARED, NO_SUCCESS)
    disputed = _of_disputed_types(built.api)
    wrong = [o for o in outcomes if o.what not in good and o.operation not in disputed]
    assert wrong == []
    assert len(outcomes) == len(built.api.operations)


def test_prism_serving_the_owners_document_accepts_nearly_every_call(
    whole: tuple[Build, Any], corpus: Path
) -> None:
    outcomes: list[Outcome] = []
    for document in sorted((corpus / "official-swagger").glob("*.json")):
        outcomes += at_prism(*whole, document)
    counts = Counter(outcome.what for outcome in outcomes)
    # The rest: answers that Prism itself finds wrong, media types that the document leaves
    # empty, bytes that it takes for text, and types that no page tells.
    assert counts[GOOD] + counts[NULLS] + counts[SHARED] > 0.94 * len(outcomes), counts


def _of_disputed_types(api: Api) -> set[str]:
    """The operations that reach a type which samples dispute."""
    tags = {tag.name: tag for tag in api.tags}
    schemas = {schema.name: schema for schema in api.schemas}
    return {
        operation.operation_id
        for operation in api.operations
        for cycle in models(of_tag(api, schemas, tags[operation.tag], [operation], whole=True))
        for schema in cycle
        if _disputed(schema)
    }


def _disputed(schema: NamedSchema) -> bool:
    properties = getattr(schema.schema_, "properties", ())
    parts = (part for item in properties for part in walk(item.schema_))
    return any(part.disputed for part in parts)
