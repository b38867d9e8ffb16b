"""The command line: parse arguments, call the build, print."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from generator import __version__
from generator.commands.init import write_config
from generator.commands.inspect import explain, inspect, schema
from generator.commands.options import (
    CacheFolder,
    Examples,
    ExecutorName,
    Force,
    Jobs,
    NoCache,
    OpenapiVersion,
    Out,
    Package,
    Pages,
    Report,
    Root,
    Targets,
    settings_and_config,
    settings_of,
)
from generator.commands.terminal import (
    abort,
    echo,
    format_diagnostics,
    format_differences,
    format_summary,
    progress,
    relative_to_working_folder,
)
from generator.commands.watch import changes
from generator.config import Settings
from generator.diagnostics import Severity, worst
from generator.files import included
from generator.incremental import replay
from generator.incremental.session import build
from generator.incremental.store import Cache
from generator.inputs import Inputs, load_inputs
from generator.output import Plan, Written, clean, differences, plan, write
from generator.pipeline import Build
from generator.targets import PackError
from generator.workers.executors import ExecutorError

app = typer.Typer(
    name="docs2sdk",
    help="SDKs and OpenAPI documents from Markdown endpoint pages.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version")] = False) -> None:
    if version:
        print(f"docs2sdk {__version__}")
        raise typer.Exit


@app.command("build")
def build_command(
    pages: Pages = None,
    out: Out = None,
    target: Targets = None,
    package: Package = None,
    openapi_version: OpenapiVersion = None,
    examples: Examples = None,
    root: Root = None,
    report: Report = "summary",
    force: Force = False,
    jobs: Jobs = None,
    executor: ExecutorName = None,
    cache: CacheFolder = None,
    no_cache: NoCache = False,
) -> None:
    """Read pages and write the targets.

    Exit code: 0 clean or warnings; 1 errors in pages, or files that somebody changed
    (everything else is still built); 2 usage.
    """
    started, began = time.perf_counter(), time.time_ns()
    settings, config = settings_and_config(
        pages,
        out=out,
        targets=target,
        package=package,
        openapi_version=openapi_version,
        examples=examples,
        root=root,
        jobs=jobs,
        executor=executor,
        cache=cache,
    )
    with Cache(None if no_cache else replay.cache_folder(_arguments())) as store:
        inputs = _load(settings)
        built = _build(settings, store, inputs)
        written = _write(settings.out, built, force)
        diagnostics = [*built.diagnostics, *written.diagnostics]
        if report == "github":
            diagnostics = [
                *relative_to_working_folder(built.diagnostics, inputs.root),
                *relative_to_working_folder(written.diagnostics, settings.out),
            ]
        code = 1 if worst(diagnostics)[Severity.ERROR] else 0
        out_text, err_text = format_diagnostics(diagnostics, report)
        sys.stdout.write(out_text)
        took = f"{time.perf_counter() - started:.1f} s"
        sys.stderr.write(err_text + format_summary(built, written, settings.out, took))
        again = written._replace(
            written=[], removed=[], unchanged=[*written.unchanged, *written.written]
        )
        later = err_text + format_summary(built, again, settings.out, "nothing changed")
        recorded = replay.RecordedRun(out_text, later, code)
        _remember(store, inputs, config, written.wanted, recorded, began)
    raise typer.Exit(code)


@app.command()
def check(
    pages: Pages = None,
    out: Out = None,
    target: Targets = None,
    package: Package = None,
    openapi_version: OpenapiVersion = None,
    examples: Examples = None,
    root: Root = None,
    report: Report = "summary",
    jobs: Jobs = None,
    executor: ExecutorName = None,
    cache: CacheFolder = None,
    no_cache: NoCache = False,
) -> None:
    """Compare what is written with what the docs give; write nothing.

    Exit code: 0 the same; 1 something differs, shown as a unified diff; 2 usage.
    """
    began = time.time_ns()
    settings, config = settings_and_config(
        pages,
        out=out,
        targets=target,
        package=package,
        openapi_version=openapi_version,
        examples=examples,
        root=root,
        jobs=jobs,
        executor=executor,
        cache=cache,
    )
    with Cache(None if no_cache else replay.cache_folder(_arguments())) as store:
        inputs = _load(settings)
        built = _build(settings, store, inputs)
        found = differences(settings.out, built.files)
        diagnostics = built.diagnostics
        if report == "github":
            diagnostics = relative_to_working_folder(diagnostics, inputs.root)
        out_text = "" if report == "summary" else format_diagnostics(diagnostics, report)[0]
        out_text += format_differences(settings.out, found, report)
        err_text = (
            f"{len(found)} files differ from what the docs give. Run docs2sdk build.\n"
            if found
            else f"{settings.out}: as the docs give it\n"
        )
        recorded = replay.RecordedRun(out_text, err_text, 1 if found else 0)
        sys.stdout.write(recorded.stdout)
        sys.stderr.write(recorded.stderr)
        _remember(store, inputs, config, plan(built.files), recorded, began)
    raise typer.Exit(recorded.code)


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
    given = {"out": out, "targets": target, "root": root, "jobs": jobs}
    settings, config = settings_and_config(pages, **given)
    begun = False
    for saved in changes(settings, config):
        if begun and not saved:
            continue
        try:
            _rebuild(settings_of(pages, **given), saved, force)
        except typer.Exit:
            # Told already; the next save may mend it.
            echo("not built")
        if not begun:
            echo(f"watching {', '.join(map(str, settings.pages))}; Ctrl+C ends it")
        begun = True


def _rebuild(settings: Settings, saved: Sequence[str], force: bool) -> None:
    started = time.perf_counter()
    with Cache(replay.cache_folder([])) as store:
        built = _build(settings, store, _load(settings), quiet=bool(saved))
        written = _write(settings.out, built, force)
    sys.stderr.write(format_diagnostics([*built.diagnostics, *written.diagnostics], "summary")[1])
    told = (("saved   ", saved), ("written ", written.written), ("removed ", written.removed))
    for mark, names in told:
        for name in names:
            echo(f"{mark} {name}")
    took = time.perf_counter() - started
    echo(f"{time.strftime('%H:%M:%S')} {len(written.written)} files written · {took:.1f} s")


@app.command("clean")
def clean_command(
    pages: Pages = None, out: Out = None, target: Targets = None, force: Force = False
) -> None:
    """Remove what builds wrote; what somebody changed, or wrote beside it, stays."""
    settings = settings_of(pages, out=out, targets=target)
    try:
        done = clean(settings.out, settings.targets, force)
    except OSError as error:
        abort(f"{error.filename or settings.out}: {error.strerror or error}")
    sys.stderr.write(format_diagnostics(done.diagnostics, "summary")[1])
    echo(f"{len(done.removed):,} files removed from {settings.out}")
    raise typer.Exit(1 if done.diagnostics else 0)


@app.command()
def init(
    pages: Annotated[
        list[Path] | None,
        typer.Argument(help="Where to look for pages. Default: the current folder."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a configuration.")] = False,
) -> None:
    """Write a commented docs2sdk.toml after a look at the pages.

    Exit code: 0 written; 2 no endpoint pages found, or there is a configuration.
    """
    echo(write_config(pages or [], force))


app.command()(inspect)
app.command()(schema)
app.command()(explain)


def _arguments() -> list[str]:
    return sys.argv[1:]


def _load(settings: Settings) -> Inputs:
    try:
        return load_inputs(settings)
    except FileNotFoundError as error:
        abort(f"{error}: no such file or folder")
    except PackError as error:
        abort(str(error))


def _build(settings: Settings, store: Cache, inputs: Inputs, quiet: bool = False) -> Build:
    try:
        if quiet:
            return build(settings, cache=store, inputs=inputs)
        with progress() as track:
            return build(settings, track, store, inputs)
    except (PackError, ExecutorError) as error:
        abort(str(error))


def _write(out: Path, built: Build, force: bool) -> Written:
    try:
        return write(out, built.files, force)
    except OSError as error:
        abort(f"{error.filename or out}: {error.strerror or error}; old output kept")


def _remember(
    store: Cache,
    inputs: Inputs,
    config: Path | None,
    wanted: Plan,
    recorded: replay.RecordedRun,
    began: int,
) -> None:
    settings = inputs.settings
    first = settings.pages[0].resolve()
    written = {**wanted.files, **wanted.manifests}
    looked = replay.RecordedInputs(
        pages=[str(path.resolve()) for path in settings.pages],
        root=str(inputs.root),
        included=sorted(
            {str(path) for page in inputs.pages for path in included(page, inputs.root)}
        ),
        folders=[str(folder) for pack in inputs.packs for folder in pack.folders],
        files=[
            *map(str, replay.configs(first if first.is_dir() else first.parent)),
            *map(str, replay.configs(Path.cwd())),
            *([str(config)] if config else []),
            *(str(file.resolve()) for file in settings.overlays),
        ],
        out=str(settings.out.resolve()),
        written=sorted(written),
        once=sorted(wanted.once),
    )
    replay.remember(store, _arguments(), looked, inputs.pages, written, recorded, began)
