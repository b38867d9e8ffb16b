"""Decides the schema of every request body and response body.

Reads headings, tables, samples and prose. Bodies are decided in the order of ``_STEPS``: tables
before samples, those that the prose names before others, and responses before requests, because
the earlier ones define the models that the later ones are recognised by.

Before: ``GetLamp`` answers under the heading ``array`` with a table of Id and Name.
After: its response is ``Lamp[]``, because another page defines Lamp with these properties.
"""

from collections.abc import Callable

from generator.docs.shapes import Shape
from generator.docs.type_cells import parse_type, write_type
from generator.link.decisions import Decision, Rule, inferred
from generator.link.facts import BodyFacts, Facts, ModelFacts
from generator.link.name_candidates import NameCandidate, NameSource, operation_name
from generator.link.name_hints import NameHints, shorter_model_name
from generator.link.name_words import item_name
from generator.link.schema_resolver import UNDECIDED, Location, Resolver
from generator.link.unreliable_headings import sample_contradicts_heading
from generator.model import Array, Property, Reference, RequestBody, Response, Scalar, Unknown

ROWS_MISSING = 1
"""How many properties of a model a response's table may lack and still be taken for it: the
table is complete, but versions of one model may differ by a row."""

_BINARY = Scalar(type="string", format="binary")


def decide_bodies(facts: Facts) -> None:
    """Decide every body that is undecided, in the order of the steps."""
    rules = BodyRules(facts)
    for is_due, decide in _STEPS:
        for body in facts.bodies:
            if body.decision is None and is_due(rules, body):
                body.decision = decide(rules, body)


