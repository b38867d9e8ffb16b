"""``docs2sdk inspect``: the model of one page."""

from pathlib import Path

from generator.commands.model_tree import format_api
from generator.commands.open_session import open_session
from generator.commands.options import Project
from generator.commands.reports import json_rows
from generator.commands.terminal import Outcome, abort, as_json
from generator.diagnostics import Severity, as_text, worst
from generator.docs import PageKind


def inspect(project: Project, page: Path, json: bool) -> Outcome:
    """The model of ``page``, as far as the page itself gives it, and the page's diagnostics. The
    exit code is 1 where there are errors among them.
    """
    if not page.is_file():
        abort(f"{page}: not a file")
    with open_session(project, quiet=True) as session:
        (summary,) = session.pages
        api = session.linked.api
        diagnostics = [*summary.diagnostics, *session.linked.diagnostics]
        name = session.inputs.pages[0].file.name
    code = 1 if worst(diagnostics)[Severity.ERROR] else 0
    if json:
        model = api.model_dump(mode="json", by_alias=True)
        rows = json_rows(diagnostics)
        return Outcome(
            as_json({"kind": summary.kind, "api": model, "diagnostics": rows}), code=code
        )
    tree = format_api(api) if summary.kind == PageKind.OPERATION else ""
    return Outcome(f"{summary.kind} {name}\n{tree}{as_text(diagnostics)}", code=code)
