"""Changes of operations: there or gone, where they are, what they are called, what is said of them.

Parameters, bodies and answers have modules of their own.
"""

from dataclasses import replace

from generator.changes.arguments import compare_arguments
from generator.changes.bodies import compare_answers, compare_body
from generator.changes.change import Aspect, Change
from generator.changes.context import DOCUMENTS, Context, same_text
from generator.changes.pairing import normal_path
from generator.changes.parameters import compare_parameters
from generator.changes.saved import Operation, SecurityScheme, Tag

NAMES = frozenset({Aspect.NAMES})
_NAMES_AND_IDS = frozenset({Aspect.NAMES, Aspect.IDS})
_IDS = frozenset({Aspect.IDS})
_ADDED = frozenset({Aspect.ADDED})


def compare_operations(context: Context) -> None:
    """Add every change of operations and of their groups."""
    pairs = context.operations
    for operation in pairs.added:
        context.add(_whole("CHG101", operation))
    for operation in pairs.gone:
        context.add(_whole("CHG102", operation), (operation.operation_id,))
    _compare_tags(context)
    for old, new in pairs.both:
        if old != new:
            _compare_call(context, old, new)
            compare_parameters(context, old, new)
            compare_body(context, old, new)
            compare_answers(context, old, new)
            compare_arguments(context, old, new)
            _compare_security(context, old, new)
            _compare_text(context, old, new)


def operation_name(operation: Operation) -> str:
    """An operation in a few words: its group and short name, or its id."""
    short = operation.short_name or operation.operation_id
    return f"{operation.tag}.{short}" if operation.tag else short


def call(operation: Operation) -> str:
    """The method and the path."""
    return f"{operation.method} {operation.path}"


def _whole(code: str, operation: Operation) -> Change:
    """An operation that is new or gone."""
    is_new = code == "CHG101"
    return Change(
        code,
        operation_name(operation),
        before="" if is_new else call(operation),
        after=call(operation) if is_new else "",
        old=None if is_new else operation.source,
        new=operation.source if is_new else None,
        request=(operation.operation_id,),
        aspects=_ADDED if is_new else NAMES,
        member=operation.operation_id,
        owner=operation.tag,
    )


def _between(code: str, old: Operation, new: Operation, before: str, after: str) -> Change:
    return Change(
        code,
        operation_name(new),
        before,
        after,
        old.source,
        new.source,
        request=(new.operation_id,),
        member=old.operation_id,
        owner=old.tag,
    )


def _compare_call(context: Context, old: Operation, new: Operation) -> None:
    if (old.method, normal_path(old.path)) != (new.method, normal_path(new.path)):
        context.add(_between("CHG103", old, new, call(old), call(new)))
    if old.operation_id != new.operation_id or old.short_name != new.short_name:
        change = _between("CHG104", old, new, _old_name(old, new), _old_name(new, old))
        is_kept = old.short_name == new.short_name and old.short_name
        # Code has the short name; the id is in OpenAPI documents.
        context.add(replace(change, aspects=_IDS if is_kept else _NAMES_AND_IDS))
    if old.tag != new.tag:
        context.add(replace(_between("CHG105", old, new, old.tag, new.tag), aspects=NAMES))
    if old.deprecated != new.deprecated:
        code = "CHG801" if new.deprecated else "CHG802"
        context.add(replace(_between(code, old, new, "", ""), aspects=_ADDED))


def _old_name(operation: Operation, other: Operation) -> str:
    """The id; the short name where both have the same id."""
    is_same = operation.operation_id == other.operation_id
    return operation.short_name if is_same else operation.operation_id


def _compare_tags(context: Context) -> None:
    """Groups that go by another name in code, as another group has, or had, the short one."""
    before = {tag.name: tag for tag in context.old.tags}
    for new in sorted(context.new.tags, key=lambda tag: tag.name):
        old = before.get(new.name)
        if old is None or old == new:
            continue
        if old.short_name != new.short_name:
            change = _of_tag(context, "CHG106", old, new, old.short_name, new.short_name)
            context.add(replace(change, aspects=NAMES))
        for was, now in ((old.title, new.title), (old.description, new.description)):
            if not same_text(was, now):
                change = _of_tag(context, "CHG701", old, new, was, now)
                context.add(replace(change, aspects=DOCUMENTS))


def _of_tag(context: Context, code: str, old: Tag, new: Tag, before: str, after: str) -> Change:
    mine = context.by_tag.get(new.name, [])
    place = mine[0].source if mine else None
    return Change(
        code,
        f"group {new.name}",
        before,
        after,
        old.source or place,
        new.source or place,
        request=tuple(sorted(op.operation_id for op in mine)),
        member=old.name,
    )


def _compare_security(context: Context, old: Operation, new: Operation) -> None:
    before, after = (_schemes(op.security) for op in (old, new))
    for name in sorted(before.keys() ^ after.keys()):
        is_new = name in after
        code = ("CHG108" if before else "CHG110") if is_new else "CHG109"
        change = Change(
            code,
            f"authentication {name}",
            before="" if is_new else before[name],
            after=after[name] if is_new else "",
            old=old.source,
            new=new.source,
            request=(new.operation_id,),
        )
        context.add(change, change.subject)


def _schemes(found: tuple[SecurityScheme, ...]) -> dict[str, str]:
    return {scheme.name: f"{scheme.header}: {scheme.scheme}".rstrip(": ") for scheme in found}


def _compare_text(context: Context, old: Operation, new: Operation) -> None:
    if not same_text(_text(old), _text(new)):
        change = _between("CHG701", old, new, _text(old), _text(new))
        context.add(replace(change, aspects=DOCUMENTS))


def _text(operation: Operation) -> str:
    notices = (f"{notice.kind}: {notice.text}" for notice in operation.notices)
    return "\n\n".join(filter(None, (operation.summary, operation.description, *notices)))
