"""An API in which every text is the same hostile one, made from the classes of the model.

Nobody has to add a field here: what the model gets is filled. As all texts are equal, names that
refer to each other do.
"""

import itertools
import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from generator.model import (
    Api,
    Array,
    Enumeration,
    Map,
    Node,
    Object,
    Property,
    Reference,
    RequestBody,
    Scalar,
    SchemaNode,
    Unknown,
)
from generator.model import Union as AnyOf

STATUSES = ("200", "404", "418")
"""Reading takes nothing but three digits for a status."""
NOT_FREE = {("Response", "status")}
"""Fields that reading never fills with a text of a page as it is."""
SCHEMAS = (Reference, Scalar, Enumeration, Array, Map, AnyOf, Unknown, Object)
DEEPEST = 6
"""Levels of the model. Below, schemas are scalars."""


def hostile_api(text: str) -> Api:
    """Every field of every class of the model, at least once."""
    api = _filled(Api, text, 0)
    assert isinstance(api, Api)
    return api


def texts(value: Any, owner: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text in a model: the class and field it stands in, and the text."""
    if isinstance(value, Node) or is_dataclass(value):
        names = type(value).model_fields if isinstance(value, Node) else _names(value)
        for name in names:
            field = getattr(value, name)
            hint = get_type_hints(type(value), include_extras=False).get(name)
            for inner in field if isinstance(field, tuple) else (field,):
                if isinstance(inner, str) and not _is_fixed(hint):
                    yield type(value).__name__, name, inner
                elif isinstance(inner, tuple):
                    yield from ((type(value).__name__, name, each) for each in inner)
                else:
                    yield from texts(inner)


def free_fields() -> set[tuple[str, str]]:
    """Every field of the model that may hold any text, by class and name."""
    found: set[tuple[str, str]] = set()
    todo: list[Any] = [Api]
    seen: set[Any] = set()
    while todo:
        kind = todo.pop()
        if kind in seen:
            continue
        seen.add(kind)
        hints = get_type_hints(kind)
        names = kind.model_fields if issubclass(kind, Node) else _names(kind)
        for name in names:
            parts = list(_parts(hints[name]))
            if str in parts:
                found.add((kind.__name__, name))
            todo += [
                part
                for part in parts
                if isinstance(part, type) and (issubclass(part, Node) or is_dataclass(part))
            ]
    return found - NOT_FREE


def _names(kind: Any) -> list[str]:
    return [field.name for field in fields(kind)]


def _is_fixed(hint: Any) -> bool:
    return str not in _parts(hint)


def _parts(hint: Any) -> Iterator[Any]:
    """The classes in a type, those of collections and unions too; a Literal is none."""
    origin = get_origin(hint)
    if origin is Literal:
        return
    if origin is None:
        yield hint
    for inner in get_args(hint) if origin is not Annotated else get_args(hint)[:1]:
        yield from _parts(inner)


def _filled(hint: Any, text: str, depth: int) -> Any:
    """A value of a type, in which every text is ``text``."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _filled(arguments[0], text, depth)
    if origin is Literal:
        return arguments[0]
    if origin in (Union, types.UnionType):
        options = [option for option in arguments if option is not type(None)]
        return _filled(Reference if Reference in options else options[0], text, depth)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is not Ellipsis:
            return tuple(_filled(argument, text, depth) for argument in arguments)
        return tuple(_several(arguments[0], text, depth))
    if hint is str:
        return text
    if hint in (bool, int):
        return hint(1)
    return _node(hint, text, depth)


def _node(kind: Any, text: str, depth: int, **given: Any) -> Any:
    if depth > DEEPEST and issubclass(kind, SchemaNode):
        kind = Scalar
    hints = get_type_hints(kind, include_extras=True)
    if not issubclass(kind, Node):
        return kind(**{name: _filled(hints[name], text, depth + 1) for name in _names(kind)})
    if kind is RequestBody:
        # Only a list of steps can be replaced by a merge patch.
        given["accepts_merge_patch"] = False
    values = {}
    for name, field in kind.model_fields.items():
        key = field.alias or name
        values[key] = given[name] if name in given else _filled(hints[name], text, depth + 1)
    return kind(**values)


def _several(kind: Any, text: str, depth: int) -> Iterator[Any]:
    """What a collection holds: more than one where classes have variants."""
    name = getattr(kind, "__name__", "")
    if kind is Property:
        for number, schema in enumerate(SCHEMAS):
            own = text if number == 0 else f"{text}{number}"
            if schema is Object and depth > 4:
                return
            yield _node(Property, text, depth, name=own, schema_=_node(schema, text, depth + 1))
    elif name == "Response":
        for status in STATUSES:
            yield _node(kind, text, depth, status=status)
    elif name in ("Parameter", "Argument"):
        schemas = itertools.cycle(SCHEMAS)
        for location, schema in zip(get_args(get_type_hints(kind)["location"]), schemas):  # noqa: B905
            yield _node(
                kind, text, depth, location=location, schema_=_node(schema, text, depth + 1)
            )
    elif name == "NamedSchema":
        model = Object(properties=tuple(_several(Property, text, depth)))
        yield _node(kind, text, depth, schema_=model)
    elif name == "SecurityScheme":
        for number, type_ in enumerate(get_args(get_type_hints(kind)["type"])):
            own = text if number == 0 else f"{text}{number}"
            scheme = text if type_ == "http" else ""
            yield _node(kind, text, depth, name=own, type=type_, scheme=scheme)
    else:
        yield _filled(kind, text, depth)
