"""Parameters that many operations have word for word stand once."""

import re
from collections import Counter
from collections.abc import Iterable

from generator.model import Operation, Parameter

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def share_parameters(operations: Iterable[Operation]) -> tuple[list[Operation], list[Parameter]]:
    """The operations with ``shared`` set where a parameter is shared, and those parameters.

    Of one name only the wording that most operations use is shared, so that its key needs no
    number and does not change when a page is added. Headers are always shared: they mean the
    same wherever they are sent.
    """
    operations = list(operations)
    counts: Counter[str] = Counter()
    first: dict[str, Parameter] = {}
    for operation in operations:
        for parameter in operation.parameters:
            if parameter.location != "path":
                wording = _wording(parameter)
                counts[wording] += 1
                first.setdefault(wording, parameter)
    best: dict[str, str] = {}
    for wording in sorted(counts, key=lambda w: (-counts[w], w)):
        key = _key(first[wording])
        common = counts[wording] > 1 or first[wording].location == "header"
        if common and key not in best:
            best[key] = wording
    keys = {wording: key for key, wording in best.items()}
    shared = [
        first[best[key]].model_copy(update={"shared": key, "examples": ()}) for key in sorted(best)
    ]
    linked = [
        operation.model_copy(
            update={
                "parameters": tuple(
                    p.model_copy(update={"shared": keys.get(_wording(p), "")})
                    if p.location != "path"
                    else p
                    for p in operation.parameters
                )
            }
        )
        for operation in operations
    ]
    return linked, shared


def _wording(parameter: Parameter) -> str:
    return parameter.model_dump_json(exclude={"source", "examples", "shared"})


def _key(parameter: Parameter) -> str:
    name = _UNSAFE.sub("", parameter.name) or parameter.location
    return name if parameter.location == "header" else f"{parameter.location}.{name}"
