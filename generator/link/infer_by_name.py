"""Decides types that neither tables nor samples show, by other properties of the same name.

The only evidence is names and prose, so this pass comes last, and its decisions are reported as
weak (DOC307). Reads the decided properties and the parameters of all pages; decides the bodies and
properties that are still unknown.

Before: a request body ``contactIds`` has neither table nor sample. After: it is ``int32[]``,
because ``ContactId`` is an ``int32`` on other pages.
"""

from generator.link.decisions import Decision, Rule, inferred
from generator.link.facts import BodyFacts, Facts, ModelFacts, PropertyFacts
from generator.link.infer_by_description import example_in_description
from generator.link.name_candidates import NameSource, operation_name, result_name
from generator.link.name_words import words
from generator.link.same_names import SameNames
from generator.link.schema_resolver import UNDECIDED
from generator.model import Array, Object, Reference, RequestBody, Response, Schema, Unknown


def infer_by_name(facts: Facts) -> None:
    """Decide the request bodies and properties that are still unknown."""
    _decide_answers(facts)
    bodies = [
        (body, body.body)
        for body in facts.bodies
        if isinstance(body.body, RequestBody) and isinstance(body.schema, Unknown)
    ]
    fields = [
        fact
        for model in facts.models.values()
        for fact in model.properties.values()
        if _is_open(fact.schema)
    ]
    if not bodies and not fields:
        return
    names = {fact.name for fact in fields} | {request.name for _, request in bodies}
    same_names = SameNames(facts, names)
    for fact in fields:
        fact.decision = _decide_property(facts, same_names, fact) or fact.decision
    for body, request in bodies:
        body.decision = _decide_body(same_names, body, request)


def _decide_answers(facts: Facts) -> None:
    """Decide the answers of GET of which a page tells and shows nothing."""
    for body in facts.responses():
        is_open = isinstance(body.schema, Unknown) and not (body.heading or body.shape.kinds)
        succeeds = isinstance(body.body, Response) and body.body.status.startswith("2")
        if is_open and succeeds and body.operation.method == "GET":
            body.decision = model_named_by_operation(facts, body) or body.decision


def model_named_by_operation(facts: Facts, body: BodyFacts) -> Decision | None:
    """The model that pages describe under the name of what the operation gets, or a list of it:
    ``GetLamp`` answers with a ``Lamp``, ``ListLamps`` and ``GetLamps`` with several.
    """
    operation = operation_name(body.operation.operation_id)
    model = facts.models.get(result_name(body.operation.operation_id))
    if model is None or not (model.is_named and model.documented and model.properties):
        return None
    because = f"the operation bears the name of the model {model.name}"
    is_list = words(operation)[0] == "list" or not operation.endswith(model.name)
    one = Reference(name=model.name)
    schema: Schema = Array(items=one) if is_list else one
    return inferred(schema, Rule.model_named_by_operation, because, [body.body.source])


def _decide_property(facts: Facts, same_names: SameNames, fact: PropertyFacts) -> Decision | None:
    """The first rule that decides a property that is open; None if none does."""
    match fact.schema:
        case Unknown():
            return model_with_same_name(facts, fact) or same_names.agreement_of_same_name(fact.name)
        case Array():
            return same_names.plural_of_known_name(fact.name)
    return model_with_same_name(facts, fact)


def _decide_body(same_names: SameNames, body: BodyFacts, request: RequestBody) -> Decision:
    """The first rule that decides a request body, else an unknown type."""
    name, operation = request.name, body.operation
    return (
        example_in_description(request)
        or same_names.argument_of_same_operation(operation_name(operation.operation_id), name)
        or same_names.plural_of_known_name(name, operation.tag)
        or same_names.agreement_of_same_name(name)
        or same_names.plural_of_known_name(name)
        or Decision(Unknown(written=name), UNDECIDED.rule, UNDECIDED.because)
    )


def model_with_same_name(facts: Facts, fact: PropertyFacts) -> Decision | None:
    """The model that has the property's name, if the name is its own.

    A model that was named for one other property says nothing about this one.
    """
    model = facts.models.get(fact.name)
    if not model or not model.properties:
        return None
    if not model.is_named and not _has_independent_name(model):
        return None
    because = f"it bears the name of the model {model.name}"
    places = [cell.source for cell in fact.cells]
    return inferred(Reference(name=model.name), Rule.model_with_same_name, because, places)


def _has_independent_name(model: ModelFacts) -> bool:
    """Whether the model's name comes from an operation that answers with it, or from properties of
    several models.
    """
    ranks = [candidate.rank for candidate in model.name_candidates if candidate.name == model.name]
    return NameSource.OPERATION in ranks or ranks.count(NameSource.PROPERTY) > 1


def _is_open(schema: Schema) -> bool:
    """Whether a type leaves something to be decided."""
    match schema:
        case Unknown() | Array(items=Unknown()) | Object(properties=()):
            return True
    return False
