"""Finds the lines of samples that show a property or a body, to print them as evidence.

Linking itself only looks at the kinds of sample values (``generator.docs.shapes``). This finds
their places again, for the few decisions that somebody asks about.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import yaml

from generator.docs.shapes import kind_of
from generator.model import Array, Map, Reference, Sample, Schema, Source, walk

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class SampleValue(NamedTuple):
    """One value in a sample."""

    kind: str
    """As in ``generator.docs.shapes.Shape.kinds``."""
    outline: str
    """``{Id, Name, …}`` for an object, ``[string]`` for an array; empty for scalars."""
    source: Source
    """The line and column where the value starts, or the name of its member."""


Body = tuple[Schema, Sequence[Sample]]
"""The decided schema of a body, and its samples."""

Models = Mapping[str, Mapping[str, Schema]]
"""By the name of a model and of its property, in lower case: the decided schema."""


def sample_values_of_property(
    bodies: Sequence[Body], models: Models, model: str, name: str
) -> Iterator[SampleValue]:
    """Every value that samples show for the property ``name`` of ``model``."""
    holders = _models_holding(models, model)
    for schema, samples in bodies:
        if holders & _names(schema):
            for sample, node in _parsed(samples):
                yield from _find(models, sample, node, schema, (model, name.lower()))


def sample_values_of_body(samples: Sequence[Sample]) -> Iterator[SampleValue]:
    """The outermost value of each sample."""
    for sample, node in _parsed(samples):
        yield _value(sample, node)


def _names(schema: Schema) -> set[str]:
    """The models that a schema refers to itself."""
    return {part.name for part in walk(schema) if isinstance(part, Reference)}


def _models_holding(models: Models, name: str) -> set[str]:
    """The model ``name``, and all models that hold it at any depth."""
    holders: dict[str, set[str]] = {}
    for owner, properties in models.items():
        for schema in properties.values():
            for inner in _names(schema):
                holders.setdefault(inner, set()).add(owner)
    found, pending = {name}, [name]
    while pending:
        new = holders.get(pending.pop(), set()) - found
        found |= new
        pending += new
    return found


def _parsed(samples: Sequence[Sample]) -> Iterator[tuple[Sample, yaml.Node]]:
    """The body of each sample as a tree with lines. JSON is read as YAML, whose parser keeps the
    place of every value; a body that cannot be read is left out.
    """
    for sample in samples:
        if sample.body:
            try:
                node = yaml.compose(sample.body.expandtabs(1), Loader=_Loader)
            except (yaml.YAMLError, RecursionError):
                continue
            if node is not None:
                yield sample, node


def _find(
    models: Models, sample: Sample, node: yaml.Node, schema: Schema, wanted: tuple[str, str]
) -> Iterator[SampleValue]:
    """The values of ``wanted``, a model and a property in lower case, inside ``node``, which is of
    type ``schema``.
    """
    match schema:
        case Array(items=items) if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from _find(models, sample, item, items, wanted)
        case Map(values=values) if isinstance(node, yaml.MappingNode):
            for _, value in node.value:
                yield from _find(models, sample, value, values, wanted)
        case Reference(name=name) if isinstance(node, yaml.MappingNode) and name in models:
            properties = models[name]
            for key, value in node.value:
                member = str(key.value).lower()
                if (name, member) == wanted:
                    yield _value(sample, value, key)
                if member in properties:
                    yield from _find(models, sample, value, properties[member], wanted)


def _value(sample: Sample, node: yaml.Node, key: yaml.Node | None = None) -> SampleValue:
    """The kind, outline and place of one value; the place is that of its ``key``, if it has one."""
    mark = (key or node).start_mark
    place = Source(
        file=sample.source.file, line=sample.body_line + mark.line, column=mark.column + 1
    )
    if isinstance(node, yaml.MappingNode):
        names = [str(key.value) for key, _ in node.value]
        more = ", …" if len(names) > 3 else ""
        return SampleValue("object", "{" + ", ".join(names[:3]) + more + "}", place)
    if isinstance(node, yaml.SequenceNode):
        kinds = sorted({_value(sample, item).kind for item in node.value})
        return SampleValue("array", f"[{', '.join(kinds)}]", place)
    is_text = isinstance(node, yaml.ScalarNode) and node.style
    value = str(node.value) if is_text else yaml.safe_load(str(node.value))
    return SampleValue(kind_of(value), "", place)
