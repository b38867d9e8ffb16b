"""What generated TypeScript weighs and costs beside others:
``python benchmarks/typescript.py PAGES``.

Builds the OpenAPI document of PAGES with and without TypeScript, in turn; then runs, in turn, the
compiler, a bundler and Node on the package, on what openapi-typescript makes of the same document
(called with openapi-fetch), and on what @hey-api/openapi-ts makes of it. All tools are installed
from npm into a temporary folder. Prints medians, and whether they are within their limits.

Needs Node and npm. Pages may have errors.
"""

import argparse
import gzip
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from generator.config import Settings
from generator.incremental.session import build
from generator.model import Api
from generator.targets import load_pack
from generator.targets.names import Names

TOOLS = Path(__file__).parents[1] / "tests" / "typescript"
HEY_API = "@hey-api/openapi-ts@0.95.0"
PEERS = ("openapi-typescript", "@hey-api/openapi-ts")
OPTIONS = (
    "--strict", "--noEmit", "--target", "es2022", "--module", "esnext", "--moduleResolution",
    "bundler", "--skipLibCheck", "--typeRoots", "none", "--extendedDiagnostics",
)  # fmt: skip
"""As `tsc --init` sets them: declarations of libraries are not checked."""
LIMITS = {
    "lines": 60_000,
    "bytes": 3_000_000,
    "build, cold: seconds more": 2.5,
    "build, nothing changed: seconds more": 0.1,
    "tsc, a file with one call: seconds": 1.5,
    "tsc, a file with one call: MB": 200,
    "bundle of one call: bytes": 6_600,
    "bundle of one call: gzipped": 2_700,
    "bundle with paging: gzipped more": 700,
    "import of one group in Node: ms more than of nothing": 5,
}
Figures = dict[str, dict[str, list[float]]]
"""By what was measured, then by whose it is."""


class Called(NamedTuple):
    """An operation, and the TypeScript that calls it."""

    method: str
    path: str
    group: str
    module: str
    function: str
    values: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, help="a folder of pages")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        install(home)
        for _ in range(arguments.rounds):
            builds(arguments.pages.resolve(), home, figures)
        api = build(Settings(pages=[arguments.pages], targets=["typescript"])).api
        scripts = prepare(home, called(api))
        for _ in range(arguments.rounds):
            compile_each(home, scripts, figures)
            import_each(home, scripts, figures)
        bundle_each(home, scripts, figures)
        weigh(home, figures)
    report(figures)


