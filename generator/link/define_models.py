"""Model definitions: a heading that names a model, and the table below it.

A model's table stands on every page that answers with it, in versions that may differ by a row:
the definition is their union.
"""

from generator.docs.type_cells import parse_type
from generator.link.facts import Facts, most_common
from generator.model import Array, Reference, Response


def define_models(facts: Facts) -> None:
    descriptions: dict[str, list[str]] = {}
    for body in facts.responses():
        if body.settled or not body.body.table:
            continue
        match parse_type(body.heading):
            case Reference(name=name) | Array(items=Reference(name=name)):
                facts.model(name).add_table(body.body.table)
                if isinstance(body.body, Response):
                    descriptions.setdefault(name, []).append(body.body.body_description)
    for name, found in descriptions.items():
        facts.models[name].description = most_common(found)
