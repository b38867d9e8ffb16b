"""Options that several commands have, and the settings that they make."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import typer
from pydantic import ValidationError

from generator.commands.terminal import abort
from generator.config import (
    CONFIG_FILE,
    Settings,
    find_config,
    format_validation_error,
    load_settings,
)

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
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Project(NamedTuple):
    """What a command works on."""

    settings: Settings
    config: Path | None
    """The configuration file that the settings are from."""


def load_project(pages: Sequence[Path] | None, **given: Any) -> Project:
    """The settings from the configuration that is nearest to the first of ``pages``, or to the
    current folder, with the options ``given`` on the command line (None: not given) on top.

    Ends with exit code 2 for a configuration that is missing or faulty, or names no pages.
    """
    config: Path | None = None
    try:
        if pages and len(pages) == 1 and pages[0].name == CONFIG_FILE:
            config, pages = pages[0].resolve(), None
        else:
            start = pages[0].resolve() if pages else Path.cwd()
            config = find_config(start if start.is_dir() else start.parent)
        settings = load_settings(config, pages=list(pages) if pages else None, **given)
    except FileNotFoundError as error:
        abort(f"{error.filename}: no such file")
    except tomllib.TOMLDecodeError as error:
        abort(f"{config}: {error}")
    except ValidationError as error:
        abort(f"{config or 'settings'}: {'; '.join(format_validation_error(error))}")
    if not settings.pages:
        abort(f"no pages: name some, or write a {CONFIG_FILE} with pages = [...] (docs2sdk init)")
    return Project(settings, config)
