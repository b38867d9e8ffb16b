"""Models that a heading names and the table below it defines.

Reads the response bodies whose heading is to be trusted. The same model's table stands on every
page that answers with it, in versions that may differ by a row, so its definition is the union of
all their rows; its description is the one that most pages give.

Before: one page has ``Response body: Lamp`` over rows Id and Name, another over Id and Colour.
After: the model Lamp has Id, Name and Colour.
"""

from generator.docs.type_cells import parse_type
from generator.link.facts import Facts, most_common
from generator.model import Array, Reference, Response


def define_models(facts: Facts) -> None:
    """Add every response table to the model that its heading names."""
    descriptions: dict[str, list[str]] = {}
    for body in facts.responses():
        if body.decision or not body.body.table:
            continue
        match parse_type(body.trusted_heading):
            case Reference(name=name) | Array(items=Reference(name=name)):
                facts.model(name).add_table(body.body.table)
                if isinstance(body.body, Response):
                    descriptions.setdefault(name, []).append(body.body.body_description)
    for name, found in descriptions.items():
        facts.models[name].description = most_common(found)
