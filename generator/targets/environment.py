"""What the templates of a pack can use: filters, functions, and each other."""

from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined

from generator.targets.escapes import FILTERS
from generator.targets.functions import FUNCTIONS
from generator.targets.pack import Pack
from generator.targets.spelling import Imports, exported


def environment(pack: Pack, bytecode: BytecodeCache | None = None) -> Environment:
    """For the templates of ``pack``, without what depends on an API. ``bytecode`` may keep their
    compiled code.
    """
    found = Environment(  # noqa: S701 - code and JSON, escaped by filters of their own
        loader=DictLoader(pack.templates),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        bytecode_cache=bytecode,
    )
    found.filters.update(FILTERS)
    found.filters["exported"] = exported
    # A renderer puts its own in this place; compiling a template only asks whether it exists.
    found.filters["type"] = str
    found.globals.update(FUNCTIONS)
    found.globals["Imports"] = Imports
    return found
