"""Which specification a document follows."""

from enum import StrEnum

from generator.openapi.nodes import Node, shown


class Dialect(StrEnum):
    """Versions that differ in what they mean. Patch releases do not."""

    SWAGGER = "2.0"
    OPENAPI_3_0 = "3.0"
    OPENAPI_3_1 = "3.1"
    """And 3.2, which adds to it."""

    @property
    def schemas_at(self) -> tuple[str, ...]:
        """The keys under which the document has its named schemas."""
        return ("definitions",) if self == Dialect.SWAGGER else ("components", "schemas")

    @property
    def security_at(self) -> tuple[str, ...]:
        """The keys under which the document has its ways to authenticate."""
        if self == Dialect.SWAGGER:
            return ("securityDefinitions",)
        return ("components", "securitySchemes")


_OPENAPI = {
    "3.0": Dialect.OPENAPI_3_0,
    "3.1": Dialect.OPENAPI_3_1,
    "3.2": Dialect.OPENAPI_3_1,
}


def dialect_of(root: Node) -> Dialect | None:
    """The dialect of a document; None, with a diagnostic, for anything else."""
    for key in ("openapi", "swagger"):
        version = root.member(key)
        if version is None:
            continue
        # YAML without quotes makes a number of it.
        minor = ".".join(str(version.value).split(".")[:2])
        if key == "swagger" and minor == "2.0":
            return Dialect.SWAGGER
        if key == "openapi" and minor in _OPENAPI:
            return _OPENAPI[minor]
        version.report(
            "DOC602", f"{key}: {shown(version.value)}", "OpenAPI 3.0 to 3.2, Swagger 2.0"
        )
        return None
    root.report("DOC602", shown(root.value), "an object with the key openapi or swagger")
    return None


def child(node: Node | None, keys: tuple[str, ...]) -> Node | None:
    """The value under keys within each other; None where one of them is missing."""
    for key in keys:
        node = node.member(key) if node is not None else None
    return node
