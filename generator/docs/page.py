"""What reading one file gives."""

from dataclasses import dataclass, field
from enum import StrEnum

from generator.diagnostics import Diagnostic
from generator.docs.shapes import Shape
from generator.model import Node, Operation, Source


class PageKind(StrEnum):
    """What a file turned out to be."""

    OPERATION = "operation"
    INDEX = "index"
    """A list of links to endpoint pages, with at most a path and no method."""
    OTHER = "other"
    """Prose, or a fragment that other pages include."""
    UNREADABLE = "unreadable"


class IndexEntry(Node):
    """A link from an index page to a page, as written."""

    title: str
    target: str
    """Relative to the docs root, with forward slashes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file, read."""

    kind: PageKind
    source: Source
    title: str = ""
    description: str = ""
    """The prose of an index page."""
    operation: Operation | None = None
    """Set where ``kind`` is OPERATION."""
    sent: Shape = field(default_factory=Shape)
    """What the request samples show."""
    received: Shape = field(default_factory=Shape)
    """What the response samples show."""
    mentions: frozenset[str] = frozenset()
    """Names that stand in the place of a type, in a table or over the response."""
    entries: tuple[IndexEntry, ...] = ()
    """Set where ``kind`` is INDEX."""
    namespaces: tuple[str, ...] = ()
    """The first words of the qualified names in the page's XML documentation, sorted."""
    diagnostics: tuple[Diagnostic, ...] = ()
