"""Names that pages write in the place of a type: no anonymous object may take one."""

from generator.docs.types import parse_type
from generator.link.facts import Facts
from generator.model import Response, references


def collect_mentions(facts: Facts) -> None:
    for body in facts.bodies:
        if isinstance(body.body, Response) and (written := parse_type(body.body.heading)):
            facts.mentioned.update(references(written))
        for row in body.body.table:
            facts.mentioned.update(references(row.schema_))
