"""Where something was written, and how what was not written came to be known."""

from pydantic import BaseModel, ConfigDict


class Node(BaseModel):
    """A part of the intermediate model: immutable, comparable, and nothing but its fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True
    )


class Source(Node):
    """A place in the docs. ``file`` is relative to the docs root, with forward slashes."""

    file: str
    line: int = 1
    """One-based."""
    column: int = 1
    """One-based, in characters."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Provenance(Node):
    """How a type was found that the page itself does not write."""

    rule: str
    """The link pass that decided, for example ``link/no_content``."""
    because: str = ""
    """What it went by, in words."""
    sources: tuple[Source, ...] = ()
    """The places it went by; the first few where there are many."""
    disputed: bool = False
    """Whether the samples show values of another kind: what is sent may be either."""
