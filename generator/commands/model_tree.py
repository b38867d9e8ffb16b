"""The model, as a tree to read."""

from typing import Any

from rich.tree import Tree

from generator.model import Api, Node


def tree(api: Api) -> Tree:
    """The model, as a tree to read."""
    root = Tree("model")
    for operation in api.operations:
        branch = root.add(f"{operation.method} {operation.path}")
        for name, value in operation:
            _add(branch, name, value)
    if api.schemas:
        branch = root.add("schemas")
        for named in api.schemas:
            _add(branch, named.name, named.schema_)
    return root


def _add(tree: Tree, name: str, value: Any) -> None:
    """A node, a sequence of nodes, or a value; what is empty is not shown."""
    label = name.rstrip("_")
    if value is None or value == () or value == "" or value is False:
        return
    if isinstance(value, Node):
        fields = [(n, v) for n, v in value if n not in ("source", "provenance", "heading_source")]
        name_of = next((str(v) for n, v in fields if n in ("name", "status", "kind")), "")
        branch = tree.add(f"{label} {name_of}".strip())
        for field, inner in fields:
            if str(inner) != name_of:
                _add(branch, field, inner)
    elif isinstance(value, tuple) and value and isinstance(value[0], Node):
        branch = tree.add(label)
        for item in value:
            _add(branch, "", item)
    else:
        text = " ".join(str(value).split())
        tree.add(f"{label}: {text if len(text) < 100 else text[:97] + '...'}".replace("[", r"\["))
