"""What the templates of a pack can use: filters, functions, and each other."""

from collections.abc import Callable, Mapping

from jinja2 import BaseLoader, BytecodeCache, Environment, TemplateNotFound

from generator.targets.escapes import TEXT_FILTERS
from generator.targets.findings import NO_FINDINGS
from generator.targets.folding import FOLDING_FILTERS
from generator.targets.functions import FUNCTIONS
from generator.targets.pack import Pack
from generator.targets.registry import find_escape, find_language
from generator.targets.template_problems import FILE_NAME, Undefined


class _Loader(BaseLoader):
    """Templates by name. Each has a file name, by which ``template_fault`` finds its line."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._templates = templates

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if template not in self._templates:
            raise TemplateNotFound(template)
        return self._templates[template], FILE_NAME + template, lambda: True


def environment(pack: Pack, bytecode: BytecodeCache | None = None) -> Environment:
    """For the templates of ``pack``, without what depends on an API. ``bytecode`` may keep their
    compiled code.
    """
    found = Environment(  # noqa: S701 - code and JSON, escaped by filters of their own
        loader=_Loader(pack.templates),
        undefined=Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        bytecode_cache=bytecode,
    )
    language = find_language(pack.language)
    found.filters.update(TEXT_FILTERS)
    found.filters.update(FOLDING_FILTERS)
    found.filters.update(language.filters)
    found.filters.update(
        {name: find_escape(place, pack.syntax) for name, place in pack.escapes.items()}
    )
    # A renderer replaces this filter; to compile a template it only has to exist.
    found.filters["type"] = str
    found.globals.update(FUNCTIONS)
    found.globals.update(language.functions)
    found.globals["Imports"] = language.imports
    found.globals["settings"] = pack.setting_values
    # Variables that only some templates have; the others see these values.
    found.globals |= {"tag": None, "components_file": ""}
    # A renderer replaces these.
    found.globals |= {"findings": NO_FINDINGS, "shown": {}}
    return found
