"""The options of the commands that say what changed: ``diff``, ``changelog``, ``release``."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from generator.commands.options import (
    CacheFolder,
    DiffFormat,
    DiffTargets,
    FailOn,
    Force,
    NoCache,
)
from generator.commands.terminal import end


def diff(
    old: Annotated[
        str,
        typer.Argument(
            help="The state of before: a model saved by docs2sdk model --json, a folder of pages, "
            "or a git revision; a range such as v1.2.. is both states."
        ),
    ],
    new: Annotated[
        str | None,
        typer.Argument(help="The state of now. Default: the pages of the configuration."),
    ] = None,
    target: DiffTargets = None,
    form: DiffFormat = "text",
    fail_on: FailOn = "never",
    show_all: Annotated[
        bool, typer.Option("--all", help="Print all changes of each code, however many.")
    ] = False,
    cache: CacheFolder = None,
    no_cache: NoCache = False,
) -> None:
    """Print what changed in the API, for whom, and what to release.

    Exit code: 0; 1 something changed that --fail-on names; 2 usage.
    """
    from generator.commands.diff import diff as run
    from generator.commands.diff_inputs import LoadOptions

    options = LoadOptions(cache, not no_cache)
    end(run(old, new, form, fail_on, target or [], show_all, options))


def changelog(
    old: Annotated[str, typer.Argument(help="The state of before, as of docs2sdk diff.")],
    new: Annotated[
        str | None,
        typer.Argument(help="The state of now. Default: the pages of the configuration."),
    ] = None,
    style: Annotated[
        Literal["section", "changeset", "towncrier", "commit"],
        typer.Option(
            "--style",
            help="A section of CHANGELOG.md, a file of Changesets, fragments of towncrier, or a "
            "message of Conventional Commits.",
        ),
    ] = "section",
    write: Annotated[
        bool,
        typer.Option("--write", help="Write it into its file, in place of what was there of it."),
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            help="The file or folder. Default: CHANGELOG.md, .changeset or newsfragments.",
        ),
    ] = None,
    force: Force = False,
    cache: CacheFolder = None,
    no_cache: NoCache = False,
) -> None:
    """Print what changed in the API as an entry of a changelog, or write it.

    Exit code: 0; 1 somebody changed the entry that was there, so it was left alone; 2 usage.
    """
    from generator.commands.changelog import changelog as run
    from generator.commands.diff_inputs import LoadOptions

    end(run(old, new, style, write, to, force, LoadOptions(cache, not no_cache)))


def release(
    since: Annotated[
        str,
        typer.Option("--since", help="The last release: a revision, a folder or a saved model."),
    ],
    write: Annotated[
        bool, typer.Option("--write", help="Put the release into CHANGELOG.md.")
    ] = False,
    to: Annotated[
        Path | None, typer.Option("--to", help="The changelog. Default: CHANGELOG.md.")
    ] = None,
    date: Annotated[
        str, typer.Option("--date", help="The day of the release. Default: today.")
    ] = "",
    force: Force = False,
    cache: CacheFolder = None,
    no_cache: NoCache = False,
) -> None:
    """Print which version to release, for each target, and the entry of the changelog.

    Exit code: 0; 1 somebody changed the entry that was there, so it was left alone; 2 usage.
    """
    from generator.commands.changelog import release as run
    from generator.commands.diff_inputs import LoadOptions

    end(run(since, write, to, date, force, LoadOptions(cache, not no_cache)))
