"""What a change is: two statements about the same part of an API, and who notices."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Tables of codes need nothing of this, and are read whenever a configuration is.
    from generator.changes.saved import AnySchema, Source


class ChangeClass(StrEnum):
    """What a change means for somebody who used the API before, the worst first."""

    BREAKING = "breaking"
    """What worked may fail now."""
    COMPATIBLE = "compatible"
    """What worked works, and there may be more."""
    CLARIFICATION = "clarification"
    """The docs tell more, or less, than before. The API is as it was, as far as they tell."""
    DOCUMENTATION = "documentation"
    """Only text that people read has changed."""
    NONE = "none"
    """Nobody notices."""


_ORDER = tuple(ChangeClass)


def worst(classes: "list[ChangeClass]") -> ChangeClass:
    """The worst of some classes; ``NONE`` of none."""
    return min(classes, key=_ORDER.index, default=ChangeClass.NONE)


def at_least(found: ChangeClass, limit: ChangeClass) -> bool:
    """Whether ``found`` is as bad as ``limit`` or worse."""
    return found != ChangeClass.NONE and _ORDER.index(found) <= _ORDER.index(limit)


class Aspect(StrEnum):
    """What code that uses a target may trip over."""

    NAMES = "names"
    """A name that code has is gone: of a method, an argument, a class or a member."""
    CALLS = "calls"
    """A call that was complete now lacks an argument."""
    ORDER = "order"
    """An argument that is given by its position has another one."""
    MEMBERS = "members"
    """An object that was complete now lacks a member."""
    OPTIONAL = "optional"
    """A value that was always there may be missing, or the other way round."""
    IDS = "ids"
    """The id of an operation or the name of a model has changed that only documents have."""
    TYPES = "types"
    """A value has another type, where the target spells the two differently."""
    ADDED = "added"
    """There is more than before."""
    DOCUMENTS = "documents"
    """Only what people read."""


class Use(StrEnum):
    """Where code meets a type: that decides in which direction the new one has to fit."""

    ARGUMENT = "argument"
    """Code gives it: what was accepted has to be accepted."""
    RESULT = "result"
    """Code gets it: what comes has to be what came."""
    MEMBER = "member"
    """Code may do both."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change, however many operations it reaches."""

    code: str
    """Its key in ``codes.CODES``."""
    subject: str
    """What changed, in the words of the docs: ``Ticket.SaleHeading``, ``TicketAgent.ClearNotify``,
    ``query parameter top``."""
    before: str = ""
    """What it was, in a few words; empty where there was nothing."""
    after: str = ""
    old: "Source | None" = None
    """Where the docs said so before; None where they did not."""
    new: "Source | None" = None
    request: tuple[str, ...] = ()
    """The operations whose requests it reaches, as ``Operation.operation_id``, sorted. Those of
    before for what is gone, else those of now."""
    answer: tuple[str, ...] = ()
    """The operations whose answers it reaches."""
    aspects: frozenset[Aspect] = frozenset()
    """What code may trip over; ``TYPES`` only if the types below do not fit."""
    types: "tuple[AnySchema, AnySchema] | None" = None
    """The type before and after, where that is what changed."""
    use: Use = Use.MEMBER
    """Where code meets these types."""
    also: tuple[str, ...] = ()
    """Other subjects with the same change from the same cause."""
    member: str = ""
    """The member, argument or method in question, as the docs spell it, for a witness."""
    owner: str = ""
    """The model or the id of the operation that ``member`` belongs to."""

    @property
    def operations(self) -> tuple[str, ...]:
        """All operations it reaches, sorted."""
        return tuple(sorted({*self.request, *self.answer}))
