"""Keep what a command printed, for ``replay`` to print when it is given again."""

from collections.abc import Sequence
from pathlib import Path

from generator.docs.layout import FOLDER, layout_files
from generator.files import included
from generator.incremental import replay
from generator.incremental.session import Session
from generator.locations import config_places
from generator.output import Plan
from generator.owners import owners_files
from generator.targets.findings import shows_findings


def record_run(
    session: Session,
    arguments: Sequence[str],
    config: Path | None,
    wanted: Plan | None,
    run: replay.RecordedRun,
    began: int,
) -> None:
    """Keep ``run``, the outcome of the command line ``arguments``.

    ``config`` is the configuration file, ``wanted`` what the output folder should now hold, None
    for a command that does not look at it (where it holds something else, nothing is kept), and
    ``began`` the time before the first page was read, in nanoseconds (``time.time_ns``).
    """
    inputs, settings = session.inputs, session.inputs.settings
    first = settings.pages[0].resolve()
    written = {**wanted.files, **wanted.manifests} if wanted else {}
    read = replay.RecordedInputs(
        pages=[str(path.resolve()) for path in settings.pages],
        root=str(inputs.root),
        included=sorted(
            {str(path) for page in inputs.pages for path in included(page, inputs.root)}
        ),
        folders=[str(folder) for pack in inputs.packs for folder in pack.folders] + [str(FOLDER)],
        files=[
            *map(str, config_places(first if first.is_dir() else first.parent)),
            *map(str, config_places(Path.cwd())),
            *([str(config)] if config else []),
            str(settings.lock_file.resolve()),
            *(str(file.resolve()) for file in settings.overlays),
            *map(str, owners_files(inputs.root) if shows_findings(inputs.packs) else ()),
            *map(str, layout_files(settings.layout) if settings.layout else ()),
        ],
        out=str(settings.out.resolve()),
        written=sorted(written),
        once=sorted(wanted.once if wanted else ()),
        given=[
            str(Path.cwd() / path)
            for path in (*settings.pages, settings.out, *settings.templates, *settings.overlays)
        ],
    )
    replay.record(session.cache, arguments, read, inputs.pages, written, run, began)
