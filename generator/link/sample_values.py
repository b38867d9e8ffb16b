"""Where in which sample a property stands: found again, line by line, to be shown."""

from collections.abc import Iterator

import yaml

from generator.docs.shapes import kind_of
from generator.link.facts import BodyFacts, Facts
from generator.model import Array, Map, Reference, Sample, Schema, Source, walk

SampleValue = tuple[str, str, Source]
"""A kind of value, an outline of it (empty for scalars), and its place."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def sample_values_of_property(facts: Facts, model: str, name: str) -> Iterator[SampleValue]:
    """Every value that samples show for a property of a model."""
    reaching = _reaching(facts, model)
    for body in facts.bodies:
        if body.schema and reaching & _names(body.schema):
            for sample, node in _samples(body):
                yield from _find(facts, sample, node, body.schema, model, name.lower())


def sample_values_of_body(body: BodyFacts) -> Iterator[SampleValue]:
    """What the samples of a body show as a whole."""
    for sample, node in _samples(body):
        yield _shown(sample, node)


def _names(schema: Schema) -> set[str]:
    return {part.name for part in walk(schema) if isinstance(part, Reference)}


def _reaching(facts: Facts, name: str) -> set[str]:
    """The models that hold the model ``name``, at any depth, and itself."""
    holders: dict[str, set[str]] = {}
    for model in facts.models.values():
        for fact in model.properties.values():
            for held in _names(fact.schema):
                holders.setdefault(held, set()).add(model.name)
    reaching, pending = {name}, [name]
    while pending:
        new = holders.get(pending.pop(), set()) - reaching
        reaching |= new
        pending += new
    return reaching


def _samples(body: BodyFacts) -> Iterator[tuple[Sample, yaml.Node]]:
    """JSON is YAML, and YAML's reader tells the line of every value."""
    kind = "request" if body.is_request else "response"
    for sample in body.operation.samples:
        if sample.kind == kind and sample.body and body.shape.kinds:
            try:
                node = yaml.compose(sample.body.expandtabs(1), Loader=_Loader)
            except (yaml.YAMLError, RecursionError):
                continue
            if node is not None:
                yield sample, node


def _find(
    facts: Facts, sample: Sample, node: yaml.Node, schema: Schema, model: str, key: str
) -> Iterator[SampleValue]:
    match schema:
        case Array(items=items) if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from _find(facts, sample, item, items, model, key)
        case Map(values=values) if isinstance(node, yaml.MappingNode):
            for _, value in node.value:
                yield from _find(facts, sample, value, values, model, key)
        case Reference(name=name) if isinstance(node, yaml.MappingNode) and name in facts.models:
            properties = {n.lower(): fact for n, fact in facts.models[name].properties.items()}
            for written, value in node.value:
                member = str(written.value).lower()
                if name == model and member == key:
                    yield _shown(sample, value, written)
                if member in properties:
                    yield from _find(facts, sample, value, properties[member].schema, model, key)


def _shown(sample: Sample, node: yaml.Node, at: yaml.Node | None = None) -> SampleValue:
    mark = (at or node).start_mark
    place = Source(
        file=sample.source.file, line=sample.body_line + mark.line, column=mark.column + 1
    )
    if isinstance(node, yaml.MappingNode):
        names = [str(key.value) for key, _ in node.value]
        more = ", …" if len(names) > 3 else ""
        return "object", "{" + ", ".join(names[:3]) + more + "}", place
    if isinstance(node, yaml.SequenceNode):
        kinds = sorted({_shown(sample, item)[0] for item in node.value})
        return "array", f"[{', '.join(kinds)}]", place
    is_text = isinstance(node, yaml.ScalarNode) and node.style
    value = str(node.value) if is_text else yaml.safe_load(str(node.value))
    return kind_of(value), "", place
