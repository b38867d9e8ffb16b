"""Types of parameters that their row leaves open.

A parameter is sent as text (RFC 3986, 3.4 for the query; RFC 9110, 5.5 for headers), so an unknown
type is a string, and so are the items of a list of unknown type.

Before: ``| $select | | Columns |`` has no type.
After: ``$select`` is a string.
"""

from collections.abc import Set
from dataclasses import replace

from generator.docs.type_cells import write_type
from generator.link.decisions import Decision, Rule, evidence
from generator.link.facts import Facts
from generator.model import Array, Map, Object, Operation, Reference, Scalar, Schema, Unknown

_TEXT = Scalar(type="string")
_BECAUSE = "its row tells no type, and parameters are sent as text"


def type_parameters(facts: Facts) -> None:
    """Decide the parameters of unknown type, in every operation that has any."""
    facts.operations = [_with_types(facts, operation) for operation in facts.operations]
    models = {name for name, model in facts.models.items() if model.properties}
    for operation in facts.operations:
        for parameter in operation.parameters:
            if _holds_object(models, parameter.schema_):
                found = f"{parameter.name}: {write_type(parameter.schema_)}"
                facts.report("DOC313", parameter.source, found, "a type that is sent as text")


def _holds_object(models: Set[str], schema: Schema) -> bool:
    """Whether a value, or an item of a list, is an object, or one of ``models``."""
    match schema:
        case Array(items=items):
            return _holds_object(models, items)
        case Reference(name=name):
            return name in models
    return isinstance(schema, Map | Object)


def _with_types(facts: Facts, operation: Operation) -> Operation:
    """The operation with every parameter typed; the same object where nothing changes."""
    decided = [(parameter, sent_as_text(parameter.schema_)) for parameter in operation.parameters]
    parameters = []
    for parameter, decision in decided:
        if decision:
            key = (operation.operation_id, parameter.location, parameter.name)
            row = evidence("row without a complete type", True, [parameter.source])
            facts.parameter_decisions[key] = replace(decision, evidence=(row,))
            parameter = parameter.model_copy(update={"schema_": decision.schema})
        parameters.append(parameter)
    if not any(decision for _, decision in decided):
        return operation
    return operation.model_copy(update={"parameters": tuple(parameters)})


def sent_as_text(written: Schema) -> Decision | None:
    """A string for an unknown type, an array of strings for one of unknown items; else None."""
    match written:
        case Unknown():
            return Decision(_TEXT, Rule.sent_as_text, _BECAUSE)
        case Array(items=Unknown()):
            return Decision(Array(items=_TEXT), Rule.sent_as_text, _BECAUSE)
    return None
