"""Changes of path, query and header parameters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.changes.change import Aspect, Change, Use
from generator.changes.context import DOCUMENTS, Context, same_text
from generator.changes.saved import Operation, Parameter
from generator.changes.types import TYPE_CODES, Relation, relation, write_type

_IN_PATH = re.compile(r"\{([^{}]*)\}")
_NO_ASPECTS: frozenset[Aspect] = frozenset()


@dataclass(frozen=True)
class _Pair:
    """An operation before and now, and the headers that are no arguments on each side, as all
    operations share them.
    """

    context: Context
    old: Operation
    new: Operation
    shared: frozenset[str]

    def change(self, code: str, old: Parameter | None, new: Parameter | None) -> Change:
        """A change of one parameter, not yet with its texts."""
        shown = new or old
        if shown is None:
            raise ValueError("a change of a parameter that neither side has")
        return Change(
            code,
            f"{shown.location} parameter {shown.name}",
            old=old.source if old else None,
            new=new.source if new else None,
            request=(self.new.operation_id,),
            member=(old or shown).name,
            owner=self.old.operation_id,
        )

    def aspects(self, parameter: Parameter, *aspects: Aspect) -> frozenset[Aspect]:
        """``aspects`` where the parameter is an argument, none where it is an option of calls."""
        is_shared = parameter.location == "header" and parameter.name.lower() in self.shared
        return _NO_ASPECTS if is_shared else frozenset(aspects)


def compare_parameters(context: Context, old: Operation, new: Operation) -> None:
    """Add every change of the parameters of one operation."""
    if old.parameters == new.parameters and old.conditions == new.conditions:
        return
    pair = _Pair(context, old, new, context.shared_headers)
    before, after = _by_place(old), _by_place(new)
    for place in sorted(before.keys() | after.keys()):
        was, now = before.get(place), after.get(place)
        if was is None and now is not None:
            _added(pair, now)
        elif now is None and was is not None:
            _removed(pair, was)
        elif was is not None and now is not None and was != now:
            _changed(pair, was, now)


def path_order(operation: Operation) -> dict[str, str]:
    """The place of each path parameter in the path, as text that sorts."""
    return {name: f"{n:03}" for n, name in enumerate(_IN_PATH.findall(operation.path))}


def _by_place(operation: Operation) -> dict[tuple[str, str], Parameter]:
    """Parameters by where and under which name they are sent. Those of the path are known by their
    order, as their names are never sent.
    """
    order = path_order(operation)
    return {(p.location, _key(p, order)): p for p in (*operation.conditions, *operation.parameters)}


def _key(parameter: Parameter, order: dict[str, str]) -> str:
    if parameter.location == "path":
        return order.get(parameter.name, parameter.name)
    return parameter.name.lower() if parameter.location == "header" else parameter.name


def _added(pair: _Pair, new: Parameter) -> None:
    code = "CHG202" if new.required else "CHG201"
    aspect = Aspect.CALLS if new.required else Aspect.ADDED
    change = replace(
        pair.change(code, None, new),
        after=write_type(new.schema_),
        aspects=pair.aspects(new, aspect),
    )
    pair.context.add(change, _cause(change))


def _removed(pair: _Pair, old: Parameter) -> None:
    change = replace(
        pair.change("CHG203", old, None),
        before=write_type(old.schema_),
        aspects=pair.aspects(old, Aspect.NAMES),
    )
    pair.context.add(change, _cause(change))


def _changed(pair: _Pair, old: Parameter, new: Parameter) -> None:
    for change in _differences(pair, old, new):
        pair.context.add(change, _cause(change))


def _cause(change: Change) -> object:
    """The same change of the same parameter of another operation is from the same cause."""
    return (change.subject, change.before, change.after, change.aspects)


def _differences(pair: _Pair, old: Parameter, new: Parameter) -> Iterator[Change]:
    def change(code: str, before: str, after: str, *aspects: Aspect) -> Change:
        found = pair.change(code, old, new)
        return replace(found, before=before, after=after, aspects=pair.aspects(new, *aspects))

    if old.name != new.name and new.location == "path":
        yield change("CHG206", old.name, new.name, Aspect.NAMES)
    if old.required != new.required and new.location != "path":
        if new.required:
            yield change("CHG204", "optional", "required", Aspect.CALLS)
        else:
            yield change("CHG205", "required", "optional", Aspect.ADDED)
    found = relation(old.schema_, new.schema_, pair.context.renamed)
    if found != Relation.SAME:
        texts = write_type(old.schema_), write_type(new.schema_)
        yield replace(
            change(TYPE_CODES[found], *texts, Aspect.TYPES),
            types=(old.schema_, new.schema_),
            use=Use.ARGUMENT,
        )
    if old.separator != new.separator:
        texts = _list_words(old), _list_words(new)
        # A function that takes a list takes one text as well, which is sent as it is.
        aspect = Aspect.TYPES if not new.separator else Aspect.ADDED
        yield change("CHG207", *texts, aspect)
    if old.default != new.default and not (old.required and new.required):
        yield change("CHG210", old.default, new.default, Aspect.DOCUMENTS)
    if old.deprecated != new.deprecated:
        yield change("CHG801" if new.deprecated else "CHG802", "", "", Aspect.ADDED)
    if not same_text(old.description, new.description):
        found_text = change("CHG701", old.description, new.description)
        yield replace(found_text, aspects=DOCUMENTS)


def _list_words(parameter: Parameter) -> str:
    if not parameter.separator:
        return "one value"
    return f"values with {parameter.separator!r} between them"
