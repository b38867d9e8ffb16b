"""What goes wrong while a template is rendered: where, in words of whoever writes it."""

import traceback

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.utils import missing

from generator.targets.errors import PackError
from generator.targets.pack import Pack
from generator.targets.registry import did_you_mean

FILE_NAME = "template:"
"""What the file names of templates begin with, as compiled code and tracebacks have them."""


class Undefined(StrictUndefined):
    """Says which names there are, where one is misspelt."""

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if owner is missing or not isinstance(name, str):
            return f"no variable named {name!r}"
        known = [key for key in dir(owner) if not key.startswith(("_", "model_"))]
        return f"{type(owner).__name__} has no {name!r}{did_you_mean(name, known)}"


def template_fault(pack: Pack, template: str, error: Exception) -> PackError:
    """What went wrong in a template, or in one that it uses. ``template`` is the one that was
    rendered.
    """
    places = [
        (frame.filename.removeprefix(FILE_NAME), frame.lineno or 0)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(FILE_NAME)
    ]
    if isinstance(error, TemplateSyntaxError):
        places.append((error.name or template, error.lineno))
    name, line = places[-1] if places else (template, 0)
    place = pack.file_of(name) + (f":{line}" if line else "")
    return PackError(f"{place}: {_message(pack, error)}")


def _message(pack: Pack, error: Exception) -> str:
    match error:
        case TemplateNotFound(name=name):
            return f"no template named {name!r}{did_you_mean(str(name), pack.templates)}"
        case TemplateError():
            return error.message or str(error)
        case KeyError(args=(name, *_)):
            return f"nothing is named {name!r}"
    return str(error)
