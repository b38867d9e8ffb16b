"""The templates of one pack, rendered for one API: a part, or a file without its parts."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from jinja2 import BytecodeCache, Template

from generator.model import Api
from generator.targets.environment import environment
from generator.targets.errors import FormatError, PackError
from generator.targets.findings import NO_FINDINGS, Findings
from generator.targets.formatters import Formatter, command_formatter
from generator.targets.imports import Imports
from generator.targets.names import Names
from generator.targets.pack import FileSpec, Pack, PartSpec
from generator.targets.registry import find_formatter
from generator.targets.shown_names import NOTHING_SHOWN, Shown
from generator.targets.spelling import Speller
from generator.targets.template_problems import template_fault
from generator.targets.views import Views

_UNSAFE_PATH = re.compile(r"(^|/)(\.\.?|)(/|$)|[\x00-\x1f:*?\"<>|\\]")


class Part(NamedTuple):
    """A rendered part: its text by the name of each of its formatters, and the import lines that
    it needs.
    """

    texts: dict[str, str]
    imports: list[str]


class PartKey(NamedTuple):
    """Which part a template asks for: the name of its rule, and the operation's or schema's."""

    name: str
    item: str


Placeholder = tuple[str, list[str]]
"""What stands in a file for a part until both are formatted: a mark, and the part's imports."""


class FileDraft(NamedTuple):
    """A file with marks in the places of its parts, not yet formatted."""

    path: str
    """Relative to the output folder."""
    text: str


