"""Generated npm packages: built, compiled, and called under Node with the samples of pages."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import npm_packages
from calling import essence
from server import Recorder, an_answer

from generator.config import Settings
from generator.incremental.session import build
from generator.model import Api, Operation, Sample, Schema
from generator.output import write
from generator.pipeline import Build
from generator.targets import load_pack
from generator.targets.arguments import Argument
from generator.targets.forms import is_binary
from generator.targets.names import Names

FOLDER = Path(__file__).parent / "typescript"
TOOLS = FOLDER / "node_modules" / ".bin"
CLIENT = "Called"


def install() -> None:
    """Install the tools beside their lock file, or skip the test where there is no npm."""
    npm_packages.install(FOLDER, TOOLS / "tsc")


def run(folder: Path, tool: str, *arguments: object) -> str:
    """What a tool prints. Fails where it finds anything."""
    command = [str(TOOLS / tool), *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    return done.stdout


def package(pages: Path, out: Path, **settings: Any) -> tuple[Build, Path]:
    """What pages give, and the folder of the npm package of it."""
    given = {"title": "Called", "package": "called", "client": CLIENT, **settings}
    built = build(Settings(pages=[pages], **{"targets": ["typescript"]} | given))
    write(out, built.files)
    return built, out / "typescript"


def compiled(folder: Path, common: bool = True) -> Path:
    """A package, compiled as ``npm pack`` does it; to CommonJS only if asked for."""
    install()
    modules = folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(FOLDER / "node_modules", target_is_directory=True)
    run(folder, "tsc", "-p", "tsconfig.json")
    if common:
        run(folder, "tsc", "-p", "tsconfig.cjs.json")
    return folder


class Call(NamedTuple):
    """An operation, and a call of it with its page's own sample."""

    operation: Operation
    group: str
    function: str
    given: list[Any]
    arguments: tuple[Argument, ...]
    request: Sample | None
    response: Sample | None

    @property
    def sent(self) -> Any:
        """The body of the sample."""
        return json.loads(self.request.body) if self.request and self.request.body else None

    def path(self) -> str:
        filled = {a.wire: str(_some(a.schema)) for a in self.arguments if a.kind == "path"}
        return re.sub(r"\{([^}]+)\}", lambda name: filled[name[1]], self.operation.path)

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        if self.response is None:
            return an_answer(204)
        status = int(self.response.start_line.split()[1])
        # A sample may show a body where HTTP has none: clients would wait for it.
        body = "" if status == 204 else self.response.body
        return an_answer(status, body, Content_Type="application/json")


def calls(api: Api) -> list[Call]:
    """A call of every operation. Where a sample shows no value but the call needs one, any does."""
    names = Names(load_pack("typescript"), api)
    return [_call(operation, names) for operation in api.operations]


def _call(operation: Operation, names: Names) -> Call:
    arguments = names.arguments(operation)
    samples = {sample.kind: sample for sample in reversed(operation.samples)}
    request = samples.get("request")
    body = json.loads(request.body) if request and request.body else None
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for a in arguments:
        value: Any
        if a.kind == "body" and body is not None:
            value = body
        elif a.kind == "property" and body is not None and a.wire in body:
            value = body[a.wire]
        elif a.required:
            value = {"$file": "bytes"} if is_binary(a.schema) else _some(a.schema)
        else:
            continue
        if a.required and a.kind in ("path", "body", "property"):
            positional.append(value)
        else:
            named[a.name] = value
    if request:
        named["acceptLanguage"] = dict(request.headers).get("Accept-Language", "en")
    group, function = names.tag(operation.tag), names.method(operation)
    return Call(
        operation,
        group,
        function,
        [*positional, named],
        arguments,
        request,
        samples.get("response"),
    )


def _some(schema: Schema) -> Any:
    """Any one value that a schema allows."""
    match schema.kind:
        case "array":
            return [_some(schema.items)]
        case "scalar" if schema.format == "date-time":
            return "2024-05-06T07:08:09Z"
        case "scalar":
            return {"string": "x", "boolean": True, "number": 1.5, "integer": 7}[schema.type]
        case "enum":
            return schema.values[0]
    return {}


def outcomes(index: Path, url: str, planned: list[Call], client: str = CLIENT) -> list[Any]:
    """What calls give under Node; ``index`` is the package's module, of either kind. Where there
    is no ``url``, the package's test kit answers.
    """
    given = {
        "calls": [[call.group, call.function, call.given] for call in planned],
        "client": client,
    }
    done = subprocess.run(
        ["node", FOLDER / "calls.mjs", index, url],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found: list[Any] = json.loads(done.stdout)
    return found


def differences(server: Recorder, index: Path, planned: list[Call]) -> Iterator[str]:
    """A line for each call that sent or gave anything else than its sample shows."""
    server.script = [call.answer() for call in planned]
    found = outcomes(index, server.url, planned)
    assert len(server.requests) == len(planned)
    for call, request, outcome in zip(planned, server.requests, found, strict=True):
        wrong = []
        if (request.method, request.path) != (call.operation.method, call.path()):
            wrong.append(f"{request.method} {request.path}")
        required = {a.wire for a in call.arguments if a.kind == "query" and a.required}
        if {name for name, _ in request.query} != required:
            wrong.append(f"query {request.query}")
        for name, value in call.request.headers if call.request else ():
            sent = request.headers.get(name.lower(), "")
            if name == "Authorization":
                # The client signs in with a name of its own.
                sent, value = sent[:5], value[:5]
            if name != "Accept" and essence(sent) != essence(value):
                wrong.append(f"header {name}: {sent}")
        if call.sent is not None and json.loads(request.body) != call.sent:
            wrong.append(f"body {request.body!r}")
        status = call.answer()[0]
        failed = outcome.get("error", {}).get("status")
        if failed != status if status >= 300 else outcome != _expected(call):
            wrong.append(f"answer {outcome}")
        if wrong:
            yield f"{call.operation.operation_id}: {'; '.join(wrong)}"[:500]


def _expected(call: Call) -> Any:
    body = call.answer()[2]
    answer = next((r for r in call.operation.responses if r.status.startswith("2")), None)
    if answer and is_binary(answer.schema_):
        return {"file": body.decode()}
    return {"data": json.loads(body)} if body else {}
