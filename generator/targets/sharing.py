"""Parameters and responses that many operations have word for word stand once."""

import re
from collections.abc import Callable, Hashable
from http import HTTPStatus
from typing import Generic, TypeVar

from generator.model import (
    Api,
    Array,
    Enumeration,
    Map,
    Object,
    Operation,
    Parameter,
    Reference,
    Response,
    Scalar,
    Schema,
)

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")

N = TypeVar("N", Parameter, Response)


def share(api: Api) -> Api:
    """``api`` with ``shared`` set where operations share a parameter or a response.

    Of one key only the wording that most operations use is shared, so that it needs no number
    and does not change when a page is added. What is shared is one node, with the source of
    the first page.
    """
    parameters = _Shared[Parameter](_parameter_wording, _parameter_key, _is_header)
    responses = _Shared[Response](_response_wording, _response_key, lambda _: False)
    for operation in api.operations:
        for parameter in operation.parameters:
            if parameter.location != "path":
                parameters.count(parameter)
        for response in operation.responses:
            responses.count(response)
    parameters.settle()
    responses.settle()

    def marked(operation: Operation) -> Operation:
        return operation.model_copy(
            update={
                "parameters": tuple(map(parameters.marked, operation.parameters)),
                "responses": tuple(map(responses.marked, operation.responses)),
            }
        )

    return api.model_copy(
        update={
            "operations": tuple(map(marked, api.operations)),
            "parameters": tuple(p.model_copy(update={"examples": ()}) for p in parameters.nodes()),
            "responses": tuple(responses.nodes()),
        }
    )


class _Shared(Generic[N]):
    """Nodes of one kind, counted by wording."""

    def __init__(
        self,
        wording: Callable[[N], Hashable],
        key: Callable[[N], str],
        always: Callable[[N], bool],
    ) -> None:
        self._wording: Callable[[N], Hashable] = wording
        self._key: Callable[[N], str] = key
        self._always: Callable[[N], bool] = always
        self._numbers: dict[Hashable, int] = {}
        self._number_of: dict[int, int] = {}
        self._first: list[N] = []
        self._counts: list[int] = []
        self._keys: dict[int, str] = {}
        self._marked: dict[tuple[int, Hashable], N] = {}

    def count(self, node: N) -> None:
        number = self._numbers.setdefault(self._wording(node), len(self._first))
        self._number_of[id(node)] = number
        if number == len(self._first):
            self._first.append(node)
            self._counts.append(0)
        self._counts[number] += 1

    def settle(self) -> None:
        """Give keys, to the most frequent wordings first."""
        keys: dict[str, int] = {}
        for number in sorted(range(len(self._first)), key=lambda n: (-self._counts[n], n)):
            node = self._first[number]
            if self._counts[number] > 1 or self._always(node):
                keys.setdefault(self._key(node), number)
        self._keys = {number: key for key, number in keys.items()}

    def marked(self, node: N) -> N:
        """The node with its key, if it is shared."""
        number = self._number_of.get(id(node), -1)
        if number not in self._keys:
            return node
        # One node for all that are the same to the last example: few copies are made.
        same = (number, node.examples if isinstance(node, Parameter) else ())
        if same not in self._marked:
            self._marked[same] = node.model_copy(update={"shared": self._keys[number]})
        return self._marked[same]

    def nodes(self) -> list[N]:
        """What is shared, by key."""
        keyed = (
            self._first[number].model_copy(update={"shared": key})
            for number, key in self._keys.items()
        )
        return sorted(keyed, key=lambda node: node.shared)


def _parameter_wording(p: Parameter) -> Hashable:
    """All that a parameter says, save where it stands and for example."""
    return (p.location, p.name, p.description, p.separator, p.required, p.deprecated, p.schema_)


def _parameter_key(parameter: Parameter) -> str:
    name = _UNSAFE.sub("", parameter.name) or parameter.location
    return name if parameter.location == "header" else f"{parameter.location}.{name}"


def _is_header(parameter: Parameter) -> bool:
    """Headers are always shared: they mean the same wherever they are sent."""
    return parameter.location == "header"


def _response_wording(r: Response) -> Hashable:
    """All that a response says, save where it stands and how its types were found."""
    told = r.description or r.body_description
    return (r.status, told, r.media_types, _outline(r.schema_) if r.schema_ else "")


def _response_key(response: Response) -> str:
    """A body's type, or the status: ``ContactEntityList``, ``Int32``, ``NotFound``."""
    if response.schema_ and response.status.startswith("2"):
        return _UNSAFE.sub("", _type_name(response.schema_)) or "Body"
    try:
        return HTTPStatus(int(response.status)).phrase.title().replace(" ", "").replace("-", "")
    except ValueError:
        return f"Status{response.status}"


def _type_name(schema: Schema) -> str:
    match schema:
        case Reference(name=name):
            return name
        case Array(items=items):
            return f"{_type_name(items)}List"
        case Map(values=values):
            return f"{_type_name(values)}Map"
        case Scalar():
            name = schema.format or schema.type
            return "".join(part[0].upper() + part[1:] for part in name.split("-"))
        case Enumeration(values=values):
            return "".join(values[:1])
        case Object():
            return "Object"
    return "Any"


def _outline(schema: Schema) -> str:
    """A schema in a line, without its provenance."""
    match schema:
        case Array(items=items):
            return f"[{_outline(items)}]"
        case Map(values=values):
            return f"{{{_outline(values)}}}"
        case Reference(name=name):
            return f"#{name}"
        case Scalar():
            return f"{schema.type}:{schema.format}"
        case Enumeration(values=values):
            return "|".join(values)
        case Object(properties=properties):
            inner = (f"{p.name} {_outline(p.schema_)} {p.description}" for p in properties)
            return f"({', '.join(inner)})"
    return f"?{getattr(schema, 'written', '')}"