class BodyRules:
    """The rules for bodies, with what they share: the models known so far and the prose."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.resolver = Resolver(facts)
        self.name_hints = NameHints(facts)
        self.envelopes: dict[str, str] = {}
        """The model that holds a list, by what its items are: all answers share it."""
        self.request_objects: dict[tuple[object, ...], str] = {}
        """The model of each table of arguments, by its page and the places of its rows: operations
        that share a description share it."""

    def is_table_named_in_prose(self, body: BodyFacts) -> bool:
        """Whether it is a response with a table, and the operation's summary names its model."""
        if body.is_request or not body.body.table:
            return False
        if isinstance(body.body, Response) and not body.body.status.startswith("2"):
            return False
        return self.name_hints.name_from_prose(body.operation)[0] == NameSource.PROSE

    def decide_response_table(self, body: BodyFacts) -> Decision:
        """A response with a table: the heading names the model, or the table is matched."""
        written = parse_type(body.trusted_heading)
        if isinstance(written, Reference):
            return self.named_by_heading(body, written)
        found = self._decide_table(body, self._result_location(body))
        is_array = isinstance(written, Array) or body.shape.value_kinds == {"array"}
        return _in_array(found) if is_array else found

    def named_by_heading(self, body: BodyFacts, written: Reference) -> Decision:
        """The heading over the table names the model."""
        self.resolver.learn(self.facts.model(written.name), body.shape)
        return Decision(written, Rule.named_by_heading, "its heading names the model")

    def heading_type(self, body: BodyFacts) -> Decision:
        """A response without a table: the heading, unless the sample contradicts it."""
        written = parse_type(body.trusted_heading) or Unknown(written=body.trusted_heading)
        if isinstance(written, Reference) and sample_contradicts_heading(
            self.facts, body, written.name
        ):
            body.has_unreliable_heading = True
            written = Unknown(written=body.heading)
        items = self.facts.paging.items
        if isinstance(written, Array) and items and items in body.shape.members:
            return self.list_in_envelope(body, written, items)
        if any(body.shape.objects()):
            location = self._result_location(body)
        else:
            location = Location(NameSource.OPERATION, "", "")
        if isinstance(written, Unknown):
            decision = Decision(written, UNDECIDED.rule, UNDECIDED.because)
        else:
            decision = Decision(written, Rule.heading_type, "its heading says so")
        return self.resolver.complete(decision, body.shape, location)

    def list_in_envelope(self, body: BodyFacts, written: Array, name: str) -> Decision:
        """The heading tells a list, and the sample shows it as a property of an object: that which
        holds the items of a page, by the layout.
        """
        item = written.items
        key = write_type(item) if isinstance(item, Reference) else body.operation.operation_id
        if key in self.envelopes:
            model = self.facts.model(self.envelopes[key])
        else:
            stem = item.name if isinstance(item, Reference) else self._result_location(body).name
            candidate = NameCandidate(NameSource.OPERATION, f"{stem}Collection", body.operation.tag)
            model = self.resolver.new_model(candidate)
            model.from_response_table = True
            model.add_table([Property(name=name, schema=written, source=body.body.source)])
            # Samples may show more: the address of the next page.
            model.documented = False
            self.envelopes[key] = model.name
        self.resolver.learn(model, body.shape)
        because = f"its sample shows the list that the heading tells as {name}"
        return inferred(
            Reference(name=model.name), Rule.list_in_envelope, because, [body.body.source]
        )

    def decide_request(self, body: BodyFacts) -> Decision:
        """A request: the object that wraps the arguments, a table, bytes, or the sample."""
        request = body.body
        if not isinstance(request, RequestBody):
            raise TypeError("not a request")
        if request.type == "array" and request.table:
            return self.list_of_arguments(body, request)
        if request.type:
            return self.named_type(body, request)
        names = [row.name for row in request.table]
        listed = [part.strip() for part in request.description.split(",")]
        if names and (request.name.lower() == "request" or listed == names):
            return self.request_object(body, request)
        name = item_name(request.name.split()[0]) if request.name else "Body"
        owner, hints = body.operation.tag, (request.description,)
        rank = NameSource.PROPERTY
        if not request.name and not names and body.shape.members:
            rank, name = (
                NameSource.OPERATION,
                f"{operation_name(body.operation.operation_id)}Request",
            )
        location = Location(rank, name, owner, hints, (request.source,))
        if names:
            found = self._decide_table(body, location)
            return _in_array(found) if body.shape.value_kinds == {"array"} else found
        if _is_binary(request) and not body.shape.value_kinds:
            return self.binary_body(request)
        return self.resolver.complete(UNDECIDED, body.shape, location)

    def named_type(self, body: BodyFacts, request: RequestBody) -> Decision:
        """A request of which the page names the type."""
        written = parse_type(request.type) or Unknown(written=request.type)
        location = Location(NameSource.PROPERTY, "Body", body.operation.tag)
        decision = Decision(written, Rule.named_type, "the page names the type of the body")
        return self.resolver.complete(decision, body.shape, location)

    def request_object(self, body: BodyFacts, request: RequestBody) -> Decision:
        """A table of arguments: their object belongs to this operation alone, and is named for it.

        The heading calls such an object ``request``, or the prose only lists the arguments.
        """
        body.body = request.model_copy(update={"wraps_arguments": True})
        operation = body.operation
        rows = (operation.source.file, *(row.source for row in request.table))
        known = self.request_objects.get(rows)
        if known is None:
            name = f"{operation_name(operation.operation_id)}Request"
            model = self.resolver.new_model(
                NameCandidate(NameSource.OPERATION, name, operation.tag)
            )
            model.wraps_arguments = True
            model.add_table(request.table)
            self.request_objects[rows] = model.name
        else:
            model = self.facts.model(known)
        for shape in body.shape.objects():
            model.observe(shape)
        because = (
            "its table lists the operation's arguments; no page names the object that holds them, "
            "so it is named for the operation"
        )
        return Decision(Reference(name=model.name), Rule.request_object, because)

    def list_of_arguments(self, body: BodyFacts, request: RequestBody) -> Decision:
        """A list of objects with the fields of a table: the object is named for the operation."""
        name = f"{operation_name(body.operation.operation_id)}Item"
        model = self.resolver.new_model(
            NameCandidate(NameSource.OPERATION, name, body.operation.tag)
        )
        model.wraps_arguments = True
        model.add_table(request.table)
        for shape in (body.shape.items or Shape()).objects():
            model.observe(shape)
        because = "the page says that the body is a list of objects with the fields of its table"
        return Decision(Array(items=Reference(name=model.name)), Rule.list_of_arguments, because)

    def binary_body(self, request: RequestBody) -> Decision:
        """A request whose heading or media types say that it is bytes."""
        because = "the body's heading or media types say so"
        return inferred(_BINARY, Rule.binary_body, because, [request.source])

    def _result_location(self, body: BodyFacts) -> Location:
        """Where a response's schema is used, with the name that the prose gives its result; of an
        answer with an error that is none.
        """
        rank, name = self.name_hints.name_from_prose(body.operation)
        if isinstance(body.body, Response) and not body.body.status.startswith("2"):
            rank = NameSource.OPERATION
            name = f"{operation_name(body.operation.operation_id)}Error"
        prose = body.body.body_description if isinstance(body.body, Response) else ""
        return Location(rank, name, body.operation.tag, (prose,), (body.body.source,))

    def _decide_table(self, body: BodyFacts, location: Location) -> Decision:
        """Decide a table under a heading that does not name a model, and add its rows to it."""
        table = body.body.table
        index = self.resolver.index
        missing = None if body.is_request else ROWS_MISSING
        match = index.find([row.name for row in table], (location.name, *location.hints), missing)
        name = _name_in_prose(match, location) if match else ""
        if name:
            model, rule, because = self.table_named_by_prose(name)
        elif match:
            model, rule, because = self.table_of_known_model(match)
        else:
            model, rule, because = self.table_of_new_model()
        model.name_candidates.add(location.candidate)
        if model.is_anonymous:
            for candidate in self.name_hints.names_of_table(table):
                model.name_candidates.add(
                    NameCandidate(NameSource.PROSE, candidate, location.owner)
                )
        model.add_table(table)
        model.from_response_table |= not body.is_request
        for shape in body.shape.objects():
            self.resolver.learn(model, shape)
        index.add(model)
        return inferred(Reference(name=model.name), rule, because, [table[0].source])

    def table_named_by_prose(self, name: str) -> tuple[ModelFacts, Rule, str]:
        """The table matches a model, but the prose calls it another with the same properties."""
        because = f"the prose calls it {name}"
        return self.facts.model(name), Rule.table_named_by_prose, because

    def table_of_known_model(self, model: ModelFacts) -> tuple[ModelFacts, Rule, str]:
        """The table lists the properties of a model that is known."""
        because = "the table lists the properties of that model"
        return model, Rule.table_of_known_model, because

    def table_of_new_model(self) -> tuple[ModelFacts, Rule, str]:
        """The table lists the properties of no known model, so it defines a new one."""
        because = "the table lists its properties"
        return self.resolver.new_model(), Rule.table_of_new_model, because


_STEPS: tuple[
    tuple[Callable[[BodyRules, BodyFacts], bool], Callable[[BodyRules, BodyFacts], Decision]], ...
] = (
    (BodyRules.is_table_named_in_prose, BodyRules.decide_response_table),
    (
        lambda _, body: not body.is_request and bool(body.body.table),
        BodyRules.decide_response_table,
    ),
    (lambda _, body: not body.is_request, BodyRules.heading_type),
    (lambda _, body: body.is_request, BodyRules.decide_request),
)
"""Which bodies are decided in turn, and by what."""


def _in_array(items: Decision) -> Decision:
    """An array of what was decided."""
    return Decision(Array(items=items.schema or Unknown()), items.rule, items.because)


def _name_in_prose(model: ModelFacts, location: Location) -> str:
    """Another model that the prose names although the table matches ``model``; else empty."""
    if location.rank == NameSource.PROSE and not model.is_anonymous and location.name != model.name:
        return location.name
    return shorter_model_name(location.hints, model.name)


def _is_binary(request: RequestBody) -> bool:
    """Whether the heading ends with ``binary``, or the header table has image types or bytes."""
    return request.name.endswith("binary") or any(
        media_type.startswith(("image/", "application/octet-stream"))
        for media_type in request.media_types
    )
