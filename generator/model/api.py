"""The API: everything the pages of a corpus describe, linked."""

from generator.model.operation import Operation, Parameter, Response, SecurityScheme
from generator.model.schema import NamedSchema
from generator.model.source import Node, Source


class Tag(Node):
    """A group of operations: an agent, a resource."""

    name: str
    title: str = ""
    """The title of its index page, or the tag's name."""
    description: str = ""
    source: Source | None = None


class Api(Node):
    """What targets render. Tags, operations and schemas are sorted by name."""

    title: str
    version: str = ""
    tags: tuple[Tag, ...] = ()
    operations: tuple[Operation, ...] = ()
    schemas: tuple[NamedSchema, ...] = ()
    security: tuple[SecurityScheme, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    """Parameters that several operations have word for word. Each is known by its ``shared``."""
    responses: tuple[Response, ...] = ()
    """Responses that several operations have word for word. Each is known by its ``shared``."""
