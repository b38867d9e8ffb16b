"""A build hook for hatchling: ``pip wheel .`` of an SDK's project builds it from its docs first.

In the project's ``pyproject.toml``::

    [build-system]
    requires = ["hatchling", "docs2sdk"]
    build-backend = "hatchling.build"

    [tool.hatch.build.hooks.docs2sdk]
    config = "docs2sdk.toml"   # default; or where [tool.docs2sdk] is
    strict = true              # errors in pages end the build; default: false
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

from generator.commands.removals import removals, too_many
from generator.commands.terminal import printable
from generator.config import find_config, load_settings
from generator.diagnostics import Severity, as_text, worst
from generator.incremental.session import build
from generator.output import write, write_lock


class DocsHook(BuildHookInterface[Any]):
    """Builds the targets, and puts the Python package into the wheel."""

    PLUGIN_NAME = "docs2sdk"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the targets before hatchling collects files, and have it include the package.

        hatchling calls this with the ``version`` to build (``standard`` or ``editable``) and with
        ``build_data``, whose ``force_include`` gets the folder of the package.

        Raises RuntimeError for files that somebody changed, where there would be nothing in the
        wheel, where more operations are gone than ``allow_removals`` permits and, where ``strict``
        is set, for errors in pages.
        """
        root = Path(self.root)
        given = self.config.get("config")
        config = root / given if given else find_config(root)
        settings = load_settings(config)
        built = build(settings)
        if not built.api.operations:
            # Nothing is written: what an earlier build gave is not emptied.
            places = ", ".join(map(str, settings.pages)) or "no folder is configured"
            raise RuntimeError(f"docs2sdk: no operation in the pages: {places}")
        if refusal := too_many(removals(built, settings), settings):
            raise RuntimeError(f"docs2sdk: {refusal}")
        written = write(settings.out, built.files)
        write_lock(settings.lock_file, built.lock)
        problems = [*written.diagnostics, *(built.diagnostics if self.config.get("strict") else ())]
        errors = [problem for problem in problems if problem.severity == Severity.ERROR]
        if worst(errors)[Severity.ERROR]:
            raise RuntimeError("docs2sdk\n" + printable(as_text(errors)))
        python = settings.out / "python"
        packages = [path.parent for path in sorted(python.glob("*/__init__.py"))]
        if not packages:
            raise RuntimeError(f"docs2sdk: no Python package in {python}; is python a target?")
        included = {str(package): package.name for package in packages}
        build_data.setdefault("force_include", {}).update(included)


@hookimpl
def hatch_register_build_hook() -> type[DocsHook]:
    """Found by hatchling through the entry point ``hatch``."""
    return DocsHook
