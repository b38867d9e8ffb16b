"""The command line: the options of each command, and one call.

Commands are imported when they are called, so that each waits only for what it needs.
"""

from pathlib import Path
from typing import Annotated

import typer

from generator import __version__
from generator.cli_changes import changelog, diff, release
from generator.cli_layouts import app as layout_app
from generator.commands.options import (
    AllowRemovals,
    CacheFolder,
    Examples,
    ExecutorName,
    Force,
    Jobs,
    Json,
    LayoutName,
    NoCache,
    OpenapiVersion,
    Out,
    Package,
    Pages,
    ReportFormat,
    Root,
    Since,
    Targets,
    load_project,
    load_whole_project,
)
from generator.commands.terminal import Outcome, end

app = typer.Typer(
    name="docs2sdk",
    help="SDKs and OpenAPI documents from API reference pages in Markdown.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # What typer prints goes through the same streams as all else, which print no colours.
    rich_markup_mode=None,
)


app.add_typer(layout_app, name="layout")


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version of docs2sdk.")
    ] = False,
) -> None:
    if version:
        end(Outcome(f"docs2sdk {__version__}\n"))


@app.command()
def build(
    pages: Pages = None,
    out: Out = None,
    target: Targets = None,
    layout: LayoutName = None,
    package: Package = None,
    openapi_version: OpenapiVersion = None,
    examples: Examples = None,
    root: Root = None,
    report: ReportFormat = "summary",
    force: Force = False,
    allow_removals: AllowRemovals = False,
    since: Since = "",
    jobs: Jobs = None,
    executor: ExecutorName = None,
    cache: CacheFolder = None,
    no_cache: NoCache = False,
) -> None:
    """Read pages and write the targets.

    Exit code: 0 clean or warnings; 1 errors in pages, or files that somebody changed
    (everything else is still built), or docs that have gone missing (nothing is written);
    2 usage.
    """
    from generator.commands.build import build as run

    project = load_whole_project(
        pages,
        out=out,
        targets=target,
        layout=layout,
        package=package,
        openapi_version=openapi_version,
        examples=examples,
        root=root,
        allow_removals=1.0 if allow_removals else None,
        jobs=jobs,
        executor=executor,
        cache=cache,
    )
    end(run(project, report, force, cached=not no_cache, since=since))


@app.command()
def check(
    pages: Pages = None,
    out: Out = None,
    target: Targets = None,
    layout: LayoutName = None,
    package: Package = None,
    openapi_version: OpenapiVersion = None,
    examples: Examples = None,
    root: Root = None,
    report: ReportFormat = "summary",
    jobs: Jobs = None,
    executor: ExecutorName = None,
    cache: CacheFolder = None,
    no_cache: NoCache = False,
) -> None:
    """Compare what is written with what the docs give; write nothing.

    Exit code: 0 the same; 1 something differs, shown as a unified diff; 2 usage.
    """
    from generator.commands.check import check as run

    project = load_whole_project(
        pages,
        out=out,
        targets=target,
        layout=layout,
        package=package,
        openapi_version=openapi_version,
        examples=examples,
        root=root,
        jobs=jobs,
        executor=executor,
        cache=cache,
    )
    end(run(project, report, cached=not no_cache))


@app.command()
def watch(
    pages: Pages = None,
    out: Out = None,
    target: Targets = None,
    root: Root = None,
    force: Force = False,
    jobs: Jobs = None,
) -> None:
    """Build, and build again whenever a page, a template or the configuration is saved."""
    from generator.commands.watch import watch as run

    run(lambda: load_whole_project(pages, out=out, targets=target, root=root, jobs=jobs), force)


@app.command()
def serve(
    pages: Pages = None,
    root: Root = None,
    since: Since = "",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Where to serve; 0: any free port.")
    ] = 8600,
    jobs: Jobs = None,
) -> None:
    """Show the target site in a browser, on this machine only, and load it again whenever a page,
    a template or the configuration is saved. Writes neither output nor lock.
    """
    from generator.commands.serve import TARGET
    from generator.commands.serve import serve as run

    run(lambda: load_whole_project(pages, targets=[TARGET], root=root, jobs=jobs), port, since)


@app.command()
def clean(
    pages: Pages = None, out: Out = None, target: Targets = None, force: Force = False
) -> None:
    """Remove what builds wrote; files that somebody changed or added stay.

    Exit code: 0 removed; 1 files that somebody changed were left alone; 2 usage.
    """
    from generator.commands.clean import clean as run

    end(run(load_whole_project(pages, out=out, targets=target), force))


