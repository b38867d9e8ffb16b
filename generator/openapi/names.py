"""Names of schemas: those of the components, and one for everything else that is referred to."""

from collections import deque
from urllib.parse import unquote

from generator.openapi.nodes import Mapping, Node
from generator.openapi.references import Target


class SchemaNames:
    """Gives each schema that something refers to a name, and keeps those not read yet."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._targets: dict[str, Target] = {}
        self._pending: deque[str] = deque()

    def add_component(self, name: str, target: Target) -> None:
        """A schema that has its name in the document."""
        self._add(name, target)

    def name_of(self, target: Target) -> str:
        """The name of what a reference leads to. What is no component gets the name of its place
        (the last part of the reference), with a number where that is taken.
        """
        if target.key not in self._names:
            self._add(self._free(_last_part(target)), target)
        return self._names[target.key]

    def target(self, name: str) -> Target:
        """What has the name."""
        return self._targets[name]

    def next(self) -> tuple[str, Node] | None:
        """A schema that is not read yet."""
        if not self._pending:
            return None
        name = self._pending.popleft()
        return name, self._targets[name].node

    def _add(self, name: str, target: Target) -> None:
        self._names[target.key] = name
        self._targets[name] = target
        self._pending.append(name)

    def _free(self, name: str) -> str:
        number, found = 1, name
        while found in self._targets:
            number += 1
            found = f"{name}{number}"
        return found


def _last_part(target: Target) -> str:
    """The title of a schema, or the last part of where it stands: ``Lamp`` for ``lamps.yaml#/Lamp``
    and for ``models/Lamp.yaml``.
    """
    title = target.node.value.get("title") if isinstance(target.node.value, Mapping) else None
    if isinstance(title, str) and title.isidentifier():
        return title
    uri, _, fragment = target.key.partition("#")
    last = fragment.rsplit("/", 1)[-1].replace("~1", "/").replace("~0", "~")
    return last or unquote(uri).rsplit("/", 1)[-1].split(".")[0] or "Schema"
