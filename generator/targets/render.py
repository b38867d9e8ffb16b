"""An API and a pack to files."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from generator.diagnostics import Diagnostic
from generator.model import Api
from generator.targets.formatters import FORMATTERS, FormatError
from generator.targets.functions import FUNCTIONS
from generator.targets.names import Names
from generator.targets.overlays import Overlays
from generator.targets.pack import FileRule, Pack, PackError
from generator.targets.text import FILTERS
from generator.targets.types import Imports, Speller, exported
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
    overlays = Overlays(options.get("overlays", ()) if pack.overlays else ())
    files: dict[str, RenderedFile] = {}
    for rule in pack.file:
        if not environment.compile_expression(rule.when)(**options):
            continue
        for context in _contexts(api, rule):
            file = _render_one(environment, pack, rule, {**options, **context}, overlays)
            if file.path.lower() in files:
                raise PackError(f"{pack.name}: two files are to be written to {file.path}")
            files[file.path.lower()] = file
    return Rendering(sorted(files.values()), [*names.diagnostics, *overlays.diagnostics()])


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
    environment.filters["exported"] = exported
    environment.globals.update(FUNCTIONS)
    environment.globals["names"] = names
    environment.globals["Imports"] = Imports
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
    environment: Environment,
    pack: Pack,
    rule: FileRule,
    context: dict[str, Any],
    overlays: Overlays,
) -> RenderedFile:
    try:
        path = environment.from_string(rule.path).render(context)
        text = environment.get_template(rule.template).render(context)
        formatted = FORMATTERS[rule.format or pack.format](overlays.apply(text))
    except KeyError as error:
        raise PackError(f"{pack.name}: no formatter named {error}") from error
    except (TemplateError, FormatError) as error:
        raise PackError(f"{pack.name}: {rule.template}: {error}") from error
    if _UNSAFE_PATH.search(path):
        raise PackError(f"{pack.name}: {rule.template}: unsafe path {path!r}")
    return RenderedFile(f"{pack.name}/{path}", formatted, rule.once)
