"""Every operation of a TypeScript client called with its page's own sample, against Prism:
``python tests/measure_typescript.py PAGES``.

Builds and compiles the client of PAGES, serves its OpenAPI document with Prism, and counts what
Prism says of the calls. A recording server is asked by ``pytest tests/test_typescript.py``.
"""

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from measure_calls import (
    GOOD,
    NO_SUCCESS,
    NULLS,
    SHARED,
    Outcome,
    print_outcomes,
    shape,
    succeeds,
    with_alternatives,
    without_nulls,
)
from prism import serving
from typescript_package import Call, calls, compiled, outcomes, package


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        built, made = package(arguments.pages, out, targets=["openapi", "typescript"])
        index = compiled(made, common=False) / "esm" / "index.js"
        content = json.loads((out / "openapi" / "openapi.json").read_text("utf-8"))
        paths = {path.partition("#")[0].lower() for path in content["paths"]}
        shapes = Counter(shape(path) for path in paths)
        served = out / "served.json"
        served.write_text(json.dumps(with_alternatives(content)), "utf-8")
        planned = calls(built.api)
        with serving(served) as url:
            first = outcomes(index, url, planned)
            again = [call for call, found in zip(planned, first, strict=True) if "error" in found]
            second = outcomes(index, url, [_without_nulls(call) for call in again])
        repeated = zip(again, second, strict=True)
        others = {call.operation.operation_id: found for call, found in repeated}
        found = [
            _outcome(call, found, others.get(call.operation.operation_id), shapes)
            for call, found in zip(planned, first, strict=True)
        ]
        print_outcomes("Prism serving our document", found)


def _without_nulls(call: Call) -> Call:
    return call._replace(given=[without_nulls(value) for value in call.given])


def _outcome(call: Call, found: Any, other: Any, shapes: Counter[str]) -> Outcome:
    name = call.operation.operation_id
    if "error" not in found:
        return Outcome(name, GOOD)
    error = found["error"]
    if other and "error" not in other:
        return Outcome(name, NULLS)
    if not succeeds(call.operation):
        return Outcome(name, NO_SUCCESS)
    if shapes[shape(call.operation.path.lower())] > 1:
        return Outcome(name, SHARED)
    return Outcome(name, f"{error['name']} {error.get('status', '')}", error["message"])


if __name__ == "__main__":
    main()
