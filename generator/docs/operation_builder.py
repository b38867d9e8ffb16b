"""An operation while its part of a page is being read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.docs.fields import Field
from generator.docs.layout.kinds import Role
from generator.docs.page_builder import PageBuilder
from generator.docs.request_lines import RequestLine
from generator.model import Notice, Sample, SecurityScheme, Source

_WORD = re.compile(r"[\w.$-]+")


@dataclass(slots=True)
class Answer:
    """A status, and what the page says of the response that has it."""

    status: str
    description: str
    source: Source
    type: str = ""
    """As the page writes it, or as this project does where a layout has spellings of its own."""
    type_source: Source | None = None
    target: str = ""
    """Where the link leads that is its type."""
    prose: list[str] = field(default_factory=list)
    rows: list[Field] = field(default_factory=list)


@dataclass(slots=True)
class OperationBuilder:
    """State of the rules. ``section`` is where the reader is, by the last heading claimed."""

    page: PageBuilder
    level: int = 0
    """Of the heading it stands under."""
    parents: tuple[str, ...] = ()
    """The headings above that one, the nearest last."""
    section: Role | None = None
    """None before the request line and every section."""
    above: list[tuple[int, Role]] = field(default_factory=list)
    """The sections around the current one and itself, with the levels of their headings."""
    title: str = ""
    heading_title: str = ""
    """The heading that it stands under, where its request line has a title of its own."""
    title_source: Source | None = None
    anchor: str = ""
    mark: str = ""
    """What tells it from an operation of the same title: ``deprecated``, or nothing."""
    titled_by_path: bool = False
    """The title is the request line itself."""

    request_lines: list[RequestLine] = field(default_factory=list)
    request_source: Source | None = None
    prose: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    notice_open: bool = False

    path: list[Field] = field(default_factory=list)
    query: list[Field] = field(default_factory=list)
    query_examples: dict[str, list[str]] = field(default_factory=dict)
    headers: list[Field] = field(default_factory=list)
    arguments: list[Field] = field(default_factory=list)
    """Parameters of which the page does not say where they are sent."""
    security: list[SecurityScheme] = field(default_factory=list)
    request_media_types: list[str] = field(default_factory=list)
    response_media_types: list[str] = field(default_factory=list)

    body_name: str | None = None
    body_type: str = ""
    body_as_response: bool = False
    """The page says that the body has properties of what the response holds."""
    body_list: bool = False
    """The page says that the body is a list of objects with the fields that it lists."""
    same_but: frozenset[str] | None = None
    """The page says that all is as of the operation before, but for these arguments."""
    body_none: bool = False
    """The page says that there is none."""
    body_source: Source | None = None
    body_prose: list[str] = field(default_factory=list)
    body_rows: list[Field] = field(default_factory=list)

    response_seen: bool = False
    response_heading: str = ""
    response_target: str = ""
    """Where the link leads that is the response's type."""
    response_heading_source: Source | None = None
    response_none: bool = False
    """The page says that the answer has no body."""
    answers_by_path: list[tuple[str, str]] = field(default_factory=list)
    """Pattern of a path, and the type of the answer of the request lines that match it."""
    response_prose: list[str] = field(default_factory=list)
    response_rows: list[Field] = field(default_factory=list)
    statuses: list[Answer] = field(default_factory=list)
    answer: Answer | None = None
    """The status whose section is being read."""
    error_prose: list[str] = field(default_factory=list)
    """What is said of an error before its status."""

    samples: list[Sample] = field(default_factory=list)
    common: bool = False
    """Whether it is none itself, but what a page says of all operations below a heading."""
    ended: bool = False
    """Whether a tag that began it has ended."""
    owner: str = ""
    """The name of the field whose properties are listed now."""
    group_required: bool | None = None
    """Whether what is listed now is required, if a heading or a line over it says so."""

    def add_prose(self, text: str) -> None:
        """Add a paragraph of the description, or of the notice that is open."""
        if self.notice_open and self.notices:
            notice = self.notices[-1]
            joined = f"{notice.text}\n\n{text}".strip()
            self.notices[-1] = notice.model_copy(update={"text": joined})
        elif text:
            self.prose.append(text)

    def take_from(self, before: OperationBuilder) -> None:
        """Take what the operation before has, and this one does not say itself."""
        left_out = self.same_but or frozenset()
        for own, other in (
            (self.query, before.query),
            (self.arguments, before.arguments),
            (self.body_rows, before.body_rows),
        ):
            known = left_out | {entry.name for entry in own}
            own += [entry for entry in other if entry.name not in known]
        self.body_name = before.body_name if self.body_name is None else self.body_name
        self.body_type = self.body_type or before.body_type
        self.body_list |= before.body_list
        self.body_source = self.body_source or before.body_source
        if not (self.response_heading or self.response_rows):
            self.response_seen |= before.response_seen
            self.response_heading = before.response_heading
            self.response_target = before.response_target
            self.response_heading_source = before.response_heading_source
            self.response_rows += before.response_rows
        self.statuses = self.statuses or before.statuses

    def lists_of_fields(self) -> tuple[list[Field], ...]:
        """The lists of what is sent, and of what is answered."""
        sent = self.path, self.query, self.headers, self.arguments, self.body_rows
        return *sent, self.response_rows

    def take_arguments(self, common: OperationBuilder) -> None:
        """Take the arguments of all operations below a heading, of those that its path names."""
        names = set(_WORD.findall(common.title))
        for own, other in zip(self.lists_of_fields(), common.lists_of_fields(), strict=True):
            own += [entry for entry in other if not entry.depth and entry.name in names]

    def enter(self, level: int, role: Role) -> None:
        """Start a section: those of its level and deeper end."""
        self.group_required, self.owner = None, ""
        self.above = [around for around in self.above if around[0] < level]
        self.above.append((level, role))
        self.section = role

    def leave(self, level: int) -> None:
        """End the sections of ``level`` and deeper, and go back to the one around them."""
        if self.above and self.above[-1][0] >= level:
            self.above = [around for around in self.above if around[0] < level]
            self.section = self.above[-1][1] if self.above else "description"

    def around(self, level: int) -> tuple[Role, ...]:
        """The roles of the sections that a heading of ``level`` stands in."""
        return tuple(role for depth, role in self.above if depth < level)


def fields_of(builder: OperationBuilder, role: str) -> list[Field]:
    """Where the fields of a section are collected."""
    match role:
        case "path":
            return builder.path
        case "query":
            return builder.query
        case "header":
            return builder.headers
        case "body" | "form" | "properties":
            return builder.body_rows
        case "response" | "response-body" | "errors":
            return builder.answer.rows if builder.answer else builder.response_rows
        case _:
            return builder.arguments
