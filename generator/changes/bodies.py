"""Changes of request bodies and of answers."""

from dataclasses import replace

from generator.changes.change import Aspect, Change, Use
from generator.changes.context import DOCUMENTS, Context, same_text
from generator.changes.models import compare_object
from generator.changes.saved import (
    AnySchema,
    Object,
    Operation,
    Paging,
    RequestBody,
    Response,
    Source,
)
from generator.changes.types import TYPE_CODES, Relation, relation, write_type

_ADDED = frozenset({Aspect.ADDED})
_TYPES = frozenset({Aspect.TYPES})


def compare_body(context: Context, old: Operation, new: Operation) -> None:
    """Add every change of the request body of one operation."""
    was, now = old.request_body, new.request_body
    if was == now:
        return
    if was is None or now is None:
        _body_on_one_side(context, old, new)
        return

    def add(code: str, before: str, after: str, *aspects: Aspect) -> None:
        change = _part(code, "request body", old, new, before, after, was.source, now.source)
        context.add(replace(change, aspects=frozenset(aspects)))

    if was.required != now.required:
        if now.required:
            add("CHG304", "optional", "required", Aspect.CALLS)
        else:
            add("CHG305", "required", "optional", Aspect.ADDED)
    for name in [n for n in now.media_types if n not in was.media_types]:
        _media_type(context, "CHG306", name, old, new, was.source, now.source)
    for name in [n for n in was.media_types if n not in now.media_types]:
        _media_type(context, "CHG307", name, old, new, was.source, now.source)
    if was.accepts_merge_patch != now.accepts_merge_patch:
        if now.accepts_merge_patch:
            add("CHG308", "", "JSON Merge Patch", Aspect.ADDED)
        else:
            add("CHG309", "JSON Merge Patch", "", Aspect.TYPES)
    _compare_body_types(context, old, new, was, now)
    if not same_text(was.description, now.description):
        add("CHG701", was.description, now.description, Aspect.DOCUMENTS)


def _compare_body_types(
    context: Context, old: Operation, new: Operation, was: RequestBody, now: RequestBody
) -> None:
    if was.wraps_arguments and now.wraps_arguments and was.schema_ != now.schema_:
        # The wrapper has a name of this operation's; what counts is what it wraps.
        return
    change = _part("", "request body", old, new, "", "", was.source, now.source)
    _compare_types(context, change, was.schema_, now.schema_, Use.ARGUMENT)


def _body_on_one_side(context: Context, old: Operation, new: Operation) -> None:
    if body := new.request_body:
        code = "CHG302" if body.required else "CHG301"
        aspect = Aspect.CALLS if body.required and not body.wraps_arguments else Aspect.ADDED
        change = _part(
            code, "request body", old, new, "", write_type(body.schema_), None, body.source
        )
    elif body := old.request_body:
        aspect = Aspect.NAMES
        change = _part(
            "CHG303", "request body", old, new, write_type(body.schema_), "", body.source, None
        )
    else:
        return
    context.add(replace(change, aspects=frozenset({aspect})))


def compare_answers(context: Context, old: Operation, new: Operation) -> None:
    """Add every change of what one operation answers."""
    if old.responses == new.responses and old.paging == new.paging:
        return
    before = {response.status: response for response in old.responses}
    after = {response.status: response for response in new.responses}
    results = _result(old), _result(new)
    for status in sorted(before.keys() | after.keys()):
        was, now = before.get(status), after.get(status)
        if was is None and now is not None:
            change = _status("CHG401", old, new, now)
            context.add(change, (status, change.after))
        elif now is None and was is not None:
            change = _status("CHG402" if status.startswith("2") else "CHG403", old, new, was)
            if was is results[0]:
                change = _result_change(change, was, results[1])
            context.add(change, (status, change.before, change.aspects, change.types))
        elif was is not None and now is not None and was != now:
            is_result = was is results[0] and now is results[1]
            _compare_answer(context, old, new, was, now, is_result)
    _compare_paging(context, old, new, old.paging, new.paging)


def _result(operation: Operation) -> Response | None:
    """The answer that code gets: the first with a 2xx status."""
    return next((r for r in operation.responses if r.status.startswith("2")), None)


