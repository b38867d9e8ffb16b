"""The command line: parse arguments, call the build, print."""

import json
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.tree import Tree

from generator import __version__
from generator.build import Build, build, read
from generator.config import CONFIG_FILE, Settings, find_config, load_settings
from generator.diagnostics import CODES, FORMATS, Diagnostic, Severity, as_text, summary, worst
from generator.docs import PageKind
from generator.inputs import load_inputs
from generator.link import link
from generator.link.explain import NotFoundError
from generator.link.explain import explain as explain_verdict
from generator.model import Api, Node
from generator.output import Written, differences, write
from generator.story import as_story
from generator.targets import PackError

app = typer.Typer(
    name="docs2sdk",
    help="SDKs and OpenAPI documents from Markdown endpoint pages.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Pages = Annotated[
    list[Path] | None,
    typer.Argument(help=f"Folders, files, or a {CONFIG_FILE}. Default: as configured."),
]
Out = Annotated[Path | None, typer.Option(help="Where to write. Default: generated.")]
Targets = Annotated[
    list[str] | None, typer.Option("--target", help="Repeat for several. Default: all.")
]
Package = Annotated[str | None, typer.Option(help="The Python package's name.")]
OpenapiVersion = Annotated[
    Literal["3.0", "3.1"] | None, typer.Option(help="The version of OpenAPI. Default: 3.1.")
]
Examples = Annotated[
    bool | None,
    typer.Option("--examples", help="Put the samples into the OpenAPI documents as examples."),
]
Root = Annotated[
    Path | None, typer.Option(help="The folder that includes may not leave. Default: the docs'.")
]
Report = Annotated[
    Literal["summary", "text", "json", "github"],
    typer.Option(help="How diagnostics are shown; all but the summary list every one."),
]


def main() -> None:
    """The command ``docs2sdk``."""
    app()


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
) -> None:
    """Read pages and write the targets.

    Exit code: 0 clean or warnings; 1 errors in pages (everything else is still built);
    2 usage.
    """
    started = time.perf_counter()
    settings = _settings(
        pages,
        out=out,
        targets=target,
        package=package,
        openapi_version=openapi_version,
        examples=examples,
        root=root,
    )
    built = _build(settings)
    try:
        written = write(settings.out, built.files)
    except OSError as error:
        _fail(f"{error.filename or settings.out}: {error.strerror or error}; old output kept")
    _show(built.diagnostics, report)
    _sum_up(built, written, time.perf_counter() - started, settings)
    raise typer.Exit(1 if worst(built.diagnostics)[Severity.ERROR] else 0)


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
) -> None:
    """Compare what is written with what the docs give; write nothing.

    Exit code: 0 the same; 1 something differs, shown as a unified diff; 2 usage.
    """
    settings = _settings(
        pages,
        out=out,
        targets=target,
        package=package,
        openapi_version=openapi_version,
        examples=examples,
        root=root,
    )
    built = _build(settings)
    found = differences(settings.out, built.files)
    if report != "summary":
        _show(built.diagnostics, report)
    for difference in found:
        print(difference.diff or f"{difference.path}: {difference.what}")
    if found:
        _note(f"{len(found)} files differ from what the docs give. Run docs2sdk build.")
        raise typer.Exit(1)
    _note(f"{settings.out}: as the docs give it")


@app.command()
def inspect(
    page: Annotated[Path, typer.Argument(help="One page.")],
    root: Root = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print the model of one page, as far as the page itself tells it."""
    settings = _settings([page], root=root)
    if not page.is_file():
        _fail(f"{page}: not a file")
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
        console = Console(highlight=False)
        console.print(f"[b]{found[0].kind}[/b] {found[0].source.file}", soft_wrap=True)
        if found[0].kind == PageKind.OPERATION:
            console.print(_tree(linked.api))
        sys.stdout.write(as_text(diagnostics))
    raise typer.Exit(1 if worst(diagnostics)[Severity.ERROR] else 0)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the intermediate model."""
    print(json.dumps(Api.model_json_schema(by_alias=True), indent=2))


@app.command()
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
        print(f"What the build does: {known.done}.")
        return
    settings = _settings(pages, root=root)
    try:
        told = explain_verdict(link(read(load_inputs(settings))).facts, subject)
    except FileNotFoundError as error:
        _fail(f"{error}: no such file or folder")
    except NotFoundError as error:
        _fail(str(error))
    if as_json:
        print(told.model_dump_json(indent=2))
    else:
        sys.stdout.write(as_story(told))


def _settings(pages: Sequence[Path] | None, **given: Any) -> Settings:
    """Settings from the config nearest to the pages, or to the current folder without any."""
    config: Path | None = None
    try:
        if pages and len(pages) == 1 and pages[0].name == CONFIG_FILE:
            config, pages = pages[0].resolve(), None
        else:
            start = pages[0].resolve() if pages else Path.cwd()
            config = find_config(start if start.is_dir() else start.parent)
        settings = load_settings(config, pages=list(pages) if pages else None, **given)
    except FileNotFoundError as error:
        _fail(f"{error.filename}: no such file")
    except tomllib.TOMLDecodeError as error:
        _fail(f"{config}: {error}")
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors()
        )
        _fail(f"{config or 'settings'}: {problems}")
    if not settings.pages:
        _fail(f"no pages: name some, or write a {CONFIG_FILE} with pages = [...]")
    return settings


