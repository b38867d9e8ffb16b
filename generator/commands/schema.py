"""``docs2sdk schema``: the JSON Schemas that docs2sdk publishes."""

from generator.commands.terminal import Outcome, as_json
from generator.config import Settings
from generator.model import Api


def schema(of_configuration: bool) -> Outcome:
    """The JSON Schema of the intermediate model, or of the configuration file."""
    if of_configuration:
        return Outcome(as_json(Settings.model_json_schema()))
    return Outcome(as_json(Api.model_json_schema(by_alias=True)))
