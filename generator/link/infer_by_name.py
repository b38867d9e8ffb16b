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
from generator.link.name_candidates import NameSource, operation_name
from generator.link.same_names import SameNames
from generator.link.schema_resolver import UNDECIDED
from generator.model import Array, Object, Reference, RequestBody, Schema, Unknown


def infer_by_name(facts: Facts) -> None:
    """Decide the request bodies and properties that are still unknown."""
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
