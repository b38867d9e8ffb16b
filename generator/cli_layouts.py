"""The options of ``docs2sdk layout`` and its commands."""

from pathlib import Path
from typing import Annotated

import typer

from generator.commands.options import Json, LayoutName, Pages, Root, load_project
from generator.commands.terminal import end

app = typer.Typer(
    help="Layouts: how pages are written.", no_args_is_help=True, rich_markup_mode=None
)


@app.command("list")
def list_layouts() -> None:
    """Print the layouts that come with docs2sdk."""
    from generator.commands.layout import list_layouts as run

    end(run())


@app.command("check")
def check_layout(
    pages: Pages = None, layout: LayoutName = None, root: Root = None, json: Json = False
) -> None:
    """Print what no rule of the layout reads, the most frequent first, each with one place and a
    rule that would read it.

    Exit code: 0; 2 usage.
    """
    from generator.commands.layout import check_layout as run

    end(run(load_project(pages, layout=layout, root=root), json))


@app.command("new")
def new_layout(
    pages: Pages = None,
    to: Annotated[
        Path | None, typer.Option("--to", help="The file to write. Default: standard output.")
    ] = None,
    root: Root = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Print a commented draft of a layout, made from the pages.

    Exit code: 0; 1 nothing looks like a request line; 2 usage.
    """
    from generator.commands.layout import new_layout as run

    end(run(load_project(pages, root=root), to, force))