def install(home: Path) -> None:
    """The tools of the tests, and one more."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(TOOLS / name, home)
    npm = ["npm", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([*npm, "ci"], cwd=home, check=True, capture_output=True)
    subprocess.run([*npm, "install", HEY_API], cwd=home, check=True, capture_output=True)


def builds(pages: Path, home: Path, figures: Figures) -> None:
    """One build of each kind without and with TypeScript; how much longer it takes with it."""
    took: dict[str, dict[str, float]] = {}
    for name, targets in (("without", ["openapi"]), ("with", ["openapi", "typescript"])):
        out, cache = home / "built" / name, home / "cache" / name
        for folder in (out, cache):
            shutil.rmtree(folder, ignore_errors=True)
        command = [sys.executable, "-m", "generator", "build", str(pages), "--out", str(out)]
        command += ["--cache", str(cache), *(f"--target={target}" for target in targets)]
        for kind in ("cold", "nothing changed"):
            started = time.perf_counter()
            done = subprocess.run(command, cwd=home, capture_output=True)
            took.setdefault(kind, {})[name] = time.perf_counter() - started
            if done.returncode > 1:
                raise SystemExit(done.stderr.decode())
    for kind, seconds in took.items():
        note(figures, f"build, {kind}: seconds more", "ours", seconds["with"] - seconds["without"])


def called(api: Api) -> Called:
    """The first operation that gives JSON and takes nothing but single values in its path."""
    names = Names(load_pack("typescript"), api)
    for operation in api.operations:
        needed = [a for a in names.arguments(operation) if a.required]
        gives = [r.schema_ for r in operation.responses if r.status == "200" and r.schema_]
        simple = all(a.schema.kind == "scalar" and a.kind == "path" for a in needed)
        plain = simple and needed and not operation.paging
        if gives and plain and operation.method == "GET":
            values = ", ".join('"7"' if a.schema.type == "string" else "7" for a in needed)
            tag, function = operation.tag, names.method(operation)
            where = names.tag(tag), names.tag_module(tag)
            return Called(operation.method, operation.path, *where, function, values)
    raise SystemExit("no operation is as simple as this benchmark wants it")


def prepare(home: Path, one: Called) -> dict[str, str]:
    """The file of a script for each subject, by whose it is."""
    package = home / "built" / "with" / "typescript"
    run(home, "tsc", "-p", package / "tsconfig.json")
    (package / "esm" / "nothing.js").write_text("export {};\n", "utf-8")
    document = home / "built" / "with" / "openapi" / "openapi.json"
    run(home, "openapi-typescript", document, "-o", "paths.ts")
    run(home, "openapi-ts", "-i", document, "-o", "hey", "--no-log-file")

    esm = "./built/with/typescript/esm"
    options = '{ baseUrl: "https://api.example.com", auth: "token" }'
    call = (
        f'import {{ Client }} from "{esm}/core.js";\n'
        f'import {{ {one.function} }} from "{esm}/groups/{one.module}.js";\n'
        f"console.log(await {one.function}(new Client({options}), {one.values}));"
    )
    source = (package / "src" / "client.ts").read_text("utf-8")
    (client,) = re.findall(r"class (\w+) extends Client", source)
    path = json.dumps(one.path)
    parameters = json.dumps(dict.fromkeys(re.findall(r"\{([^}]+)\}", one.path), "7"))
    sdk = (home / "hey" / "sdk.gen.ts").read_text("utf-8")
    # The function whose text has the path.
    function = sdk.partition(f"url: '{one.path}'")[0].rpartition("export const ")[2].split()[0]
    scripts = {
        "ours": call,
        "ours, with paging": f'{call}\nimport {{ links, Pages }} from "{esm}/pages.js";\n'
        "console.log(links, Pages);",
        "ours, whole": f'import {{ {client} }} from "{esm}/index.js";\n'
        f"console.log(await new {client}({options}).{one.group}.{one.function}({one.values}));",
        "openapi-typescript": 'import createClient from "openapi-fetch";\n'
        'import type { paths } from "./paths.js";\n'
        'const client = createClient<paths>({ baseUrl: "https://api.example.com" });\n'
        f"const params = {{ path: {parameters} as never }};\n"
        f"console.log((await client.{one.method}({path}, {{ params }})).data);",
        "@hey-api/openapi-ts": f'import {{ {function} }} from "./hey/sdk.gen.js";\n'
        f"console.log((await {function}({{ path: {parameters} as never }})).data);",
    }
    for number, (whose, text) in enumerate(scripts.items()):
        (home / f"call{number}.ts").write_text(text + "\nexport {};\n", "utf-8")
        scripts[whose] = f"call{number}.ts"
    return scripts


def run(home: Path, tool: str, *arguments: object) -> bytes:
    """What a tool from npm prints. Ends the benchmark where it fails."""
    command = [str(home / "node_modules" / ".bin" / tool), *map(str, arguments)]
    done = subprocess.run(command, cwd=home, capture_output=True)
    if done.returncode:
        raise SystemExit(f"{tool}: {(done.stdout + done.stderr).decode()[:3000]}")
    return done.stdout


def compile_each(home: Path, scripts: dict[str, str], figures: Figures) -> None:
    """The compiler, on a call of one function, on one of the whole client, and on the package. Of
    the peers one call takes all types of the document.
    """
    jobs = {
        ("a file with one call", "ours"): scripts["ours"],
        ("a file with the whole client", "ours"): scripts["ours, whole"],
        ("the package itself", "ours"): str(home / "built/with/typescript/src/index.ts"),
    }
    for peer in PEERS:
        jobs["a file with one call", peer] = scripts[peer]
    for (what, whose), file in jobs.items():
        started = time.perf_counter()
        printed = run(home, "tsc", *OPTIONS, file).decode()
        note(figures, f"tsc, {what}: seconds", whose, time.perf_counter() - started)
        (kilobytes,) = re.findall(r"Memory used:\s+(\d+)K", printed)
        note(figures, f"tsc, {what}: MB", whose, int(kilobytes) / 1000)


IMPORT = """
const start = performance.now();
await import(process.argv[1]);
console.log(performance.now() - start);
"""


def import_each(home: Path, scripts: dict[str, str], figures: Figures) -> None:
    """The import of one group and of the whole client, each in a new process. The first import of
    a process costs something whatever is imported.
    """
    esm = home / "built" / "with" / "typescript" / "esm"
    (group,) = re.findall(r"(groups/\w+\.js)", (home / scripts["ours"]).read_text("utf-8"))
    took = {}
    for module in ("nothing.js", group, "index.js"):
        command = ["node", "--input-type=module", "-e", IMPORT, str(esm / module)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        took[module] = float(done.stdout)
    for what, module in (("one group", group), ("all groups", "index.js")):
        milliseconds = took[module] - took["nothing.js"]
        note(figures, f"import of {what} in Node: ms more than of nothing", "ours", milliseconds)


def bundle_each(home: Path, scripts: dict[str, str], figures: Figures) -> None:
    """Bundles of the scripts, minified."""
    for whose in ("ours", *PEERS, "ours, with paging"):
        made = run(home, "esbuild", scripts[whose], "--bundle", "--minify", "--format=esm")
        gzipped = len(gzip.compress(made, 9, mtime=0))
        if whose == "ours, with paging":
            (plain,) = figures["bundle of one call: gzipped"]["ours"]
            note(figures, "bundle with paging: gzipped more", "ours", gzipped - plain)
        else:
            note(figures, "bundle of one call: bytes", whose, len(made))
            note(figures, "bundle of one call: gzipped", whose, gzipped)


def weigh(home: Path, figures: Figures) -> None:
    """What was made: lines and bytes of TypeScript."""
    made = {
        "ours": home / "built" / "with" / "typescript" / "src",
        "openapi-typescript": home / "paths.ts",
        "@hey-api/openapi-ts": home / "hey",
    }
    for whose, place in made.items():
        files = [place] if place.is_file() else [*place.rglob("*.ts")]
        texts = [file.read_bytes() for file in files]
        note(figures, "lines", whose, sum(text.count(b"\n") for text in texts))
        note(figures, "bytes", whose, sum(map(len, texts)))


def note(figures: Figures, what: str, whose: str, value: float) -> None:
    figures.setdefault(what, {}).setdefault(whose, []).append(value)


def report(figures: Figures) -> None:
    """A table of medians, with what the limits say of ours."""
    whose = ("ours", *PEERS)
    limits = dict(LIMITS)
    theirs = figures["tsc, a file with one call: seconds"][PEERS[0]]
    limits["tsc, a file with the whole client: seconds"] = statistics.median(theirs)
    print(f"| what | {' | '.join(whose)} | limit |\n|---|{'---|' * (len(whose) + 1)}")
    for what, found in figures.items():
        medians = {name: statistics.median(values) for name, values in found.items()}
        cells = [shown(medians[name]) if name in medians else "" for name in whose]
        limit = limits.get(what)
        verdict = "" if limit is None else shown(limit)
        if limit is not None and medians["ours"] > limit:
            verdict += ", missed"
        print(f"| {what} | {' | '.join(cells)} | {verdict} |")


def shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"


if __name__ == "__main__":
    main()
