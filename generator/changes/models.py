"""Changes of models and of their properties."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from generator.changes.change import Aspect, Change, Use
from generator.changes.context import DOCUMENTS, Context, same_text
from generator.changes.saved import AnySchema, Array, Map, NamedSchema, Object, Property, Source
from generator.changes.types import TYPE_CODES, Relation, is_open, relation, write_type

_NAMES = frozenset({Aspect.NAMES})
_ADDED = frozenset({Aspect.ADDED})
_TYPES = frozenset({Aspect.TYPES})


def compare_models(context: Context) -> None:
    """Add every change of the named schemas. Each pair is compared once, whoever refers to it."""
    for schema in context.models.added:
        _added(context, schema)
    for schema in context.models.gone:
        _gone(context, schema)
    for old, new in context.models.both:
        if old.name != new.name:
            _renamed(context, old, new)
        if old != new:
            _compare(context, old, new)


def _place(schema: NamedSchema) -> Source | None:
    return schema.sources[0] if schema.sources else None


def _added(context: Context, schema: NamedSchema) -> None:
    reach = context.new_reach
    change = Change(
        "CHG601",
        schema.name,
        after=write_type(schema.schema_),
        new=_place(schema),
        request=reach.request(schema.name),
        answer=reach.answer(schema.name),
        aspects=_ADDED if reach.is_named_in_code(schema.name) else DOCUMENTS,
        member=schema.name,
    )
    # A name alone, with nothing that is known of it, is no model yet.
    if change.operations and not is_open(schema.schema_):
        context.add(change)


def _gone(context: Context, schema: NamedSchema) -> None:
    """A model that nothing has any more. One that only operations had that are gone is part of
    their change: of the first one's, where there are several.
    """
    reach = context.old_reach
    change = Change(
        "CHG602",
        schema.name,
        before=write_type(schema.schema_),
        old=_place(schema),
        request=reach.request(schema.name),
        answer=reach.answer(schema.name),
        aspects=_NAMES if reach.is_named_in_code(schema.name) else DOCUMENTS,
        member=schema.name,
    )
    if context.gone_ids.issuperset(change.operations):
        context.add_to(("CHG102", change.operations[:1]), schema.name)
    elif schema.name not in reach.wrappers:
        # What wraps arguments goes with them, or with the body that it was.
        context.add(change)


def _renamed(context: Context, old: NamedSchema, new: NamedSchema) -> None:
    change = _of_model(context, "CHG603", old, new, old.name, new.name)
    in_code = context.old_reach.is_named_in_code(old.name)
    context.add(
        replace(change, aspects=frozenset({Aspect.NAMES, Aspect.IDS} if in_code else {Aspect.IDS}))
    )


def _of_model(
    context: Context, code: str, old: NamedSchema, new: NamedSchema, before: str, after: str
) -> Change:
    return Change(
        code,
        new.name,
        before,
        after,
        _place(old),
        _place(new),
        request=context.new_reach.request(new.name),
        answer=context.new_reach.answer(new.name),
        member=old.name,
        owner=old.name,
    )


def _compare(context: Context, old: NamedSchema, new: NamedSchema) -> None:
    base = _of_model(context, "", old, new, "", "")
    was, now = old.schema_, new.schema_
    if (
        isinstance(was, Object)
        and isinstance(now, Object)
        and bool(was.properties) == bool(now.properties)
    ):
        compare_object(context, replace(base, subject=new.name), was, now)
    elif (found := relation(was, now, context.renamed)) != Relation.SAME:
        context.add(
            replace(
                base,
                code=TYPE_CODES[found],
                before=write_type(was),
                after=write_type(now),
                aspects=_TYPES,
                types=(was, now),
            )
        )
    if is_open(was) or is_open(now):
        return  # Linking describes models that no page explains.
    if not same_text(old.description, new.description):
        texts = old.description, new.description
        change = _of_model(context, "CHG701", old, new, *texts)
        context.add(replace(change, aspects=DOCUMENTS), texts)


def compare_object(context: Context, base: Change, old: Object, new: Object) -> None:
    """Add every change of the properties of one object. ``base`` says what the object is, and what
    it reaches.
    """
    was = {p.name: p for p in old.properties}
    now = {p.name: p for p in new.properties}
    is_wrapper = base.member in context.old_reach.wrappers
    for name in [n for n in was if n not in now]:
        context.add(*_with_cause(_removed(base, was[name])))
    for name, found in now.items():
        before = was.get(name)
        if before is None:
            context.add(*_with_cause(_new_property(base, found, is_wrapper)))
        elif before != found:
            for change in _differences(context, base, before, found, is_wrapper):
                context.add(*_with_cause(change))
            _compare_inside(context, base, before, found)


def _with_cause(change: Change) -> tuple[Change, object]:
    """The same change of a property of the same name is from the same cause in every model."""
    return change, _CAUSES.get(change.code, _of_value)(change)


def _of_value(change: Change) -> object:
    return (change.member, change.before, change.after, change.aspects)


def _of_text(change: Change) -> object:
    """Where a model was described at last, or is not any more, that is one cause."""
    if change.before and change.after:
        return _of_value(change)
    return (change.owner, bool(change.before))


_CAUSES: dict[str, Callable[[Change], object]] = {"CHG701": _of_text}
"""What is one cause, for codes where that is more than the same change of the same property."""


def _of_property(base: Change, code: str, old: Property | None, new: Property | None) -> Change:
    name = (new or old or _NO_PROPERTY).name
    return replace(
        base,
        code=code,
        subject=f"{base.subject}.{name}",
        old=(old.source or base.old) if old else base.old,
        new=(new.source or base.new) if new else base.new,
        member=(old or new or _NO_PROPERTY).name,
    )


_NO_PROPERTY = Property("", Object())


def _removed(base: Change, old: Property) -> Change:
    # Without a source, no page ever wrote it: samples had it.
    code = "CHG613" if old.source else "CHG621"
    change = _of_property(base, code, old, None)
    return replace(change, before=write_type(old.schema_), aspects=_NAMES)


def _new_property(base: Change, new: Property, is_wrapper: bool) -> Change:
    code = "CHG620" if not new.source else "CHG612" if new.required else "CHG611"
    aspects = _ADDED
    if new.required and new.source:
        aspects = frozenset({Aspect.CALLS if is_wrapper else Aspect.MEMBERS})
    return replace(
        _of_property(base, code, None, new), after=write_type(new.schema_), aspects=aspects
    )


def _differences(
    context: Context, base: Change, old: Property, new: Property, is_wrapper: bool
) -> Iterator[Change]:
    def change(code: str, before: str, after: str, *aspects: Aspect) -> Change:
        found = _of_property(base, code, old, new)
        return replace(found, before=before, after=after, aspects=frozenset(aspects))

    if old.required != new.required:
        if new.required:
            aspect = Aspect.CALLS if is_wrapper else Aspect.MEMBERS
            yield change("CHG614", "optional", "required", aspect)
        else:
            yield change("CHG615", "required", "optional", Aspect.OPTIONAL)
    found = relation(old.schema_, new.schema_, context.renamed)
    if found != Relation.SAME:
        texts = write_type(old.schema_), write_type(new.schema_)
        yield replace(
            change(TYPE_CODES[found], *texts, Aspect.TYPES),
            types=(old.schema_, new.schema_),
            use=Use.ARGUMENT if is_wrapper else Use.MEMBER,
        )
    if old.nullable != new.nullable and _states_null(old) and _states_null(new):
        code, texts = ("CHG616", ("", "null")) if new.nullable else ("CHG617", ("null", ""))
        yield change(code, *texts, Aspect.OPTIONAL)
    if old.read_only != new.read_only:
        code, texts = (
            ("CHG618", ("", "read-only")) if new.read_only else ("CHG619", ("read-only", ""))
        )
        yield change(code, *texts, Aspect.DOCUMENTS)
    if old.write_only != new.write_only:
        code, texts = (
            ("CHG623", ("", "write-only")) if new.write_only else ("CHG624", ("write-only", ""))
        )
        yield change(code, *texts, Aspect.DOCUMENTS)
    if old.default != new.default and not (old.required and new.required):
        yield change("CHG622", old.default, new.default, Aspect.DOCUMENTS)
    if old.deprecated != new.deprecated:
        yield change("CHG801" if new.deprecated else "CHG802", "", "", Aspect.ADDED)
    if not same_text(old.description, new.description):
        yield change("CHG701", old.description, new.description, Aspect.DOCUMENTS)


_DOCUMENTS = (".json", ".yaml", ".yml")


def _states_null(found: Property) -> bool:
    """Whether null is a statement about the property: in a document. On pages samples show it, and
    which ones do is chance.
    """
    return found.source is not None and found.source.file.lower().endswith(_DOCUMENTS)


def _compare_inside(context: Context, base: Change, old: Property, new: Property) -> None:
    """Objects that stand in the place of a type: they have no name of their own."""
    was, now = _without_containers(old.schema_), _without_containers(new.schema_)
    if isinstance(was, Object) and isinstance(now, Object) and was.properties and now.properties:
        inner = _of_property(base, "", old, new)
        compare_object(context, inner, was, now)


def _without_containers(schema: AnySchema) -> AnySchema:
    while True:
        match schema:
            case Array(items=inner) | Map(values=inner):
                schema = inner
            case _:
                return schema
