"""Real pages of four layouts, where they are at hand: nothing is lost, nothing crashes."""

import json
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from generator.config import Settings
from generator.docs import Page, PageFile, PageKind, find_pages, load_page, read_page
from generator.docs.blocks import Table, parse_blocks
from generator.incremental.session import build
from generator.link import link
from generator.model import (
    Api,
    Array,
    Enumeration,
    Map,
    Object,
    Sample,
    Scalar,
    Schema,
    Unknown,
)
from generator.pipeline import Build
from generator.targets import load_pack, render
from generator.targets.template_options import template_options

pytestmark = pytest.mark.slow

LAYOUTS = {"seed": 1, "2022-02": 152, "10.2.2": 1704, "2026": 2}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_block_is_claimed(corpus: Path, layout: str) -> None:
    root = (corpus / layout).resolve()
    pages = [read_page(load_page(file, root)) for file in find_pages([root], root)]
    kinds = Counter(page.kind for page in pages)
    assert kinds[PageKind.OPERATION] == LAYOUTS[layout]
    assert kinds[PageKind.UNREADABLE] == 0
    found = Counter(d.code for page in pages for d in page.diagnostics)
    expected = {"2026": {"DOC102": 1}, "10.2.2": {"DOC108": 1}}.get(layout, {})
    assert found == expected


def test_every_table_cell_is_in_the_model(corpus: Path) -> None:
    """The first cell of every row of every table of every page is found in the model."""
    root = (corpus / "10.2.2").resolve()
    for file in find_pages([root], root):
        operation = read_page(load_page(file, root)).operation
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
        operation = read_page(load_page(PageFile(file.path, file.name), root)).operation
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


AT_LEAST = {
    "10.2.2": {
        "property found": 0.998,
        "property real": 0.999,
        "type of property": 0.994,
        "object is a named model": 1.0,
        "model has the official name": 0.94,
        "enum values complete": 1.0,
        "enum values real": 1.0,
    },
    "2022-02": {"property found": 0.99, "type of property": 0.96, "property real": 0.999},
}
"""What linking recovers. Of the types in 10.2.2 that are missed, nine in ten are told by no page
of the folder; other folders of the reference explain most of those models."""


def bundle_of(build: Build) -> str:
    return next(f.text for f in build.files if f.path == "openapi/openapi.json")


