"""A body without table and sample that is named for many of something: ``contactIds``.

What one of them is, a property or parameter of that name tells: ``ContactId`` on other pages.
"""

from collections import Counter

from generator.link.facts import Facts, found_by
from generator.link.matching import words
from generator.link.naming import singular
from generator.model import Array, Scalar, Source


class Plurals:
    """How properties and parameters of each name are typed, all pages taken together."""

    def __init__(self, facts: Facts) -> None:
        self._scalars: dict[str, Counter[Scalar]] = {}
        self._sources: dict[str, list[Source]] = {}
        for operation in facts.operations:
            for parameter in operation.parameters:
                self._add(parameter.name, parameter.schema_, parameter.source)
        for body in facts.bodies:
            for row in body.body.table:
                self._add(row.name, row.schema_, row.source)

    def _add(self, name: str, schema: object, source: Source | None) -> None:
        if isinstance(schema, Scalar) and source:
            key = "".join(words(name))
            self._scalars.setdefault(key, Counter())[schema] += 1
            self._sources.setdefault(key, []).append(source)

    def array(self, name: str) -> Array | None:
        """The array that ``name`` is the plural for; None where it is no plural, or where no
        page types one of its items.

        The whole name counts first, then what is left of it without its first words.
        """
        parts = words(name)
        if not parts or singular(parts[-1]) == parts[-1]:
            return None
        parts[-1] = singular(parts[-1])
        for start in range(len(parts)):
            key = "".join(parts[start:])
            if votes := self._scalars.get(key):
                item = min(votes, key=lambda s: (-votes[s], s.model_dump_json()))
                because = f"pages type {' '.join(parts[start:])}"
                return Array(
                    items=item, provenance=found_by("plurals", because, self._sources[key])
                )
        return None
