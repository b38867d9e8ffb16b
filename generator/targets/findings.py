"""What a build found besides the API: why each type is so, what is wrong in the docs, what changed.

Packs with ``findings = true`` show it. Nothing is judged here: decisions, diagnostics and changes
are those of linking, reading and comparing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from generator.diagnostics import CODES, Code, Diagnostic
from generator.link import DecisionTable
from generator.link.decisions import Decision
from generator.model import Api, Operation, Source
from generator.owners import nobody
from generator.targets.pack import Pack
from generator.targets.placed_diagnostics import PlacedDiagnostics


class ChangeNote(NamedTuple):
    """A change of the API since an earlier state of its docs."""

    code: str
    title: str
    """What the code means, in a few words."""
    weight: str
    """``breaking``, ``compatible``, ``clarification`` or ``documentation``."""
    subject: str
    """What changed, in the words of the docs."""
    detail: str
    """What it was and what it is."""
    source: Source | None
    """Where the docs say so now, or said so before."""
    operations: tuple[str, ...] = ()
    """The ids of the operations that it reaches."""
    model: str = ""
    """The model that it is about; empty where it is about an operation."""
    member: str = ""
    """The property that it is about; empty where it is about all of a model."""
    kind: str = "changed"
    """``added``, ``changed`` or ``removed``."""
    whole: bool = False
    """Whether it is the operation or model itself that is there or gone."""


class Earlier(NamedTuple):
    """An earlier state of the docs, to compare with."""

    name: str
    """As the user gave it."""
    changes: Callable[[Api], list[ChangeNote]]
    """What changed from it to an API."""


class Findings:
    """The decisions, `diagnostics` and `changes` of one build of ``operations``.

    ``moved`` has the names that the lock gave to models, by the names that linking gave.
    ``since`` is what the changes are counted from; empty where nothing was compared.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled without the function that finds owners, which is no more than they are."""
        owners = {d.source.file: self.owner(d.source) for d in self.diagnostics}
        state = {**self.__dict__, "_owner_of": partial(_known_owner, owners)}
        return Findings, (), state

    def __init__(
        self,
        decisions: DecisionTable | None = None,
        diagnostics: Sequence[Diagnostic] = (),
        moved: Mapping[str, str] | None = None,
        changes: Sequence[ChangeNote] = (),
        since: str = "",
        owner_of: Callable[[str], str] = nobody,
        operations: Sequence[Operation] = (),
    ) -> None:
        self.diagnostics = diagnostics
        self.changes = changes
        self.since = since
        self._owner_of = owner_of
        moved = moved or {}
        self._operations: dict[str, dict[str, Decision]] = {}
        self._schemas: dict[str, dict[str, Decision]] = {}
        for address, decision in decisions.rows if decisions else ():
            owner = address.operation or moved.get(address.schema, address.schema)
            table = self._operations if address.operation else self._schemas
            table.setdefault(owner, {})[address.field] = decision
        self._placed = PlacedDiagnostics(diagnostics, operations)
        self._changed_operations: dict[str, list[ChangeNote]] = {}
        self._changed_models: dict[str, list[ChangeNote]] = {}
        for change in changes:
            if change.model:
                self._changed_models.setdefault(change.model, []).append(change)
            else:
                for operation in change.operations:
                    self._changed_operations.setdefault(operation, []).append(change)

    def of_operation(self, operation: Operation, field: str) -> Decision | None:
        """Why a body or a parameter is what it is: ``request body``, ``response 200``,
        ``query top``. None where nothing had to be decided.
        """
        return self._operations.get(operation.operation_id, {}).get(field)

    def of_model(self, name: str) -> Decision | None:
        """Why a model has its name."""
        return self._schemas.get(name, {}).get("")

    def of_property(self, model: str, name: str) -> Decision | None:
        """Why a property has its type."""
        return self._schemas.get(model, {}).get(name)

    def at(self, source: Source | None) -> list[Diagnostic]:
        """What is wrong in the line of a place."""
        return self._placed.at(source) if source else []

    def of_part(self, operation: Operation) -> list[Diagnostic]:
        """What is wrong in an operation's part of its page: up to the next operation there."""
        return self._placed.of_part(operation)

    def owner(self, source: Source) -> str:
        """Who looks after a page: its line in CODEOWNERS; empty where there is none."""
        return self._owner_of(source.file)

    def code(self, code: str) -> Code:
        """What the code of a diagnostic means."""
        return CODES[code]

    def counts(self) -> list[tuple[str, int]]:
        """The codes of diagnostics and how many there are of each, the most frequent first."""
        found: dict[str, int] = {}
        for diagnostic in self.diagnostics:
            found[diagnostic.code] = found.get(diagnostic.code, 0) + 1
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))

    def folders(self) -> list[str]:
        """The folders of the pages that have diagnostics, sorted."""
        return sorted({folder_of(diagnostic.source) for diagnostic in self.diagnostics})

    def changes_of_operation(self, operation: Operation) -> list[ChangeNote]:
        """What changed in an operation itself."""
        return self._changed_operations.get(operation.operation_id, [])

    def changes_of_model(self, name: str) -> list[ChangeNote]:
        """What changed in a model and its properties."""
        return self._changed_models.get(name, [])

    def about(self, view: Api) -> list[object]:
        """All that templates can find here for what a view has."""
        found: list[object] = [self.since]
        for operation in view.operations:
            found += [
                self._operations.get(operation.operation_id),
                self._changed_operations.get(operation.operation_id),
            ]
        for schema in view.schemas:
            found += [self._schemas.get(schema.name), self._changed_models.get(schema.name)]
        return [*found, *self._placed.about(view)]

    def everything(self) -> list[object]:
        """All that templates can find here."""
        owners = [self.owner(diagnostic.source) for diagnostic in self.diagnostics]
        tables = [self._operations, self._schemas, self.diagnostics]
        return [*tables, owners, self.changes, self.since]


def folder_of(source: Source) -> str:
    """The folder of the page that a place is on; empty for the docs root."""
    return source.file.rpartition("/")[0]


def _known_owner(owners: Mapping[str, str], file: str) -> str:
    return owners.get(file, "")


NO_FINDINGS = Findings()


def shows_findings(packs: Iterable[Pack]) -> bool:
    """Whether any pack shows findings."""
    return any(pack.findings for pack in packs)
