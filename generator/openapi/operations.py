"""Operations: what stands under each path and method."""

import re
from collections.abc import Iterator
from typing import get_args

from generator.model import Operation, Parameter, Scalar
from generator.model.operation import Method
from generator.openapi.bodies import BodyReader, MediaTypes
from generator.openapi.nodes import Mapping, Node, shown
from generator.openapi.parameters import LOCATIONS, ParameterReader, collect_parameters
from generator.openapi.references import References
from generator.openapi.security import SecurityReader

_METHODS: dict[str, Method] = {method.lower(): method for method in get_args(Method)}
_OWN_LIST = "x-list"
"""The key under which the OpenAPI documents of docs2sdk have LIST, which OpenAPI 3.1 lacks."""
_UNTAGGED = "default"

_IN_PATH = re.compile(r"\{([^{}]*+)\}")
_WORD = re.compile(r"[^\W_]++")


class OperationReader:
    """Reads the operations of a document."""

    def __init__(
        self,
        references: References,
        parameters: ParameterReader,
        bodies: BodyReader,
        security: SecurityReader,
    ) -> None:
        self._references = references
        self._parameters = parameters
        self._bodies = bodies
        self._security = security
        self._ids: set[str] = set()

    def operations(self, root: Node) -> list[Operation]:
        """Every operation, in the order of the document."""
        media_types = MediaTypes().of(root)
        found = []
        for path, written in root.members_of("paths"):
            item = self._references.follow(written) if not path.startswith("x-") else None
            if item is None or not item.is_object():
                continue
            for method, node in self._methods(item):
                found.append(self._operation(method, path, node, item, media_types))
        return found

    def _methods(self, item: Node) -> Iterator[tuple[Method, Node]]:
        """The operations of a path item. OpenAPI 3.2 has methods without a key of their own."""
        for key, node in item.members():
            if key == "additionalOperations":
                for method, inner in node.members():
                    yield from self._known_method(method.lower(), inner)
            elif key == _OWN_LIST:
                yield from self._known_method("list", node)
            elif isinstance(node.value, Mapping) and not key.startswith("x-"):
                yield from self._known_method(key, node)
            elif key in _METHODS:
                node.is_object()

    def _known_method(self, key: str, node: Node) -> Iterator[tuple[Method, Node]]:
        if key not in _METHODS:
            node.report("DOC609", f"the method {shown(key)}", done="left out")
        elif node.is_object():
            yield _METHODS[key], node

    def _operation(
        self, method: Method, path: str, node: Node, item: Node, media_types: MediaTypes
    ) -> Operation:
        plain, _, fragment = path.partition("#")
        types = media_types.of(node)
        written = collect_parameters(
            self._references, [*item.items_of("parameters"), *node.items_of("parameters")]
        )
        parameters = [self._parameters.parameter(p) for p in written if p.place in LOCATIONS]
        tags = node.texts_of("tags")
        if (callbacks := node.member("callbacks")) is not None:
            callbacks.report("DOC609", "callbacks")
        return Operation(
            operation_id=self._id(method, plain, node),
            method=method,
            path=plain,
            path_fragment=fragment,
            tag=tags[0] if tags else _UNTAGGED,
            summary=node.text("summary") or item.text("summary"),
            description=node.text("description") or item.text("description"),
            deprecated=node.flag("deprecated"),
            parameters=(*parameters, *_missing_parameters(plain, parameters, node)),
            request_body=self._bodies.request_body(node, written, types),
            responses=self._bodies.responses(node, types),
            security=self._security.of(node),
            source=node.source,
        )

    def _id(self, method: Method, path: str, node: Node) -> str:
        """The id of an operation; one made from method and path where it has none, or where an
        operation before has the same.
        """
        found = node.text("operationId")
        if found and found not in self._ids:
            self._ids.add(found)
            return found
        if found:
            (node.member("operationId") or node).report("DOC612", found)
        words = "".join(word[0].upper() + word[1:] for word in _WORD.findall(path))
        name = made = method.lower() + words
        number = 1
        while made in self._ids:
            number += 1
            made = f"{name}{number}"
        self._ids.add(made)
        return made


def _missing_parameters(path: str, parameters: list[Parameter], node: Node) -> Iterator[Parameter]:
    """Those that the path holds and nobody lists."""
    listed = {p.name for p in parameters if p.location == "path"}
    for name in dict.fromkeys(_IN_PATH.findall(path)):
        if name and name not in listed:
            node.report(
                "DOC610",
                f"no parameter {shown(name)}",
                "one for each of the path",
                "typed as string",
            )
            yield Parameter(
                name=name, location="path", schema=Scalar(type="string"), required=True,
                source=node.source,
            )  # fmt: skip
