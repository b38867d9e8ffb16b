"""The page ``docs/template-reference.md``: what a ``target.toml`` and templates can use.

All of it is taken from the code.
"""

import ast
import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from generator.model import Schema
from generator.targets.arguments import Argument
from generator.targets.contract import BY_EACH, EVERYWHERE, IN_FILES, IN_PARTS, Options, Variable
from generator.targets.escapes import TEXT_FILTERS
from generator.targets.findings import Findings
from generator.targets.functions import FUNCTIONS
from generator.targets.imports import Imports
from generator.targets.names import Names
from generator.targets.pack import ChangeRules, FileSpec, NameStyle, Pack, PartSpec, TypeSpelling
from generator.targets.registry import ESCAPES, FORMATTERS, LANGUAGES, WORD_LISTS
from generator.targets.settings import SettingSpec
from generator.targets.spelling import Speller
from generator.targets.syntax import Syntax

_INTRODUCTION = """\
# Reference for templates

<!-- Made by: docs2sdk schema --templates > docs/template-reference.md -->

How to add a target is in [targets.md](targets.md)."""

_COMMANDS = """\
Further ones are commands, in `[formatters]`. A command reads a file from standard input and writes
it to standard output; `{path}` in an argument becomes the path of the file, relative to the output
folder. It is run once for each file, and formats no parts. After an update of the command build
once with `--no-cache`."""

_TABLES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("Top level", Pack),
    ("[names.KIND]", NameStyle),
    ("[types] and [types_in.WHERE]", TypeSpelling),
    ("[syntax]", Syntax),
    ("[[file]]", FileSpec),
    ("[changes]", ChangeRules),
    ("[[part]]", PartSpec),
    ("[settings.NAME]", SettingSpec),
)
"""The tables of a ``target.toml``, and what reads each."""
_NOT_WRITTEN = frozenset({"folders", "templates", "overridden", "setting_values", "own_formatters"})
"""Fields of a pack that are found out when it is loaded."""
_MODULES = re.compile(r"\b(?:\w+\.)+(?=\w)")


def template_reference() -> str:
    """The whole page, in Markdown."""
    sections = [_INTRODUCTION, *_target_toml(), *_what_templates_see(), *_what_templates_call()]
    return "\n\n".join(section.strip("\n") for section in sections) + "\n"


def _target_toml() -> Iterable[str]:
    yield "## target.toml\n\nAn unknown key is an error."
    for title, table in _TABLES:
        yield f"### {title}\n\n{_prose(table)}"
        yield _table(
            ("key", "type", "what it is"),
            (
                (field.alias or name, _type_name(field.annotation), field.description or "")
                for name, field in table.model_fields.items()
                if name not in _NOT_WRITTEN
            ),
        )
    yield "### Lists of reserved words"
    yield _table(("list", "words"), ((name, f"{len(w)}") for name, w in WORD_LISTS.items()))
    yield "### Formatters"
    yield "Built in: " + ", ".join(f"`{name}`" for name in FORMATTERS if name) + "."
    yield _COMMANDS


def _what_templates_see() -> Iterable[str]:
    yield "## What templates see\n\n### Everywhere"
    yield _variables([*EVERYWHERE, *_options()])
    yield "### In files\n\n" + _variables(IN_FILES)
    yield "### In parts\n\n" + _variables(IN_PARTS)
    for each, variables in BY_EACH.items():
        if variables:
            yield f'### With `each = "{each}"`\n\n' + _variables(variables)
    yield "### Methods of `names`\n\n" + _functions(_methods(Names))
    yield f"### What `names.arguments` gives\n\n{_prose(Argument)}"
    yield _variables(
        Variable(name, _type_name(kind), _field_docs(Argument)[name])
        for name, kind in Argument.__annotations__.items()
    )
    yield f"### Methods of `findings`\n\n{_prose(Findings)}"
    yield _functions(_methods(Findings, but=("about", "everything")))
    yield "### Methods of `Imports`\n\n" + _functions(_methods(Imports))


def _what_templates_call() -> Iterable[str]:
    yield "## Functions\n\n" + _functions(FUNCTIONS)
    yield "## Filters\n\nBesides [Jinja's own](https://jinja.palletsprojects.com/templates/)."
    yield _functions({**TEXT_FILTERS, "type": Speller.spell})
    yield "## Escapes\n\nFor `[escapes]`, by the place that they are for."
    yield _functions(ESCAPES)
    for name, language in LANGUAGES.items():
        yield f'## Functions and filters with `language = "{name}"`'
        yield _functions({**language.functions, **language.filters})


def _options() -> Iterable[Variable]:
    for name, field in Options.model_fields.items():
        yield Variable(name, _type_name(field.annotation), field.description or "")


def _variables(variables: Iterable[Variable]) -> str:
    return _table(("name", "type", "what it is"), variables)


def _functions(functions: Mapping[str, Any]) -> str:
    rows = ((name, _signature(call), _prose(call)) for name, call in functions.items())
    return _table(("name", "called with", "what it gives"), rows)


def _methods(kind: type, but: Sequence[str] = ()) -> dict[str, Any]:
    return {
        name: value
        for name, value in vars(kind).items()
        if inspect.isfunction(value) and not name.startswith("_") and name not in but
    }


def _signature(function: Any) -> str:
    """``text, indent = 0``: the parameters, without ``self`` and their types."""
    return ", ".join(
        p.name if p.default is p.empty else f"{p.name} = {p.default!r}"
        for p in inspect.signature(function).parameters.values()
        if p.name != "self"
    )


def _field_docs(kind: type) -> dict[str, str]:
    """The strings below the fields of a class, which Python itself does not keep."""
    [definition] = ast.parse(inspect.getsource(kind)).body
    found = {}
    for field, text in pairwise(getattr(definition, "body", ())):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=doc)):
                found[name] = str(doc)
    return found


def _type_name(annotation: Any) -> str:
    """A type without the modules that its parts are from."""
    if annotation is Schema:
        return "Schema"
    return _MODULES.sub("", inspect.formatannotation(annotation))


def _prose(described: Any) -> str:
    """The docstring of a class or function without what it may raise."""
    text = inspect.cleandoc(described.__doc__ or "").partition("\n\nRaises ")[0]
    return text.replace("``", "`")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table: code in all columns but a third one, which is prose."""
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for row in rows:
        cells = [f"`{_escaped(cell)}`" if cell else "" for cell in row[:2]]
        cells += [_escaped(" ".join(cell.replace("``", "`").split())) for cell in row[2:]]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _escaped(cell: str) -> str:
    """A bar would end the cell, also in code."""
    return cell.replace("|", "\\|")
