"""The session that a command works in: its cache, its progress, and what ends it."""

from collections.abc import Iterator
from contextlib import contextmanager

from generator.commands.options import Project
from generator.commands.progress import progress
from generator.commands.terminal import abort
from generator.docs.layout import LayoutError
from generator.incremental.session import Session, untracked
from generator.incremental.store import Cache
from generator.locations import user_cache_folder
from generator.lock import LockError
from generator.targets import PackError
from generator.targets.findings import Earlier
from generator.workers.executors import ExecutorError


@contextmanager
def open_session(
    project: Project, cached: bool = True, quiet: bool = False, earlier: Earlier | None = None
) -> Iterator[Session]:
    """A session on the project's pages; ``quiet`` shows no progress. ``earlier`` is what targets
    that show changes compare with.

    Ends the command with exit code 2 where pages do not exist, a target is faulty, or an
    executor cannot be had.
    """
    settings = project.settings
    with Cache((settings.cache or user_cache_folder()) if cached else None) as cache:
        try:
            if quiet:
                yield _loaded(Session(settings, cache, untracked, earlier=earlier))
            else:
                with progress() as track:
                    yield _loaded(Session(settings, cache, track, earlier=earlier))
        except (PackError, ExecutorError) as error:
            abort(str(error))


def _loaded(session: Session) -> Session:
    """``session``, once its pages are loaded. Ends the command with exit code 2 where they, or the
    layout, cannot be had.
    """
    try:
        session.inputs  # noqa: B018
    except FileNotFoundError as error:
        abort(f"{error}: no such file or folder")
    except (LayoutError, LockError) as error:
        abort(str(error))
    return session
