"""Functions that templates call: questions that they ask about an API."""

import json
import re
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import PurePosixPath

from generator.model import (
    Api,
    NamedSchema,
    Operation,
    Response,
    Scalar,
    Schema,
    Source,
    references,
)
from generator.targets.views import by_tag, models

_STRUCTURED = re.compile(r"json|xml|x-www-form-urlencoded|multipart")


def path_items(api: Api) -> dict[str, list[Operation]]:
    """Operations by their path, as OpenAPI groups them; paths that differ only in the names of
    their parameters carry a fragment.
    """
    items: dict[str, list[Operation]] = {}
    for operation in sorted(api.operations, key=lambda op: (op.path.lower(), op.method)):
        fragment = f"#{operation.path_fragment}" if operation.path_fragment else ""
        items.setdefault(operation.path + fragment, []).append(operation)
    return items


def phrase(status: str | int) -> str:
    """The reason phrase that RFC 9110 has for a status."""
    try:
        return HTTPStatus(int(status)).phrase
    except ValueError:
        return "Error"


def referred(api: Api, name: str) -> Schema:
    """The schema of a name that some schema of the API refers to."""
    return next(schema.schema_ for schema in api.schemas if schema.name == name)


def success(operation: Operation) -> Response | None:
    """The first documented success."""
    return next((r for r in operation.responses if r.status.startswith("2")), None)


def unsuccessful(operation: Operation) -> list[Response]:
    """The documented responses that are no success."""
    return [r for r in operation.responses if not r.status.startswith("2")]


def is_binary(schema: Schema | None) -> bool:
    """Whether a body is bytes, not JSON."""
    return isinstance(schema, Scalar) and schema.format == "binary"


def file_types(media_types: Sequence[str]) -> list[str]:
    """Of the media types of a binary body those of files, the most general first: the others
    are what the same server offers for all bodies.
    """
    files = [name for name in media_types if not _STRUCTURED.search(name)]
    return sorted(files, key=lambda name: name != "application/octet-stream") or [*media_types]


def example(operation: Operation, kind: str) -> str | None:
    """The body of a sample as JSON; None without one, or where it is no JSON."""
    body = next((s.body for s in operation.samples if s.kind == kind and s.body), None)
    try:
        shown = json.dumps(json.loads(body or "null"), ensure_ascii=False, allow_nan=False)
        # Half a character, escaped, is no text.
        return shown.encode().decode() if body else None
    except ValueError:
        return None


def is_cyclic(schemas: Sequence[NamedSchema]) -> bool:
    """Whether a schema among these refers to itself, or to one of the others."""
    names = {schema.name for schema in schemas}
    return any(names & set(references(schema.schema_)) for schema in schemas)


def page_url(source: Source, docs_url: str) -> str:
    """Where a page can be read; without a URL, its file."""
    page = PurePosixPath(source.file)
    return docs_url.replace("{page}", str(page.with_suffix(""))) if docs_url else str(page)


FUNCTIONS = {
    "by_tag": by_tag,
    "is_cyclic": is_cyclic,
    "example": example,
    "file_types": file_types,
    "is_binary": is_binary,
    "models": models,
    "page_url": page_url,
    "path_items": path_items,
    "phrase": phrase,
    "referred": referred,
    "success": success,
    "unsuccessful": unsuccessful,
}
