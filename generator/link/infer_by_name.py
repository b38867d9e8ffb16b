"""What neither table nor sample tells, others of the same name may.

A body ``parameters`` is what properties named ``Parameters`` are; a body ``contactIds`` holds
what ``ContactId`` is on other pages. This goes by names alone, so it comes last, and what it
finds is reported as weak.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from generator.link.facts import BodyFacts, Facts, ModelFacts, PropertyFacts, found_by
from generator.link.infer_by_description import described
from generator.link.name_candidates import NameSource, operation_name
from generator.link.name_words import singular, words
from generator.link.properties import AGREEMENT
from generator.model import (
    Array,
    Object,
    Reference,
    RequestBody,
    Scalar,
    Schema,
    Source,
    Unknown,
    walk,
)

RULE = "namesakes"


def infer_by_name(facts: Facts) -> None:
    """Settle the bodies and properties that are still unknown."""
    bodies = [body for body in facts.bodies if body.is_request and _is_unknown(body.schema)]
    fields = [
        fact
        for model in facts.models.values()
        for fact in model.properties.values()
        if _is_open(fact.schema)
    ]
    if not bodies and not fields:
        return
    asked = {fact.name for fact in fields} | {getattr(body.body, "name", "") for body in bodies}
    namesakes = _SameNames(facts, asked)
    for fact in fields:
        match fact.schema:
            case Unknown():
                found = _namesake_model(facts, fact) or namesakes.alike(fact.name)
            case Array():
                found = namesakes.plural(fact.name)
            case _:
                found = _namesake_model(facts, fact)
        fact.schema = found or fact.schema
    for body in bodies:
        request = body.body
        if isinstance(request, RequestBody):
            body.schema = (
                described(request)
                or namesakes.argument(operation_name(body.operation.operation_id), request.name)
                or namesakes.plural(request.name, body.operation.tag)
                or namesakes.alike(request.name)
                or namesakes.plural(request.name)
                or Unknown(written=request.name)
            )


def _is_unknown(schema: Schema | None) -> bool:
    return isinstance(schema, Unknown)


def _is_open(schema: Schema) -> bool:
    match schema:
        case Unknown() | Array(items=Unknown()) | Object(properties=()):
            return True
    return False


def _namesake_model(facts: Facts, fact: PropertyFacts) -> Schema | None:
    """The model that the property bears the name of."""
    model = facts.models.get(fact.name)
    if not model or not model.properties:
        return None
    if not model.is_named and not _is_named_so_by_others(model):
        return None  # Named for one other property.
    because = f"it bears the name of the model {model.name}"
    places = [cell.source for cell in fact.cells]
    return Reference(name=model.name, provenance=found_by(RULE, because, places))


def _is_named_so_by_others(model: ModelFacts) -> bool:
    """An operation answers with it under that name, or several models hold it under it."""
    ranks = [candidate.rank for candidate in model.name_candidates if candidate.name == model.name]
    return NameSource.OPERATION in ranks or ranks.count(NameSource.PROPERTY) > 1


class _SameNames:
    """How properties and parameters of the names ``asked`` for are typed, all pages taken
    together.
    """

    def __init__(self, facts: Facts, asked: Iterable[str]) -> None:
        self._schemas: dict[str, Counter[Schema]] = {}
        self._places: dict[str, list[Source]] = {}
        self._groups: dict[str, dict[str, Counter[Schema]]] = {}
        self._bodies: dict[str, list[BodyFacts]] = {}
        for body in facts.bodies:
            self._bodies.setdefault(body.operation.tag, []).append(body)
        self._arguments: dict[tuple[str, str], Counter[Schema]] = {}
        self._asked = {key for name in asked for key in (_key(name), *_singular_keys(name))}
        for operation in facts.operations:
            for parameter in operation.parameters:
                if parameter.location == "header":
                    continue
                if (key := _key(parameter.name)) in self._asked:
                    self._add(key, parameter.schema_, [parameter.source])
        for model in facts.models.values():
            for fact in model.properties.values():
                if (key := _key(fact.name)) in self._asked:
                    self._add(key, fact.schema, [cell.source for cell in fact.cells])
                    if model.wraps_arguments:
                        self._add_argument(model, key, fact.schema)

    def _add(self, key: str, schema: Schema, sources: Iterable[Source | None]) -> None:
        if not any(isinstance(part, Unknown) for part in walk(schema)):
            self._schemas.setdefault(key, Counter())[_plain(schema)] += 1
            self._places.setdefault(key, []).extend(source for source in sources if source)

    def _add_argument(self, model: ModelFacts, key: str, schema: Schema) -> None:
        if not any(isinstance(part, Unknown) for part in walk(schema)):
            for candidate in model.name_candidates:
                self._arguments.setdefault((candidate.name, key), Counter())[_plain(schema)] += 1

    def argument(self, operation: str, name: str) -> Schema | None:
        """An argument of that name of an operation of the same name in another group."""
        key = _key(name)
        votes = self._arguments.get((f"{operation}Request", key))
        because = f"{operation} takes an argument of that name elsewhere"
        return self._decision(key, votes, because)

    def alike(self, name: str) -> Schema | None:
        """What properties of that name are, where most of at least two agree. Not which model:
        that one of another model's holds says too little.
        """
        key = _key(name)
        votes = self._schemas.get(key, Counter())
        found = self._decision(key, votes, f"{votes.total()} properties of that name agree")
        named = found and any(isinstance(part, Reference) for part in walk(found))
        return found if votes.total() > 1 and not named else None

    def plural(self, name: str, tag: str = "") -> Schema | None:
        """The array that ``name`` is the plural for; None where it is no plural, or where no
        page (of the group ``tag``, if given) types one of its items.

        The whole name counts first, then what is left of it without its first words.
        """
        for key in _singular_keys(name):
            votes = self._in_group(tag, key) if tag else self._schemas.get(key)
            item = self._decision(key, votes, f"it is the plural of {key}")
            if isinstance(item, Scalar):
                return Array(items=_plain(item), provenance=item.provenance)
        return None

    def _in_group(self, tag: str, key: str) -> Counter[Schema] | None:
        if tag not in self._groups:
            votes = self._groups[tag] = {}
            for body in self._bodies.get(tag, ()):
                for row in body.body.table:
                    if isinstance(row.schema_, Scalar):
                        votes.setdefault(_key(row.name), Counter())[row.schema_] += 1
        return self._groups[tag].get(key)

    def _decision(self, key: str, votes: Counter[Schema] | None, because: str) -> Schema | None:
        if not votes:
            return None
        schema = min(votes, key=lambda s: (-votes[s], s.model_dump_json()))
        if votes[schema] < AGREEMENT * votes.total():
            return None
        provenance = found_by(RULE, because, self._places.get(key, ()))
        return schema.model_copy(update={"provenance": provenance})


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    """A name without regard to casing and separators."""
    return "".join(words(name))


def _singular_keys(name: str) -> list[str]:
    """What one of ``name`` may be called: ``contactids`` gives ``contactid`` and ``id``."""
    parts = list(words(name))
    if not parts or singular(parts[-1]) == parts[-1]:
        return []
    parts[-1] = singular(parts[-1])
    return ["".join(parts[start:]) for start in range(len(parts))]


def _plain(schema: Schema) -> Schema:
    """Without provenance at any depth, so that equal types count as equal."""
    update: dict[str, object] = {"provenance": None}
    if isinstance(schema, Array):
        update["items"] = _plain(schema.items)
    elif hasattr(schema, "values") and not isinstance(schema.values, tuple):
        update["values"] = _plain(schema.values)
    return schema.model_copy(update=update)
