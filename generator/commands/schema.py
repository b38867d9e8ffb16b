"""``docs2sdk schema``: the JSON Schemas that docs2sdk publishes, and the contract of templates."""

from generator.changes.formats.json_report import report_schema
from generator.commands.terminal import Outcome, as_json
from generator.config import Settings
from generator.docs.layout import LayoutFile
from generator.model import Api
from generator.targets.template_reference import template_reference


def schema(of_configuration: bool, of_layouts: bool = False, of_changes: bool = False) -> Outcome:
    """The JSON Schema of the intermediate model, of the configuration file, of layout files, or of
    what ``docs2sdk diff --format json`` prints.
    """
    if of_changes:
        return Outcome(as_json(report_schema()))
    if of_layouts:
        return Outcome(as_json(LayoutFile.model_json_schema(by_alias=True)))
    if of_configuration:
        return Outcome(as_json(Settings.model_json_schema()))
    return Outcome(as_json(Api.model_json_schema(by_alias=True)))


def template_contract() -> Outcome:
    """Everything that a ``target.toml`` and templates can use, in Markdown."""
    return Outcome(template_reference())
