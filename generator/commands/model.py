"""``docs2sdk model``: the whole linked model."""

from generator.commands.model_text import format_model
from generator.commands.options import Project
from generator.commands.session import open_session
from generator.commands.terminal import Outcome, as_json


def model(project: Project, json: bool, cached: bool) -> Outcome:
    """The linked model: as text, or as JSON that the schema of ``docs2sdk schema`` describes."""
    with open_session(project, cached, quiet=True) as session:
        api = session.located_api
    if json:
        return Outcome(as_json(api.model_dump(mode="json", by_alias=True)))
    return Outcome(format_model(api))
