"""How properties, parameters and arguments of one name are typed, all pages taken together.

Each rule returns the type that other things of a name have. It needs agreement: the most frequent
type counts if its share of all is at least ``AGREEMENT``.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from generator.link.decisions import Decision, Rule, inferred
from generator.link.facts import BodyFacts, Facts, ModelFacts
from generator.link.name_words import singular, words
from generator.link.properties import AGREEMENT
from generator.model import Array, Map, Reference, Scalar, Schema, Source, Unknown, walk


class SameNames:
    """Counts types by name, for the names that are asked for."""

    def __init__(self, facts: Facts, names: Iterable[str]) -> None:
        """``names`` are the only ones that may be asked for later."""
        self._types: dict[str, Counter[Schema]] = {}
        self._places: dict[str, list[Source]] = {}
        self._types_by_tag: dict[str, dict[str, Counter[Schema]]] = {}
        self._bodies_by_tag: dict[str, list[BodyFacts]] = {}
        self._arguments: dict[tuple[str, str], Counter[Schema]] = {}
        self._wanted = {key for name in names for key in (_key(name), *_singular_keys(name))}
        for body in facts.bodies:
            self._bodies_by_tag.setdefault(body.operation.tag, []).append(body)
        for operation in facts.operations:
            for parameter in operation.parameters:
                if parameter.location == "header":
                    continue
                if (key := _key(parameter.name)) in self._wanted:
                    self._count(key, parameter.schema_, [parameter.source])
        for model in facts.models.values():
            for fact in model.properties.values():
                if (key := _key(fact.name)) in self._wanted:
                    self._count(key, fact.schema, [cell.source for cell in fact.cells])
                    if model.wraps_arguments:
                        self._count_argument(model, key, fact.schema)

    def argument_of_same_operation(self, operation: str, name: str) -> Decision | None:
        """What an argument of that name is to an operation of the same name in another tag."""
        key = _key(name)
        votes = self._arguments.get((f"{operation}Request", key))
        because = f"{operation} takes an argument of that name elsewhere"
        return self._decide(key, votes, Rule.argument_of_same_operation, because)

    def agreement_of_same_name(self, name: str) -> Decision | None:
        """What properties of that name are, if there are at least two and most agree.

        References to models do not count: a property of the same name in another model often
        holds another model.
        """
        key = _key(name)
        votes = self._types.get(key, Counter())
        because = f"{votes.total()} properties of that name agree"
        found = self._decide(key, votes, Rule.agreement_of_same_name, because)
        if not found or not found.schema or votes.total() < 2:
            return None
        refers = any(isinstance(part, Reference) for part in walk(found.schema))
        return None if refers else found

    def plural_of_known_name(self, name: str, tag: str = "") -> Decision | None:
        """The array that ``name`` is the plural for; None where it is no plural, or where no
        page (of the group ``tag``, if given) types one of its items as a scalar.

        The singular of the whole name counts first, then what is left without its first words:
        ``contactIds`` is looked for as ``contactid``, then as ``id``.
        """
        rule = Rule.plural_of_known_name
        for key in _singular_keys(name):
            votes = self._of_tag(tag, key) if tag else self._types.get(key)
            item = self._most_common(votes)
            if isinstance(item, Scalar):
                because, places = f"it is the plural of {key}", self._places.get(key, ())
                return inferred(Array(items=item), rule, because, places)
        return None

    def _count(self, key: str, schema: Schema, sources: Iterable[Source | None]) -> None:
        """Count a type that is known completely, and note its places."""
        if not any(isinstance(part, Unknown) for part in walk(schema)):
            self._types.setdefault(key, Counter())[_without_provenance(schema)] += 1
            self._places.setdefault(key, []).extend(source for source in sources if source)

    def _count_argument(self, model: ModelFacts, key: str, schema: Schema) -> None:
        """Count the type of an argument under each name of its request object."""
        if not any(isinstance(part, Unknown) for part in walk(schema)):
            plain = _without_provenance(schema)
            for candidate in model.name_candidates:
                self._arguments.setdefault((candidate.name, key), Counter())[plain] += 1

    def _of_tag(self, tag: str, key: str) -> Counter[Schema] | None:
        """The scalars that the tables of one tag's bodies write for a name."""
        if tag not in self._types_by_tag:
            votes = self._types_by_tag[tag] = {}
            for body in self._bodies_by_tag.get(tag, ()):
                for row in body.body.table:
                    if isinstance(row.schema_, Scalar):
                        votes.setdefault(_key(row.name), Counter())[row.schema_] += 1
        return self._types_by_tag[tag].get(key)

    def _decide(
        self, key: str, votes: Counter[Schema] | None, rule: Rule, because: str
    ) -> Decision | None:
        """A decision for the type that most agree on; None if they do not."""
        schema = self._most_common(votes)
        return inferred(schema, rule, because, self._places.get(key, ())) if schema else None

    def _most_common(self, votes: Counter[Schema] | None) -> Schema | None:
        """The most frequent type; None if less than ``AGREEMENT`` of all are of that type."""
        if not votes:
            return None
        schema = min(votes, key=lambda s: (-votes[s], s.model_dump_json()))
        return schema if votes[schema] >= AGREEMENT * votes.total() else None


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    """A name in lower case and without separators, by which names are compared."""
    return "".join(words(name))


def _singular_keys(name: str) -> list[str]:
    """What one item of ``name`` may be called: ``contactIds`` gives ``contactid`` and ``id``."""
    parts = list(words(name))
    if not parts or singular(parts[-1]) == parts[-1]:
        return []
    parts[-1] = singular(parts[-1])
    return ["".join(parts[start:]) for start in range(len(parts))]


def _without_provenance(schema: Schema) -> Schema:
    """``schema`` without provenance at any depth, as another property was not found in the same
    way.
    """
    update: dict[str, object] = {"provenance": None}
    match schema:
        case Array(items=inner):
            update["items"] = _without_provenance(inner)
        case Map(values=inner):
            update["values"] = _without_provenance(inner)
    return schema.model_copy(update=update)
