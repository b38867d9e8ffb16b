"""A model while its part of a page is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.docs.fields import Field
from generator.docs.layout.kinds import Role
from generator.docs.page_builder import PageBuilder
from generator.model import Reference, Sample, Source


@dataclass(slots=True)
class ModelBuilder:
    """What the rules have read of a model so far, and where in it they are."""

    page: PageBuilder
    name: str
    source: Source
    level: int = 0
    anchors: tuple[str, ...] = ()
    kind: str = "object"
    """``enum`` where it lists values."""
    section: Role | None = None
    prose: list[str] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    bases: list[Reference] = field(default_factory=list)
    alternatives: bool = False
    """Its rows without a name are what a value may be one of."""
    values: list[str] = field(default_factory=list)
    """Its values, where it is an enumeration."""
    meanings: list[str] = field(default_factory=list)
    """What the values mean, as the items of a list."""
    field_values: dict[str, list[str]] = field(default_factory=dict)
    """The values of single properties, by their names."""
    samples: list[Sample] = field(default_factory=list)
    open_field: int = 0
    """The level of the heading that is a field and whose text is being read; 0 for none."""
