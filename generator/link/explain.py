"""Explains decisions: what was decided, by which rule, and what the docs say for and against it.

Works on the table of decisions alone, and only finds and prints what is stored there.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property

from pydantic import Field

from generator.docs.type_cells import write_type
from generator.link.decision_table import Address, DecisionTable, OperationEntry
from generator.link.decisions import Decision, Evidence, evidence
from generator.link.sample_values import (
    Body,
    SampleValue,
    sample_values_of_body,
    sample_values_of_property,
)
from generator.model import Node, Sample, Schema


class ExplainedDecision(Node):
    """One decision, as it is printed."""

    place: str
    """``ContactEntity.Associate``, ``request body``, ``response 200`` or ``query $select``."""
    type: str
    """As a type cell would say it."""
    decided_by: str
    """The rule, for example ``link/row_agreement``."""
    because: str = ""
    evidence: tuple[Evidence, ...] = ()


class Explanation(Node):
    """What was asked for: a property, a model with its properties, or an operation's bodies."""

    subject: str
    kind: str
    """``property``, ``model`` or ``operation``."""
    summary: str = ""
    evidence: tuple[Evidence, ...] = ()
    """Of a model: where it is defined or mentioned, and what it might be called."""
    decisions: tuple[ExplainedDecision, ...] = ()
    in_code: dict[str, str] = Field(default_factory=dict)
    """What each target calls it, where a lock has that."""


class NotFoundError(LookupError):
    """Nothing has the name that was asked for; the message names similar ones."""


def explain(decisions: DecisionTable, subject: str) -> Explanation:
    """Explain a property (``Model.Property``), a model, or an operation (its id, or what comes
    after the underscore). Casing does not matter.

    Raises NotFoundError.
    """
    return _Explainer(decisions).explain(subject)


class _Explainer:
    """Finds what a subject names, and puts its decisions together."""

    def __init__(self, decisions: DecisionTable) -> None:
        self._table = decisions
        self._models: dict[str, Decision] = {}
        self._properties: dict[str, dict[str, Decision]] = {}
        self._fields: dict[str, dict[str, Decision]] = {}
        for address, decision in decisions.rows:
            if address.operation:
                self._fields.setdefault(address.operation, {})[address.field] = decision
            elif address.field:
                self._properties.setdefault(address.schema, {})[address.field] = decision
            else:
                self._models[address.schema] = decision

    def explain(self, subject: str) -> Explanation:
        """As the function ``explain``."""
        wanted = subject.lower()
        for name in sorted(self._models):
            if name.lower() == wanted:
                return self._model(name)
            if wanted.startswith(f"{name.lower()}."):
                for property_ in self._properties.get(name, {}):
                    if property_.lower() == wanted[len(name) + 1 :]:
                        return self._property(name, property_)
        found = [entry for entry in self._table.operations if wanted in _ids(entry)]
        if len(found) == 1:
            return self._operation(found[0])
        if found:
            ids = ", ".join(entry.operation_id for entry in found)
            raise NotFoundError(f"{subject}: there are {ids}")
        near = self._similar(wanted)
        raise NotFoundError(f"{subject}: no such property, model or operation{near}")

    def _similar(self, wanted: str) -> str:
        """``; did you mean Room or Roof?``, or nothing."""
        names = {name.lower(): name for name in self._models}
        names |= {e.operation_id.lower(): e.operation_id for e in self._table.operations}
        model, dot, _ = wanted.partition(".")
        if dot and model in names and (owner := names[model]) in self._properties:
            names = {f"{model}.{n.lower()}": f"{owner}.{n}" for n in self._properties[owner]}
        near = [names[name] for name in get_close_matches(wanted, names, n=3)]
        return f"; did you mean {' or '.join(near)}?" if near else ""

    def _property(self, model: str, name: str) -> Explanation:
        """One property, with the lines of samples that show it."""
        decision = self._properties[model][name]
        values = sample_values_of_property(self._bodies, self._schemas, model, name)
        explained = _explained(str(Address(schema=model, field=name)), decision, values)
        return Explanation(subject=explained.place, kind="property", decisions=(explained,))

    def _model(self, name: str) -> Explanation:
        """A model's name, and all its properties without lines of samples, as they may be many."""
        decision = self._models[name]
        return Explanation(
            subject=name,
            kind="model",
            summary=decision.because,
            evidence=decision.evidence,
            decisions=tuple(
                _explained(str(Address(schema=name, field=property_)), found)
                for property_, found in self._properties.get(name, {}).items()
            ),
        )

    def _operation(self, entry: OperationEntry) -> Explanation:
        """The bodies of an operation, and those of its parameters that linking decided."""
        return Explanation(
            subject=entry.operation_id,
            kind="operation",
            summary=entry.request_line,
            decisions=tuple(
                _explained(field, decision, sample_values_of_body(_samples(entry, field)))
                for field, decision in self._fields.get(entry.operation_id, {}).items()
            ),
        )

    @cached_property
    def _schemas(self) -> dict[str, dict[str, Schema]]:
        """The schemas of all properties, by model and by name in lower case."""
        return {
            model: {
                name.lower(): decision.schema
                for name, decision in properties.items()
                if decision.schema
            }
            for model, properties in self._properties.items()
        }

    @cached_property
    def _bodies(self) -> list[Body]:
        """All bodies that exist, with their samples."""
        return [
            (decision.schema, _samples(entry, field))
            for entry in self._table.operations
            for field, decision in self._fields.get(entry.operation_id, {}).items()
            if decision.schema
        ]


def _ids(entry: OperationEntry) -> tuple[str, str]:
    """What an operation may be asked for by, in lower case."""
    operation_id = entry.operation_id.lower()
    return operation_id, operation_id.partition("_")[2]


def _samples(entry: OperationEntry, field: str) -> list[Sample]:
    """The samples of one of an operation's bodies; none for parameters."""
    kind = field.partition(" ")[0]
    return [sample for sample in entry.samples if sample.kind == kind]


def _explained(
    place: str, decision: Decision, values: Iterable[SampleValue] = ()
) -> ExplainedDecision:
    """A decision as it is printed; ``values`` are what samples show for its place."""
    return ExplainedDecision(
        place=place,
        type=write_type(decision.schema),
        decided_by=decision.rule.label,
        because=decision.because,
        evidence=_with_sample_places(decision, values),
    )


def _with_sample_places(decision: Decision, values: Iterable[SampleValue]) -> tuple[Evidence, ...]:
    """The evidence, where each statement about a kind of sample value is replaced by one for each
    different outline, with the lines that show it.
    """
    places: dict[str, dict[str, list[SampleValue]]] = {}
    for value in values:
        places.setdefault(value.kind, {}).setdefault(value.outline, []).append(value)
    found: list[Evidence] = []
    for stored in decision.evidence:
        outlines = places.get(stored.sample_kind, {})
        for outline, shown in sorted(outlines.items(), key=lambda item: -len(item[1])):
            statement = f"sample {outline or stored.sample_kind}"
            sources = [value.source for value in shown]
            found.append(
                evidence(
                    statement, stored.supports, sources, stored.reported_as, stored.sample_kind
                )
            )
        if not outlines:
            found.append(stored)
    return tuple(found)
