"""What the passes know: the pages, what was collected from them, and what was decided so far.

``Facts`` is the one mutable object of linking. Every pass reads some of its fields and writes
others, as the table in ``generator.link.passes`` declares. Nothing outside of ``link`` sees it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from generator.diagnostics import Diagnostic
from generator.docs.page import NO_PAGING, Page, PagingNames, SampleShapes
from generator.docs.shapes import Shape
from generator.link.decisions import Decision, Rule
from generator.link.name_candidates import NameCandidate
from generator.model import (
    Api,
    NamedSchema,
    Operation,
    Property,
    RequestBody,
    Response,
    Schema,
    Source,
    Unknown,
)

_UNKNOWN = Unknown()
_UNDECIDED = Decision(_UNKNOWN, Rule.undecided, "")


@dataclass(slots=True)
class PropertyFacts:
    """Everything the docs say about one property of one model, and what was decided."""

    name: str
    """As the docs write it."""
    cells: list[Property] = field(default_factory=list)
    """The table rows that list the property, ordered by page."""
    shape: Shape = field(default_factory=Shape)
    """The values that samples show for it."""
    changed: bool = True
    """Whether ``cells`` or ``shape`` were extended since ``decision`` was made."""
    decision: Decision = _UNDECIDED
    contradicting_types: tuple[Schema, ...] = ()
    """The types in ``votes`` that do not agree with the decision; set by ``weigh_evidence``."""
    contradicting_kinds: tuple[str, ...] = ()
    """The kinds in ``shape`` that the decision does not allow; set by ``weigh_evidence``."""
    _votes: tuple[int, dict[Schema, int]] = field(default=(0, {}), repr=False, compare=False)
    """The number of ``cells`` when ``votes`` was last counted, and the result."""

    @property
    def schema(self) -> Schema:
        """The decided schema."""
        return self.decision.schema or _UNKNOWN

    @property
    def votes(self) -> dict[Schema, int]:
        """How many rows write each type; a blank cell counts as Unknown."""
        counted, votes = self._votes
        if counted != len(self.cells):
            # Rows with the same text mostly have the same schema object. Counting by identity
            # first keeps the slow comparison of schemas rare.
            nodes = {id(cell.schema_): cell.schema_ for cell in self.cells}
            votes = {}
            for node, count in Counter(id(cell.schema_) for cell in self.cells).items():
                votes[nodes[node]] = votes.get(nodes[node], 0) + count
            self._votes = len(self.cells), votes
        return votes


@dataclass(slots=True)
class ModelFacts:
    """A model: an object type that the docs name, or that ``name_models`` will name."""

    name: str
    """A placeholder that starts with ``ANONYMOUS`` until ``name_models`` has run."""
    documented: bool = False
    """Whether some page has a table of it; otherwise it is known from samples only."""
    from_response_table: bool = False
    """Whether the table of a response lists it. Such a table is complete."""
    listed_below: bool = False
    """Whether its properties are listed below a property that holds it. Such a list is complete."""
    wraps_arguments: bool = False
    """Whether it is the request object of one operation. No other object is taken for it."""
    is_named: bool = True
    """Whether the docs name it; otherwise ``name_models`` made its name up."""
    naming: Decision | None = None
    """How it got its name; set by ``name_models``."""
    chosen_candidate: str = ""
    """The candidate that its name was made from; empty where the docs name it."""
    name_candidates: set[NameCandidate] = field(default_factory=set)
    properties: dict[str, PropertyFacts] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    """Its property names in lower case: models are matched without regard to case."""
    sources: list[Source] = field(default_factory=list)
    """The first row of each table that lists it, or the sample that shows it."""
    description: str = ""

    @property
    def is_anonymous(self) -> bool:
        """Whether it has no name yet."""
        return self.name.startswith(ANONYMOUS)

    def fits(self, shape: Shape) -> bool:
        """Whether at least half of the members of a sample's object are its properties."""
        names = {name.lower() for name in shape.members}
        return len(names & self.keys) * 2 >= len(names)

    def property(self, name: str) -> PropertyFacts:
        """The facts of a property, added if missing."""
        fact = self.properties.get(name)
        if fact is None:
            fact = self.properties[name] = PropertyFacts(name)
            self.keys.add(name.lower())
        return fact

    def add_table(self, table: Iterable[Property]) -> None:
        """Add the rows of a table that lists this model's properties."""
        rows = tuple(table)
        for row in rows:
            fact = self.property(row.name)
            fact.cells.append(row)
            fact.changed = True
        self.documented = True
        if rows and rows[0].source:
            self.sources.append(rows[0].source)

    def observe(self, shape: Shape) -> None:
        """Add the members of an object that a sample shows.

        For a model with a table, members that the table does not list are ignored: they are
        noise, or of another version. One whose name the table writes in another case is that one.
        """
        members = shape.members
        listed = {name.lower(): name for name in self.properties} if self.documented else {}
        if self.documented:
            members = {k: v for k, v in members.items() if k.lower() in self.keys}
        for name, member in members.items():
            fact = self.property(listed.get(name.lower(), name))
            fact.changed |= fact.shape.merge(member)


