"""A whole document: its operations, schemas, tags and ways to authenticate."""

from urllib.parse import urlsplit

from generator.model import Api, Operation, Tag
from generator.openapi.bodies import BodyReader
from generator.openapi.budget import Budget
from generator.openapi.dialect import Dialect, child
from generator.openapi.names import SchemaNames
from generator.openapi.nodes import Node
from generator.openapi.operations import OperationReader
from generator.openapi.parameters import ParameterReader
from generator.openapi.references import References, Target
from generator.openapi.schemas import SchemaReader
from generator.openapi.security import SecurityReader


def read_api(root: Node, dialect: Dialect, references: References, budget: Budget) -> Api:
    """The API that a document describes. What is wrong in it is reported to its files."""
    names = SchemaNames()
    schemas = SchemaReader(references, names, dialect, budget)
    _add_components(root, dialect, names)
    parameters = ParameterReader(references, schemas, dialect)
    bodies = BodyReader(references, schemas, parameters, dialect)
    security = SecurityReader(root, references, dialect)
    operations = OperationReader(references, parameters, bodies, security).operations(root)
    webhooks = root.member("webhooks")
    if webhooks is not None:
        webhooks.report("DOC609", "webhooks")
    info = root.member("info")
    return Api(
        title=info.text("title") if info is not None else "",
        version=info.text("version") if info is not None else "",
        base_path=_base_path(root, dialect),
        tags=tuple(_tags(root, operations)),
        operations=tuple(sorted(operations, key=lambda operation: operation.operation_id)),
        schemas=tuple(schemas.named_schemas()),
        security=tuple(security.schemes[name] for name in sorted(security.schemes)),
    )


def _add_components(root: Node, dialect: Dialect, names: SchemaNames) -> None:
    """Give the schemas of the components their names, so that no other schema takes one."""
    components = child(root, dialect.schemas_at)
    place = "/".join(dialect.schemas_at)
    for name, node in components.members() if components is not None else ():
        pointer = name.replace("~", "~0").replace("/", "~1")
        names.add_component(name, Target(node, f"{root.file.uri}#/{place}/{pointer}"))


def _base_path(root: Node, dialect: Dialect) -> str:
    """``basePath``, or the path of the first server where it has no variables; without a slash at
    its end.
    """
    if dialect == Dialect.SWAGGER:
        return root.text("basePath").rstrip("/")
    server = next(root.items_of("servers"), None)
    if server is None or not server.is_object():
        return ""
    try:
        path = urlsplit(server.text("url")).path.rstrip("/")
    except ValueError:
        return ""
    return "" if "{" in path else path


def _tags(root: Node, operations: list[Operation]) -> list[Tag]:
    """Every tag that operations have, with what the document says of it."""
    described = {node.text("name"): node for node in root.items_of("tags") if node.is_object()}
    found = []
    for name in sorted({operation.tag for operation in operations}):
        node = described.get(name)
        found.append(
            Tag(
                name=name,
                short_name=name,
                title=name,
                description=node.text("description") if node is not None else "",
                source=node.source if node is not None else None,
            )
        )
    return found
