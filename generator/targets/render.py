"""An API and a pack to files."""

import re
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from generator.diagnostics import Diagnostic
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
from generator.targets.formatters import FORMATTERS, FormatError
from generator.targets.names import Names
from generator.targets.pack import FileRule, Pack, PackError
from generator.targets.paging import paging
from generator.targets.text import FILTERS
from generator.targets.types import Imports, Speller
from generator.targets.views import models, of_tag

_UNSAFE_PATH = re.compile(r"(^|/)(\.\.?|)(/|$)|[\x00-\x1f:*?\"<>|\\]")


class RenderedFile(NamedTuple):
    """``path`` is relative to the output folder, with forward slashes."""

    path: str
    text: str
    once: bool = False
    """Whether a file that is there stays as it is."""


class Rendering(NamedTuple):
    files: list[RenderedFile]
    diagnostics: list[Diagnostic]


def render(api: Api, pack: Pack, options: dict[str, Any]) -> Rendering:
    """All files of one target, formatted. ``options`` are seen by templates by their names.

    Raises PackError for a fault of the pack: a template that fails, text that its formatter
    cannot read, a path that leaves the output folder.
    """
    names = Names(pack, api, options.get("pinned", {}))
    environment = _environment(pack, names)
    files: dict[str, RenderedFile] = {}
    for rule in pack.file:
        for context in _contexts(api, rule):
            file = _render_one(environment, pack, rule, {**options, **context})
            if file.path.lower() in files:
                raise PackError(f"{pack.name}: two files are to be written to {file.path}")
            files[file.path.lower()] = file
    return Rendering(sorted(files.values()), names.diagnostics)


def _environment(pack: Pack, names: Names) -> Environment:
    environment = Environment(  # noqa: S701 - code and JSON, escaped by filters of their own
        loader=FileSystemLoader(pack.folders),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    environment.filters.update(FILTERS)
    environment.filters["type"] = Speller(pack, names).spell
    environment.globals["names"] = names
    environment.globals["Imports"] = Imports
    environment.globals["path_items"] = path_items
    environment.globals["phrase"] = phrase
    environment.globals["success"] = success
    environment.globals["unsuccessful"] = unsuccessful
    environment.globals["error_names"] = error_names
    environment.globals["models"] = models
    environment.globals["paging"] = paging
    environment.globals["is_binary"] = is_binary
    environment.globals["file_types"] = file_types
    environment.globals["circular"] = circular
    environment.globals["page_url"] = page_url
    return environment


def _contexts(api: Api, rule: FileRule) -> Iterator[dict[str, Any]]:
    match rule.each:
        case "api":
            yield {"api": api}
        case "tag":
            for tag in api.tags:
                yield {"api": of_tag(api, tag), "tag": tag}
        case "schema":
            for schema in api.schemas:
                yield {"api": api, "schema": schema}
        case "model":
            for circle in models(api):
                yield {"api": api, "schemas": circle}


def _render_one(
    environment: Environment, pack: Pack, rule: FileRule, context: dict[str, Any]
) -> RenderedFile:
    try:
        path = environment.from_string(rule.path).render(context)
        text = environment.get_template(rule.template).render(context)
        formatted = FORMATTERS[rule.format or pack.format](text)
    except KeyError as error:
        raise PackError(f"{pack.name}: no formatter named {error}") from error
    except (TemplateError, FormatError) as error:
        raise PackError(f"{pack.name}: {rule.template}: {error}") from error
    if _UNSAFE_PATH.search(path):
        raise PackError(f"{pack.name}: {rule.template}: unsafe path {path!r}")
    return RenderedFile(f"{pack.name}/{path}", formatted, rule.once)


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


def success(operation: Operation) -> Response | None:
    """The first documented success."""
    return next((r for r in operation.responses if r.status.startswith("2")), None)


def unsuccessful(operation: Operation) -> list[Response]:
    """The documented responses that are no success."""
    return [r for r in operation.responses if not r.status.startswith("2")]


_USUAL_ERRORS = (400, 401, 403, 404, 409, 412, 429, 500, 503)


def error_names(api: Api) -> dict[int, str]:
    """A name for each documented status other than success, and for those any API may give."""
    documented = {
        int(response.status)
        for operation in api.operations
        for response in operation.responses
        if not response.status.startswith("2")
    }
    names = {}
    for status in sorted(documented | set(_USUAL_ERRORS)):
        words = phrase(status).replace("-", " ").split()
        known = words != ["Error"]
        names[status] = "".join(words) if known else f"Status{status}"
    return names


def is_binary(schema: Schema | None) -> bool:
    """Whether a body is bytes, not JSON."""
    return isinstance(schema, Scalar) and schema.format == "binary"


_STRUCTURED = re.compile(r"json|xml|x-www-form-urlencoded|multipart")


def file_types(media_types: Sequence[str]) -> list[str]:
    """Of the media types of a binary body those of files, the most general first: the others
    are what the same server offers for all bodies.
    """
    files = [name for name in media_types if not _STRUCTURED.search(name)]
    return sorted(files, key=lambda name: name != "application/octet-stream") or [*media_types]


def circular(schemas: Sequence[NamedSchema]) -> bool:
    """Whether a schema among these refers to itself, or to one of the others."""
    names = {schema.name for schema in schemas}
    return any(names & set(references(schema.schema_)) for schema in schemas)


def page_url(source: Source, docs_url: str) -> str:
    """Where a page can be read; without a URL, its file."""
    page = PurePosixPath(source.file)
    return docs_url.replace("{page}", str(page.with_suffix(""))) if docs_url else str(page)
