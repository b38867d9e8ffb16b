"""What reading one file gives."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.docs.shapes import Shape
from generator.model import Node, Operation, Property, Reference, Schema, Source


class PageKind(StrEnum):
    """What a file turned out to be."""

    OPERATION = "operation"
    """It describes at least one operation."""
    MODEL = "model"
    """It describes models, and no operation."""
    INDEX = "index"
    """A list of links to endpoint pages, with at most a path and no method."""
    OTHER = "other"
    """Prose, or text that other pages include."""
    UNREADABLE = "unreadable"


class IndexEntry(Node):
    """A link from an index page to a page, as written."""

    title: str
    target: str
    """Relative to the docs root, with forward slashes."""


class NumberedNames(NamedTuple):
    """How operations are written that are asked for a page by its number; names in lower case,
    without underscores. Without ``number`` none is.
    """

    number: tuple[str, ...] = ()
    """The argument with the number of the page."""
    size: tuple[str, ...] = ()
    """The argument with the count of items that a page may have."""
    items: tuple[str, ...] = ()
    """The property that holds the items, of an answer that is no list itself."""
    total: tuple[str, ...] = ()
    """The property that holds the count of the items of all pages."""
    first: int = 0
    """The number of the first page."""


class PagingNames(NamedTuple):
    """How answers are written that hold one page of a longer list; all empty where none is."""

    items: str = ""
    """The property that holds the items of the page."""
    next_link: str = ""
    """End of the name, in lower case, of the property with the URL of the next page."""
    select: str = ""
    """The query parameter that selects the properties of the items."""
    numbered: NumberedNames = NumberedNames()


NO_PAGING = PagingNames()


class SampleShapes(NamedTuple):
    """What the samples of an operation show."""

    sent: Shape = Shape()
    received: Shape = Shape()
    """Of a success, and where a sample does not tell its status."""
    errors: tuple[tuple[str, Shape], ...] = ()
    """By the status of the answer; always empty for a strict layout."""

    def error(self, status: str) -> Shape:
        """What answers with that status hold."""
        return dict(self.errors).get(status, Shape())


@dataclass(frozen=True, slots=True, kw_only=True)
class PageModel:
    """A model that a page describes: an object by its properties, or a schema by itself."""

    name: str
    anchors: tuple[str, ...] = ()
    """What links to it may end with: its heading's words, in lower case, with hyphens."""
    description: str = ""
    table: tuple[Property, ...] = ()
    """The properties."""
    bases: tuple[Reference, ...] = ()
    """Models whose properties it has too."""
    schema: Schema | None = None
    """What it is where it is no object: an enumeration, or another name of a type."""
    shape: Shape = field(default_factory=Shape)
    """What its samples show."""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file, read."""

    kind: PageKind
    source: Source
    title: str = ""
    description: str = ""
    """The prose of an index page."""
    operations: tuple[Operation, ...] = ()
    """Set where ``kind`` is OPERATION, in the order of the page."""
    shapes: tuple[SampleShapes, ...] = ()
    """What the samples of each operation show."""
    models: tuple[PageModel, ...] = ()
    """In the order of the page."""
    mentions: frozenset[str] = frozenset()
    """Names that stand in the place of a type, in a table or over the response."""
    entries: tuple[IndexEntry, ...] = ()
    """Set where ``kind`` is INDEX."""
    namespaces: tuple[str, ...] = ()
    """The first words of the qualified names in the page's XML documentation, sorted."""
    diagnostics: tuple[Diagnostic, ...] = ()
    servers: tuple[str, ...] = ()
    """The addresses of servers that request lines have before their paths, sorted; none for a
    strict layout."""
    tag_endings: tuple[str, ...] = ()
    """The words at the end of a tag that say in which style its operations are written."""
    paging: PagingNames = NO_PAGING
    """How the layout says that answers in pages are written."""
    has_links: bool = False
    """Whether links may stand in the place of types: linking finds out where they lead."""
    missed: tuple[tuple[Source, str], ...] = ()
    """Lines that look like request lines, stand in no sample, and began no operation."""

    @property
    def operation(self) -> Operation | None:
        """The first operation; of many pages the only one."""
        return self.operations[0] if self.operations else None

    @property
    def sent(self) -> Shape:
        """What the request samples of the first operation show."""
        return self.shapes[0].sent if self.shapes else Shape()

    @property
    def received(self) -> Shape:
        """What the response samples of the first operation show."""
        return self.shapes[0].received if self.shapes else Shape()
