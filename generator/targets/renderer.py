"""Templates of one pack, rendered for one API: what a worker has in hand."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from jinja2 import Template, TemplateError

from generator.incremental.keys import fingerprint, tool
from generator.targets.environment import environment
from generator.targets.errors import FormatError, PackError
from generator.targets.formatters import Formatter
from generator.targets.imports import Imports
from generator.targets.names import Names
from generator.targets.pack import FileSpec, Pack, PartSpec
from generator.targets.registry import find_formatter
from generator.targets.spelling import Speller
from generator.targets.views import Views

_UNSAFE_PATH = re.compile(r"(^|/)(\.\.?|)(/|$)|[\x00-\x1f:*?\"<>|\\]")


class Part(NamedTuple):
    """A part, formatted by each of its rule's formatters, and the import lines it needs."""

    texts: dict[str, str]
    imports: list[str]

    def dumps(self) -> bytes:
        """As ``loads`` takes it."""
        return json.dumps(self).encode()

    @classmethod
    def loads(cls, data: bytes) -> "Part":
        """From ``dumps``."""
        return cls(*json.loads(data))


Placeholder = tuple[str, list[str]]
"""What a file has of a part until both are formatted: a mark, and the part's imports."""


class FileDraft(NamedTuple):
    """A file with marks in the places of its parts."""

    path: str
    text: str
    key: str = ""
    """Of the text before it was formatted, where it is."""


class Renderer:
    """``options`` are seen by templates by their names. ``nonce`` is in every mark: no text of
    a page can know it.
    """

    def __init__(
        self, pack: Pack, views: Views, options: Mapping[str, Any], names: Names, nonce: str
    ) -> None:
        self.pack = pack
        self.views = views
        self.options = options
        self.names = names
        self._nonce = nonce
        self._paths: dict[str, Template] = {}
        self._environment = environment(pack)
        self._environment.filters["type"] = Speller(pack, names).spell
        self._environment.globals["names"] = names

    def _path(self, template: str) -> Template:
        if template not in self._paths:
            self._paths[template] = self._environment.from_string(template)
        return self._paths[template]

    def applies(self, rule: FileSpec | PartSpec) -> bool:
        """Whether the rule's condition holds."""
        return bool(self._environment.compile_expression(rule.when)(**self.options))

    def formatter(self, name: str) -> Formatter:
        """The formatter of that name. Raises PackError where there is none."""
        return find_formatter(name, self.pack.formatters)

    def part(self, rule: PartSpec, item: str) -> Part:
        """One part. Raises PackError for a fault of the pack."""
        imports = Imports()
        context = {
            **self.options,
            **rule.context,
            "api": self.views.of(rule.each, item),
            "imports": imports,
            **self.views.item(rule.each, item),
        }
        with self._faults(rule.template):
            text = self._environment.get_template(rule.template).render(context)
            formats = rule.formats or (self.pack.format,)
            texts = {name: self._part_text(rule, name, text) for name in formats}
        return Part(texts, imports.lines())

    def _part_text(self, rule: PartSpec, form: str, text: str) -> str:
        formatter = self.formatter(form)
        text = text.strip("\n") + "\n"
        if self._skips_formatter(rule) and formatter.skips_formatter(text):
            return text
        return formatter.part(text)

    def formatted(self, rule: FileSpec, text: str) -> str:
        """A file through its formatter. Raises PackError for a fault of the pack."""
        formatter = self.formatter(rule.format or self.pack.format)
        if self._skips_formatter(rule) and formatter.skips_formatter(text):
            return text
        with self._faults(rule.template):
            return formatter.whole(text)

    def format_key(self, rule: FileSpec, text: str) -> str:
        """Of what ``formatted`` makes of a text."""
        form = rule.format or self.pack.format
        return fingerprint(tool(), "format", form, str(self._skips_formatter(rule)), text)

    def _skips_formatter(self, rule: FileSpec | PartSpec) -> bool:
        """The pack speaks for its own templates only."""
        return rule.preformatted and rule.template not in self.pack.overridden

    @contextmanager
    def _faults(self, template: str) -> Iterator[None]:
        try:
            yield
        except (TemplateError, FormatError) as error:
            raise PackError(f"{self.pack.name}: {template}: {error}") from error

    def mark(self, number: int) -> str:
        """The name of a part in the files that have it."""
        return f"part_{self._nonce}_{number}"

    def file(
        self, rule: FileSpec, item: str, placeholders: Mapping[tuple[str, str], Placeholder]
    ) -> FileDraft:
        """One file, not yet formatted; ``placeholders`` are known by a rule's name and an item."""

        def part(name: str, key: str, imports: Imports | None = None) -> str:
            placeholder = placeholders.get((name, key))
            if placeholder is None:
                raise PackError(f"{self.pack.name}: {rule.template}: no part {name!r} of {key!r}")
            mark, needed = placeholder
            if imports is not None:
                imports.include(needed)
            return mark

        context = {
            **self.options,
            "api": self.views.of(rule.each, item),
            "part": part,
            **self.views.item(rule.each, item),
        }
        with self._faults(rule.template):
            path = self._path(rule.path).render(context)
            text = self._environment.get_template(rule.template).render(context)
        if _UNSAFE_PATH.search(path):
            raise PackError(f"{self.pack.name}: {rule.template}: unsafe path {path!r}")
        return FileDraft(f"{self.pack.name}/{path}", text)
