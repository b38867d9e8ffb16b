"""The TypeScript package: compiled, laid out, linted, packed, and called under Node."""

import subprocess
from pathlib import Path

import pytest
from conftest import REPOSITORY
from server import Recorder
from typescript_package import FOLDER, TOOLS, calls, compiled, differences, install, package, run

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
def test_what_each_way_of_writing_pages_gives_is_laid_out_and_clean(
    api: str, tmp_path: Path
) -> None:
    install()
    _, folder = package(SPECS / api, tmp_path)
    (folder / "node_modules").symlink_to(FOLDER / "node_modules", target_is_directory=True)
    (folder / "eslint.config.js").write_bytes((FOLDER / "eslint.config.js").read_bytes())
    run(folder, "tsc", "--noEmit", "-p", "tsconfig.json")
    run(folder, "prettier", "--check", "src", "*.json", "cjs")
    run(folder, "eslint", "--max-warnings=0", "src")


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
    index = compiled(folder) / "esm" / "index.js"
    run(folder, "prettier", "--check", "src")
    assert [*differences(server, index, calls(built.api))] == []
