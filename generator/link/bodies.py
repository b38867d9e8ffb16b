"""The schema of every request and response body."""

from generator.docs.types import parse_type
from generator.link.facts import BodyFacts, Facts, found_by, most_common
from generator.link.naming import TYPE_NAME, operation_name, pascal, result_name
from generator.link.plurals import Plurals
from generator.link.schemas import Resolver
from generator.model import Array, Reference, RequestBody, Response, Scalar, Schema, Unknown

_BINARY = Scalar(type="string", format="binary")
_STRING = Scalar(type="string")


def settle_bodies(facts: Facts) -> None:
    """Responses first: their headings name the models that requests are recognised by."""
    resolver, plurals = Resolver(facts), Plurals(facts)
    names = _table_names(facts)
    for body in facts.bodies:
        if isinstance(body.body, Response) and not body.settled:
            body.schema = _response(facts, resolver, names, body, body.body)
            body.settled = True
    for body in facts.bodies:
        if isinstance(body.body, RequestBody):
            body.schema = _request(resolver, plurals, body, body.body)
            body.settled = True


def _table_names(facts: Facts) -> dict[frozenset[str], str]:
    """The best name for what each anonymous table lists: the one most operations give it."""
    candidates: dict[frozenset[str], list[str]] = {}
    for body in facts.bodies:
        if isinstance(body.body, Response) and body.body.table:
            operation = body.operation
            candidates.setdefault(_keys(body), []).append(
                result_name(operation.operation_id, operation.summary)
            )
    return {keys: most_common(names, shortest=True) for keys, names in candidates.items()}


def _keys(body: BodyFacts) -> frozenset[str]:
    return frozenset(row.name.lower() for row in body.body.table)


def _response(
    facts: Facts,
    resolver: Resolver,
    names: dict[frozenset[str], str],
    body: BodyFacts,
    response: Response,
) -> Schema:
    written = parse_type(response.heading) or Unknown(written=response.heading)
    name = result_name(body.operation.operation_id, body.operation.summary)
    tag = body.operation.tag
    hints = (response.body_description,)
    if response.table and not isinstance(written, Reference):
        inner = _table_model(resolver, body, names[_keys(body)], hints)
        is_array = isinstance(written, Array) or body.shape.told == {"array"}
        return Array(items=inner) if is_array else inner
    if isinstance(written, Reference) and not response.table and body.shape.told:
        model = facts.models.get(written.name)
        if body.shape.told != {"object"} or model is None or not model.fits(body.shape):
            facts.report(
                "DOC204",
                response.heading_source or response.source,
                response.heading,
                expected="the type that the sample shows",
                done="took the sample's",
            )
            written = Unknown(written=response.heading)
    return resolver.complete(written, body.shape, name, tag, hints, [response.source])


def _request(resolver: Resolver, plurals: Plurals, body: BodyFacts, request: RequestBody) -> Schema:
    tag = body.operation.tag
    names = [row.name for row in request.table]
    listed = [part.strip() for part in request.description.split(",")]
    if names and (request.name.lower() == "request" or listed == names):
        body.body = request.model_copy(update={"wraps_arguments": True})
        model = resolver.new_model(f"{operation_name(body.operation.operation_id)}Request", tag)
        model.documented = model.wraps_arguments = True
        model.add_table(request.table)
        for shape in body.shape.objects():
            model.observe(shape)
        return Reference(name=model.name)

    name = pascal(request.name.split()[0]) if request.name else "Body"
    hints = (request.description,)
    if names:
        inner = _table_model(resolver, body, name, hints)
        return Array(items=inner) if body.shape.told == {"array"} else inner
    if _is_binary(request) and not body.shape.told:
        because = "the body's heading or media types say so"
        return _BINARY.model_copy(
            update={"provenance": found_by("bodies", because, [request.source])}
        )
    found = resolver.complete(Unknown(), body.shape, name, tag, hints, [request.source])
    if isinstance(found, Unknown) and (array := plurals.array(request.name)):
        return array
    if isinstance(found, Unknown):
        because = "neither table nor sample tells more"
        return _STRING.model_copy(
            update={"provenance": found_by("bodies", because, [request.source])}
        )
    return found


def _is_binary(request: RequestBody) -> bool:
    """``image binary`` in the heading, or image types in the header table."""
    return request.name.endswith("binary") or any(
        media_type.startswith(("image/", "application/octet-stream"))
        for media_type in request.media_types
    )


def _told_name(hints: tuple[str, ...], matched: str) -> str | None:
    """The model that the prose names, where no page has a table under that name and what
    matched only begins with it: ``ContactEntity``, where ``ContactEntityWithLinks`` matched.
    """
    for word in TYPE_NAME.findall(" ".join(hints)):
        if matched.startswith(word) and matched != word:
            return str(word)
    return None


def _table_model(
    resolver: Resolver, body: BodyFacts, name: str, hints: tuple[str, ...]
) -> Reference:
    """The model whose properties a table lists under a heading that does not name it."""
    table = body.body.table
    model = resolver.find([row.name for row in table], (name, *hints))
    told = model and _told_name(hints, model.name)
    if told:
        model = resolver.new_model(told)
        model.documented = True
        because = f"the prose calls it {told}"
    elif model is None:
        model = resolver.new_model(name, body.operation.tag)
        model.documented = True
        because = "the table lists its properties"
    else:
        because = f"the table lists the properties of {model.name}"
    model.add_table(table)
    shape = next(body.shape.objects(), None)
    if shape:
        model.observe(shape)
    return Reference(name=model.name, provenance=found_by("bodies", because, [table[0].source]))