class Renderer:
    """Renders what the rules of ``pack`` name. ``options`` are seen by templates by their names;
    ``bytecode`` may keep compiled templates; ``findings`` and ``shown`` are for packs that ask
    for them.

    All methods raise PackError for a fault of the pack.
    """

    def __init__(
        self,
        pack: Pack,
        views: Views,
        options: Mapping[str, Any],
        names: Names,
        bytecode: BytecodeCache | None = None,
        findings: Findings = NO_FINDINGS,
        shown: Shown = NOTHING_SHOWN,
    ) -> None:
        self.pack = pack
        self.views = views
        self.options = _without_own_names(pack, options)
        self.names = names
        self._part_rules = {rule.name: rule for rule in pack.part}
        self._paths: dict[str, Template] = {}
        self._conditions: dict[str, bool] = {}
        self._environment = environment(pack, bytecode)
        self._environment.filters["type"] = Speller(pack, names).spell
        # Imported macros see what is global, not the variables of the template that calls them.
        self._environment.globals.update(self.options)
        self._environment.globals["names"] = names
        self._environment.globals["findings"] = findings
        self._environment.globals["shown"] = shown

    def applies(self, rule: FileSpec | PartSpec) -> bool:
        """Whether the rule's condition holds."""
        return self._holds(rule.when)

    def view(self, rule: FileSpec | PartSpec, item: str) -> Api:
        """The part of the API that the template of a rule sees."""
        whole = isinstance(rule, FileSpec) and self._holds(rule.whole)
        return self._seen(rule).of(rule.each, item, whole=whole)

    def _seen(self, rule: FileSpec | PartSpec) -> Views:
        """The API that the template of a rule may show."""
        return self.views if self._holds(rule.samples) else self.views.without_samples

    def _holds(self, expression: str) -> bool:
        if expression not in self._conditions:
            with self._faults("target.toml"):
                condition = self._environment.compile_expression(
                    expression, undefined_to_none=False
                )
                self._conditions[expression] = bool(
                    condition(**self.options, api=self.views.api, names=self.names)
                )
        return self._conditions[expression]

    def formatter(self, name: str, path: str = "") -> Formatter:
        """The formatter of that name, for the file at ``path`` (relative to the output folder)."""
        return find_formatter(name, self.pack.formatters, path)

    def format_name(self, rule: FileSpec) -> str:
        """The name of the formatter that a file goes through."""
        return rule.format or self.pack.format

    def formats(self, rule: PartSpec) -> tuple[str, ...]:
        """The names of all formatters that a part goes through, one for each kind of file."""
        return rule.formats or (self.pack.format,)

    def parts_of(self, rule: FileSpec, item: str) -> dict[PartKey, PartSpec]:
        """Every part that the file of ``rule`` for ``item`` may ask for: of each operation or
        schema that the file shows, by the part rules it names whose own conditions hold.
        """
        view = self.view(rule, item)
        items = {
            "operation": [operation.operation_id for operation in view.operations],
            "schema": [schema.name for schema in view.schemas],
            "tag": sorted({operation.tag for operation in view.operations}),
        }
        found = (self._part_rules[name] for name in rule.parts if name in self._part_rules)
        return {
            PartKey(part.name, key): part
            for part in found
            if self.applies(part)
            for key in items[part.each]
        }

    def part(self, rule: PartSpec, item: str) -> Part:
        """One part, through each of its formatters."""
        imports = Imports()
        context = {
            **self.options,
            **rule.context,
            "api": self.view(rule, item),
            "imports": imports,
            **self._seen(rule).item(rule.each, item),
        }
        with self._faults(rule.template):
            text = self._environment.get_template(rule.template).render(context)
            text = text.strip("\n") + "\n"
            texts = {name: self._format_part(rule, name, text) for name in self.formats(rule)}
        return Part(texts, imports.lines())

    def _format_part(self, rule: PartSpec, form: str, text: str) -> str:
        """May raise FormatError."""
        return self.formatter(form).part(text)

    def file(
        self, rule: FileSpec, item: str, place: Callable[[PartKey], Placeholder | None]
    ) -> FileDraft:
        """One file, not yet formatted. ``place`` gives what stands for a part, None where the file
        has no such part.
        """

        def part(name: str, key: str, imports: Imports | None = None) -> str:
            placeholder = place(PartKey(name, key))
            if placeholder is None:
                raise PackError(f"no part {name!r} of {key!r}")
            mark, needed = placeholder
            if imports is not None:
                imports.include(needed)
            return mark

        context = {
            **self.options,
            "api": self.view(rule, item),
            "part": part,
            **self._seen(rule).item(rule.each, item),
        }
        with self._faults(rule.template):
            path = self._path(rule.path).render(context)
            text = self._environment.get_template(rule.template).render(context)
        if _UNSAFE_PATH.search(path):
            raise PackError(f"{self.pack.name}: {rule.template}: unsafe path {path!r}")
        return FileDraft(f"{self.pack.name}/{path}", text)

    def format_file(self, rule: FileSpec, draft: FileDraft) -> str:
        """The text of a file, through its formatter."""
        with self._faults(rule.template):
            return self.formatter(self.format_name(rule), draft.path).whole(draft.text)

    def own_formatter(self, path: str) -> tuple[str, ...]:
        """The command that the configuration has for a file; empty where it has none."""
        patterns = self.pack.own_formatters.items()
        return next((c for pattern, c in patterns if PurePosixPath(path).match(pattern)), ())

    def format_whole(self, rule: FileSpec, file: FileDraft) -> str:
        """The text of a file with its parts, through the configuration's command for it."""
        command = self.own_formatter(file.path)
        if not command:
            return file.text
        with self._faults(rule.template):
            return command_formatter(command, file.path).whole(file.text)

    def _path(self, template: str) -> Template:
        if template not in self._paths:
            self._paths[template] = self._environment.from_string(template)
        return self._paths[template]

    @contextmanager
    def _faults(self, template: str) -> Iterator[None]:
        """PackError for what goes wrong inside."""
        try:
            yield
        except FormatError as error:
            raise PackError(f"{self.pack.file_of(template)}: {error}") from error
        except Exception as error:
            # Templates call functions, with whatever they have.
            raise template_fault(self.pack, template, error) from error


def _without_own_names(pack: Pack, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options, with ``Api`` before a client or package that has a name of the templates."""
    renamed: dict[str, Any] = {
        kind: f"{'api' if kind == 'package' else 'Api'}{options[kind]}"
        for kind in ("client", "package")
        if kind in pack.names and options.get(kind) in pack.names[kind].reserved_names
    }
    if "package" in renamed and options["distribution"] == options["package"]:
        renamed["distribution"] = renamed["package"]
    return {**options, **renamed}
