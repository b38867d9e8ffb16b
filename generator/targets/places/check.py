"""Refuses a template that could put a text from the docs where its escape does not fit.

As in Go's ``html/template``, the text around an expression says which place it stands in: a
docstring, a comment, a string, code. Every way through a template is followed, macros and included
templates too. What an expression may be made of is worked out without rendering it, and must fit
the place.
"""

from collections.abc import Iterable
from contextlib import suppress
from functools import cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.targets.contract import BY_EACH, EVERYWHERE, IN_FILES, IN_PARTS, Options
from generator.targets.environment import environment
from generator.targets.errors import PackError
from generator.targets.pack import Pack
from generator.targets.places.lexers import (
    ANY_TEXT,
    LEXERS,
    Lexer,
    lexer_of_any_text,
    lexer_of_language,
    lexer_of_names,
)
from generator.targets.places.values import Fault
from generator.targets.places.walk import Walk
from generator.targets.registry import did_you_mean


def check_places(pack: Pack) -> None:
    """Raises PackError, with file and line, for the first expression that does not fit its place.

    A template with a syntax error or that is missing is left out: rendering says so.
    """
    syntax = environment(pack)

    @cache
    def parse(name: str) -> nodes.Template:
        if name not in pack.templates:
            raise Fault(f"no template named {name!r}{did_you_mean(name, pack.templates)}", 0)
        return syntax.parse(pack.templates[name], name)

    known = _variables(pack, syntax)
    for template, variables in _entries(pack):
        if template not in pack.templates:
            continue
        walk = Walk(_lexer(pack, template), pack.escapes, syntax.filters, known, parse)
        try:
            walk.template(template, variables)
        except TemplateSyntaxError:
            continue
        except Fault as fault:
            raise PackError(f"{pack.file_of(fault.template)}:{fault.line}: {fault}") from fault


def _entries(pack: Pack) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each template that is rendered by itself, with the variables of its part's ``context``."""
    found = {part.template: tuple(part.context) for part in pack.part}
    return (found | {file.template: () for file in pack.file}).items()


def _variables(pack: Pack, syntax: Environment) -> frozenset[str]:
    """Every name that a template could mean: what all have, and what any of the pack sets."""
    known = {*syntax.globals, *Options.model_fields, "caller", "loop", "self"}
    known |= {name for part in pack.part for name in part.context}
    for variables in (EVERYWHERE, IN_FILES, IN_PARTS, *BY_EACH.values()):
        known |= {variable.name for variable in variables}
    for text in pack.templates.values():
        with suppress(TemplateSyntaxError):
            tree = syntax.parse(text)
            known |= {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
            known |= {macro.name for macro in tree.find_all(nodes.Macro)}
            known |= {imported.target for imported in tree.find_all(nodes.Import)}
            for imported in tree.find_all(nodes.FromImport):
                known |= {name if isinstance(name, str) else name[1] for name in imported.names}
    return frozenset(known)


def _lexer(pack: Pack, template: str) -> Lexer:
    """By the ending of the template's name, or of a file that is made of it."""
    paths = [file.path for file in pack.file if file.template == template]
    endings = [path.rpartition(".")[2] for path in (template.removesuffix(".jinja"), *paths)]
    if set(endings) & set(pack.syntax.endings):
        return lexer_of_language(pack.syntax)
    known = (LEXERS[ending] for ending in endings if ending in LEXERS)
    return next(known, None) or (
        lexer_of_any_text(frozenset(pack.escapes.values()))
        if ANY_TEXT.intersection(endings)
        else lexer_of_names()
    )
