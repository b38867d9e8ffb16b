"""Options that several commands have, and the settings that they make."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

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
Out = Annotated[Path | None, typer.Option(help="Where to write. Default: generated.")]
Targets = Annotated[
    list[str] | None, typer.Option("--target", help="Repeat for several. Default: all.")
]
Package = Annotated[str | None, typer.Option(help="The Python package's name.")]
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
    Path | None, typer.Option(help="The folder that includes may not leave. Default: the docs'.")
]
Report = Annotated[
    Literal["summary", "text", "json", "github"],
    typer.Option(
        "--report",
        "--format",
        help="How diagnostics are shown; all but the summary list every one.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Also files that somebody changed.")]
Jobs = Annotated[
    int | None, typer.Option("--jobs", min=0, help="Processes. Default: one each processor.")
]
ExecutorName = Annotated[
    str | None,
    typer.Option("--executor", help="A cluster: dask=tcp://HOST:PORT.", metavar="dask=ADDRESS"),
]
CacheFolder = Annotated[
    Path | None, typer.Option("--cache", help="The cache's folder. Default: the user's.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither use a cache nor keep one.")]


def settings_of(pages: Sequence[Path] | None, **given: Any) -> Settings:
    """Settings from the config nearest to the pages, or to the current folder without any."""
    return settings_and_config(pages, **given)[0]


def settings_and_config(pages: Sequence[Path] | None, **given: Any) -> tuple[Settings, Path | None]:
    """The settings, and the file that they are from."""
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
    return settings, config
