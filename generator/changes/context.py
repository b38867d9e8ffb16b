"""What every comparison of parts needs: both models, who is who, and where changes are put."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.changes.change import Aspect, Change
from generator.changes.model_pairs import pair_models, renamed_models
from generator.changes.pairing import Pairs, on_one_base, pair_operations
from generator.changes.reach import Reach
from generator.changes.saved import Model, NamedSchema, Operation


@dataclass(slots=True)
class _Cause:
    """Changes that are one, as they have one cause."""

    first: Change
    subjects: set[str] = field(default_factory=set)
    request: set[str] = field(default_factory=set)
    answer: set[str] = field(default_factory=set)
    last_request: tuple[str, ...] = ()
    last_answer: tuple[str, ...] = ()

    def add(self, change: Change) -> None:
        self.subjects.update((change.subject, *change.also))
        # Models that refer to each other are reached by the same operations: the same tuple.
        if change.request is not self.last_request:
            self.request.update(change.request)
            self.last_request = change.request
        if change.answer is not self.last_answer:
            self.answer.update(change.answer)
            self.last_answer = change.answer

    def change(self) -> Change:
        return replace(
            self.first,
            also=tuple(sorted(self.subjects - {self.first.subject})),
            request=tuple(sorted(self.request)),
            answer=tuple(sorted(self.answer)),
        )


@dataclass
class Context:
    """Two models, their parts in pairs, and the changes that were found so far."""

    old: Model
    new: Model
    operations: Pairs[Operation] = field(init=False)
    models: Pairs[NamedSchema] = field(init=False)
    renamed: dict[str, str] = field(init=False)
    """What each model of before is called now, those that kept their name included."""
    old_reach: Reach = field(init=False)
    new_reach: Reach = field(init=False)
    shared_headers: frozenset[str] = field(init=False)
    """Headers that all operations share on both sides, in lower case: code knows them as options of
    every call, and not as arguments."""
    same_headers: bool = field(init=False)
    """Whether both sides share the same headers."""
    _causes: dict[object, _Cause] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.old, self.new = on_one_base(self.old, self.new)
        self.operations = pair_operations(self.old.operations, self.new.operations)
        self.models = pair_models(self.old, self.new, self.operations.both)
        self.renamed = renamed_models(self.models)
        self.old_reach, self.new_reach = Reach(self.old), Reach(self.new)
        old, new = shared_headers(self.old), shared_headers(self.new)
        self.shared_headers, self.same_headers = old & new, old == new

    @cached_property
    def gone_ids(self) -> frozenset[str]:
        """The ids of the operations that are gone."""
        return frozenset(operation.operation_id for operation in self.operations.gone)

    @cached_property
    def by_tag(self) -> dict[str, list[Operation]]:
        """The operations of now by their tag, by id."""
        found: dict[str, list[Operation]] = {}
        for operation in sorted(self.new.operations, key=lambda op: op.operation_id):
            found.setdefault(operation.tag, []).append(operation)
        return found

    def add(self, change: Change, cause: object = None) -> None:
        """Add a change. Changes of one code with the same ``cause`` are one, of all their
        operations; one without a cause stands for itself.
        """
        key = (change.code, len(self._causes) if cause is None else cause)
        if key not in self._causes:
            self._causes[key] = _Cause(change)
        self._causes[key].add(change)

    def add_to(self, key: object, subject: str) -> None:
        """Name something else that went with a change, if there is one of that code and cause."""
        if key in self._causes:
            self._causes[key].subjects.add(subject)

    def changes(self) -> list[Change]:
        """Everything that was found."""
        return [cause.change() for cause in self._causes.values()]


DOCUMENTS = frozenset({Aspect.DOCUMENTS})
"""The aspects of a change of text."""


def shared_headers(model: Model) -> frozenset[str]:
    """Headers that operations share, in lower case: in generated code they are no arguments."""
    return frozenset(p.name.lower() for p in model.parameters if p.location == "header")


def same_text(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but white space."""
    return old == new or old.split() == new.split()
