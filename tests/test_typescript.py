"""The TypeScript package: compiled, laid out, linted, packed, and called under Node."""

import gzip
import subprocess
from pathlib import Path

import pytest
from conftest import REPOSITORY
from server import Recorder
from typescript_package import (
    FOLDER,
    TOOLS,
    calls,
    compiled,
    differences,
    install,
    outcomes,
    package,
    run,
)

from generator.pipeline import Build

pytestmark = pytest.mark.slow

SPECS = REPOSITORY / "specs"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Path]:
    """The package of the example, compiled."""
    built, folder = package(SPECS / "superoffice", tmp_path_factory.mktemp("made"))
    return built, compiled(folder)


@pytest.mark.parametrize("kind", ["esm", "cjs"])
def test_every_call_sends_its_sample_and_reads_its_answer(
    made: tuple[Build, Path], server: Recorder, kind: str
) -> None:
    built, folder = made
    planned = calls(built.api)
    assert [*differences(server, folder / kind / "index.js", planned)] == []
    assert len(planned) == len(built.api.operations)


@pytest.mark.parametrize("api", sorted(folder.name for folder in SPECS.iterdir()))
def test_what_each_way_of_writing_pages_gives_is_laid_out_clean_and_answered(
    api: str, tmp_path: Path
) -> None:
    install()
    built, folder = package(SPECS / api, tmp_path)
    (folder / "node_modules").symlink_to(FOLDER / "node_modules", target_is_directory=True)
    (folder / "eslint.config.js").write_bytes((FOLDER / "eslint.config.js").read_bytes())
    run(folder, "tsc", "-p", "tsconfig.json")
    run(folder, "prettier", "--check", "src", "*.json", "cjs")
    run(folder, "eslint", "--max-warnings=0", "src")
    # The test kit answers each call, with the page's sample or with a value that is made up.
    found = outcomes(folder / "esm" / "index.js", "", calls(built.api))
    assert [outcome for outcome in found if "error" in outcome] == []
    assert len(found) == len(built.api.operations)


ONE_CALL = """\
import { Client } from "./esm/core.js";
import { getBatchTaskInfo } from "./esm/groups/batch.js";

const client = new Client({ baseUrl: "https://api.example.com", auth: "token" });
console.log(await getBatchTaskInfo(client, 7));
"""
PAGED_CALL = """\
import { Client } from "./esm/core.js";
import { getAll } from "./esm/groups/contact.js";

const client = new Client({ baseUrl: "https://api.example.com", auth: "token" });
for await (const item of getAll(client)) console.log(item);
"""


def bundle(folder: Path, script: str) -> tuple[int, int]:
    """The bytes of a bundle, and gzipped. ``folder`` is that of a compiled package."""
    (folder / "script.js").write_text(script, "utf-8")
    run(folder, "esbuild", "script.js", "--bundle", "--minify", "--format=esm", "--outfile=out.js")
    made = (folder / "out.js").read_bytes()
    return len(made), len(gzip.compress(made, 9, mtime=0))


def check_bundles(folder: Path, most: int) -> None:
    """One call has the transport, authentication, retries and typed errors, and no other group;
    it is no larger than a bundle of openapi-fetch, which has none of these. Paging adds little.
    ``most`` are the bytes of the call, gzipped.
    """
    size, gzipped = bundle(folder, ONE_CALL)
    assert (size <= 6_600, gzipped <= most) == (True, True), (size, gzipped)
    text = (folder / "out.js").read_text("utf-8")
    assert "StartBatchJob" not in text
    assert "nextLink" not in text
    _, paged = bundle(folder, PAGED_CALL)
    assert paged - gzipped <= 700, (gzipped, paged)


def test_a_bundle_has_what_is_called_and_little_else(made: tuple[Build, Path]) -> None:
    _, folder = made
    # Docs of few operations may have as many headers and statuses as those of many.
    check_bundles(folder, 2_750)


