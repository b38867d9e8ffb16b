"""A layout with its patterns compiled: what the rules of reading ask."""

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from generator.docs.cleaning import clean
from generator.docs.layout.kinds import Column, Role
from generator.docs.layout.patterns import LONGEST, compile_pattern, full_match
from generator.docs.layout.schema import LayoutFile, OperationRule
from generator.docs.layout.types import TypeReader

_TEXTS = 4096
"""Texts whose reading is kept: most headings, heads of tables and cells stand on many pages."""

_NOTICE = ("kind", "text")
"""What the pattern of a notice needs."""

Patterns = tuple[re.Pattern[str], ...]


class Section(NamedTuple):
    """What a heading starts."""

    role: Role
    captures: dict[str, str]
    """What the heading's pattern took from it."""
    media_type: str = ""


class Marked(NamedTuple):
    """A description, and what it says of what it describes. None: nothing."""

    text: str
    required: bool | None
    nullable: bool
    read_only: bool
    deprecated: bool


class OperationPatterns(NamedTuple):
    """Where an operation begins."""

    rule: OperationRule
    line: re.Pattern[str]
    info: re.Pattern[str]
    above: Patterns


class Layout:
    """Compiled once a process; it is sent to others as the file it is made of."""

    def __init__(self, name: str, file: LayoutFile) -> None:
        self.name = name
        self.file = file
        self.digest = blake2b(file.model_dump_json().encode(), digest_size=16).hexdigest()
        self.types = TypeReader(file.types)
        self.operations = tuple(
            OperationPatterns(
                rule,
                compile_pattern(rule.line, *_needed_of(rule)),
                compile_pattern(rule.info),
                _all(rule.above, "path"),
            )
            for rule in file.operation
        )
        self.clean = tuple((compile_pattern(rule.pattern), rule.keep) for rule in file.clean)
        self.notices = tuple(
            (rule.kind, compile_pattern(rule.pattern, *(("text",) if rule.kind else _NOTICE)))
            for rule in file.notice
        )
        self.fields = tuple(
            (rule, compile_pattern(rule.pattern, "type" if rule.in_ == ["description"] else "name"))
            for rule in file.field
        )
        self.labels = tuple(
            (rule.role, pattern) for rule in file.label for pattern in _all(rule.label)
        )
        self.models = tuple(
            (rule, pattern, _all(rule.below))
            for rule in file.model
            for pattern in _all(rule.heading, "name")
        )
        self.answers = tuple((rule, compile_pattern(rule.pattern)) for rule in file.answer)
        self.answer_paths = {
            rule.path: compile_pattern(rule.path) for rule in file.answer if rule.path
        }
        self.arguments = tuple(
            (rule, compile_pattern(rule.pattern, "values")) for rule in file.argument
        )
        self.bases = _all((rule.pattern for rule in file.base), "type")
        self.enums = _all((rule.pattern for rule in file.enum), "values")
        self.strip = _all(file.operations.strip)
        self.sample_ids = _all(file.operations.sample_ids)
        self.bodies = _all(file.operations.body)
        self.file_marks = _all(file.marks.file)
        self.yes = _all(file.marks.yes)
        self.nothing = _all(file.marks.nothing)
        self.unnamed = _all(file.marks.unnamed)
        self.alternatives = _all(file.types.alternatives)
        self.all_optional = _all(file.marks.all_optional)
        self._required = _all(file.marks.required)
        self._optional = _all(file.marks.optional)
        self._nullable = _all(file.marks.nullable)
        self._read_only = _all(file.marks.read_only)
        self._deprecated = _all(file.marks.deprecated)
        self._sections = tuple(
            (rule, pattern) for rule in file.section for pattern in _all(rule.heading)
        )
        self._tables = tuple((rule, _all(rule.head)) for rule in file.table)
        self._columns = tuple(
            (column, pattern) for column, words in file.columns.items() for pattern in _all(words)
        )
        self.section = lru_cache(maxsize=_TEXTS)(self._section)
        self.columns = lru_cache(maxsize=_TEXTS)(self._columns_of)
        self.table_role = lru_cache(maxsize=_TEXTS)(self._table_role)
        self.marked = lru_cache(maxsize=_TEXTS)(self._marked)
        self.described = lru_cache(maxsize=_TEXTS)(self._described)

    def __reduce__(self) -> tuple[Any, ...]:
        return compile_layout, (self.name, self.file)

    def reads(self, file: str) -> bool:
        """Whether a page is one to read."""
        pages = self.file.pages
        return (not pages.include or matches(file, pages.include)) and not matches(
            file, pages.exclude
        )

    def describes_model(self, file: str) -> bool:
        """Whether a page describes a model."""
        return matches(file, self.file.pages.models)

    def label(self, text: str) -> str | None:
        """What the text after a label is; None for a label that no rule knows."""
        return next((role for role, pattern in self.labels if full_match(pattern, text)), None)

    def without_mark(self, title: str) -> tuple[str, bool]:
        """A title without what marks it as deprecated at its end, and whether it is."""
        for pattern in self._deprecated:
            if match := pattern.search(title[:LONGEST]):
                ends = match.end() == len(title) and match.start() > 0
                return (title[: match.start()].strip() if ends else title), True
        return title, False

    def _section(self, text: str, above: tuple[Role, ...]) -> Section | None:
        for rule, pattern in self._sections:
            if rule.under and not set(rule.under) & set(above):
                continue
            if match := full_match(pattern, text):
                found = {key: (value or "").strip() for key, value in match.groupdict().items()}
                return Section(rule.role, found, rule.media_type)
        return None

    def _columns_of(self, heads: tuple[str, ...]) -> tuple[Column | None, ...]:
        """What each column of a table holds, by the words of its head; no two the same. The name
        is in the first one that may hold it; the patterns of others are tried in their order.
        """
        found: list[Column | None] = [None] * len(heads)
        names = [pattern for column, pattern in self._columns if column == "name"]
        for number, head in enumerate(heads):
            if any(full_match(pattern, head) for pattern in names):
                found[number] = "name"
                break
        for column, pattern in self._columns:
            if column in found:
                continue
            for number, head in enumerate(heads):
                if found[number] is None and full_match(pattern, head):
                    found[number] = column
                    break
        return tuple(found)

    def _table_role(self, heads: tuple[str, ...], section: Role | None) -> Role | None:
        for rule, patterns in self._tables:
            if rule.under and (section or "description") not in rule.under:
                continue
            if len(patterns) <= len(heads) and all(
                full_match(pattern, head) for pattern, head in zip(patterns, heads, strict=False)
            ):
                return rule.role
        return None

    def _described(self, text: str) -> Marked:
        """A description as clean CommonMark, and what it says."""
        before = self._marked(text)
        cleaned = clean(before.text)
        after = before if cleaned == before.text else self._marked(cleaned)
        return before._replace(text=cleaned, read_only=after.read_only, deprecated=after.deprecated)

    def _marked(self, text: str) -> Marked:
        required: bool | None = None
        nullable = False
        for patterns, value in ((self._optional, False), (self._required, True)):
            for pattern in patterns:
                if match := pattern.search(text):
                    text, required = cut(text, match), value
        for pattern in self._nullable:
            if match := pattern.search(text):
                text, nullable = cut(text, match), True
        return Marked(
            text,
            required,
            nullable,
            any(pattern.search(text) for pattern in self._read_only),
            any(pattern.search(text) for pattern in self._deprecated),
        )


def _needed_of(rule: OperationRule) -> list[str]:
    """The groups that the pattern of a request line cannot do without."""
    return [
        group
        for group, elsewhere in (("method", rule.method), ("path", rule.above))
        if not elsewhere
    ]


def cut(text: str, match: re.Match[str]) -> str:
    """The text without what matched."""
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    return f"{before} {after}" if before or not after else after


def matches(file: str, globs: Sequence[str]) -> bool:
    """Whether a file's name matches a glob, and none after a ``!``; ``**`` stands for any folders,
    or none.
    """
    others = [glob for glob in globs if not glob.startswith("!")]
    if len(others) < len(globs) and matches(file, [g[1:] for g in globs if g.startswith("!")]):
        return False
    return any(
        fnmatchcase(file, glob) or fnmatchcase(f"/{file}", f"*/{glob.removeprefix('**/')}")
        for glob in others
    )


def _all(patterns: Iterable[str], *needed: str) -> Patterns:
    return tuple(compile_pattern(pattern, *needed) for pattern in patterns)


def compile_layout(name: str, file: LayoutFile) -> Layout:
    """Raises PatternError for a pattern that is not right."""
    return Layout(name, file)
