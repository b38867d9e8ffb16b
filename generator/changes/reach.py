"""Which operations a model is sent to, and which answer with it, directly or inside of others."""

from collections.abc import Iterable
from functools import cached_property

from generator.changes.saved import AnySchema, Model, Operation, references
from generator.cycles import strongly_connected

Operations = tuple[str, ...]
"""Ids of operations, sorted."""


class Reach:
    """The operations that reach each model of an API, in time proportional to the API's size for
    all models together (a set of operations is one integer, a bit each).
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._tuples: dict[int, Operations] = {}
        self._operations = sorted(model.operations, key=lambda op: op.operation_id)

    def request(self, name: str) -> Operations:
        """The operations whose request may hold the model."""
        return self._ids(self._bits[0].get(name, 0))

    def answer(self, name: str) -> Operations:
        """The operations whose answer may hold the model."""
        return self._ids(self._bits[1].get(name, 0))

    @cached_property
    def wrappers(self) -> frozenset[str]:
        """The models that only wrap the arguments of an operation."""
        bodies = (op.request_body for op in self._operations)
        return frozenset(
            name
            for body in bodies
            if body and body.wraps_arguments
            for name in references(body.schema_)
        )

    def is_named_in_code(self, name: str) -> bool:
        """Whether generated code has a type for the model: all that an operation reaches, but for
        those that do nothing but wrap arguments.
        """
        return name in self._in_code

    @cached_property
    def _in_code(self) -> frozenset[str]:
        inside = {
            name
            for schema in self._model.schemas
            if self._bits[0].get(schema.name) or self._bits[1].get(schema.name)
            for name in references(schema.schema_)
        }
        direct = {
            name
            for op in self._operations
            for schema in (*_sent(op, unwrapped=True), *_received(op))
            for name in references(schema)
        }
        return frozenset(inside | direct)

    @cached_property
    def _bits(self) -> tuple[dict[str, int], dict[str, int]]:
        inside = {s.name: set(references(s.schema_)) for s in self._model.schemas}
        known = {name: sorted(found & inside.keys()) for name, found in inside.items()}
        order = list(strongly_connected(known))[::-1]
        sent = [(op, _sent(op)) for op in self._operations]
        received = [(op, _received(op)) for op in self._operations]
        return _spread(sent, known, order), _spread(received, known, order)

    def _ids(self, bits: int) -> Operations:
        """The operations of a set of bits. Equal sets are one tuple."""
        if bits not in self._tuples:
            self._tuples[bits] = self._made(bits)
        return self._tuples[bits]

    def _made(self, bits: int) -> Operations:
        set_bits = enumerate(reversed(format(bits, "b")))
        return tuple(self._operations[n].operation_id for n, bit in set_bits if bit == "1")


def _sent(operation: Operation, unwrapped: bool = False) -> list[AnySchema]:
    body = operation.request_body
    has_body = body and not (unwrapped and body.wraps_arguments)
    return [
        *(p.schema_ for p in operation.parameters),
        *([body.schema_] if body and has_body else ()),
    ]


def _received(operation: Operation) -> list[AnySchema]:
    return [
        *(r.schema_ for r in operation.responses if r.schema_),
        *([operation.paging.item] if operation.paging else ()),
    ]


def _spread(
    direct: Iterable[tuple[Operation, list[AnySchema]]],
    inside: dict[str, list[str]],
    order: list[list[str]],
) -> dict[str, int]:
    """The operations of each model as bits. ``order`` has the models in groups that refer to each
    other, each before those that it refers to.
    """
    bits: dict[str, int] = {}
    for number, (_, schemas) in enumerate(direct):
        for schema in schemas:
            for name in references(schema):
                bits[name] = bits.get(name, 0) | 1 << number
    for group in order:
        all_of_group = 0
        for name in group:
            all_of_group |= bits.get(name, 0)
        if all_of_group:
            for name in group:
                for other in (name, *inside[name]):
                    bits[other] = bits.get(other, 0) | all_of_group
    return bits
