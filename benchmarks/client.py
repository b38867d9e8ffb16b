"""What the generated client costs beside others: ``python benchmarks/client.py PAGES MODEL``.

Builds the client from PAGES and installs it into a new virtual environment with openai-python,
stripe and msgspec from PyPI; with ``--before COMMIT`` also the client that docs2sdk made of the
same pages at that commit. Each figure is of a process of its own, all in turn, many times; ratios
are medians of pairs, and times are the processor's. MODEL is a model with points in time: lists of
it are made of its sample.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from startup import calls, environment, serving

from generator.config import Settings
from generator.incremental.session import build
from generator.model import Api, Reference
from generator.targets.sample_answers import sample_answers

NOW, BEFORE = "client_now", "client_before"
PEERS = ("openai", "stripe", "msgspec")
SUBJECTS = Path(__file__).with_name("client_subjects.py")
REPOSITORY = SUBJECTS.parent.parent
MEGABYTES, ROWS = 5, 10_000


class Measure(NamedTuple):
    """A figure, and how the processes of each subject get it."""

    name: str
    unit: str
    commands: dict[str, list[str]]
    timed: bool = False
    """Whether it is what a whole process takes longer than one that does nothing."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, help="a folder of pages")
    parser.add_argument("model", help="a model of them, by its name in Python")
    parser.add_argument("--before", default="", help="a commit to compare with")
    parser.add_argument("--runs", type=int, default=9)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        api = build(Settings(pages=[arguments.pages], targets=["openapi"])).api
        packages = [NOW] + [BEFORE] * bool(arguments.before)
        projects = [_project(folder, p, arguments.pages, arguments.before) for p in packages]
        python = environment(folder / "venv", *projects, *PEERS)
        rows = _rows(api, arguments.model)
        with serving() as url:
            for measure in _measures(
                python, folder, packages, arguments.model, rows, calls(api)[0], url
            ):
                _report(measure, arguments.runs, [python, "-c", ""])


def _project(folder: Path, package: str, pages: Path, before: str) -> Path:
    """The client that this checkout, or the one of a commit, makes of pages."""
    source, out = REPOSITORY, folder / package
    if package == BEFORE:
        source = folder / "before"
        source.mkdir()
        archive = subprocess.run(
            ["git", "archive", before], cwd=REPOSITORY, check=True, capture_output=True
        )
        subprocess.run(["tar", "-x"], input=archive.stdout, cwd=source, check=True)
    settings = {
        "pages": [str(pages.resolve())], "package": package, "client": "Client",
        "out": str(out), "targets": ["python"],
    }  # fmt: skip
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    (folder / "docs2sdk.toml").write_text("\n".join(lines), "utf-8")
    built = subprocess.run(
        [sys.executable, "-m", "generator", "build", str(folder / "docs2sdk.toml"), "--no-cache"],
        cwd=source, env={**os.environ, "PYTHONPATH": str(source)}, capture_output=True, text=True,
    )  # fmt: skip
    (folder / "docs2sdk.lock").unlink(missing_ok=True)
    if not (out / "python").is_dir():
        sys.exit(built.stdout + built.stderr)
    return out / "python"


def _rows(api: Api, model: str) -> str:
    """The sample of a model, as JSON on one line."""
    answers = sample_answers(api)
    for operation in api.operations:
        for response in operation.responses:
            if response.schema_ == Reference(name=model) and response.status.startswith("2"):
                return json.dumps(json.loads(answers[operation.operation_id])["body"])
    sys.exit(f"no operation answers with {model}")


def _measures(
    python: str, folder: Path, packages: list[str], model: str, row: str, code: str, url: str
) -> Iterator[Measure]:
    def imported(more: dict[str, str]) -> dict[str, list[str]]:
        mine = {p: f"import {p}\n" for p in packages}
        return {name: [python, "-c", text] for name, text in (mine | more).items()}

    yield Measure("import", "ms", imported({peer: f"import {peer}" for peer in PEERS}), timed=True)
    first = {
        p: [python, "-c", f"import {p}\n{p}.Client({url!r}, 'token').{code}"] for p in packages
    }
    openai = f"OpenAI(api_key='x', base_url={url!r}).models.retrieve('x')"
    first["openai"] = [python, "-c", f"from openai import OpenAI\n{openai}"]
    stripe = f"StripeClient('sk_test_x', base_addresses={{'api': {url!r}}})"
    retrieved = f"{stripe}.v1.customers.retrieve('x')"
    first["stripe"] = [python, "-c", f"from stripe import StripeClient\n{retrieved}"]
    yield Measure("import and first call, over HTTP", "ms", first, timed=True)

    def subject(measure: str, names: list[str], *more: str) -> dict[str, list[str]]:
        return {name: [python, str(SUBJECTS), measure, name, *more] for name in names}

    yield Measure(
        "a call, answered from memory",
        "µs",
        subject("call", [*packages, "openai", "stripe", "httpx2"], code),
    )
    mine = [*packages, f"plain:{NOW}"]
    for measure, name, unit, count in (
        ("parse", f"parsing {MEGABYTES} MB of models", "ms", MEGABYTES * 1_000_000 // len(row)),
        ("memory", f"{ROWS:,} models in memory", "MB", ROWS),
    ):
        file = folder / f"{measure}.json"
        file.write_text("[" + ",\n".join([row] * count) + "]", "utf-8")
        commands = {
            name: [
                python,
                str(SUBJECTS),
                measure,
                name,
                BEFORE if name == BEFORE else NOW,
                model,
                str(file),
            ]
            for name in [*mine, *PEERS]
        }
        yield Measure(name, unit, commands)


def _report(measure: Measure, runs: int, nothing: list[str]) -> None:
    """Run all processes of a measure in turn, many times, and print."""
    found: dict[str, list[float]] = {name: [] for name in measure.commands}
    for number in range(runs + 1):
        idle = _seconds(nothing) if measure.timed else 0.0
        for name, command in measure.commands.items():
            if measure.timed:
                value = (_seconds(command) - idle) * 1000
            else:
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                value = float(done.stdout)
            # The first round fills caches of the disk.
            if number:
                found[name].append(value)
    print(measure.name)
    for name, values in found.items():
        ratio = statistics.median(a / b for a, b in zip(values, found[NOW], strict=True))
        print(
            f"  {name:>20}: {statistics.median(values):9.1f} {measure.unit}  {ratio:6.2f}x",
            flush=True,
        )


def _seconds(command: list[str]) -> float:
    """The processor time that a process takes: other processes make it no longer."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
