"""What templates write: everything else in generated Python would be from a page."""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.config import Settings
from generator.incremental.session import build

REPOSITORY = Path(__file__).parent.parent
GENERATED = REPOSITORY / "generated" / "python" / "superoffice"


class Vocabulary(NamedTuple):
    nodes: frozenset[type[ast.AST]]
    calls: frozenset[str]
    modules: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Of the committed output, and of our own pages with forms and a deprecated operation."""
    pages = REPOSITORY / "specs" / "mastodon"
    built = build(Settings(pages=[pages], targets=["python"], layout="mastodon"))
    texts = [
        *(file.read_text("utf-8") for file in GENERATED.rglob("*.py")),
        *(file.text for file in built.files if file.path.endswith(".py")),
    ]
    trees = [ast.parse(text) for text in texts]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return Vocabulary(
        frozenset(map(type, nodes)),
        frozenset(ast.unparse(n.func) for n in nodes if isinstance(n, ast.Call)),
        frozenset(_modules(nodes)),
    )


def foreign(text: str) -> list[str]:
    """What is in a file that no template writes. Imports are looked at, so what is imported may be
    called.
    """
    known = vocabulary()
    tree = ast.parse(text)
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    calls = known.calls | imported
    found = []
    for node in ast.walk(tree):
        where = f"line {getattr(node, 'lineno', 0)}"
        if type(node) not in known.nodes:
            found.append(f"{where}: {type(node).__name__}")
        if isinstance(node, ast.Call) and ast.unparse(node.func) not in calls:
            found.append(f"{where}: call of {ast.unparse(node.func)}")
        if isinstance(node, ast.Expr) and not _docstring(node):
            found.append(f"{where}: {ast.unparse(node)}")
        found += [f"{where}: import of {name}" for name in _modules([node]) if _outside(name)]
    return found


def _docstring(node: ast.Expr) -> bool:
    known = isinstance(node.value, ast.Constant | ast.Yield | ast.YieldFrom | ast.Await | ast.Call)
    if known and isinstance(node.value, ast.Constant):
        # The body of an overload is an ellipsis.
        return isinstance(node.value.value, str) or node.value.value is ...
    return known


def _modules(nodes: Iterable[ast.AST]) -> Iterable[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def _outside(module: str) -> bool:
    """Anything but a module of the package, or of its folder of resources, that is named by one
    word.
    """
    return module not in vocabulary().modules and not (
        module.startswith(".") and module.lstrip(".").removeprefix("resources.").isidentifier()
    )
