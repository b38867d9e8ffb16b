"""Parameters and responses that several operations have word for word.

Reads and replaces ``facts.api``. What is shared stands once in ``Api.parameters`` or
``Api.responses``, as in the Components Object of OpenAPI, and ``shared`` is its key there.

Before: 500 operations have the same header ``X-Language``, each with its own description.
After: each of these parameters has ``shared="X-Language"``, and the API lists it once.
"""

import re
from collections.abc import Callable, Hashable
from http import HTTPStatus
from typing import Generic, TypeVar

from generator.link.facts import Facts
from generator.model import (
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


def share_components(facts: Facts) -> None:
    """Set ``shared`` where operations share a parameter or a response.

    Of one key only the wording that most operations use is shared, so that the key needs no
    number and does not change when a page is added. What is shared has the source of the first
    page.
    """
    api = facts.api
    parameters = _Shared[Parameter](_parameter_wording, _parameter_key, _is_header)
    responses = _Shared[Response](_response_wording, _response_key, lambda _: False)
    for operation in api.operations:
        for parameter in operation.parameters:
            if parameter.location != "path":
                parameters.count(parameter)
        for response in operation.responses:
            responses.count(response)
    parameters.choose()
    responses.choose()

    def with_keys(operation: Operation) -> Operation:
        return operation.model_copy(
            update={
                "parameters": tuple(map(parameters.with_key, operation.parameters)),
                "responses": tuple(map(responses.with_key, operation.responses)),
            }
        )

    facts.api = api.model_copy(
        update={
            "operations": tuple(map(with_keys, api.operations)),
            "parameters": tuple(p.model_copy(update={"examples": ()}) for p in parameters.nodes()),
            "responses": tuple(responses.nodes()),
        }
    )


class _Shared(Generic[N]):
    """Parameters or responses, counted by their wording.

    Call ``count`` for each, then ``choose`` once, then ``with_key`` for each.
    """

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
        self._copies: dict[tuple[int, Hashable], N] = {}

    def count(self, node: N) -> None:
        """Count one use of the node's wording."""
        number = self._numbers.setdefault(self._wording(node), len(self._first))
        self._number_of[id(node)] = number
        if number == len(self._first):
            self._first.append(node)
            self._counts.append(0)
        self._counts[number] += 1

    def choose(self) -> None:
        """Give each key to its most frequent wording, if several nodes have it or it is always
        shared.
        """
        keys: dict[str, int] = {}
        for number in sorted(range(len(self._first)), key=lambda n: (-self._counts[n], n)):
            node = self._first[number]
            if self._counts[number] > 1 or self._always(node):
                keys.setdefault(self._key(node), number)
        self._keys = {number: key for key, number in keys.items()}

    def with_key(self, node: N) -> N:
        """The node with its key if it is shared, else the node itself."""
        number = self._number_of.get(id(node), -1)
        if number not in self._keys:
            return node
        # Nodes that are equal, including their examples, become one object: this saves memory.
        same = (number, node.examples if isinstance(node, Parameter) else ())
        if same not in self._copies:
            # Its source is that of the first use, which does not depend on examples.
            update = {"shared": self._keys[number], "source": self._first[number].source}
            self._copies[same] = node.model_copy(update=update)
        return self._copies[same]

    def nodes(self) -> list[N]:
        """The shared nodes, sorted by key."""
        keyed = (
            self._first[number].model_copy(update={"shared": key})
            for number, key in self._keys.items()
        )
        return sorted(keyed, key=lambda node: node.shared)


def _parameter_wording(p: Parameter) -> Hashable:
    """Everything that must be equal for parameters to be shared: all but source and examples."""
    details = (p.separator, p.required, p.deprecated, p.default)
    return (p.location, p.name, p.description, *details, p.schema_)


def _parameter_key(parameter: Parameter) -> str:
    """The name of a header, or location and name: ``query.select``."""
    name = _UNSAFE.sub("", parameter.name) or parameter.location
    return name if parameter.location == "header" else f"{parameter.location}.{name}"


def _is_header(parameter: Parameter) -> bool:
    """Whether it is a header. Headers are always shared, as they mean the same everywhere."""
    return parameter.location == "header"


def _response_wording(r: Response) -> Hashable:
    """Everything that must be equal for responses to be shared: all but sources and provenance."""
    description = r.description or r.body_description
    return (r.status, description, r.media_types, r.schema_)


def _response_key(response: Response) -> str:
    """The type of the body (``LampList``, ``Int32``), or the name of the status (``NotFound``)."""
    if response.schema_ and response.status.startswith("2"):
        return _UNSAFE.sub("", _type_name(response.schema_)) or "Body"
    try:
        return HTTPStatus(int(response.status)).phrase.title().replace(" ", "").replace("-", "")
    except ValueError:
        return f"Status{response.status}"


def _type_name(schema: Schema) -> str:
    """A type as a name in PascalCase."""
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
