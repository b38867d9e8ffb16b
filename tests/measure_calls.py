"""Every operation called once with its page's own sample, against servers that others wrote:
``python tests/measure_calls.py PAGES [OPENAPI...]``.

Builds the client from PAGES. A recording server tells whether what arrives equals the sample
and whether the sample answer comes through without loss; then Prism serves our own OpenAPI
document and each one named, and tells what of it violates the document. CacheKeys counts, and all
that is not as it should be with the reason.
"""

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from calling import Planned, dumped, essence, plan, to_microseconds
from prism import serving
from server import Recorder, recording

from generator.config import Settings
from generator.incremental.session import build
from generator.model import Operation
from generator.output import write
from generator.pipeline import Build

PACKAGE = "called"
GOOD = "good"
NULLS = "good without the nulls of the sample"
NO_SUCCESS = "the page documents no success, and got none"
SHARED = "the path is another operation's too, but for the names of its parameters"


class Outcome(NamedTuple):
    """How a call went: GOOD, or what was wrong."""

    operation: str
    what: str
    detail: str = ""


def build_client(pages: Path, out: Path) -> tuple[Build, Any]:
    """What the pages give, and the package of it, imported."""
    built = build(Settings(pages=[pages], title="Called", package=PACKAGE))
    write(out, built.files)
    sys.path.insert(0, str(out / "python"))
    return built, import_module(PACKAGE)


def client(package: Any, url: str) -> Any:
    """A client that signs in as the samples do."""
    basic = import_module(f"{PACKAGE}.auth").Basic("tje0", "Tje0")
    return package.Called(url, auth=basic, max_retries=0)


def at_a_recorder(built: Build, package: Any) -> Iterator[Outcome]:
    """Call against a recording server: whether the request is that of the sample, and whether the
    result is the sample's.
    """
    with recording() as server, client(package, server.url) as called:
        for planned in plan(built.api):
            server.answers(planned.status, planned.received, Content_Type="application/json")
            try:
                result = _call(called, planned)
            except package.ApiStatusError as error:
                result = error
            except (package.ApiError, ValueError) as error:
                yield Outcome(planned.operation.operation_id, type(error).__name__, str(error))
                continue
            wrong = [*_request_differs(planned, server), *_answer_differs(planned, result)]
            what = ", ".join(wrong) or GOOD
            yield Outcome(planned.operation.operation_id, what, str(server.last)[:300])


def _call(called: Any, planned: Planned) -> Any:
    language = planned.headers.get("Accept-Language", "en")
    result = planned.bound(called)(**planned.values(called), accept_language=language)
    return result.first_page() if hasattr(result, "responses") else result


def _request_differs(planned: Planned, server: Recorder) -> Iterator[str]:
    got = server.last
    required = {a.wire for a in planned.arguments if a.kind == "query" and a.required}
    if got.method != planned.operation.method:
        yield "method"
    if got.path != planned.path():
        yield "path"
    if {name for name, _ in got.query} != required:
        yield "query"
    answer = next((r for r in planned.operation.responses if r.status.startswith("2")), None)
    file = answer and answer.schema_ and getattr(answer.schema_, "format", "") == "binary"
    for name, value in planned.headers.items():
        sent = got.headers.get(name.lower(), "")
        # A file is not asked for as JSON, and JSON has no charset (RFC 8259, 11).
        if not (name == "Accept" and file) and essence(sent) != essence(value):
            yield f"header {name}"
    body = json.loads(got.body) if planned.sent is not None else None
    if to_microseconds(body) != to_microseconds(planned.sent):
        yield "body"


def _answer_differs(planned: Planned, result: Any) -> Iterator[str]:
    if isinstance(result, Exception):
        same = getattr(result, "status", 0) == planned.status
    elif planned.status == 204:
        same = result is None
    elif isinstance(result, bytes):
        same = result == planned.received.encode()
    else:
        same = dumped(result) == json.loads(planned.received)
    if not same:
        yield "answer"


def at_prism(built: Build, package: Any, document: Path) -> Iterator[Outcome]:
    """Call against Prism, which serves a document: what it says of the calls of the operations in
    it.
    """
    content = json.loads(document.read_text("utf-8"))
    there = {
        (method.upper(), path.partition("#")[0].lower())
        for path, item in content["paths"].items()
        for method in item
    }
    shapes = Counter(shape(path) for path in {path for _, path in there})
    with tempfile.TemporaryDirectory() as folder:
        served = Path(folder) / "served.json"
        served.write_text(json.dumps(with_alternatives(content)), "utf-8")
        with serving(served) as url, client(package, url) as called:
            for planned in plan(built.api):
                path = planned.operation.path.lower()
                if (planned.operation.method, path) in there:
                    what, detail = _at_prism(called, package, planned)
                    if what != GOOD and not succeeds(planned.operation):
                        what = NO_SUCCESS
                    elif what != GOOD and shapes[shape(path)] > 1:
                        what = SHARED
                    yield Outcome(planned.operation.operation_id, what, detail)


def succeeds(operation: Operation) -> bool:
    return any(response.status.startswith("2") for response in operation.responses)


def shape(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


def with_alternatives(content: Any) -> Any:
    """The document with each security scheme as a requirement of its own: Prism demands all schemes
    of one requirement, and a request has only one Authorization header.
    """
    for item in content["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and len(operation.get("security", [])) == 1:
                both = operation["security"][0]
                operation["security"] = [{name: scopes} for name, scopes in both.items()]
    return content


def _at_prism(called: Any, package: Any, planned: Planned) -> tuple[str, str]:
    what, detail = GOOD, ""
    for sent, good in ((planned.sent, GOOD), (without_nulls(planned.sent), NULLS)):
        try:
            _call(called, planned._replace(sent=sent))
        except package.ApiError as error:
            what, detail = _told(error)
        except ValueError as error:
            return "the sample is not of the documented type", str(error)[:200]
        else:
            return good, ""
    return what, detail


def _told(error: Any) -> tuple[str, str]:
    body = getattr(error, "body", None)
    if not isinstance(body, dict) or "prism/errors#" not in str(body.get("type")):
        what = type(error).__name__
        if hasattr(error, "status") and error.status >= 400:
            what = f"documented status {error.status} in place of a violation"
        return what, str(error)
    violations = [v for v in body.get("validation", []) if v.get("severity") == "Error"]
    where = " ".join(violations[0]["location"][:2]) if violations else body.get("detail", "")
    return f"{body['type'].partition('#')[2]}: {where}", str(violations or body)[:300]


def without_nulls(value: Any) -> Any:
    match value:
        case dict():
            return {k: without_nulls(v) for k, v in value.items() if v is not None}
        case list():
            return [without_nulls(v) for v in value if v is not None]
    return value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("documents", type=Path, nargs="*")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        built, package = build_client(arguments.pages, out)
        own = out / "openapi" / "openapi.json"
        print_outcomes("a recording server", list(at_a_recorder(built, package)))
        for document in [own, *arguments.documents]:
            print_outcomes(
                f"Prism serving {document.name}", list(at_prism(built, package, document))
            )


def print_outcomes(where: str, outcomes: list[Outcome]) -> None:
    print(f"\n{where}: {len(outcomes)} operations")
    for what, count in Counter(outcome.what for outcome in outcomes).most_common():
        print(f"  {count:>5} {what}")
        for outcome in [o for o in outcomes if o.what == what and what != GOOD][:3]:
            print(f"          {outcome.operation}: {outcome.detail[:160]}")


if __name__ == "__main__":
    main()
