"""One line of the lock: a name that something got in a target's language."""

from typing import NamedTuple

EVERY_TARGET = "*"
"""The target of names that hold for all: those of models, which docs leave to linking."""

KINDS = (
    "model",
    "tag",
    "tag_type",
    "tag_module",
    "file",
    "method",
    "argument",
    "option",
    "scheme",
    "type",
    "module",
    "property",
    "component",
)
"""What has a name. A ``model`` is a schema of the API; the others are kinds of
``targets.names.Names``."""


class Entry(NamedTuple):
    """A name, and what bears it, in words of the API that do not depend on other pages."""

    target: str
    """The target that gives the name, or ``EVERY_TARGET``."""
    kind: str
    """One of ``KINDS``."""
    scope: str
    """Where the name must be unique: the tag of a method, the operation of an argument, the model
    of a property; else empty. Of a ``model`` it says what ``thing`` is: ``docs`` or ``site``."""
    thing: str
    """What bears the name: a key of ``generator.lock.keys``, or a site of a model."""
    name: str
    """The name in the target's language; of a ``model``, in the linked API."""
    deprecated: bool = False
    """Whether it is an earlier name, kept as an alias."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Everything but the name: two entries with one key are about one thing."""
        return self[:4]
