"""The model as text to read: a tree."""

import io
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from generator.model import Api, Node

_NOT_SHOWN = ("source", "provenance", "heading_source")
_LONGEST = 100
"""Characters of a value that are shown."""


def format_api(api: Api) -> str:
    """Every operation and every named schema with all that is known of it, a line each."""
    root = Tree("model")
    for operation in api.operations:
        branch = root.add(Text(f"{operation.method} {operation.path}"))
        for name, value in operation:
            _add(branch, name, value)
    if api.schemas:
        branch = root.add("schemas")
        for named in api.schemas:
            _add(branch, named.name, named.schema_)
    text = io.StringIO()
    Console(file=text, width=1000).print(root)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def _add(tree: Tree, name: str, value: Any) -> None:
    """Add a node, a sequence of nodes or a value, unless it is empty."""
    label = name.rstrip("_")
    if value is None or value == () or value == "" or value is False:
        return
    if isinstance(value, Node):
        fields = [(n, v) for n, v in value if n not in _NOT_SHOWN]
        name_of = next((str(v) for n, v in fields if n in ("name", "status", "kind")), "")
        branch = tree.add(Text(f"{label} {name_of}".strip()))
        for field, inner in fields:
            if str(inner) != name_of:
                _add(branch, field, inner)
    elif isinstance(value, tuple) and value and isinstance(value[0], Node):
        branch = tree.add(Text(label))
        for item in value:
            _add(branch, "", item)
    else:
        text = " ".join(str(value).split())
        shown = text if len(text) < _LONGEST else text[: _LONGEST - 3] + "..."
        tree.add(Text(f"{label}: {shown}"))
