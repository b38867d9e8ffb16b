"""Ways to authenticate (OpenAPI's Security Scheme Objects, Swagger's Security Definitions)."""

from collections.abc import Callable

from generator.model import SecurityScheme
from generator.openapi.dialect import Dialect, child
from generator.openapi.nodes import Node, shown
from generator.openapi.references import References

_CARRIERS = {"header": "header", "query": "query", "cookie": "cookie"}


class SecurityReader:
    """The ways to authenticate of a document, and which of them operations take."""

    def __init__(self, root: Node, references: References, dialect: Dialect) -> None:
        self._root = root
        self.schemes: dict[str, SecurityScheme] = {}
        """By name."""
        schemes = child(root, dialect.security_at)
        for name, item in schemes.members() if schemes is not None else ():
            node = references.follow(item)
            if node is not None and node.is_object() and (read := _scheme(name, node)):
                self.schemes[name] = read

    def of(self, operation: Node) -> tuple[SecurityScheme, ...]:
        """Every way that an operation names, once, in the order of the document; those of the whole
        document where it says nothing. Which of them belong together is not kept.
        """
        holder = operation if operation.member("security") is not None else self._root
        found: dict[str, SecurityScheme] = {}
        for requirement in holder.items_of("security"):
            for name, node in requirement.members():
                if name in self.schemes:
                    found[name] = self.schemes[name]
                else:
                    node.report("DOC604", f"the security scheme {shown(name)}")
        return tuple(found.values())


def _scheme(name: str, node: Node) -> SecurityScheme | None:
    kind = node.text("type")
    if kind not in _READERS:
        (node.member("type") or node).report("DOC603", shown(kind), "a type of security scheme")
        return None
    read = _READERS[kind](name, node)
    return read.model_copy(update={"description": node.text("description")})


def _http(name: str, node: Node) -> SecurityScheme:
    return SecurityScheme(name=name, type="http", scheme=node.text("scheme"))


def _basic(name: str, node: Node) -> SecurityScheme:
    return SecurityScheme(name=name, type="http", scheme="basic")


def _api_key(name: str, node: Node) -> SecurityScheme:
    place = node.text("in")
    if place not in _CARRIERS:
        node.report(
            "DOC603", f"in: {shown(place)}", "header, query or cookie", "taken for a header"
        )
    carrier = node.text("name") or "Authorization"
    found = SecurityScheme(name=name, type="apiKey", header=carrier)
    return found.model_copy(update={"location": _CARRIERS.get(place, "header")})


def _oauth2(name: str, node: Node) -> SecurityScheme:
    return SecurityScheme(name=name, type="oauth2")


def _open_id(name: str, node: Node) -> SecurityScheme:
    return SecurityScheme(name=name, type="openIdConnect", url=node.text("openIdConnectUrl"))


def _mutual_tls(name: str, node: Node) -> SecurityScheme:
    return SecurityScheme(name=name, type="mutualTLS")


_READERS: dict[str, Callable[[str, Node], SecurityScheme]] = {
    "http": _http,
    "basic": _basic,
    "apiKey": _api_key,
    "oauth2": _oauth2,
    "openIdConnect": _open_id,
    "mutualTLS": _mutual_tls,
}
