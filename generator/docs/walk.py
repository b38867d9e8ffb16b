"""Going through the blocks of a page: which part of it is which operation or model."""

import posixpath
import re
from collections.abc import Sequence
from itertools import pairwise

from generator.docs.block_rules import claim
from generator.docs.blocks import Block, Fence, Other, Paragraph, SplitRequest
from generator.docs.cleaning import clean
from generator.docs.field_like import field_like, fields_taken
from generator.docs.field_owners import owner_named
from generator.docs.headings import BOLD, QUOTE, HeadingText
from generator.docs.layout.kinds import Role
from generator.docs.layout.layout import Section
from generator.docs.layout.patterns import full_match
from generator.docs.layout.types import model_name
from generator.docs.leads import is_field, leads_to
from generator.docs.model_builder import ModelBuilder
from generator.docs.models import claim_in_model, open_field
from generator.docs.operation_builder import OperationBuilder
from generator.docs.operations import apply_all_optional
from generator.docs.outline import Part, outline
from generator.docs.page_builder import PageBuilder
from generator.docs.page_contents import PageContents
from generator.docs.scopes import (
    Scope,
    are_known,
    has_fields,
    in_sample,
    labels_sample,
    of_answers,
    still_begins,
)
from generator.docs.sections import enter_section
from generator.docs.shell_calls import shell_calls
from generator.docs.shown_authentication import schemes_of_section
from generator.docs.tag_sections import REQUEST_END, SECTION_END
from generator.model import Notice, Source

_OF_ALL = frozenset({"path", "query", "url", "header", "parameters"})
"""Sections below the heading of a path that are about each operation on it."""


