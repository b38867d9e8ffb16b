"""Commands that ask and write nothing: inspect, schema, explain."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from generator.commands.explain_text import format_explanation
from generator.commands.options import Pages, Root, settings_of
from generator.commands.terminal import abort
from generator.config import Settings
from generator.diagnostics import CODES, FORMATS, Severity, as_text, worst
from generator.docs import PageKind
from generator.inputs import load_inputs
from generator.link import link
from generator.link.explain import NotFoundError
from generator.link.explain import explain as explain_decision
from generator.model import Api
from generator.pipeline import read


def inspect(
    page: Annotated[Path, typer.Argument(help="One page.")],
    root: Root = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the model of one page, as far as the page itself tells it."""
    settings = settings_of([page], root=root)
    if not page.is_file():
        abort(f"{page}: not a file")
    found = read(load_inputs(settings))
    linked = link(found)
    diagnostics = [d for p in found for d in p.diagnostics] + linked.diagnostics
    if as_json:
        api = linked.api.model_dump(mode="json", by_alias=True)
        problems = json.loads(FORMATS["json"](diagnostics))
        print(
            json.dumps(
                {"kind": found[0].kind, "api": api, "diagnostics": problems},
                indent=2,
                ensure_ascii=False,
            )
        )
    else:
        from rich.console import Console

        from generator.commands.model_tree import tree

        console = Console(highlight=False)
        console.print(f"[b]{found[0].kind}[/b] {found[0].source.file}", soft_wrap=True)
        if found[0].kind == PageKind.OPERATION:
            console.print(tree(linked.api))
        sys.stdout.write(as_text(diagnostics))
    raise typer.Exit(1 if worst(diagnostics)[Severity.ERROR] else 0)


def schema(
    config: Annotated[bool, typer.Option("--config", help="Of the configuration.")] = False,
) -> None:
    """Print the JSON Schema of the intermediate model, or of the configuration."""
    if config:
        print(json.dumps(Settings.model_json_schema(), indent=2))
    else:
        print(json.dumps(Api.model_json_schema(by_alias=True), indent=2))


def explain(
    subject: Annotated[
        str,
        typer.Argument(
            help="A property (ContactEntity.Associate), a model, an operation, or a diagnostic "
            "code (DOC204)."
        ),
    ],
    pages: Pages = None,
    root: Root = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell how a type was found, or what a diagnostic code means."""
    if known := CODES.get(subject.upper()):
        print(f"{subject.upper()} {known.title} ({known.severity})\n\n{known.explanation}\n")
        print(f"What the build does: {known.done}.\nWhat to do: {known.remedy}")
        return
    settings = settings_of(pages, root=root)
    try:
        told = explain_decision(link(read(load_inputs(settings))).facts, subject)
    except FileNotFoundError as error:
        abort(f"{error}: no such file or folder")
    except NotFoundError as error:
        abort(str(error))
    if as_json:
        print(told.model_dump_json(indent=2))
    else:
        sys.stdout.write(format_explanation(told))
