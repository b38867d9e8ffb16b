"""Target packs: a folder with ``target.toml`` and the templates it names.

A new language is a new folder.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from generator.targets.settings import SettingSpec
from generator.targets.syntax import Syntax

Case = Literal["PascalCase", "camelCase", "snake_case", "kebab-case", "flatcase", "UPPER_CASE"]
Acronyms = Literal["keep", "word"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class NameStyle(_Strict):
    """How a name in the docs becomes a name of one kind in the language: ``[names.<kind>]``."""

    case: Case
    """How words are put together."""
    acronyms: Acronyms = "keep"
    """In PascalCase and camelCase ``keep`` leaves capitals as they are (``PersonID``), and ``word``
    makes acronyms words like others (``PersonId``); the first word of camelCase is in lower case
    either way. In the other cases ``word`` keeps the plural of an acronym together: ``person_ids``
    for ``PersonIDs``, not ``person_i_ds``."""
    reserved: tuple[str, ...] = ()
    """Lists of names that cannot be used, by name: the pack's own of ``[word_lists]``, or those of
    a language, such as ``python``. One list may be written as a string."""
    reserved_names: frozenset[str] = frozenset()
    """Further names that cannot be used; a name that falls on one gets ``suffix``. In a loaded pack
    these are all, with those of ``reserved`` and ``reserved_from``."""
    reserved_from: tuple[str, ...] = ()
    """Templates whose own names cannot be used: what they import and define, and the built-ins of
    the language that they call. Needs ``language``."""
    files: bool = False
    """Whether files bear these names: what Windows keeps for devices cannot be used then."""
    suffix: str = "_"
    """Put behind a name that cannot be used."""
    prefix: str = "_"
    """Put before a name that starts with a digit."""
    append: str = ""
    """Put behind every name."""
    twin: str = ""
    """Put before a name for its second form, such as ``Async``: no other name may be that."""


_PLACE = re.compile(r"\{(\w+)\}")
"""Where a part of a type stands in its spelling."""
_PLACES = {
    "array": ["items"],
    "array-of-union": ["items"],
    "map": ["values"],
    "enum": ["values"],
    "union": ["variants"],
    "reference": ["name", "module"],
    "disputed": ["type"],
}
"""The parts that a type has, by its key in ``[types]``."""


def filled(spelling: str, parts: Mapping[str, str]) -> str:
    """A spelling with parts in the places that bear their names."""
    for name, part in parts.items():
        spelling = spelling.replace(f"{{{name}}}", part)
    return spelling


class TypeSpelling(_Strict):
    """How a schema is spelled. ``{items}`` of an ``array``, ``{values}`` of a ``map`` or ``enum``,
    ``{variants}`` of a ``union``, and ``{name}`` and ``{module}`` of the schema of a ``reference``
    stand for these parts. Other braces are code.
    """

    spelling: str
    """The type in the language. A table that has nothing else may be written as this string."""
    import_: str = Field(default="", alias="import")
    """The import line that the spelling needs; the same parts may stand in it."""

    @cached_property
    def parts(self) -> frozenset[str]:
        """The names of the parts that stand in it."""
        return frozenset(_PLACE.findall(self.spelling + self.import_))


class PartSpec(_Strict):
    """A template for each operation, schema or tag, a piece of files: ``[[part]]``.

    A part is rendered, formatted and cached by itself. Its template sees ``op``, ``s`` or ``tag``,
    and an ``api`` that holds no more than that and the schemas that it refers to.
    """

    name: str
    """The name by which files and their templates ask for it."""
    template: str
    """The path of its template in the pack."""
    each: Literal["operation", "schema", "tag"]
    """Of what there is a part each."""
    formats: tuple[str, ...] = ()
    """The formatters of the files that have it; default: the pack's."""
    preformatted: bool = False
    """Whether the template lays text out as its formatter would: the formatter is then asked only
    where texts of pages may have changed the layout. Does not count for a template that another
    one replaces."""
    when: str = "true"
    """A Jinja expression over options and ``names``: files have the part only where it holds."""
    samples: str = "false"
    """A Jinja expression: the operations that the template sees have their samples only where it
    holds. Values in samples differ in each release of most docs, and what shows them differs with
    them."""
    context: dict[str, str] = {}
    """Further variables of the template; for a template that several parts share."""


class FileSpec(_Strict):
    """One template, and what it is rendered for: ``[[file]]``."""

    template: str
    """The path of its template in the pack."""
    each: Literal["api", "tag", "operation", "schema", "model", "single_model", "search"] = "api"
    """Of what there is a file each. A ``model`` is a schema that is more than the arguments of one
    operation, together with those that refer to it in a cycle; a ``single_model`` stands alone.
    ``search`` is a part of the index of all words, for search in a browser."""
    path: str
    """A Jinja template of the path, relative to the target's own folder."""
    format: str = ""
    """The formatter; default: the pack's."""
    when: str = "true"
    """A Jinja expression, which sees ``api``: the file is only written where it holds."""
    whole: str = "false"
    """A Jinja expression: where it holds, the ``api`` of a tag has all schemas that its own lead
    to, so that a file can stand alone. Else it has those that its operations name."""
    preformatted: bool = False
    """As of parts."""
    samples: str = "false"
    """As of parts."""
    parts: tuple[str, ...] = ()
    """The names of the parts that it is put together from."""
    once: bool = False
    """Whether it is written only where there is none, and left to its readers from then on."""