def slug(text: str) -> str:
    """A heading as the address of a link to it: lower case, with hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


class Walk(PageContents):
    """What a page of any number of operations and models describes."""

    def __init__(self, page: PageBuilder) -> None:
        super().__init__(page)
        self._scopes: list[Scope] = []
        self._back: Role | None = None
        """The section to go back to after the next block."""
        self._authentication: list[Block] = []
        """What stands in a section about authentication that is about the whole page."""
        self._authentication_level = 0
        """The level of that section's heading while it lasts."""
        self._above: list[tuple[int, str]] = []
        """The headings around the current block that are no sections."""

    def read(self, blocks: Sequence[Block]) -> None:
        """Go through all blocks."""
        self.report_faults(blocks)
        if self.layout.describes_model(self.page.file):
            stem = posixpath.basename(self.page.file).split(".")[0]
            name = self.page.title or stem
            self._open_model(
                ModelBuilder(
                    self.page,
                    model_name(name),
                    Source(file=self.page.file),
                    anchors=(slug(stem), slug(name)),
                )
            )
        self._read_parts(blocks)
        self.page.security = schemes_of_section(self._authentication)
        for before, builder in pairwise(self.operations):
            if builder.same_but is not None:
                apply_all_optional(before)
                builder.take_from(before)

    def _read_parts(self, blocks: Sequence[Block]) -> None:
        found = outline(self.page, blocks)
        for number, part in enumerate(found.parts):
            if part.heading:
                self._begin_authentication(part.heading, part.section)
            if part.heading and part.section:
                self._section(part, part.heading, part.section)
            elif part.heading:
                self._heading(part, number in found.titles)
            elif part.listed:
                self._list(part)
            elif part.lines:
                self._request_lines(part)
            else:
                self._block(part, found.parts[number + 1 : number + 2])

    def _begin_authentication(self, heading: HeadingText, section: Section | None) -> None:
        """A heading may start or end the section about authentication at all operations."""
        if heading.level <= self._authentication_level:
            self._authentication_level = 0
        if section and section.role == "authentication" and not self._scopes:
            self._authentication_level = heading.level

    def _heading(self, part: Part, begins: bool) -> None:
        heading, block = part.heading, part.block
        if heading is None:
            return
        self._leave(heading.level)
        if not part.lines:
            self.look_for_lines([block])
        if part.model:
            self._model(part, heading, *part.model)
            return
        scope = self._scopes[-1] if self._scopes else None
        if isinstance(scope, ModelBuilder) and not begins:
            if self._field(scope, part, heading):
                return
            scope.section, scope.open_field = "unknown", 0
            return
        if begins:
            parents = tuple(text for _, text in self._above)
            title, deprecated = self.layout.without_mark(heading.text)
            operation = OperationBuilder(
                self.page,
                heading.level,
                parents,
                title=title,
                title_source=self.page.place(block),
                anchor=heading.anchor,
            )
            if deprecated:
                operation.mark = "deprecated"
                operation.notices.append(Notice(kind="Deprecated", source=self.page.place(block)))
            for around in self._scopes[-1:]:
                if isinstance(around, OperationBuilder) and around.common:
                    operation.take_arguments(around)
            self._scopes.append(operation)
            if part.lines:
                own = part.lines[0].line == block.line
                operation.titled_by_path = own and not part.lines[0].title
                self._begin(operation, part)
        elif isinstance(scope, OperationBuilder) and of_answers(scope, heading.level):
            # A heading inside of an answer or a sample tells one of several apart.
            scope.section = scope.around(heading.level)[-1]
        elif isinstance(scope, OperationBuilder) and (owner := owner_named(scope, heading.text)):
            scope.enter(heading.level, owner.role)
            scope.owner = owner.name
        elif isinstance(scope, OperationBuilder):
            scope.enter(heading.level, "unknown")
            scope.add_prose(f"{'#' * min(heading.level, 6)} {heading.text}")
        else:
            self.page.title = self.page.title or heading.text
        self._above.append((heading.level, heading.text))

    def _model(self, part: Part, heading: HeadingText, name: str, kind: str) -> None:
        """A heading that starts a model."""
        anchors = (slug(heading.text), slug(name), heading.anchor.lower())
        source = self.page.place(part.block)
        self._open_model(
            ModelBuilder(self.page, model_name(name), source, heading.level, anchors, kind)
        )

    def _section(self, part: Part, heading: HeadingText, section: Section) -> None:
        scope = self._scopes[-1] if self._scopes else None
        if isinstance(scope, ModelBuilder) and self._field(scope, part, heading):
            return
        while self._scopes and isinstance(self._scopes[-1], ModelBuilder):
            model = self._scopes[-1]
            if model.level and model.level >= heading.level:
                self._scopes.pop()
                continue
            model.section, model.open_field = section.role, 0
            return
        if any(
            heading.level <= level < scope.level
            for level, _ in self._above
            for scope in self._scopes[-1:]
        ):
            # ``# Errors`` after ``# Lamps`` is about no operation below ``# Lamps``.
            self._leave(heading.level)
        if not self._scopes and section.role in _OF_ALL and self._above and self._holds_path():
            level, title = self._above[-1]
            self._scopes.append(OperationBuilder(self.page, level, title=title, common=True))
        if not self._scopes:
            return
        builder = self._scopes[-1]
        assert isinstance(builder, OperationBuilder)  # noqa: S101 - models are dealt with above
        enter_section(builder, part.block, heading.level, section)
        if heading.rest:
            claim(builder, Paragraph(part.block.file, part.block.line, heading.rest, heading.rest))

    def _holds_path(self) -> bool:
        """Whether the heading above holds a path that operations below it go on with."""
        text = self._above[-1][1]
        return any(
            full_match(pattern, text) for rule in self.layout.operations for pattern in rule.above
        )

    def _field(self, scope: ModelBuilder, part: Part, heading: HeadingText) -> bool:
        """Whether a heading is a property of a model."""
        source = self.page.place(part.block)
        return open_field(scope, heading.written or heading.text, heading.level, source)

    def _leave(self, level: int) -> None:
        """A heading of ``level`` ends what stands under those of its level and deeper."""
        while self._scopes and self._scopes[-1].level >= level:
            self._scopes.pop()
        self._above = [pair for pair in self._above if pair[0] < level]

    def _open_model(self, builder: ModelBuilder) -> None:
        self.models.append(builder)
        self._scopes.append(builder)

    def _request_lines(self, part: Part) -> None:
        scope = self._scopes[-1] if self._scopes else None
        if not isinstance(scope, OperationBuilder):
            # A request line in the front matter is that of the whole page.
            whole = isinstance(part.block, SplitRequest) and part.block.kind == "front-matter"
            level = 0 if whole else BOLD
            self._scopes = [OperationBuilder(self.page, level, title=self.page.title)]
            self._begin(self._scopes[0], part)  # type: ignore[arg-type]
        elif not scope.request_lines:
            self._begin(scope, part)
        elif are_known(scope, part.lines):
            pass  # The same once more, as over a sample.
        elif still_begins(scope) and not has_fields(scope) and not scope.ended:
            scope.request_lines += part.lines
        else:
            again = OperationBuilder(
                self.page,
                scope.level,
                scope.parents,
                title=scope.heading_title,
                title_source=scope.title_source,
            )
            self._scopes[-1] = again
            self._begin(again, part)

    def _list(self, part: Part) -> None:
        """Operations that a list or table names, and nothing else says anything of."""
        around = [*self._scopes]
        parents = tuple(text for _, text in self._above)
        for line in part.lines:
            builder = OperationBuilder(self.page, BOLD, parents, title=line.title)
            self._begin(builder, part._replace(lines=(line,)))
        self._scopes = around

    def _begin(self, builder: OperationBuilder, part: Part) -> None:
        builder.request_lines = list(part.lines)
        builder.request_source = self.page.place(part.block, part.lines[0].line)
        builder.section = "description"
        builder.heading_title = builder.title
        builder.title = part.lines[0].title or builder.title
        self.operations.append(builder)
        if isinstance(part.block, Fence) and any(shell_calls(part.block)):
            claim(builder, part.block)  # It is a sample, too.

    def _block(self, part: Part, following: Sequence[Part]) -> None:
        block = part.block
        if isinstance(block, Other) and block.kind == "hr":
            if "rule" in (self.layout.file.operations.ends or ()):
                self._scopes = [s for s in self._scopes if isinstance(s, ModelBuilder)]
            return
        scope = self._scopes[-1] if self._scopes else None
        if isinstance(block, Other) and block.kind == SECTION_END:
            if isinstance(scope, OperationBuilder):
                scope.leave(BOLD)
                scope.answer = None
            return
        if isinstance(block, Other) and block.kind == REQUEST_END:
            if isinstance(scope, OperationBuilder):
                scope.ended = True
            return
        if not in_sample(scope) or (isinstance(block, Other) and block.kind == "comment"):
            self.look_for_lines([block])
        if scope is None:
            if self._authentication_level:
                self._authentication.append(block)
            if isinstance(block, Paragraph):
                self.prose.append(clean(block.text))
            return
        if isinstance(scope, OperationBuilder):
            if labels_sample(scope, block):
                # Which answers the samples after the first are of, such a label does not say.
                if any(sample.kind == "response" for sample in scope.samples):
                    scope.enter(QUOTE, "ignored")
                return
            if not isinstance(block, Fence):
                scope.leave(QUOTE)
        taken, section = fields_taken(scope), scope.section
        if isinstance(scope, ModelBuilder):
            claim_in_model(scope, block)
        else:
            self._claim(scope, block, following)
        if not isinstance(block, Fence) and fields_taken(scope) == taken:
            self._report_fields(block, section)

    def _report_fields(self, block: Block, section: Role | None) -> None:
        """Report what looks like fields of a block that was read as prose."""
        for line, text in field_like(self.layout, block, section):
            self.page.report("DOC223", self.page.place(block, line), text)

    def _claim(self, scope: OperationBuilder, block: Block, following: Sequence[Part]) -> None:
        below = following[0].block if following else None
        if self._back is None and (section := leads_to(scope, block, below)):
            if ". " in block.raw:
                claim(scope, block)
            self._back, scope.section = scope.section or "description", section
            return
        claim(scope, block)
        goes_on = is_field(self.page, block) and is_field(self.page, below)
        if self._back is not None and not goes_on:
            scope.section, self._back = self._back, None
            scope.group_required, scope.owner = None, ""
