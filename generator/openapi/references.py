"""Where a ``$ref`` leads: into the same document, or into another file of its folder.

``referencing`` resolves them, by RFC 3986 (relative references) and RFC 6901 (pointers). Nothing
is fetched from a network.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import url2pathname

from referencing import Anchor, Registry, Resource, Specification
from referencing.exceptions import NoSuchResource, Unresolvable

from generator.openapi.load import Loader
from generator.openapi.nodes import Mapping, Node, Sequence

LONGEST_CHAIN = 100
"""So many references may lead from one to the next."""


class Target(NamedTuple):
    """What a reference leads to."""

    node: Node
    key: str
    """The URI of it, the same for all references that lead there."""


class References:
    """Follows the references of a document and of its files."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self._refused: dict[str, tuple[str, str]] = {}
        self._found: dict[tuple[str, str], Target | None] = {}
        self._registry: Registry[Any] = Registry(retrieve=self._retrieve)
        self._resources: dict[str, Resource[Any]] = {}

    def follow(self, node: Node) -> Node | None:
        """The node itself, or what its reference leads to, over any number of references. None,
        with a diagnostic, where that is nothing.
        """
        seen: set[str] = set()
        while (reference := reference_of(node)) is not None:
            target = self.target(reference)
            if target is None:
                return None
            if target.key in seen or len(seen) > LONGEST_CHAIN:
                reference.report("DOC606", str(reference.value))
                return None
            seen.add(target.key)
            node = target.node
        return node

    def target(self, reference: Node) -> Target | None:
        """What the text of a ``$ref`` leads to; None, with a diagnostic, where that is nothing."""
        text = reference.as_text()
        if text is None:
            return None
        asked = (reference.file.uri, text)
        if asked not in self._found:
            self._found[asked] = self._look_up(reference, text)
        elif self._found[asked] is None:
            self._report(reference, text)
        return self._found[asked]

    def _look_up(self, reference: Node, text: str) -> Target | None:
        base = reference.file.uri
        try:
            resolved = self._registry.resolver(base).lookup(text)
            uri, fragment = urldefrag(urljoin(base, text))
        except (Unresolvable, LookupError, ValueError, TypeError):
            self._report(reference, text)
            return None
        value = resolved.contents
        if isinstance(value, Mapping | Sequence):
            node = Node(value, value.file, value.start)
        else:
            node = Node(value, reference.file, reference.offset)
        return Target(node, f"{uri}#{unquote(fragment)}")

    def _report(self, reference: Node, text: str) -> None:
        try:
            uri = urldefrag(urljoin(reference.file.uri, text)).url
        except ValueError:
            uri = ""
        code, why = self._refused.get(uri, ("DOC604", ""))
        reference.report(code, text, why)

    def _retrieve(self, uri: str) -> Resource[Any]:
        """A file of the document's folder. Raises NoSuchResource for all else."""
        if uri not in self._resources:
            self._resources[uri] = self._resource(uri)
        return self._resources[uri]

    def _resource(self, uri: str) -> Resource[Any]:
        parts = urlsplit(uri)
        if parts.scheme != "file" or parts.netloc:
            self._refused[uri] = ("DOC605", "a file in the folder of the document")
            raise NoSuchResource(ref=uri)
        path = Path(url2pathname(parts.path))
        try:
            path = path.resolve()
        except (OSError, RuntimeError) as error:
            raise NoSuchResource(ref=uri) from error
        if not path.is_relative_to(self._loader.folder):
            self._refused[uri] = ("DOC605", "a file in the folder of the document")
            raise NoSuchResource(ref=uri)
        if not path.is_file():
            raise NoSuchResource(ref=uri)
        loaded = self._loader.load(path)
        if loaded is None:
            raise NoSuchResource(ref=uri)
        return Resource(contents=loaded.value, specification=_SPECIFICATION)


def reference_of(node: Node) -> Node | None:
    """The text of the node's ``$ref``; None where it has none."""
    found = node.member("$ref")
    # A property may have this name: its schema is an object.
    return found if found is not None and not isinstance(found.value, Mapping) else None


def _anchors(_: Any, contents: Any) -> Iterable[Anchor[Any]]:
    """The ``$anchor`` of each schema among the components."""
    schemas = contents
    for key in ("components", "schemas"):
        schemas = schemas.get(key) if isinstance(schemas, Mapping) else None
    for schema in schemas.values() if isinstance(schemas, Mapping) else ():
        if isinstance(schema, Mapping) and isinstance(schema.get("$anchor"), str):
            resource = Resource(contents=schema, specification=Specification.OPAQUE)
            yield Anchor(name=schema["$anchor"], resource=resource)


def _same_resolver(segments: Any, resolver: Any, subresource: Any) -> Any:
    """Parts of a document have no URI of their own."""
    return resolver


_SPECIFICATION: Specification[Any] = Specification(
    name="OpenAPI",
    id_of=lambda _: None,
    subresources_of=lambda _: [],
    anchors_in=_anchors,
    maybe_in_subresource=_same_resolver,
)
"""An OpenAPI document is known by the name of its file. Its schemas may have anchors."""