def score_of(corpus: Path, build: Build, folder: Path) -> dict[str, tuple[int, int]]:
    (folder / "openapi.json").write_text(bundle_of(build), "utf-8")
    oracle = sorted((corpus / "official-swagger").glob("*.json"))
    scored = subprocess.run(
        [sys.executable, corpus.parent / "score.py", folder / "openapi.json", *oracle, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {aspect: (hit, total) for aspect, (hit, total) in json.loads(scored.stdout).items()}


def test_agrees_with_the_owners_swagger(corpus: Path, corpus_build: Build, tmp_path: Path) -> None:
    score = score_of(corpus, corpus_build, tmp_path)
    assert {aspect: score[aspect][0] for aspect in EXACT} == {
        aspect: score[aspect][1] for aspect in EXACT
    }


def test_the_bundle_is_valid_and_small(corpus: Path, corpus_build: Build) -> None:
    bundle = bundle_of(corpus_build)
    OpenAPIV31SpecValidator(json.loads(bundle)).validate()
    owners = sum(f.stat().st_size for f in (corpus / "official-swagger").glob("*.json"))
    assert len(bundle.encode()) < owners


def test_the_bundle_is_valid_as_openapi_3_0(corpus: Path) -> None:
    settings = Settings(pages=[corpus / "10.2.2"], targets=["openapi"], openapi_version="3.0")
    OpenAPIV30SpecValidator(json.loads(bundle_of(build(settings)))).validate()


def test_every_sample_is_of_its_schema(corpus_build: Build) -> None:
    document = json.loads(bundle_of(corpus_build))
    resource = DRAFT202012.create_resource(document)
    registry = Registry().with_resource("urn:document", resource)
    operations = {o["operationId"]: o for item in document["paths"].values() for o in item.values()}
    checked = 0
    for operation in corpus_build.api.operations:
        for sample in operation.samples:
            schema = schema_of(document, operations[operation.operation_id], sample)
            if schema and sample.body:
                absolute = json.loads(json.dumps(schema).replace('"#/', '"urn:document#/'))
                wrong = Draft202012Validator(absolute, registry=registry).iter_errors(
                    json.loads(sample.body)
                )
                assert [e.message for e in wrong] == [], operation.operation_id
                checked += 1
    assert checked > 2200


def schema_of(document: Any, operation: Any, sample: Sample) -> Any:
    """The schema of the JSON that the sample has to be; None where there is none."""
    if sample.kind == "request":
        holder = operation.get("requestBody", {})
    else:
        holder = operation["responses"].get(sample.start_line.split()[1], {})
        if "$ref" in holder:
            holder = document["components"]["responses"][holder["$ref"].rpartition("/")[2]]
    return holder.get("content", {}).get("application/json", {}).get("schema")


@pytest.mark.parametrize("layout", AT_LEAST)
def test_recovers_what_the_pages_leave_open(
    corpus: Path, corpus_build: Build, layout: str, tmp_path: Path
) -> None:
    built = corpus_build
    if layout != "10.2.2":
        built = build(Settings(pages=[corpus / layout], targets=["openapi"]))
    score = score_of(corpus, built, tmp_path)
    reached = {aspect: score[aspect][0] / score[aspect][1] for aspect in AT_LEAST[layout]}
    assert {a: r for a, r in reached.items() if r < AT_LEAST[layout][a]} == {}


def test_paths_that_differ_in_a_parameters_name_are_both_there(corpus_build: Build) -> None:
    bundle = json.loads(next(f.text for f in corpus_build.files if f.path.endswith("openapi.json")))
    operations = [op for item in bundle["paths"].values() for op in item.values()]
    assert len(operations) == len(corpus_build.api.operations) == 1704
    assert len({op["operationId"] for op in operations}) == 1704
    shapes = Counter(re.sub(r"\{[^}]*\}", "{}", path) for path in bundle["paths"])
    assert max(shapes.values()) == 1


def pages_of(root: Path) -> dict[str, Page]:
    root = root.resolve()
    return {file.name: read_page(load_page(file, root)) for file in find_pages([root], root)}


def test_a_release_resampled_gives_the_same_bytes(corpus: Path) -> None:
    """Two sets of pages of one release, whose samples have other values: where the tables of a page
    are the same, so is the output.
    """
    releases = [corpus / "10.2.1", corpus / "10.2.2"]
    old, new = (pages_of(release) for release in releases)

    def before_samples(name: str) -> list[str]:
        texts = [(release / name).read_text("utf-8-sig") for release in releases]
        return [text.split("## Sample")[0] for text in texts]

    same = [name for name in old.keys() & new.keys() if len(set(before_samples(name))) == 1]
    assert len(same) > 1500
    samples = [
        [operation.samples for name in same if (operation := pages[name].operation)]
        for pages in (old, new)
    ]
    assert sum(a != b for a, b in zip(*samples, strict=True)) > 1000
    first, second = (
        as_openapi([pages[name] for name in same], release)
        for pages, release in zip((old, new), releases, strict=True)
    )
    assert first == second


def as_openapi(pages: list[Page], root: Path) -> dict[str, str]:
    api = link(pages, title="SuperOffice").api
    packs = [load_pack("openapi")]
    (rendering,) = render(api, packs, template_options(Settings(pages=[root]), api))
    return {file.path: file.text for file in rendering.files}


def outline(schema: Schema | None) -> str:
    """The type without the names of models, which may depend on the other pages."""
    match schema:
        case None:
            return "nothing"
        case Unknown():
            return "?"
        case Array(items=inner):
            return f"[{outline(inner)}]"
        case Map(values=inner):
            return f"{{{outline(inner)}}}"
        case Scalar():
            return f"{schema.type}:{schema.format}"
        case Enumeration(values=values):
            return f"enum {sorted(values)}"
    return "object"


def types_of(api: Api) -> dict[tuple[str, str], str]:
    found = {
        (named.name, item.name): outline(item.schema_)
        for named in api.schemas
        if isinstance(named.schema_, Object)
        for item in named.schema_.properties
    }
    for operation in api.operations:
        if operation.request_body:
            key = (operation.operation_id, "request")
            found[key] = outline(operation.request_body.schema_)
        for response in operation.responses:
            found[operation.operation_id, response.status] = outline(response.schema_)
    return found


def test_a_page_never_makes_another_model_worse(corpus: Path) -> None:
    """Types that are known from 50 random halves of the folders are not lost when all pages are
    read.
    """
    pages = list(pages_of(corpus / "10.2.2").values())
    whole = types_of(link(pages).api)
    folders = sorted({str(Path(page.source.file).parent) for page in pages})
    compared = 0
    for seed in range(50):
        chosen = set(random.Random(seed).sample(folders, len(folders) // 2))  # noqa: S311
        half = types_of(link(p for p in pages if str(Path(p.source.file).parent) in chosen).api)
        for key, known in half.items():
            if key in whole:
                compared += 1
                as_unknown = re.escape(known).replace(r"\?", ".*")
                assert re.fullmatch(as_unknown, whole[key]), (seed, key, known, whole[key])
    assert compared > 50 * 1000