def _compare_answer(
    context: Context, old: Operation, new: Operation, was: Response, now: Response, is_result: bool
) -> None:
    subject = f"answer {now.status}"
    for name in [n for n in now.media_types if n not in was.media_types]:
        _media_type(context, "CHG406", name, old, new, was.source, now.source)
    for name in [n for n in was.media_types if n not in now.media_types]:
        _media_type(context, "CHG407", name, old, new, was.source, now.source)
    change = _part("", subject, old, new, "", "", was.source, now.source, answers=True)
    _compare_optional(context, change, was.schema_, now.schema_, is_result)
    before_names, after_names = ({h.name.lower(): h for h in r.headers} for r in (was, now))
    for name in sorted(before_names.keys() ^ after_names.keys()):
        is_new = name in after_names
        header = after_names[name] if is_new else before_names[name]
        code = "CHG410" if is_new else "CHG411"
        found = replace(change, code=code, subject=f"answer header {header.name}")
        context.add(replace(found, aspects=DOCUMENTS), name)
    for before, after in (
        (was.description, now.description),
        (was.body_description, now.body_description),
    ):
        if not same_text(before, after):
            found = replace(change, code="CHG701", before=before, after=after, aspects=DOCUMENTS)
            context.add(found, (subject, before, after))


def _compare_optional(
    context: Context,
    change: Change,
    was: AnySchema | None,
    now: AnySchema | None,
    is_result: bool,
) -> None:
    """Add the changes of a body that may be there or not."""
    if was and now:
        _compare_types(context, change, was, now, Use.RESULT if is_result else None)
    elif now:
        found = replace(change, code="CHG404", after=write_type(now))
        context.add(replace(found, aspects=_ADDED if is_result else frozenset()))
    elif was:
        found = replace(change, code="CHG405", before=write_type(was))
        context.add(replace(found, aspects=_TYPES if is_result else frozenset()))


def _result_change(change: Change, was: Response, now: Response | None) -> Change:
    """``change`` of the answer that code got, which is of another status now, with what that means
    for the type of the result.
    """
    if now is None or was.schema_ == now.schema_:
        return change
    if was.schema_ is None:
        return replace(change, aspects=_ADDED)
    types = (was.schema_, now.schema_) if now.schema_ else None
    return replace(change, aspects=_TYPES, types=types, use=Use.RESULT)


def _compare_paging(
    context: Context, old: Operation, new: Operation, was: Paging | None, now: Paging | None
) -> None:
    if bool(was) != bool(now):
        code, texts = ("CHG408", ("", "pages")) if now else ("CHG409", ("pages", ""))
        change = _part(code, "result", old, new, *texts, old.source, new.source, answers=True)
        context.add(replace(change, aspects=_TYPES), code)


def _status(code: str, old: Operation, new: Operation, response: Response) -> Change:
    """A status that is new (CHG401) or gone."""
    text = write_type(response.schema_) if response.schema_ else ""
    before, after, was, now = (
        ("", text, None, response.source) if code == "CHG401" else (text, "", response.source, None)
    )
    subject = f"answer {response.status}"
    change = _part(code, subject, old, new, before, after, was, now, answers=True)
    return replace(change, aspects=DOCUMENTS)


def _media_type(
    context: Context,
    code: str,
    name: str,
    old: Operation,
    new: Operation,
    was: Source,
    now: Source,
) -> None:
    answers = code in ("CHG406", "CHG407")
    subject = f"{'answers' if answers else 'requests'} as {name}"
    change = _part(code, subject, old, new, "", "", was, now, answers=answers)
    context.add(replace(change, aspects=frozenset({Aspect.DOCUMENTS})), name)


def _compare_types(
    context: Context, change: Change, old: AnySchema, new: AnySchema, use: Use | None
) -> None:
    """Add a change of a type, and what is different inside of objects that stand in its place.
    ``use`` is None where code never meets the type.
    """
    found = relation(old, new, context.renamed)
    if found != Relation.SAME:
        typed = replace(
            change,
            code=TYPE_CODES[found],
            before=write_type(old),
            after=write_type(new),
            aspects=_TYPES if use else frozenset(),
            types=(old, new),
            use=use or Use.RESULT,
        )
        # A type that was inferred for one operation is often inferred for others as well.
        inferred = found in (Relation.CLEARER, Relation.VAGUER, Relation.INFERRED)
        cause = (change.subject, typed.before, typed.after, typed.aspects) if inferred else None
        context.add(typed, cause)
    elif isinstance(old, Object) and isinstance(new, Object):
        compare_object(context, change, old, new)


def _part(
    code: str,
    what: str,
    old: Operation,
    new: Operation,
    before: str,
    after: str,
    was: Source | None,
    now: Source | None,
    answers: bool = False,
) -> Change:
    """A change of a part of one operation."""
    reached = (new.operation_id,)
    short = new.short_name or new.operation_id
    return Change(
        code,
        f"{new.tag}.{short}: {what}" if new.tag else f"{short}: {what}",
        before,
        after,
        was,
        now,
        request=() if answers else reached,
        answer=reached if answers else (),
        owner=old.operation_id,
    )
