"""``docs2sdk serve``: the site in a browser, built and loaded again whenever something is saved.

The pages are written to a temporary folder: neither the output nor the lock of the project changes.
"""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.commands.earlier import load_earlier
from generator.commands.open_session import open_session
from generator.commands.options import Project
from generator.commands.removals import empty_corpus
from generator.commands.site_server import SiteServer
from generator.commands.terminal import abort, echo
from generator.commands.watch import saved_files
from generator.output import OutputError, write
from generator.targets.findings import Earlier

TARGET = "site"


def serve(load: Callable[[], Project], port: int, since: str) -> None:
    """Build and serve until Ctrl+C. ``load`` gives the project as it is configured at that moment;
    a build that cannot be done leaves the pages as they were. Port 0 is any that is free.
    """
    project = load()
    earlier = load_earlier(since, project, cached=True) if since else None
    with TemporaryDirectory(prefix="docs2sdk-") as name:
        folder = Path(name).resolve()
        try:
            server = SiteServer(folder / TARGET, port)
        except OSError as error:
            abort(f"port {port}: {error.strerror or error}; --port takes another")
        with server:
            started = False
            for saved in saved_files(project):
                if started and not saved:
                    continue
                try:
                    if _build(load(), folder, earlier, quiet=started):
                        server.announce()
                except SystemExit:
                    # The error is printed already; the next save may put it right.
                    echo("not built")
                if not started:
                    echo(f"serving {server.url}; Ctrl+C ends it")
                started = True


def _build(project: Project, folder: Path, earlier: Earlier | None, quiet: bool) -> bool:
    """Build into a folder; whether any page changed."""
    began, settings = time.perf_counter(), project.settings
    with open_session(project, quiet=quiet, earlier=earlier) as session:
        built = session.build()
        if refusal := empty_corpus(built, settings, session.inputs.layout.name):
            abort(refusal)
    try:
        written = write(folder, built.files, force=True)
    except OutputError as error:
        abort(str(error))
    took = time.perf_counter() - began
    echo(f"{time.strftime('%H:%M:%S')} {len(written.written)} files written · {took:.1f} s")
    return bool(written.written or written.removed)