class ChangeRules(_Strict):
    """What users of the output go by, for ``docs2sdk diff``: ``[changes]``."""

    breaks: tuple[
        Literal["wire", "names", "calls", "order", "members", "optional", "ids", "types"], ...
    ] = ("wire", "names", "calls", "order", "members", "optional", "ids", "types")
    """What breaks them: ``names`` (of functions, arguments, types and members), ``calls`` that lack
    an argument, the ``order`` of arguments, ``members`` that an object must have, ``optional``
    values that were always there, ``ids`` (of operations and schemas in documents), ``types`` that
    the target spells differently, and whatever breaks on the ``wire``."""
    witness: dict[
        Literal["group", "operation", "argument", "call", "result", "model", "property", "type"],
        str,
    ] = {}
    """Code that uses each, in which ``{tag}``, ``{method}``, ``{argument}``, ``{arguments}``,
    ``{type}`` and ``{property}`` stand for names of the target, and ``{before}`` for the type that
    a value had."""


KINDS_OF_NAMES = frozenset(
    "argument client file method module package property scheme tag tag_type type".split()
)
"""What ``[names]`` has styles for; templates may ask for names of further kinds."""
KINDS_OF_TYPES = frozenset(
    "array boolean disputed enum integer map number object reference string union unknown".split()
)
"""The keys of ``[types]`` besides formats."""
_PLAIN = NameStyle(case="PascalCase")
_STYLED_AS = {"component": "file", "option": "argument", "tag_module": "tag"}
"""Kinds of names that have no style of their own: what has it."""


class Pack(_Strict):
    """A target: a ``target.toml``, read."""

    name: str
    """The folder's name, which is also that of the folder it is written to; may be left out."""
    description: str = ""
    """What it makes, in a few words."""
    language: str = ""
    """The language that it writes, if docs2sdk knows more of it: ``python``. Its templates then
    have the filters and functions of that language."""
    format: str = ""
    """The formatter of files that name none."""
    overlays: bool = False
    """Whether templates write JSON that OpenAPI Overlays apply to."""
    findings: bool = False
    """Whether templates show what linking decided and what is wrong in the docs: ``findings``."""
    shows: tuple[str, ...] = ()
    """Other targets whose names and types templates show: ``shown``."""
    names: dict[str, NameStyle] = {}
    """By kind: ``type``, ``property``, ``argument``, ``method``, ``module``, ``tag``, ``tag_type``,
    ``scheme``, ``client``, ``package``, ``file``, and any that ``names.cased`` is called with."""
    word_lists: dict[str, tuple[str, ...]] = {}
    """Lists of names that cannot be used, for ``reserved``."""
    types: dict[str, TypeSpelling] = {}
    """By kind, JSON Schema's type, or format; ``array-of-union`` for arrays of several types or of
    enumerations, which are like others without it; and ``disputed`` for what ``{type}`` becomes
    where samples show something else."""
    types_in: dict[str, dict[str, TypeSpelling]] = {}
    """What is spelled otherwise in some of the files, by a name that templates choose."""
    changes: ChangeRules = ChangeRules()
    """What a change of the API breaks for users of the output."""
    joins: dict[Literal["values", "variants"], str] = {}
    """What stands between the ``{values}`` of an enumeration, and between the ``{variants}`` of a
    union; default: a comma and a space."""
    syntax: Syntax = Syntax()
    """How its language writes comments and strings."""
    escapes: dict[str, str] = {}
    """The escapes that templates call, each with the place that it is for: ``json``,
    ``block-comment``, ``python-docstring``, ... The one named ``literal`` spells values of
    enumerations."""
    formatters: dict[str, tuple[str, ...]] = {}
    """Commands that format a file from standard input to standard output, such as
    ``["prettier", "--stdin-filepath", "{path}"]``."""
    settings: dict[str, SettingSpec] = {}
    """The settings that ``[target.<name>]`` of a configuration may have."""
    setting_values: dict[str, Any] = {}
    """Their values in this build; templates see them as ``settings``."""
    own_formatters: dict[str, tuple[str, ...]] = {}
    """Commands of the configuration that files go through last, by patterns of their paths."""
    part: tuple[PartSpec, ...] = ()
    """What files are put together from."""
    file: tuple[FileSpec, ...] = ()
    """What is written."""
    folders: tuple[Path, ...] = ()
    """Where its files are from: folders whose files replace the pack's, then the pack itself."""
    templates: dict[str, str] = {}
    """Every template, by its path in the folders: a worker may have none of these."""
    overridden: frozenset[str] = frozenset()
    """The templates that are not the pack's own."""

    @field_validator("types", "types_in")
    @classmethod
    def _known_places(cls, table: Mapping[str, Any]) -> Mapping[str, Any]:
        for key, found in table.items():
            if not isinstance(found, TypeSpelling):
                cls._known_places(found)
                continue
            for place in sorted(found.parts.difference(_PLACES.get(key, ()))):
                known = ", ".join(f"{{{name}}}" for name in _PLACES.get(key, ())) or "none"
                raise ValueError(f"{key}: no part {{{place}}}; there is {known}")
        return table

    def file_of(self, template: str) -> str:
        """Where a template, or ``target.toml``, is from."""
        folder = next((f for f in self.folders if (f / template).is_file()), None)
        return str(folder / template) if folder else f"{self.name}/{template}"

    def style(self, kind: str) -> NameStyle:
        """How names of a kind are made; PascalCase where the pack does not say."""
        return self.names.get(_STYLED_AS.get(kind, kind), _PLAIN)

    def has_style(self, kind: str) -> bool:
        """Whether the pack says how names of a kind are made: then its templates use them."""
        return _STYLED_AS.get(kind, kind) in self.names