def test_a_formatter_of_ones_own_lays_out_what_is_put_together(tmp_path: Path) -> None:
    """Prettier, with other settings than those that the templates go by."""
    install()
    command = [str(TOOLS / "prettier"), "--use-tabs", "--no-semi", "--stdin-filepath", "{path}"]
    target = {"typescript": {"formatters": {"batch.ts": command}}}
    _, folder = package(SPECS / "superoffice", tmp_path, target=target)
    text = (folder / "src" / "groups" / "batch.ts").read_text("utf-8")
    assert "\n\treturn client.send(options, {\n\t\tid:" in text
    assert ";\n" not in text
    assert ";\n" in (folder / "src" / "groups" / "contact.ts").read_text("utf-8")


MISTAKES = FOLDER / "mistakes.ts"


def test_a_mistake_is_an_error_that_names_it(made: tuple[Build, Path], tmp_path: Path) -> None:
    """Each line of a script has one mistake; what its comment says stands in the error."""
    _, folder = made
    lines = MISTAKES.read_text("utf-8").split("\n")
    script = folder / "mistakes.ts"
    script.write_text("\n".join(lines), "utf-8")
    done = subprocess.run(
        [
            str(TOOLS / "tsc"), "--strict", "--noEmit", "--pretty", "false",
            "--module", "nodenext", "--target", "es2022", script.name,
        ],
        cwd=folder,
        capture_output=True,
        text=True,
    )  # fmt: skip
    found: dict[int, str] = {}
    number = 0
    for line in done.stdout.split("\n"):
        if line.startswith("mistakes.ts("):
            number = int(line[12:].partition(",")[0])
        found[number] = found.get(number, "") + line
    wanted = {
        number: line.partition(" // ")[2] for number, line in enumerate(lines, 1) if " // " in line
    }
    assert len(wanted) == 30
    assert {n: text for n, text in wanted.items() if text not in found.get(n, "")} == {}
    assert found.keys() == wanted.keys()


@pytest.mark.parametrize("resolution", ["node16", "bundler"])
def test_what_npm_packs_works_in_a_project(
    made: tuple[Build, Path], tmp_path: Path, resolution: str
) -> None:
    _, folder = made
    packed = subprocess.run(
        ["npm", "pack", "--ignore-scripts", "--pack-destination", tmp_path],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    project = tmp_path / "project"
    project.mkdir()
    (project / "package.json").write_text('{"private": true}', "utf-8")
    archive = tmp_path / packed.stdout.strip().split("\n")[-1]
    subprocess.run(
        ["npm", "install", "--offline", "--no-audit", "--no-fund", archive],
        cwd=project, capture_output=True, check=True,
    )  # fmt: skip
    script = (
        'import { Called, NotFound, type models } from "called";\n'
        'import { Client } from "called/core";\n'
        'import { getBatchTaskInfo } from "called/batch";\n'
        'import { Basic } from "called/auth";\n'
        'const options = { baseUrl: "https://a.example", auth: new Basic("a", "b") };\n'
        "const task: Promise<models.BatchTaskInfo> = getBatchTaskInfo(new Client(options), 7);\n"
        "task.catch(() => undefined);\n"
        "console.log(typeof new Called(options).batch.startBatchJob, NotFound.name);\n"
        "process.exit(0);\n"
    )
    module = "node16" if resolution == "node16" else "esnext"
    for name in ("one.mts", "two.cts") if resolution == "node16" else ("one.mts",):
        (project / name).write_text(script, "utf-8")
        run(
            project, "tsc", "--strict", "--target", "es2022", "--module", module,
            "--moduleResolution", resolution, "--typeRoots", FOLDER / "node_modules" / "@types",
            "--types", "node", name,
        )  # fmt: skip
        made_of = project / name.replace("ts", "js")
        done = subprocess.run(["node", made_of], capture_output=True, text=True, check=True)
        assert done.stdout == "function NotFound\n"


def test_the_whole_reference_is_laid_out_and_sends_its_samples(
    corpus: Path, tmp_path: Path, server: Recorder
) -> None:
    built, folder = package(corpus / "10.2.2", tmp_path)
    index = compiled(folder, common=False) / "esm" / "index.js"
    run(folder, "prettier", "--check", "src")
    check_bundles(folder, 2_700)
    assert [*differences(server, index, calls(built.api))] == []
