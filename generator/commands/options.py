"""Options that several commands have, and the settings that they make."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import typer

from generator.commands.terminal import abort
from generator.locations import CONFIG_FILE, CONFIG_FILES

if TYPE_CHECKING:
    from generator.config import Settings

Pages = Annotated[
    list[Path] | None,
    typer.Argument(help=f"Folders, files, or a {CONFIG_FILE}. Default: as configured."),
]
Out = Annotated[Path | None, typer.Option(help="The folder to write to. Default: generated.")]
Targets = Annotated[
    list[str] | None,
    typer.Option("--target", help="A target to build; repeat for several. Default: all."),
]
Package = Annotated[str | None, typer.Option(help="The name of the Python package.")]
LayoutName = Annotated[
    str | None,
    typer.Option(
        "--layout", help="How the pages are written: a name or a file. Default: found out."
    ),
]
OpenapiVersion = Annotated[
    Literal["3.0", "3.1"] | None, typer.Option(help="The version of OpenAPI. Default: 3.1.")
]
Examples = Annotated[
    bool | None,
    typer.Option("--examples", help="Put the samples into the OpenAPI documents as examples."),
]
Root = Annotated[
    Path | None,
    typer.Option(help="The folder that includes may not leave. Default: the folder of the docs."),
]
ReportFormat = Annotated[
    Literal["summary", "text", "json", "github"],
    typer.Option(
        "--report",
        "--format",
        help="How to print diagnostics. summary lists errors only, the others list all.",
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Also replace or remove files that somebody changed.")
]
AllowRemovals = Annotated[
    bool,
    typer.Option(
        "--allow-removals", help="Remove operations, however many the docs do not have any more."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=0, help="How many processes work. Default: one for each processor."),
]
ExecutorName = Annotated[
    str | None,
    typer.Option(
        "--executor", help="A cluster to work on: dask=tcp://HOST:PORT.", metavar="dask=ADDRESS"
    ),
]
CacheFolder = Annotated[
    Path | None,
    typer.Option("--cache", help="The folder of the cache. Default: in the user's cache folder."),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither read nor write a cache.")]
DiffTargets = Annotated[
    list[str] | None,
    typer.Option(
        "--target",
        help="A target to look at besides the wire; repeat for several. Default: as configured.",
    ),
]
DiffFormat = Annotated[
    Literal["text", "markdown", "json", "github", "sarif"],
    typer.Option("--format", help="How to print the changes."),
]
FailOn = Annotated[
    Literal["breaking", "compatible", "clarification", "documentation", "never"],
    typer.Option("--fail-on", help="End with exit code 1 for changes of this class, or worse."),
]
Since = Annotated[
    str,
    typer.Option(
        "--since",
        help="What the target site counts changes from: a git revision, a saved model, a folder.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Project(NamedTuple):
    """What a command works on."""

    settings: "Settings"
    config: Path | None
    """The configuration file that the settings are from."""


def load_project(pages: Sequence[Path] | None, **given: Any) -> Project:
    """The settings of a command that reads ``pages``, or those of the configuration.

    The configuration is the one among ``pages``, else the nearest above the first of them or
    above the current folder. The options ``given`` on the command line (None: not given) come on
    top. Ends with exit code 2 for a configuration that is missing or faulty, or names no pages.
    """
    # Imported here: --help and --version need no pydantic.
    from pydantic import ValidationError

    from generator.config import find_config, format_validation_error, load_settings

    config, pages = _named_config(pages or [])
    try:
        if config is None:
            start = pages[0].resolve() if pages else Path.cwd()
            config = find_config(start if start.is_dir() else start.parent)
        settings = load_settings(config, pages=list(pages) or None, **given)
    except FileNotFoundError as error:
        abort(f"{error.filename}: no such file")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        abort(f"{config}: {error}")
    except ValidationError as error:
        abort(f"{config or 'settings'}: {'; '.join(format_validation_error(error))}")
    if not settings.pages:
        abort(f"no pages: name some, or write a {CONFIG_FILE} with pages = [...] (docs2sdk init)")
    return Project(settings, config)


def load_whole_project(pages: Sequence[Path] | None, **given: Any) -> Project:
    """The settings of a command that writes, or compares, a whole output folder.

    Some pages of a configuration, such as the changed files that lint-staged or pre-commit hand
    over, stand for all of them: built alone, they would remove the rest from its output.
    """
    from generator.config import load_settings

    project = load_project(pages, **given)
    if not pages or project.config is None:
        return project
    configured = load_settings(project.config)
    if not configured.pages:
        return project
    same_output = project.settings.out.resolve() == configured.out.resolve()
    if not same_output or not _are_part_of(project.settings.pages, configured.pages):
        return project
    return load_project([project.config], **given)


def _named_config(pages: Sequence[Path]) -> tuple[Path | None, list[Path]]:
    """The configuration file among ``pages``, and the others. Ends with exit code 2 for two, and
    for one of another name.
    """
    for path in pages:
        if path.suffix == ".toml" and path.name not in CONFIG_FILES:
            abort(f"{path}: no page; a configuration is called {' or '.join(CONFIG_FILES)}")
    configs = sorted({path.resolve() for path in pages if path.name in CONFIG_FILES})
    if len(configs) > 1:
        abort(
            f"two configurations: {configs[0]} and {configs[1]}. Each has an output of its own; "
            "run docs2sdk for each"
        )
    others = [path for path in pages if path.name not in CONFIG_FILES]
    return (configs[0] if configs else None), others


def _are_part_of(pages: Sequence[Path], configured: Sequence[Path]) -> bool:
    """Whether all ``pages`` lie in what is ``configured``, and are not all of it."""
    some = {path.resolve() for path in pages}
    every = {path.resolve() for path in configured}
    return some != every and all(
        any(path.is_relative_to(folder) for folder in every) for path in some
    )
