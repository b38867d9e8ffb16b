"""Functions that templates of all languages can call."""

import json
import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from generator.model import (
    Api,
    Enumeration,
    NamedSchema,
    Operation,
    Scalar,
    Schema,
    Source,
    references,
)
from generator.targets.base_models import base_schema, own_properties
from generator.targets.coverage import coverage, model_of, state_of
from generator.targets.forms import form_encoding, has_forms, is_binary
from generator.targets.sample_answers import sample_answers
from generator.targets.samples import sample_text
from generator.targets.secret_schemes import secret_scheme
from generator.targets.status_names import error_name, error_names
from generator.targets.statuses import phrase, success, unsuccessful
from generator.targets.views import by_tag, models

_STRUCTURED = re.compile(r"json|xml|x-www-form-urlencoded|multipart")


def path_items(api: Api) -> dict[str, list[Operation]]:
    """Operations by their path, as in OpenAPI's Paths Object. A path that differs from another only
    in the names of its parameters has ``#`` and ``path_fragment`` behind it.
    """
    items: dict[str, list[Operation]] = {}
    for operation in sorted(api.operations, key=lambda op: (op.path.lower(), op.method)):
        fragment = f"#{operation.path_fragment}" if operation.path_fragment else ""
        items.setdefault(operation.path + fragment, []).append(operation)
    return items


def path_start(api: Api, server: str) -> str:
    """What the paths of all operations begin with, such as ``/api/v1``: whole segments without
    parameters. Empty where that is nothing, or where the base URL of the API ends with it too.
    """
    paths = [operation.path.split("/") for operation in api.operations]
    segments: list[str] = []
    for same in zip(*(path[:-1] for path in paths), strict=False):
        if len(set(same)) > 1 or "{" in same[0]:
            break
        segments.append(same[0])
    start = "/".join(segments)
    return "" if start and server.rstrip("/").lower().endswith(start.lower()) else start


def matches(text: str, patterns: Sequence[str]) -> bool:
    """Whether a text is like one of some patterns: ``*`` stands for any text, ``?`` for any
    character. Case counts.
    """
    return any(fnmatchcase(text, pattern) for pattern in patterns)


def referred(api: Api, name: str) -> Schema:
    """The schema of the API that has this name."""
    return next(schema.schema_ for schema in api.schemas if schema.name == name)


def single_models(api: Api) -> list[NamedSchema]:
    """The schemas that are more than the arguments of one operation, in the order of the API."""
    names = {schema.name for cycle in models(api) for schema in cycle}
    return [schema for schema in api.schemas if schema.name in names]


def file_types(media_types: Sequence[str]) -> list[str]:
    """The media types of a binary body that are types of files, ``application/octet-stream``
    first. JSON, XML and forms are left out, which servers list for all bodies; if nothing else is
    there, all are given.
    """
    files = [name for name in media_types if not _STRUCTURED.search(name)]
    return sorted(files, key=lambda name: name != "application/octet-stream") or [*media_types]


def example(operation: Operation, kind: str) -> str | None:
    """The body of the first ``request`` or ``response`` sample, as JSON on one line; None where
    there is none, or it is no JSON.
    """
    body = next((s.body for s in operation.samples if s.kind == kind and s.body), None)
    try:
        shown = json.dumps(json.loads(body or "null"), ensure_ascii=False, allow_nan=False)
        # Half a surrogate pair cannot be encoded.
        return shown.encode().decode() if body else None
    except ValueError:
        return None


def json_type(schema: Schema) -> str:
    """JSON Schema's ``type`` of a schema; empty where it has none: for a reference, a union, an
    unknown type.
    """
    if isinstance(schema, Scalar | Enumeration):
        return schema.type
    return {"array": "array", "map": "object", "object": "object"}.get(schema.kind, "")


def json_value(text: str) -> object:
    """The value that ``text`` is in JSON: a default, or a value of an enumeration of numbers. The
    text itself where it is no JSON.
    """
    try:
        value: object = json.loads(text)
    except ValueError:
        return text
    return value


def is_cyclic(schemas: Sequence[NamedSchema]) -> bool:
    """Whether a schema among these refers to itself, or to one of the others."""
    names = {schema.name for schema in schemas}
    return any(names & set(references(schema.schema_)) for schema in schemas)


def page_url(source: Source, docs_url: str) -> str:
    """The URL of the page that ``source`` is on, made from ``docs_url``; the path of its file where
    that is empty.
    """
    page = PurePosixPath(source.file)
    # A path without a name has no ending either.
    stem = page.with_suffix("") if page.name else page
    return docs_url.replace("{page}", str(stem)) if docs_url else str(page)


FUNCTIONS = {
    "base_schema": base_schema,
    "by_tag": by_tag,
    "coverage": coverage,
    "error_name": error_name,
    "error_names": error_names,
    "is_cyclic": is_cyclic,
    "example": example,
    "file_types": file_types,
    "form_encoding": form_encoding,
    "has_forms": has_forms,
    "is_binary": is_binary,
    "json_type": json_type,
    "json_value": json_value,
    "matches": matches,
    "model_of": model_of,
    "models": models,
    "own_properties": own_properties,
    "page_url": page_url,
    "path_items": path_items,
    "path_start": path_start,
    "phrase": phrase,
    "referred": referred,
    "sample_answers": sample_answers,
    "sample_text": sample_text,
    "secret_scheme": secret_scheme,
    "single_models": single_models,
    "state_of": state_of,
    "success": success,
    "unsuccessful": unsuccessful,
}
