"""``docs2sdk clean``: remove what builds wrote."""

from generator.commands.options import Project
from generator.commands.terminal import Outcome, abort
from generator.diagnostics import as_text
from generator.output import clean as remove


def clean(project: Project, force: bool) -> Outcome:
    """Remove what builds wrote to the project's output folder. The exit code is 1 where files that
    somebody changed were left alone.
    """
    settings = project.settings
    try:
        done = remove(settings.out, settings.targets, force)
        if settings.lock_file.resolve().is_relative_to(settings.out.resolve()):
            # One beside the configuration keeps its promise.
            settings.lock_file.unlink(missing_ok=True)
    except OSError as error:
        abort(str(error))
    removed = f"{len(done.removed):,} files removed from {settings.out}\n"
    return Outcome(stderr=as_text(done.diagnostics) + removed, code=1 if done.diagnostics else 0)
