"""The schema of every request and response body."""

from collections.abc import Callable

from generator.docs.type_cells import parse_type
from generator.link.facts import BodyFacts, Facts, ModelFacts, found_by
from generator.link.name_candidates import NameCandidate, NameSource, operation_name
from generator.link.name_hints import NameHints, opening_name
from generator.link.name_words import item_name
from generator.link.schema_resolver import Location, Resolver
from generator.model import Array, Reference, RequestBody, Scalar, Schema, Unknown

ROWS_MISSING = 1
"""A response's table leaves nothing out, but versions of one model may differ by a row."""

_BINARY = Scalar(type="string", format="binary")


def settle_bodies(facts: Facts) -> None:
    """Tables before samples, those that the prose names before others, and responses before
    requests: they name the models that the others are recognised by.
    """
    types = _BodyTypes(facts)
    steps: tuple[tuple[Callable[[BodyFacts], bool], Callable[[BodyFacts], Schema]], ...] = (
        (types.is_told, types.answered_table),
        (lambda body: not body.is_request and bool(body.body.table), types.answered_table),
        (lambda body: not body.is_request, types.answer),
        (lambda body: body.is_request, types.request),
    )
    for is_due, settle in steps:
        for body in facts.bodies:
            if not body.settled and is_due(body):
                body.schema, body.settled = settle(body), True


class _BodyTypes:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.resolver = Resolver(facts)
        self.name_hints = NameHints(facts)

    def is_told(self, body: BodyFacts) -> bool:
        """A response with a table that the prose names."""
        if body.is_request or not body.body.table:
            return False
        return self.name_hints.name_from_prose(body.operation)[0] == NameSource.PROSE

    def answered_table(self, body: BodyFacts) -> Schema:
        """A response with a table: the heading names the model, or the table is matched."""
        written = parse_type(body.heading)
        if isinstance(written, Reference):
            self.resolver.learn(self.facts.model(written.name), body.shape)
            return written
        inner = self._table_model(body, self._result(body))
        is_array = isinstance(written, Array) or body.shape.value_kinds == {"array"}
        return Array(items=inner) if is_array else inner

    def answer(self, body: BodyFacts) -> Schema:
        """A response without a table: the heading, unless the sample is something else."""
        written = parse_type(body.heading) or Unknown(written=body.heading)
        if isinstance(written, Reference) and body.shape.value_kinds:
            model = self.facts.models.get(written.name)
            if body.shape.value_kinds != {"object"} or model is None or not model.fits(body.shape):
                body.has_unreliable_heading = True
                written = Unknown(written=getattr(body.body, "heading", ""))
        has_objects = any(body.shape.objects())
        location = self._result(body) if has_objects else Location(NameSource.OPERATION, "", "")
        return self.resolver.complete(written, body.shape, location)

    def request(self, body: BodyFacts) -> Schema:
        """A request: the object that wraps the arguments, a table, bytes, or the sample."""
        request = body.body
        if not isinstance(request, RequestBody):
            raise TypeError("not a request")
        if request.type:
            written = parse_type(request.type) or Unknown(written=request.type)
            location = Location(NameSource.PROPERTY, "Body", body.operation.tag)
            return self.resolver.complete(written, body.shape, location)
        names = [row.name for row in request.table]
        listed = [part.strip() for part in request.description.split(",")]
        if names and (request.name.lower() == "request" or listed == names):
            return self._arguments(body, request)
        name = item_name(request.name.split()[0]) if request.name else "Body"
        owner, hints = body.operation.tag, (request.description,)
        location = Location(NameSource.PROPERTY, name, owner, hints, (request.source,))
        if names:
            inner = self._table_model(body, location)
            return Array(items=inner) if body.shape.value_kinds == {"array"} else inner
        if _is_binary(request) and not body.shape.value_kinds:
            because = "the body's heading or media types say so"
            return _BINARY.model_copy(
                update={"provenance": found_by("bodies", because, location.sources)}
            )
        return self.resolver.complete(Unknown(), body.shape, location)

    def _arguments(self, body: BodyFacts, request: RequestBody) -> Reference:
        body.body = request.model_copy(update={"wraps_arguments": True})
        operation = body.operation
        name = f"{operation_name(operation.operation_id)}Request"
        model = self.resolver.new_model(NameCandidate(NameSource.OPERATION, name, operation.tag))
        model.wraps_arguments = True
        model.add_table(request.table)
        for shape in body.shape.objects():
            model.observe(shape)
        return Reference(name=model.name)

    def _result(self, body: BodyFacts) -> Location:
        rank, name = self.name_hints.name_from_prose(body.operation)
        hints = (getattr(body.body, "body_description", ""),)
        return Location(rank, name, body.operation.tag, hints, (body.body.source,))

    def _table_model(self, body: BodyFacts, location: Location) -> Reference:
        """The model whose properties a table lists under a heading that does not name it."""
        table = body.body.table
        index = self.resolver.index
        missing = None if body.is_request else ROWS_MISSING
        model = index.find([row.name for row in table], (location.name, *location.hints), missing)
        told = _told(model, location) if model else ""
        if told:
            model = self.facts.model(told)
            because = f"the prose calls it {told}"
        elif model is None:
            model = self.resolver.new_model()
            because = "the table lists its properties"
        else:
            because = "the table lists the properties of that model"
        model.name_candidates.add(location.candidate)
        if model.is_anonymous:
            for name in self.name_hints.names_of_table(table):
                model.name_candidates.add(NameCandidate(NameSource.PROSE, name, location.owner))
        model.add_table(table)
        model.from_response_table |= not body.is_request
        for shape in body.shape.objects():
            self.resolver.learn(model, shape)
        index.add(model)
        return Reference(name=model.name, provenance=found_by("bodies", because, [table[0].source]))


def _told(model: ModelFacts, location: Location) -> str:
    """What the prose calls it, where that is another model with the same properties."""
    if location.rank == NameSource.PROSE and not model.is_anonymous and location.name != model.name:
        return location.name
    return opening_name(location.hints, model.name)


def _is_binary(request: RequestBody) -> bool:
    """``image binary`` in the heading, or image types in the header table."""
    return request.name.endswith("binary") or any(
        media_type.startswith(("image/", "application/octet-stream"))
        for media_type in request.media_types
    )