def _build(settings: Settings) -> Build:
    try:
        if sys.stderr.isatty():
            with Progress(
                TextColumn("{task.description:<10}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
            ) as progress:
                return build(
                    settings, lambda stage, items: progress.track(items, description=stage)
                )
        return build(settings, _plain_progress)
    except FileNotFoundError as error:
        _fail(f"{error}: no such file or folder")
    except PackError as error:
        _fail(str(error))


def _plain_progress(stage: str, items: Sequence[Any]) -> Iterator[Any]:
    started = time.perf_counter()
    yield from items
    _note(f"{stage:<10} {len(items):>6,} {time.perf_counter() - started:6.1f} s")


def _show(diagnostics: Iterable[Diagnostic], report: str) -> None:
    if report == "summary":
        diagnostics = [d for d in diagnostics if d.severity == Severity.ERROR]
        sys.stderr.write(as_text(diagnostics))
    else:
        sys.stdout.write(FORMATS[report](diagnostics))


def _sum_up(built: Build, written: Written, seconds: float, settings: Settings) -> None:
    kinds = ", ".join(f"{built.kinds[kind]:,} {kind}" for kind in PageKind if built.kinds[kind])
    _note(
        f"\n{built.kinds.total():,} pages ({kinds}) · {len(built.api.operations):,} operations · "
        f"{len(built.api.schemas):,} schemas · {written.written:,} files written, "
        f"{written.unchanged:,} unchanged, {written.removed:,} removed · {seconds:.1f} s"
    )
    for line in summary(built.diagnostics):
        _note(line)
    counts = worst(built.diagnostics)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    told = ", ".join(
        f"{count} {word}{'s' if count != 1 else ''}"
        for count, word in ((errors, "error"), (warnings, "warning"))
        if count
    )
    _note(
        (
            f"{told}. docs2sdk explain CODE tells more, --report text lists them all."
            if told
            else "No errors, no warnings."
        )
        + f" Output in {settings.out}"
    )


def _tree(api: Api) -> Tree:
    tree = Tree("model")
    for operation in api.operations:
        branch = tree.add(f"{operation.method} {operation.path}")
        for name, value in operation:
            _add(branch, name, value)
    if api.schemas:
        branch = tree.add("schemas")
        for named in api.schemas:
            _add(branch, named.name, named.schema_)
    return tree


def _add(tree: Tree, name: str, value: Any) -> None:
    """A node, a sequence of nodes, or a value; what is empty is not shown."""
    label = name.rstrip("_")
    if value is None or value == () or value == "" or value is False:
        return
    if isinstance(value, Node):
        fields = [(n, v) for n, v in value if n not in ("source", "provenance", "heading_source")]
        name_of = next((str(v) for n, v in fields if n in ("name", "status", "kind")), "")
        branch = tree.add(f"{label} {name_of}".strip())
        for field, inner in fields:
            if str(inner) != name_of:
                _add(branch, field, inner)
    elif isinstance(value, tuple) and value and isinstance(value[0], Node):
        branch = tree.add(label)
        for item in value:
            _add(branch, "", item)
    else:
        text = " ".join(str(value).split())
        tree.add(f"{label}: {text if len(text) < 100 else text[:97] + '...'}".replace("[", r"\["))


def _note(text: str) -> None:
    """Progress and results are for people: standard error, so that output can be piped."""
    print(text, file=sys.stderr)


def _fail(text: str) -> NoReturn:
    _note(f"docs2sdk: {text}")
    raise typer.Exit(2)
