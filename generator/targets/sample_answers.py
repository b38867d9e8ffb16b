"""What a test kit answers an operation with: the sample of its page, or a value made up.

A sample counts if it shows the documented success in the documented types. Else, and where samples
are to be left out, a value is made up from the schema, the same in each build.
"""

import json
from typing import Any

from generator.json_text import strict_json
from generator.model import Api, Operation, Paging, Response, Sample, Schema
from generator.targets.forms import is_binary
from generator.targets.made_values import Schemas, conforms, made_value
from generator.targets.sample_secrets import masked, without_secrets

LONGEST = 1 << 16
"""Characters of a sample's body: a longer one does not count."""


def sample_answers(api: Api, from_samples: bool = True) -> dict[str, str]:
    """What a test kit answers each operation with, by the operation's id: JSON on one line.

    Each is an object with the ``status``, and where there is a body its JSON value (``body``), or
    its ``text`` and media ``type``. Of a result in pages it is the last one, and ``paging`` is
    as in the model, without schemas. Secrets in samples are replaced; without
    ``from_samples`` all values are made up.
    """
    schemas = {named.name: named.schema_ for named in api.schemas}
    return {op.operation_id: _answer(op, schemas, from_samples) for op in api.operations}


def _answer(operation: Operation, schemas: Schemas, from_samples: bool) -> str:
    answer = next((r for r in operation.responses if r.status.startswith("2")), None)
    found: dict[str, Any] = {"status": _status(answer)}
    if answer and answer.schema_:
        sample = _sample(operation, answer) if from_samples else None
        if is_binary(answer.schema_):
            found["type"] = next(iter(answer.media_types), "application/octet-stream")
            found["text"] = without_secrets(sample.body) if sample else ""
        else:
            found["body"] = _body(sample, answer.schema_, schemas, operation.paging)
    if operation.paging:
        names = operation.paging.model_dump(include={"items", "link", "number", "first", "total"})
        found["paging"] = names
    return json.dumps(found, allow_nan=False, separators=(",", ":"))


def _status(answer: Response | None) -> int:
    if answer and answer.status.isdecimal():
        return int(answer.status)
    return 200 if answer and answer.schema_ else 204


def _sample(operation: Operation, answer: Response) -> Sample | None:
    """The first sample of the success, or else the first that names no status."""
    bodies = [s for s in operation.samples if s.kind == "response" and s.body]
    statuses = ["".join(sample.start_line.split()[1:2]) for sample in bodies]
    for wanted in (answer.status, ""):
        if wanted in statuses:
            sample = bodies[statuses.index(wanted)]
            return sample if len(sample.body) <= LONGEST else None
    return None


def _body(sample: Sample | None, schema: Schema, schemas: Schemas, paging: Paging | None) -> Any:
    """The JSON value of a sample, if it has the documented type; else one that is made up."""
    value = ... if sample is None else _shown(sample, schema, schemas)
    if value is ...:
        value = made_value(schema, schemas)
    if paging and isinstance(value, dict):
        value.pop(paging.link, None)
        if paging.total:
            value[paging.total] = len(value.get(paging.items) or ())
    return value


def _shown(sample: Sample, schema: Schema, schemas: Schemas) -> Any:
    """The JSON value of a sample, without secrets. An ellipsis where it is none, or none of that
    type.
    """
    try:
        value = json.loads(_strict(sample.body))
        # Infinities and half characters are no JSON.
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
        return masked(value) if conforms(value, schema, schemas) else ...
    except (ValueError, RecursionError):
        return ...


def _strict(text: str) -> str:
    try:
        json.loads(text)
    except ValueError:
        return strict_json(text)
    return text