@app.command()
def init(
    pages: Annotated[
        list[Path] | None,
        typer.Argument(help="Where to look for pages. Default: the current folder."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a configuration that is there.")
    ] = False,
) -> None:
    """Look at the pages, try all layouts on them, and write a commented docs2sdk.toml.

    Exit code: 0 written; 1 no layout finds an operation; 2 there is a configuration, or usage.
    """
    from generator.commands.init import init as run

    end(run(pages or [], force))


@app.command()
def inspect(
    page: Annotated[Path, typer.Argument(help="One page.")],
    layout: LayoutName = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """Print the model of one page, as far as the page itself gives it, or of an OpenAPI or Swagger
    document (.json, .yaml).

    Exit code: 0 clean or warnings; 1 errors in the page; 2 usage.
    """
    from generator.commands.document import document_among, inspect_document
    from generator.commands.inspect import inspect as run

    if document := document_among([page]):
        end(inspect_document(document, json))

    end(run(load_project([page], layout=layout, root=root), page, json))


@app.command()
def rename(
    old: Annotated[
        str,
        typer.Argument(
            help="A name as it is used: batch, batch.start, batch.start.task, Email, Email.value."
        ),
    ],
    new: Annotated[str, typer.Argument(help="The new name, without what stands before it.")] = "",
    drop: Annotated[
        bool, typer.Option("--drop", help="Give up OLD, an earlier name, for good.")
    ] = False,
    target: Annotated[
        str, typer.Option("--target", help="The target to rename in. Default: all.")
    ] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", help="What to rename, such as module. Default: what has the name."),
    ] = "",
    config: Annotated[
        Path | None, typer.Option("--config", help="The configuration. Default: the nearest.")
    ] = None,
) -> None:
    """Change a name in docs2sdk.lock. The next build gives the new one, and keeps the old one as a
    deprecated alias until it is dropped.

    Exit code: 0 the lock is written; 2 nothing has that name, something else has the new one, or
    usage.
    """
    from generator.commands.rename import change_name
    from generator.commands.terminal import abort

    if bool(new) == drop:
        abort("give a new name, or --drop for an earlier name that is to go")
    end(change_name(load_project([config] if config else None), old, new, target, kind))


@app.command()
def explain(
    subject: Annotated[
        str,
        typer.Argument(
            help="A property (ContactEntity.Associate), a model, an operation, or the code of a "
            "diagnostic (DOC204) or of a change (CHG204)."
        ),
    ],
    pages: Pages = None,
    layout: LayoutName = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """Print how a type was found, or what a code means.

    Exit code: 0 found; 2 nothing has that name, or usage.
    """
    from generator.commands.explain import explain as run
    from generator.commands.explain import explain_code

    end(explain_code(subject) or run(load_project(pages, layout=layout, root=root), subject, json))


@app.command()
def model(
    pages: Pages = None,
    after: Annotated[
        str | None,
        typer.Option(
            "--after", metavar="PASS", help="Print what this pass of linking changed instead."
        ),
    ] = None,
    layout: LayoutName = None,
    root: Root = None,
    json: Json = False,
    cache: CacheFolder = None,
    no_cache: NoCache = False,
) -> None:
    """Print the linked model of all pages, or what one pass of linking changed.

    A single file that ends in .json, .yaml or .yml is an OpenAPI or Swagger document, and its model
    is printed. With --json the model is what the schema of "docs2sdk schema" describes. Exit code:
    0; 1 errors in a document; 2 no such pass, or usage.
    """
    from generator.commands.document import document_among, model_of_document
    from generator.commands.model import model as run
    from generator.commands.model import model_after

    if document := document_among(pages):
        end(model_of_document(document, after, json))
    project = load_project(pages, layout=layout, root=root, cache=cache)
    cached = not no_cache
    end(model_after(project, after, json, cached) if after else run(project, json, cached))


for command in (diff, changelog, release):
    app.command()(command)


@app.command()
def schema(
    config: Annotated[
        bool, typer.Option("--config", help="Print that of the configuration file instead.")
    ] = False,
    layout: Annotated[
        bool, typer.Option("--layout", help="Print that of layout files instead.")
    ] = False,
    changes: Annotated[
        bool,
        typer.Option("--changes", help="Print that of docs2sdk diff --format json instead."),
    ] = False,
    templates: Annotated[
        bool, typer.Option("--templates", help="Print what templates can use instead, in Markdown.")
    ] = False,
) -> None:
    """Print the JSON Schema of the intermediate model."""
    from generator.commands.schema import schema as run
    from generator.commands.schema import template_contract

    end(template_contract() if templates else run(config, layout, changes))
