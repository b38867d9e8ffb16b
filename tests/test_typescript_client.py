"""How generated TypeScript behaves: under Node, Deno, Bun and in Chromium, against real servers."""

import shutil
import subprocess
from pathlib import Path

import pytest
from browser import Tab, chromium
from conftest import REPOSITORY
from npm_packages import install
from prism import serving
from server import Answer, Recorder, Request, an_answer
from typescript_package import FOLDER, calls, compiled, outcomes, package, run

from generator.commands.options import Project
from generator.commands.rename import change_name
from generator.config import Settings
from generator.incremental.session import build
from generator.output import write, write_lock
from generator.pipeline import Build

pytestmark = pytest.mark.slow

PAGES = REPOSITORY / "specs" / "superoffice"
RUNTIMES = Path(__file__).parent / "runtimes"
STRICT = ("--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "nodenext")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Path]:
    """The package of the example, compiled, with the tests in ``typescript/runtime``."""
    folder = tmp_path_factory.mktemp("made")
    built, made = package(PAGES, folder, client="SuperOffice")
    compiled(made, common=False)
    shutil.copytree(FOLDER / "runtime", made / "checks")
    run(made, "tsc", *STRICT, "--types", "node", *sorted((made / "checks").glob("*.ts")))
    return built, made


def _command(runtime: str) -> list[object]:
    """What runs tests in files that are named after it."""
    if runtime == "node":
        return ["node", "--expose-gc", "--test"]
    where = {"deno": "@deno/*/deno", "bun": "@oven/*/bin/bun"}[runtime]
    install(RUNTIMES, RUNTIMES / "node_modules" / runtime)
    (program, *_) = (RUNTIMES / "node_modules").glob(where)
    program.chmod(0o755)
    return [program, "test", *(["-A", "--no-check"] if runtime == "deno" else [])]


@pytest.mark.parametrize("runtime", ["node", "deno", "bun"])
def test_it_does_what_its_docs_say(made: tuple[Build, Path], runtime: str) -> None:
    """Everything in ``tests/typescript/runtime``, which is compiled as users' code would be."""
    _, folder = made
    tests = sorted((folder / "checks").glob("*.test.js"))
    done = subprocess.run(
        [*map(str, _command(runtime)), *map(str, tests)],
        cwd=folder, capture_output=True, text=True, timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]
    assert len(tests) == 6


def test_prism_accepts_every_call_and_the_client_every_answer(made: tuple[Build, Path]) -> None:
    """A server by others holds each call of a page's sample against our document."""
    built, folder = made
    document = REPOSITORY / "generated" / "openapi" / "openapi.json"
    planned = calls(built.api)
    with serving(document) as url:
        found = outcomes(folder / "esm" / "index.js", url, planned, client="SuperOffice")
    wrong = {
        call.operation.operation_id: outcome["error"]
        for call, outcome in zip(planned, found, strict=True)
        if "error" in outcome
    }
    assert wrong == {}
    assert len(found) == len(built.api.operations)


def test_prism_refuses_what_the_document_forbids(made: tuple[Build, Path]) -> None:
    """The check above can fail."""
    built, folder = made
    (call,) = [c for c in calls(built.api) if c.function == "startBatchJob"]
    wrong = call._replace(given=[{"Id": "no number"}, {}])
    document = REPOSITORY / "generated" / "openapi" / "openapi.json"
    with serving(document) as url:
        (found,) = outcomes(folder / "esm" / "index.js", url, [wrong], client="SuperOffice")
    assert found["error"]["status"] == 422


@pytest.fixture
def origin(made: tuple[Build, Path], server: Recorder) -> Recorder:
    """A server of the package's modules, of a page, and of the API."""
    _, folder = made

    def answer(request: Request) -> Answer:
        file = folder / request.path.lstrip("/")
        if file.suffix == ".js" and file.is_file():
            return an_answer(200, file.read_bytes(), Content_Type="text/javascript")
        if request.path == "/":
            return an_answer(200, "<!doctype html><title>x</title>", Content_Type="text/html")
        if request.method == "PUT":
            return an_answer(204)
        if request.path.endswith("/Image"):
            return an_answer(200, b"PNG", Content_Type="image/png")
        if request.path.endswith("/404"):
            return an_answer(404, '{"message": "gone"}')
        if request.path.endswith("/302"):
            return an_answer(302, "", Location="/api/v1/Contact/7")
        return an_answer(200, '{"Name": "Nordlys"}')

    server.by_request = answer
    return server


def test_in_a_browser(origin: Recorder) -> None:
    script = """async () => {
        const { SuperOffice, Bearer, NotFound } = await import("/esm/index.js");
        const auth = new Bearer(async () => "s3cr3t");
        const client = new SuperOffice({ baseUrl: location.origin, auth, maxRetries: 0 });
        const failed = (call) => call.then(String, ({ constructor, message }) =>
            [constructor.name, message]);
        const raw = await client.contact.getImage(7).raw();
        const ended = AbortSignal.abort(new RangeError("enough"));
        return {
            name: (await client.contact.get(7)).Name,
            image: await (await client.contact.getImage(7)).text(),
            stream: (await raw.body.getReader().read()).value.length,
            saved: await client.contact.saveImage(7, new Blob(["new"])).then(() => "saved"),
            missing: await failed(client.contact.get(404)),
            redirected: await failed(client.contact.get(302)),
            ended: await failed(client.contact.get(7, { signal: ended })),
        };
    }"""
    with chromium() as browser:
        tab = Tab(browser, origin.url)
        found = tab.open("/").evaluate(script)
        tab.close()
    assert found == {
        "name": "Nordlys",
        "image": "PNG",
        "stream": 3,
        "saved": "saved",
        "missing": ["NotFound", "GET /api/v1/Contact/404: 404 No such contact.: gone"],
        "redirected": ["ApiStatusError", "GET /api/v1/Contact/302: 0 error"],
        "ended": ["RangeError", "enough"],
    }
    sent = [request for request in origin.requests if request.path.startswith("/api/")]
    assert {request.headers["authorization"] for request in sent} == {"Bearer s3cr3t"}
    assert [request.body for request in sent if request.method == "PUT"] == [b"new"]


RENAMED = (
    ("batch", "jobs"),
    ("jobs.startBatchJob", "start"),
    ("contact.getAll.top", "limit"),
    ("BatchTaskInfo", "Task"),
)

OLD = """\
import assert from "node:assert/strict";
import { type models } from "./esm/index.js";
import { getAll } from "./esm/groups/contact.js";
import { startBatchJob } from "./esm/groups/batch.js";
import { FakeServer } from "./esm/testing.js";

const server = new FakeServer();
const client = server.client();
const task: models.BatchTaskInfo = { Name: "Nightly import" };
server.on(client.batch.startBatchJob).returns(12);
assert.equal(await client.batch.startBatchJob(task), 12);
assert.equal(await startBatchJob(client, task), 12);
await client.contact.getAll({ top: 5 }).firstPage();
await getAll(client, { limit: 6 }).firstPage();
assert.deepEqual(server.calls.map(({ query }) => query["$top"]), [undefined, undefined, "5", "6"]);
"""
"""Code that was written before names were changed, and a line of after."""


def test_earlier_names_go_on_working_and_say_that_they_are_earlier(tmp_path: Path) -> None:
    shutil.copytree(PAGES, tmp_path / "pages")
    settings = Settings(
        pages=[tmp_path / "pages"], targets=["typescript"], package="called", client="SuperOffice",
        out=tmp_path / "out", lock=tmp_path / "docs2sdk.lock", layout="superoffice",
    )  # fmt: skip
    first = build(settings)
    write(settings.out, first.files)
    write_lock(settings.lock_file, first.lock)
    for old, new in RENAMED:
        change_name(Project(settings, None), old, new, "typescript", "")
    write(settings.out, build(settings).files)
    folder = compiled(settings.out / "typescript", common=False)
    (folder / "old.mts").write_text(OLD, "utf-8")
    run(folder, "tsc", *STRICT, "--types", "node", "old.mts")
    subprocess.run(["node", "old.mjs"], cwd=folder, check=True, timeout=60)
    for file, name in (
        ("client", "batch"),
        ("groups/batch", "startBatchJob"),
        ("models", "BatchTaskInfo"),
    ):
        text = (folder / "src" / f"{file}.ts").read_text("utf-8")
        assert "@deprecated" in text.partition(f" {name}")[0].rpartition("/**")[2], name
