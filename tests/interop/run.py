"""Tools by others, handed our OpenAPI documents: ``python tests/interop/run.py DOCUMENT...``.

Each lints the document, or makes code of it that then has to compile or import. Installs the
tools beside itself on the first run: npm's from the lock file, Python's into a virtual
environment of their own. Prints a line for each tool and document, and what a tool that failed
had to say; the exit code is 1 if any did.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from prism import serving

HERE = Path(__file__).resolve().parent
TOOLS = HERE / ".venv" / ("Scripts" if os.name == "nt" else "bin")
MODULES = HERE / "node_modules" / ".bin"

TSC = (
    MODULES / "tsc",
    "--strict",
    "--noEmit",
    "--skipLibCheck",
    *("--target", "es2022", "--lib", "es2022,dom,dom.iterable"),
    *("--module", "esnext", "--moduleResolution", "bundler"),
)


class ToolError(Exception):
    """A command failed; the message is what it printed."""


class Job(NamedTuple):
    """A document, and an empty folder for what is made of it."""

    document: Path
    out: Path

    def run(self, *command: object) -> str:
        done = subprocess.run(
            [str(part) for part in command], cwd=self.out, capture_output=True, text=True
        )
        if done.returncode:
            raise ToolError(f"{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout + done.stderr


def openapi_spec_validator(job: Job) -> None:
    job.run(TOOLS / "openapi-spec-validator", job.document)


def redocly(job: Job) -> None:
    config = HERE / "redocly.yaml"
    command = (MODULES / "redocly", "lint", job.document, "--config", config)
    told = job.run(*command, "--format", "json", "--max-problems", "20")
    if json.loads(told[told.index("{") : told.rindex("}") + 1])["totals"]["warnings"]:
        raise ToolError(told)


def spectral(job: Job) -> None:
    rules = HERE / "spectral.yaml"
    job.run(MODULES / "spectral", "lint", job.document, "-r", rules, "--fail-severity", "error")


def openapi_python_client(job: Job) -> None:
    config = job.out / "config.yaml"
    config.write_text("package_name_override: made\nproject_name_override: made\npost_hooks: []\n")
    command = (TOOLS / "openapi-python-client", "generate", "--path", job.document)
    told = job.run(*command, "--config", config, "--output-path", job.out / "made")
    if "ERROR" in told or "Unable to" in told:
        raise ToolError(told)
    job.run(TOOLS / "python", "-m", "compileall", "-q", "made")
    job.run(TOOLS / "python", "-c", "import sys; sys.path.insert(0, 'made'); import made.models")


def datamodel_code_generator(job: Job) -> None:
    # Its root models do not import what they need where a schema has the name Field.
    options = ["--collapse-root-models", "--disable-warnings", "--output", "made.py"]
    options += ["--output-model-type", "pydantic_v2.BaseModel"]
    job.run(TOOLS / "datamodel-codegen", "--input", job.document, *options)
    job.run(TOOLS / "python", "-c", "import made")


def openapi_generator_python(job: Job) -> None:
    _openapi_generator(job, "python", "--additional-properties=packageName=made")
    job.run(TOOLS / "python", "-m", "compileall", "-q", "made")


def openapi_generator_typescript(job: Job) -> None:
    _openapi_generator(job, "typescript-fetch")
    job.run(*TSC, "index.ts")


def _openapi_generator(job: Job, target: str, *options: str) -> None:
    job.run(
        *(TOOLS / "openapi-generator-cli", "generate", "-g", target),
        *("-i", job.document, "-o", job.out, *options),
    )


def hey_api(job: Job) -> None:
    job.run(MODULES / "openapi-ts", "-i", job.document, "-o", "made", "--no-log-file")
    job.run(*TSC, "made/index.ts")


def openapi_typescript(job: Job) -> None:
    job.run(MODULES / "openapi-typescript", job.document, "-o", "made.d.ts")
    (job.out / "use.ts").write_text(
        'import type { paths } from "./made";\nexport type Path = keyof paths;\n'
    )
    job.run(*TSC, "use.ts", "made.d.ts")


def schemathesis(job: Job) -> None:
    served = _as_prism_can(job)
    with serving(served) as url:
        command = (TOOLS / "schemathesis", "run", served, "--url", url, "--no-color")
        cases = ("--phases", "fuzzing", "--mode", "positive", "--max-examples", "2", "--seed", "1")
        checks = ("--checks", "not_a_server_error,response_schema_conformance")
        job.run(*command, *cases, *checks, "--header", "Authorization: Basic dGplMDp0amUw")


def _as_prism_can(job: Job) -> Path:
    """The document without what Prism cannot serve: of two paths that differ only in the names of
    their parameters it finds one, and some bodies of forms make it crash.
    """
    content = yaml.safe_load(job.document.read_text("utf-8"))
    content["paths"] = {path: item for path, item in content["paths"].items() if "#" not in path}
    for item in content["paths"].values():
        for operation in item.values():
            media_types = operation.get("requestBody", {}).get("content", {})
            for name in [name for name in media_types if "json" not in name]:
                if "application/json" in media_types:
                    del media_types[name]
    served = job.out / "served.json"
    served.write_text(json.dumps(content), "utf-8")
    return served


CHECKS: tuple[Callable[[Job], None], ...] = (
    openapi_spec_validator,
    redocly,
    spectral,
    openapi_python_client,
    datamodel_code_generator,
    openapi_generator_python,
    openapi_generator_typescript,
    hey_api,
    openapi_typescript,
    schemathesis,
)


def install() -> None:
    """The tools, where they are not installed yet."""
    if not MODULES.exists():
        command = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        subprocess.run(command, cwd=HERE, check=True, capture_output=True)
    if not (TOOLS / "openapi-python-client").exists():
        venv.create(HERE / ".venv", with_pip=True)
        pip = (TOOLS / "python", "-m", "pip", "-q", "--disable-pip-version-check")
        subprocess.run([*pip, "install", "-r", HERE / "requirements.txt"], check=True)


def outcome(check: Callable[[Job], None], document: Path) -> str:
    """Empty if all went well, else what went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            check(Job(document.resolve(), Path(folder)))
        except ToolError as error:
            return str(error) or "failed without a word"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path, nargs="+")
    names = [check.__name__ for check in CHECKS]
    parser.add_argument("--only", choices=names, action="append", help="repeat for several")
    arguments = parser.parse_args()
    install()
    failed = False
    for document in arguments.documents:
        for check in CHECKS:
            if arguments.only and check.__name__ not in arguments.only:
                continue
            started = time.perf_counter()
            problem = outcome(check, document)
            failed |= bool(problem)
            taken = time.perf_counter() - started
            verdict = "FAILED" if problem else "good"
            print(f"{document.name:>24} {check.__name__:>30} {verdict:>6} {taken:6.1f} s")
            print("".join(f"    {line}\n" for line in problem.splitlines()[-30:]), end="")
            sys.stdout.flush()
    sys.exit(failed)


if __name__ == "__main__":
    main()
