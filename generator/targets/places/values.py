"""The ingredients of a template's expressions."""

from collections.abc import Callable, Container, Mapping, Set
from typing import NamedTuple

from jinja2 import nodes

from generator.targets.places.ingredients import (
    ADDING,
    ARGUMENT,
    FUNCTIONS,
    LAYING_OUT,
    NAMES_METHODS,
    NUMBERS,
    PICKING,
    RAW,
    SAFE,
    VARIABLES,
    VIEWS,
    WRITTEN,
    Ingredients,
    changed,
    of_words,
    union,
)
from generator.targets.registry import did_you_mean

_SAFE_OF_ARGUMENT = frozenset(["aliases", "kind", "name"])
"""What an ``Argument`` has that is no text of the docs; of a list of them, what ``map`` gives."""


class Fault(Exception):
    """What is wrong with an expression, and the line of the template that has it."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line
        self.template = ""
        """The template's name, as soon as that is known."""


class Scope:
    """Variables by name, those of a macro within those of its template.

    A variable holds whatever is put into it anywhere: the order of statements does not count.
    """

    def __init__(self, outer: "Scope | None" = None) -> None:
        self._outer = outer
        self._own: dict[str, Ingredients] = {}
        self.size = 0
        """Grows with each new ingredient, so that it tells when nothing new comes."""

    def find(self, name: str) -> Ingredients | None:
        """None where the name is not known."""
        if name in self._own or self._outer is None:
            return self._own.get(name)
        return self._outer.find(name)

    def put(self, name: str, more: Ingredients) -> None:
        """Into a variable of this scope."""
        found = self._own.get(name)
        if found is None or not more <= found:
            self._own[name] = (found or SAFE) | more
            self.size += 1

    def add(self, name: str, more: Ingredients) -> None:
        """Into a variable of this scope or of one around it, as ``append`` does."""
        holder: Scope | None = self
        while holder and name not in holder._own:
            holder = holder._outer
        (holder or self).put(name, more)


class Values(NamedTuple):
    """Works out ingredients of expressions in one scope."""

    scope: Scope
    escapes: Mapping[str, str]
    """By filter, the place that it is for: ``[escapes]`` of the pack."""
    filters: Container[str]
    """The names of all filters that the pack has."""
    variables: Set[str]
    """The names of all variables and functions that some template of the pack has."""
    call_macro: Callable[[nodes.Call, "Values"], bool]
    """Follows a call of a macro; False where it is none."""

    def of(self, node: nodes.Node | None) -> Ingredients:
        """Of any expression; ``raw`` where it is of a kind that is not known.

        Raises Fault where text that may be from the docs becomes an import line.
        """
        match node:
            case None | nodes.Compare() | nodes.Test() | nodes.Not():
                return SAFE
            case nodes.Const(value=value):
                return of_words(value) if isinstance(value, str) else SAFE
            case nodes.Name(name=name):
                found = self.scope.find(name)
                if found is None and name not in self.variables:
                    near = did_you_mean(name, self.variables)
                    raise Fault(f"no variable named {name!r}{near}", node.lineno)
                return VARIABLES.get(name, RAW) if found is None else found
            case nodes.Getattr(node=inner, attr=attr):
                return self._attribute(inner, attr)
            case nodes.Getitem(node=inner, arg=arg):
                return self._item(inner, arg)
            case nodes.Filter():
                return self._filter(node)
            case nodes.Call():
                return self._call(node)
            case (
                nodes.Concat() | nodes.List() | nodes.Tuple() | nodes.BinExpr() | nodes.UnaryExpr()
                | nodes.Dict() | nodes.Pair() | nodes.Keyword()
            ):  # fmt: skip
                return union(map(self.of, node.iter_child_nodes()))
            case nodes.CondExpr(expr1=then, expr2=otherwise):
                return self.of(then) | self.of(otherwise)
        return RAW

    def _attribute(self, inner: nodes.Expr, attr: str) -> Ingredients:
        found = self.of(inner)
        if found & ARGUMENT:
            return SAFE if attr in _SAFE_OF_ARGUMENT and found == ARGUMENT else RAW
        return found

    def _item(self, inner: nodes.Expr, arg: nodes.Expr) -> Ingredients:
        found = self.of(inner)
        if isinstance(arg, nodes.Slice):
            return changed(found)
        if isinstance(arg, nodes.Const) and isinstance(arg.value, str):
            return self._attribute(inner, arg.value)
        return found

    def _filter(self, node: nodes.Filter) -> Ingredients:
        if node.name not in self.filters:
            raise Fault(f"No filter named {node.name!r}.", node.lineno)
        arguments = [*node.args, *node.kwargs]
        found = union(map(self.of, [node.node, *arguments] if node.node else arguments))
        if node.name in self.escapes:
            return frozenset([self.escapes[node.name]])
        if node.name == "type":
            return WRITTEN
        if node.name in NUMBERS:
            return SAFE
        if node.name == "map" and found & ARGUMENT:
            return RAW
        if node.name in PICKING | LAYING_OUT:
            return found
        return changed(found)

    def _call(self, node: nodes.Call) -> Ingredients:
        arguments = union(map(self.of, [*node.args, *node.kwargs]))
        match node.node:
            case nodes.Getattr(node=nodes.Name(name="names"), attr=method):
                return NAMES_METHODS.get(method, SAFE)
            case nodes.Getattr(node=holder, attr=method) if method in ADDING | {"add"}:
                if method == "add" and not arguments <= WRITTEN:
                    raise Fault("an import line may only have names", node.lineno)
                if isinstance(holder, nodes.Name):
                    self.scope.add(holder.name, arguments)
                return SAFE
            case nodes.Getattr(node=holder, attr=method):
                if self.call_macro(node, self):
                    return WRITTEN
                found = self.of(holder)
                if method == "_replace" and found == ARGUMENT and arguments == SAFE:
                    return ARGUMENT  # The same argument by another name.
                return found if method in VIEWS else changed(found | arguments)
            case nodes.Name(name="namespace"):
                return arguments
            case nodes.Name(name=name):
                return WRITTEN if self.call_macro(node, self) else FUNCTIONS.get(name, RAW)
        return RAW
