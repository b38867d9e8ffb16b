"""Two models to their changes, in an order that does not depend on that of the models."""

from generator.changes.change import Change
from generator.changes.context import Context
from generator.changes.models import compare_models
from generator.changes.operations import compare_operations
from generator.changes.saved import Model


def compare(old: Model, new: Model) -> list[Change]:
    """Every change from ``old`` to ``new``, one for each cause, by code and subject."""
    context = Context(old, new)
    compare_operations(context)
    compare_models(context)
    return sorted(context.changes(), key=lambda c: (c.code, c.subject, c.before, c.after))
