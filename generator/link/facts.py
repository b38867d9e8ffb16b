"""What the passes know so far. Passes read and extend it; nothing outside ``link`` sees it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic
from generator.docs.page import Page
from generator.docs.shapes import Shape
from generator.link.name_candidates import NameCandidate
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

_UNTOLD = Unknown()


@dataclass(slots=True)
class PropertyFacts:
    """All that is said of one property of one model."""

    name: str
    cells: list[Property] = field(default_factory=list)
    """The table rows that list it, in the order of their pages."""
    shape: Shape = field(default_factory=Shape)
    """What the samples show in its place."""
    changed: bool = True
    """Something was learnt since ``schema`` was settled."""
    schema: Schema = _UNTOLD
    """The decision."""
    _votes: tuple[int, dict[Schema, int]] = (0, {})

    @property
    def votes(self) -> dict[Schema, int]:
        """How many rows write each type."""
        counted, votes = self._votes
        if counted != len(self.cells):
            # Rows that write the same mostly share one node: count those before comparing.
            nodes = {id(cell.schema_): cell.schema_ for cell in self.cells}
            votes = {}
            for node, count in Counter(id(cell.schema_) for cell in self.cells).items():
                votes[nodes[node]] = votes.get(nodes[node], 0) + count
            self._votes = len(self.cells), votes
        return votes


@dataclass(slots=True)
class ModelFacts:
    """A model: an object with a name, or one that ``link/names`` will name."""

    name: str
    documented: bool = False
    """Some page has a table of it; else it is known from samples only."""
    from_response_table: bool = False
    """The table of a response lists it, which leaves nothing out."""
    wraps_arguments: bool = False
    """Made for one operation's request; nothing else is ever taken for it."""
    is_named: bool = True
    """The docs name it; else its name was made up in ``link/names``."""
    name_candidates: set[NameCandidate] = field(default_factory=set)
    """What it might be called, where no page names it; ``name`` is then only a mark."""
    properties: dict[str, PropertyFacts] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    """Its property names, in lower case: matching ignores case, as the API does."""
    sources: list[Source] = field(default_factory=list)
    description: str = ""

    @property
    def is_anonymous(self) -> bool:
        return self.name.startswith(ANONYMOUS)

    def fits(self, shape: Shape) -> bool:
        """At least half of what an object in a sample has is this model's."""
        names = {name.lower() for name in shape.members}
        return len(names & self.keys) * 2 >= len(names)

    def property(self, name: str) -> PropertyFacts:
        """The facts of a property, made where missing."""
        fact = self.properties.get(name)
        if fact is None:
            fact = self.properties[name] = PropertyFacts(name)
            self.keys.add(name.lower())
        return fact

    def add_table(self, table: Iterable[Property]) -> None:
        """Take in the rows of a table that lists this model's properties."""
        rows = tuple(table)
        for row in rows:
            fact = self.property(row.name)
            fact.cells.append(row)
            fact.changed = True
        self.documented = True
        if rows and rows[0].source:
            self.sources.append(rows[0].source)

    def observe(self, shape: Shape) -> None:
        """Take in an object seen in a sample."""
        members = shape.members
        if self.documented:
            # What a sample has and no table has is noise, or another version.
            members = {k: v for k, v in members.items() if k.lower() in self.keys}
        for name, member in members.items():
            fact = self.property(name)
            fact.changed |= fact.shape.merge(member)


ANONYMOUS = "?"
"""What the marks of models without a name start with; no name in the docs can."""


@dataclass(slots=True)
class BodyFacts:
    """A request body or the body of a success response."""

    operation: Operation
    body: RequestBody | Response
    shape: Shape = field(default_factory=Shape)
    schema: Schema | None = None
    """The decision; None for no body."""
    settled: bool = False
    has_unreliable_heading: bool = False
    """The heading names a type that is not to be believed."""

    @property
    def is_request(self) -> bool:
        return isinstance(self.body, RequestBody)

    @property
    def heading(self) -> str:
        """The type the heading names; empty for requests, whose heading is no type, and for
        headings that are not to be believed.
        """
        return (
            self.body.heading
            if isinstance(self.body, Response) and not self.has_unreliable_heading
            else ""
        )

    @property
    def heading_source(self) -> Source:
        return getattr(self.body, "heading_source", None) or self.body.source


@dataclass(slots=True)
class Facts:
    """The whole corpus."""

    pages: list[Page]
    operations: list[Operation] = field(default_factory=list)
    shapes: dict[str, tuple[Shape, Shape]] = field(default_factory=dict)
    """What the request and response samples of each operation show, by its id."""
    bodies: list[BodyFacts] = field(default_factory=list)
    models: dict[str, ModelFacts] = field(default_factory=dict)
    named: dict[str, NamedSchema] = field(default_factory=dict)
    """Named schemas that are not objects: what is mentioned and nowhere explained."""
    unreliable_headings: set[str] = field(default_factory=set)
    """Names that stand over bodies they have nothing to do with."""
    mentioned: set[str] = field(default_factory=set)
    """Every name that some page writes in the place of a type."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def model(self, name: str) -> ModelFacts:
        """The facts of a model, made where missing."""
        return self.models.setdefault(name, ModelFacts(name))

    def anonymous(self) -> ModelFacts:
        """A new model without a name."""
        return self.model(f"{ANONYMOUS}{len(self.models):06}")

    def report(
        self, code: str, source: Source, found: str, expected: str = "", done: str = ""
    ) -> None:
        self.diagnostics.append(
            Diagnostic(code=code, source=source, found=found, expected=expected, done=done)
        )

    def responses(self) -> Iterator[BodyFacts]:
        return (body for body in self.bodies if not body.is_request)


def found_by(rule: str, because: str, sources: Iterable[Source | None]) -> Provenance:
    """Provenance with the first three places."""
    places: list[Source] = []
    for source in sources:
        if source and source not in places:
            places.append(source)
            if len(places) == 3:
                break
    return Provenance(rule=f"link/{rule}", because=because, sources=tuple(places))


def most_common(values: Iterable[str], shortest: bool = False) -> str:
    """The value that stands most often; among equals the longest (or ``shortest``), then the
    first by alphabet.
    """
    counts = Counter(value for value in values if value)
    sign = 1 if shortest else -1
    return min(counts, key=lambda v: (-counts[v], sign * len(v), v), default="")
