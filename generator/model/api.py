"""The API: everything the pages of a corpus describe, linked."""

from typing import Annotated

from generator.model.operation import Operation, Parameter, Response, SecurityScheme
from generator.model.schema import NamedSchema
from generator.model.source import NOT_CONTENT, Node, Source


class Tag(Node):
    """A group of operations, as OpenAPI's Tag Object."""

    name: str
    short_name: str = ""
    """The name without the ending that tells its style (``Contact`` for ``ContactEntity``), unique
    among tags; the whole name where another tag has the short one."""
    contested_name: str = ""
    """The short name that this tag would have, and that another tag has; empty where ``short_name``
    is its own."""
    title: str = ""
    """The title of its index page, or the tag's name."""
    description: str = ""
    source: Annotated[Source | None, NOT_CONTENT] = None


class Api(Node):
    """What targets render. Tags, operations and schemas are sorted by name."""

    title: str
    version: str = ""
    base_path: str = ""
    """The path that stands before that of each operation, where a document says one (Swagger's
    ``basePath``, the path of a server in OpenAPI); empty where paths are whole."""
    server: str = ""
    """The address that request lines have before their paths, where all that have one have the
    same; the paths of operations begin after it."""
    tags: tuple[Tag, ...] = ()
    operations: tuple[Operation, ...] = ()
    schemas: tuple[NamedSchema, ...] = ()
    security: tuple[SecurityScheme, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    """Parameters that several operations have word for word. Each is known by its ``shared``."""
    responses: tuple[Response, ...] = ()
    """Responses that several operations have word for word. Each is known by its ``shared``."""
