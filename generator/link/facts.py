"""What the passes know so far. Passes read and extend it; nothing outside ``link`` sees it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic
from generator.docs.page import Page
from generator.link.shapes import Shape
from generator.model import (
    NamedSchema,
    Operation,
    Property,
    Provenance,
    RequestBody,
    Response,
    Schema,
    Source,
    Unknown,
)


@dataclass(slots=True)
class PropertyFacts:
    """All that is said of one property of one model."""

    name: str
    cells: list[Property] = field(default_factory=list)
    """The table rows that list it."""
    shape: Shape = field(default_factory=Shape)
    """What the samples show in its place."""
    schema: Schema = field(default_factory=Unknown)
    """The verdict."""


@dataclass(slots=True)
class ModelFacts:
    """A model: an object with a name."""

    name: str
    documented: bool = False
    """Some page has a table of it; else it is known from samples only."""
    wraps_arguments: bool = False
    """Made for one operation's request; nothing else is ever taken for it."""
    properties: dict[str, PropertyFacts] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    description: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """Its property names, in lower case: matching ignores case, as the API does."""
        return frozenset(name.lower() for name in self.properties)

    def fits(self, shape: Shape) -> bool:
        """At least half of what an object in a sample has is this model's."""
        names = {name.lower() for name in shape.members}
        return len(names & self.keys) * 2 >= len(names)

    def property(self, name: str) -> PropertyFacts:
        """The facts of a property, made where missing."""
        return self.properties.setdefault(name, PropertyFacts(name))

    def add_table(self, table: Iterable[Property]) -> None:
        """Take in the rows of a table that lists this model's properties."""
        rows = tuple(table)
        for row in rows:
            self.property(row.name).cells.append(row)
        if rows and rows[0].source:
            self.sources.append(rows[0].source)

    def observe(self, shape: Shape) -> bool:
        """Take in an object seen in a sample; True where it told something new."""
        new = False
        for name, member in shape.members.items():
            new |= name not in self.properties
            new |= self.property(name).shape.merge(member)
        return new


@dataclass(slots=True)
class BodyFacts:
    """A request body or the body of a success response."""

    operation: Operation
    body: RequestBody | Response
    shape: Shape = field(default_factory=Shape)
    schema: Schema | None = None
    """The verdict; None for no body."""
    settled: bool = False

    @property
    def is_request(self) -> bool:
        return isinstance(self.body, RequestBody)

    @property
    def heading(self) -> str:
        """The type the heading names; empty for requests, whose heading is no type."""
        return self.body.heading if isinstance(self.body, Response) else ""


@dataclass(slots=True)
class Facts:
    """The whole corpus."""

    pages: list[Page]
    operations: list[Operation] = field(default_factory=list)
    bodies: list[BodyFacts] = field(default_factory=list)
    models: dict[str, ModelFacts] = field(default_factory=dict)
    named: dict[str, NamedSchema] = field(default_factory=dict)
    """Named schemas that are not objects: what is mentioned and nowhere explained."""
    discredited: set[str] = field(default_factory=set)
    """Names that stand over bodies they have nothing to do with."""
    mentioned: set[str] = field(default_factory=set)
    """Every name that some page writes in the place of a type."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def model(self, name: str) -> ModelFacts:
        """The facts of a model, made where missing."""
        return self.models.setdefault(name, ModelFacts(name))

    def report(
        self, code: str, source: Source, found: str, expected: str = "", done: str = ""
    ) -> None:
        self.diagnostics.append(
            Diagnostic(code=code, source=source, found=found, expected=expected, done=done)
        )

    def responses(self) -> Iterator[BodyFacts]:
        return (body for body in self.bodies if not body.is_request)


def found_by(rule: str, because: str, sources: Iterable[Source | None]) -> Provenance:
    """Provenance with the first three places, in order."""
    places = sorted({s for s in sources if s}, key=lambda s: (s.file, s.line, s.column))
    return Provenance(rule=f"link/{rule}", because=because, sources=tuple(places[:3]))


def most_common(values: Iterable[str], shortest: bool = False) -> str:
    """The value that stands most often; among equals the longest (or ``shortest``), then the
    first by alphabet.
    """
    counts = Counter(value for value in values if value)
    sign = 1 if shortest else -1
    return min(counts, key=lambda v: (-counts[v], sign * len(v), v), default="")
