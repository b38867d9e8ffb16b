"""What templates can use, and their code: compiled once, for all processes that are forked."""

from typing import Any

from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined, TemplateError
from jinja2.bccache import Bucket

from generator.targets.escapes import TEXT_FILTERS
from generator.targets.functions import FUNCTIONS
from generator.targets.pack import Pack
from generator.targets.registry import find_escape, find_language


class _Compiled(BytecodeCache):
    """In memory: what is on a disk is nothing to execute."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def environment(pack: Pack) -> Environment:
    """For the templates of ``pack``, without what hangs on an API."""
    found = Environment(  # noqa: S701 - code and JSON, escaped by filters of their own
        loader=DictLoader(pack.templates),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        bytecode_cache=_COMPILED,
    )
    language = find_language(pack.language)
    found.filters.update(TEXT_FILTERS)
    found.filters.update(language.filters)
    found.filters.update({name: find_escape(place) for name, place in pack.escapes.items()})
    # Each renderer has its own; what compiles a template only asks whether there is one.
    found.filters["type"] = str
    found.globals.update(FUNCTIONS)
    found.globals.update(language.functions)
    found.globals["Imports"] = language.imports
    found.globals["settings"] = pack.setting_values
    return found


def compile_templates(pack: Pack) -> None:
    """Ahead of time. What is wrong with a template is said where it is rendered."""
    templates = environment(pack)
    for name in pack.templates:
        try:
            templates.get_template(name)
        except TemplateError:
            continue
