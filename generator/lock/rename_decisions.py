"""Other names for models in the table of decisions: those that the lock keeps."""

from collections.abc import Mapping
from dataclasses import replace

from generator.link.decision_table import DecisionTable
from generator.lock.rename_models import rename_in_schema


def rename_decisions(table: DecisionTable, names: Mapping[str, str]) -> DecisionTable:
    """The table with other names of models, old name to new."""
    if not names:
        return table
    rows = []
    for address, decision in table.rows:
        schema = rename_in_schema(decision.schema, names)
        because = decision.because
        if address.schema in names and not address.field:
            because += f"; linking calls it {address.schema}, the lock {names[address.schema]}"
        rows.append(
            (
                replace(address, schema=names.get(address.schema, address.schema)),
                replace(decision, schema=schema, because=because),
            )
        )
    return table.model_copy(update={"rows": tuple(rows)})
