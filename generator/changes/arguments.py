"""Changes of what a function for an operation takes that no parameter or property explains: other
names for the same, and another order.
"""

from dataclasses import replace

from generator.changes.change import Aspect, Change
from generator.changes.context import Context, shared_headers
from generator.changes.parameters import path_order
from generator.changes.saved import Argument, Operation

_POSITIONAL = ("path", "body")
"""Where arguments are sent that may be given by their position; so may properties that every call
needs. Others are given by name."""


def compare_arguments(context: Context, old: Operation, new: Operation) -> None:
    """Add a change where arguments go by other names, and one where they stand in another order."""
    if old.arguments == new.arguments and context.same_headers:
        return
    before, after = arguments_of(context, old), arguments_of(context, new, is_new=True)
    _compare_names(context, old, new, before, after)
    _compare_order(context, old, new, before, after)


def arguments_of(context: Context, operation: Operation, is_new: bool = False) -> list[Argument]:
    """The arguments, without headers that all operations share. Path parameters, whose names are
    never sent, are known by their order.
    """
    shared = shared_headers(context.new if is_new else context.old)
    order = path_order(operation)
    return [
        Argument("path", order.get(a.name, a.name), a.required) if a.location == "path" else a
        for a in operation.arguments
        if not (a.location == "header" and a.name.lower() in shared)
    ]


def _compare_names(
    context: Context,
    old: Operation,
    new: Operation,
    before: list[Argument],
    after: list[Argument],
) -> None:
    """Arguments that are gone although what they send is not: a body that is called otherwise, or
    that is one argument now where its properties were.
    """
    names = {a.name for a in after}
    gone = [a.name for a in before if a.name not in names and _is_still_sent(a, old, new)]
    if gone:
        had = {a.name for a in before}
        found = [a.name for a in after if a.name not in had and _is_still_sent(a, new, old)]
        change = _change("CHG209", old, new, ", ".join(gone), ", ".join(found))
        context.add(replace(change, aspects=frozenset({Aspect.NAMES}), member=gone[0]))


def _is_still_sent(argument: Argument, here: Operation, there: Operation) -> bool:
    """Whether the other side has what an argument sends, as its own argument or not."""
    match argument.location:
        case "body" | "property":
            bodies = here.request_body, there.request_body
            wraps = [bool(body and body.wraps_arguments) for body in bodies]
            return bodies[1] is not None and not all(wraps)
        case "path":
            return False
    key = (argument.location, argument.name.lower())
    return any((p.location, p.name.lower()) == key for p in there.parameters)


def _compare_order(
    context: Context,
    old: Operation,
    new: Operation,
    before: list[Argument],
    after: list[Argument],
) -> None:
    names = {a.name for a in before}, {a.name for a in after}
    # A new argument that every call needs breaks calls by itself.
    was = [name for name in _positions(before) if name in names[1]]
    by_name = {a.name for a in before if not _is_positional(a)}
    needed = {a.name for a in after if a.required and a.name not in names[0] - by_name}
    now = [name for name in _positions(after) if name not in needed]
    if now[: len(was)] != was:
        texts = ", ".join(_positions(before)), ", ".join(_positions(after))
        change = _change("CHG208", old, new, *texts)
        context.add(replace(change, aspects=frozenset({Aspect.ORDER})))


def _positions(arguments: list[Argument]) -> list[str]:
    """Names of arguments as they may be given by position: those that every call needs first."""
    found = [a for a in arguments if _is_positional(a)]
    return [a.name for a in sorted(found, key=lambda a: not a.required)]


def _is_positional(argument: Argument) -> bool:
    is_needed_property = argument.location == "property" and argument.required
    return argument.location in _POSITIONAL or is_needed_property


def _change(code: str, old: Operation, new: Operation, before: str, after: str) -> Change:
    short = new.short_name or new.operation_id
    return Change(
        code,
        f"{new.tag}.{short}" if new.tag else short,
        before,
        after,
        old.source,
        new.source,
        request=(new.operation_id,),
        owner=old.operation_id,
    )