ANONYMOUS = "?"
"""First letter of the placeholders for models without a name; no name in the docs has it."""


@dataclass(slots=True)
class BodyFacts:
    """Everything the docs say about one request body or response, and the decision."""

    operation: Operation
    body: RequestBody | Response
    shape: Shape = field(default_factory=Shape)
    """The values that the operation's samples show for it."""
    decision: Decision | None = None
    """None until it is decided; a decided body that does not exist has the schema None."""
    has_unreliable_heading: bool = False
    """Whether the type that the heading names is not to be trusted."""
    heading_contradicts: bool = False
    """Whether the heading does not agree with the decision; set by ``weigh_evidence``."""
    contradicting_kinds: tuple[str, ...] = ()
    """The kinds in ``shape`` that the decision does not allow; set by ``weigh_evidence``."""

    @property
    def schema(self) -> Schema | None:
        """The decided schema; None while it is undecided, and where there is no body."""
        return self.decision.schema if self.decision else None

    @property
    def is_request(self) -> bool:
        """Whether it is a request body; otherwise it is a response."""
        return isinstance(self.body, RequestBody)

    @property
    def heading(self) -> str:
        """The type that a response's heading names; empty for requests, which have none."""
        return self.body.heading if isinstance(self.body, Response) else ""

    @property
    def trusted_heading(self) -> str:
        """The heading; empty if it is not to be trusted."""
        return "" if self.has_unreliable_heading else self.heading

    @property
    def heading_source(self) -> Source:
        """Where the heading stands, or else the body."""
        return getattr(self.body, "heading_source", None) or self.body.source

    @property
    def field(self) -> str:
        """Which part of the operation it is: ``request body`` or ``response 200``."""
        return f"response {self.body.status}" if isinstance(self.body, Response) else "request body"


@dataclass(slots=True)
class Facts:
    """The whole corpus. Passes declare which of these fields they read and write."""

    pages: list[Page]
    """Sorted by file name."""
    title: str = ""
    """The API's title, if the caller gives one."""
    version: str = ""
    """The API's version, if the caller gives one."""
    paging: PagingNames = field(init=False)
    """How answers in pages are written: the same on all pages, as one layout reads them."""
    operations: list[Operation] = field(default_factory=list)
    """Sorted by operation id, each id once."""
    shapes: dict[str, SampleShapes] = field(default_factory=dict)
    """By operation id: what the samples show."""
    bodies: list[BodyFacts] = field(default_factory=list)
    models: dict[str, ModelFacts] = field(default_factory=dict)
    """By name."""
    named_schemas: dict[str, NamedSchema] = field(default_factory=dict)
    """Schemas that pages name and that are no objects: enumerations, other names of types."""
    unknown_models: dict[str, NamedSchema] = field(default_factory=dict)
    """By name: the models that pages mention and none defines."""
    unknown_model_decisions: dict[str, Decision] = field(default_factory=dict)
    """By name, for the same models."""
    parameter_decisions: dict[tuple[str, str, str], Decision] = field(default_factory=dict)
    """By operation id, location and name: the parameters whose type the page does not write."""
    unreliable_headings: set[str] = field(default_factory=set)
    """Names of models that stand over responses they have nothing to do with."""
    mentioned: set[str] = field(default_factory=set)
    """Every name that some page writes where a type should be."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    api: Api = field(default_factory=lambda: Api(title=""))
    """The result: empty until ``assemble`` has run."""

    def __post_init__(self) -> None:
        found = (page.paging for page in self.pages if page.paging != NO_PAGING)
        self.paging = next(found, NO_PAGING)

    def model(self, name: str) -> ModelFacts:
        """The facts of a model, added if missing."""
        return self.models.setdefault(name, ModelFacts(name))

    def anonymous(self) -> ModelFacts:
        """A new model without a name."""
        # Where models were merged, more names were given than there are models.
        numbers = count(len(self.models))
        names = (f"{ANONYMOUS}{number:06}" for number in numbers)
        return self.model(next(name for name in names if name not in self.models))

    def report(
        self, code: str, source: Source, found: str, expected: str = "", done: str = ""
    ) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(
            Diagnostic(code=code, source=source, found=found, expected=expected, done=done)
        )

    def responses(self) -> Iterator[BodyFacts]:
        """The responses among ``bodies``."""
        return (body for body in self.bodies if not body.is_request)


def most_common(values: Iterable[str], shortest: bool = False) -> str:
    """The most frequent value that is not empty; empty if there is none.

    Among equally frequent ones the longest (or the ``shortest``), then the first by alphabet.
    """
    counts = Counter(value for value in values if value)
    sign = 1 if shortest else -1
    return min(counts, key=lambda v: (-counts[v], sign * len(v), v), default="")
