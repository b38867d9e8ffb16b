"""What starting to use the generated client costs: ``python benchmarks/startup.py PAGES``.

Builds the client from PAGES, installs it in a new virtual environment, and runs, in turn, whole
processes that import httpx2 and pydantic alone, import the client, and import it, make a client
and call one operation over HTTP: one whose models are of middling size, and the one with the
most. What openapi-python-client makes of the same API is run in the same rounds; of it only the
import of one operation is timed, before any call. Prints medians, what each takes longer than the
two libraries alone, and the lines of code of both.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.config import Settings
from generator.incremental.session import build
from generator.model import Api, Operation, Reference
from generator.output import write
from generator.pipeline import Build
from generator.targets import load_pack
from generator.targets.names import Names
from generator.targets.views import models, of_tag

PACKAGE = "startup_client"
BARE, CALL = 0.03, 0.15
"""Seconds that the import, and the first call with it, may take longer than the libraries."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, help="a folder of pages")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--no-peer", action="store_true", help="without openapi-python-client")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        built = build(Settings(pages=[arguments.pages], title="Startup", package=PACKAGE))
        write(out, built.files)
        python = environment(out / "ours", out / "python")
        with serving() as url:
            commands = {name: [python, "-c", code] for name, code in codes(built, url).items()}
            lines = {"docs2sdk": _lines(out / "python")}
            if not arguments.no_peer:
                peer = _peer(out)
                code = f"from peer import Client\nimport {_peer_operation(peer)}\nClient({url!r})"
                commands["openapi-python-client: import"] = [_peer_python(out, peer), "-c", code]
                lines["openapi-python-client"] = _lines(peer)
            report(commands, arguments.runs)
        for name, count in lines.items():
            print(f"{name:>24}: {count:>8} lines of Python")


def codes(built: Build, url: str) -> dict[str, str]:
    """What each process runs; the first is what the others are compared with."""
    libraries = "import httpx2, pydantic\n"
    ours = libraries + f"from {PACKAGE} import Startup\n"
    middling, largest = calls(built.api)
    return {
        "httpx2 and pydantic": libraries,
        "docs2sdk: import": ours,
        f"docs2sdk: {middling}": ours + f"Startup({url!r}, 'token').{middling}",
        f"docs2sdk: {largest}": ours + f"Startup({url!r}, 'token').{largest}",
    }


def calls(api: Api) -> tuple[str, str]:
    """An operation whose result has a middling number of models, and the one with the most."""
    names = Names(load_pack("python"), api)
    found = []
    for operation in api.operations:
        answer = next((r for r in operation.responses if r.status.startswith("2")), None)
        required = [a for a in names.arguments(operation) if a.required]
        scalars = all(a.schema.kind == "scalar" and a.kind != "query" for a in required)
        if answer and isinstance(answer.schema_, Reference) and scalars and required:
            values = ", ".join("'x'" if a.schema.type == "string" else "7" for a in required)
            call = f"{names.tag(operation.tag)}.{names.method(operation)}({values})"
            found.append((_weight(api, operation), call))
    found.sort()
    return found[len(found) // 2][1], found[-1][1]


def _weight(api: Api, operation: Operation) -> int:
    tag = next(tag for tag in api.tags if tag.name == operation.tag)
    schemas = {schema.name: schema for schema in api.schemas}
    return len(models(of_tag(api, schemas, tag, [operation], whole=True)))


@contextmanager
def serving() -> Iterator[str]:
    """The URL of a server that answers everything with an empty object."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def report(commands: dict[str, list[str]], runs: int) -> None:
    """Run all commands in turn, many times, and print."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        subprocess.run(command, check=True)
    for _ in range(runs):
        for name, command in commands.items():
            started = time.perf_counter()
            subprocess.run(command, check=True)
            times[name].append(time.perf_counter() - started)
    first, *_ = times
    for name, taken in times.items():
        more = statistics.median(b - a for a, b in zip(times[first], taken, strict=True))
        limit = BARE if name == "docs2sdk: import" else CALL if name.startswith("docs2sdk") else 0
        verdict = f"  limit {limit:.2f} s {'holds' if more <= limit else 'exceeded'}" * bool(limit)
        ratio = statistics.median(taken) / statistics.median(times[first])
        print(
            f"{name:>60}: {statistics.median(taken):6.3f} s  {ratio:6.2f}x  {more:+6.3f} s{verdict}"
        )


def environment(folder: Path, *projects: Path | str) -> str:
    """The Python of a new virtual environment with these installed: folders, or names on PyPI."""
    venv.create(folder, with_pip=True)
    python = str(next(folder.glob("[bS]*/python*")))
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *map(str, projects))
    return python


def _peer(out: Path) -> Path:
    tool = out / "tool"
    venv.create(tool, with_pip=True)
    python = str(next(tool.glob("[bS]*/python*")))
    install = ("-m", "pip", "install", "-q", "--disable-pip-version-check")
    run(python, *install, "openapi-python-client>=0.29,<0.30")
    (out / "peer.yaml").write_text("package_name_override: peer\nproject_name_override: peer\n")
    document = str(out / "openapi" / "openapi.json")
    generate = ("generate", "--path", document, "--config", str(out / "peer.yaml"))
    run(python, "-m", "openapi_python_client", *generate, "--output-path", str(out / "peer"))
    return out / "peer"


def _peer_python(out: Path, peer: Path) -> str:
    return environment(out / "theirs", peer)


def _peer_operation(peer: Path) -> str:
    """The module of any operation: each of them imports all models."""
    module = min(p for p in (peer / "peer" / "api").glob("*/*.py") if p.stem != "__init__")
    return ".".join(module.relative_to(peer).with_suffix("").parts)


def _lines(folder: Path) -> int:
    return sum(len(file.read_text("utf-8").splitlines()) for file in folder.rglob("*.py"))


def run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
