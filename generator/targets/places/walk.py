"""Follows a template from its first character to its last, and knows the place of each."""

from collections.abc import Callable, Container, Iterable, Mapping, Set
from typing import NamedTuple

from jinja2 import nodes

from generator.targets.places.ingredients import WRITTEN
from generator.targets.places.lexers import CODE, Lexer
from generator.targets.places.values import Fault, Scope, Values

_ITEM = "python-docstring-item"
"""The escape whose text may end with a quote: a line break has to follow."""
_VALUE = "x"
"""What stands for the last character of a value."""


class Position(NamedTuple):
    """Where the walk is: a mode of the lexer."""

    mode: str
    before: str = ""
    """The last character."""
    breaks: bool = False
    """Whether the next character has to be a line break."""
    text: bool = False
    """Whether the last character is that of a text of the docs."""


class _Macro(NamedTuple):
    node: nodes.Macro
    scope: Scope
    template: str


class Walk:
    """Walks one template of a pack, with all that it includes and imports.

    ``parse`` gives a template by its name. ``escapes`` are those of the pack: by filter, the place
    that it is for; ``filters`` and ``variables`` are the names of all that it has. Every method
    raises Fault where an expression does not fit its place.
    """

    def __init__(
        self,
        lexer: Lexer,
        escapes: Mapping[str, str],
        filters: Container[str],
        variables: Set[str],
        parse: Callable[[str], nodes.Template],
    ) -> None:
        self._lexer = lexer
        self._escapes = escapes
        self._filters = filters
        self._variables = variables
        self._parse = parse
        self._macros: dict[str, _Macro] = {}
        self._walked: set[tuple[int, str]] = set()
        self._scopes: list[Scope] = []

    def template(self, name: str, variables: Iterable[str]) -> None:
        """The whole of a template; ``variables`` are safe: those of its part's ``context``."""
        top = self._scope(None)
        for variable in variables:
            top.put(variable, WRITTEN)
        size = -1
        # Once more while variables get new ingredients: a loop may use what it sets further down.
        while size != sum(scope.size for scope in self._scopes):
            size = sum(scope.size for scope in self._scopes)
            self._walked.clear()
            self._included(name, top, Position(self._lexer.start))

    def _scope(self, outer: Scope | None) -> Scope:
        self._scopes.append(Scope(outer))
        return self._scopes[-1]

    def _included(self, name: str, scope: Scope, at: Position, line: int = 0) -> Position:
        tree = self._parsed(name, line)
        try:
            self._collect_macros(name, tree, scope)
            at = self._body(tree.body, scope, at)
        except Fault as fault:
            fault.template = fault.template or name
            raise
        return at

    def _parsed(self, name: str, line: int) -> nodes.Template:
        """``line`` is the one that asks for it."""
        try:
            return self._parse(name)
        except Fault as fault:
            fault.line = line
            raise

    def _collect_macros(self, name: str, tree: nodes.Template, scope: Scope) -> None:
        """Those of the template itself, and those that it imports."""
        for macro in tree.find_all(nodes.Macro):
            if macro.name not in self._macros or self._macros[macro.name].node is not macro:
                self._macros[macro.name] = _Macro(macro, self._scope(scope), name)
        imports: Iterable[nodes.FromImport | nodes.Import] = (
            *tree.find_all(nodes.FromImport),
            *tree.find_all(nodes.Import),
        )
        for imported in imports:
            other = _constant(imported.template)
            self._collect_macros(other, self._parsed(other, imported.lineno), scope)

    def _body(self, body: Iterable[nodes.Node], scope: Scope, at: Position) -> Position:
        for node in body:
            at = self._statement(node, scope, at)
        return at

    def _statement(self, node: nodes.Node, scope: Scope, at: Position) -> Position:
        values = Values(scope, self._escapes, self._filters, self._variables, self._call_macro)
        match node:
            case nodes.Output(nodes=parts):
                for part in parts:
                    at = self._output(part, values, at)
            case nodes.If(body=body, elif_=others, else_=otherwise):
                ends = [self._body(body, scope, at)]
                ends += [self._body(other.body, scope, at) for other in others]
                ends.append(self._body(otherwise, scope, at))
                return self._joined(ends, node)
            case nodes.For(target=target, iter=items, body=body, else_=otherwise):
                _assign(target, values.of(items), scope)
                end = self._joined([at, self._body(body, scope, at)], node)
                return self._joined([end, self._body(otherwise, scope, at)], node)
            case nodes.Assign(target=target, node=value):
                _assign(target, values.of(value), scope)
            case nodes.AssignBlock(target=target, body=body, filter=None):
                self._apart(body, scope, node)
                _assign(target, WRITTEN, scope)
            case nodes.ExprStmt(node=expression):
                values.of(expression)
            case nodes.Include(template=name):
                return self._included(_constant(name), scope, at, node.lineno)
            case (
                nodes.Macro() | nodes.FromImport() | nodes.Import() | nodes.Continue()
                | nodes.Break()
            ):  # fmt: skip
                # The bodies of macros are followed where they are called.
                pass
            case nodes.Scope(body=body) | nodes.With(body=body):
                if isinstance(node, nodes.With):
                    for name, value in zip(node.targets, node.values, strict=True):
                        _assign(name, values.of(value), scope)
                return self._body(body, scope, at)
            case _:
                kind = type(node).__name__
                raise Fault(f"the escapes in a statement {kind} cannot be checked", node.lineno)
        return at

    def _output(self, node: nodes.Node, values: Values, at: Position) -> Position:
        """One expression between braces, or text of the template itself."""
        match node:
            case nodes.TemplateData(data=text) | nodes.Const(value=str(text)):
                return self._text(text, node, at)
            case nodes.Concat(nodes=parts):
                for part in parts:
                    at = self._output(part, values, at)
                return at
            case nodes.CondExpr(expr1=then, expr2=otherwise):
                ends = [self._output(then, values, at)]
                ends.append(self._output(otherwise, values, at) if otherwise else at)
                return self._joined(ends, node)
            case nodes.Call() if macro := self._macro_of(node):
                self._bind(macro, node, values)
                return self._macro(macro, at)
        return self._value(node, values, at)

    def _text(self, text: str, node: nodes.Node, at: Position) -> Position:
        if not text:
            return at
        if at.breaks and text[0] != "\n":
            raise Fault("a line break has to follow this escape", node.lineno)
        mode = self._lexer.modes[at.mode]
        if at.text and text[0] in mode.closing:
            raise Fault(f"{text[0]} directly behind text in {mode.name}", node.lineno)
        return Position(*self._lexer.advance(at.mode, at.before, text))

    def _value(self, node: nodes.Node, values: Values, at: Position) -> Position:
        mode = self._lexer.modes[at.mode]
        found = values.of(node)
        if not found <= mode.escapes:
            fitting = sorted(f for f, place in self._escapes.items() if place in mode.escapes)
            others = ", ".join(sorted(mode.escapes - {CODE}))
            use = (
                f"; use {' or '.join(fitting)}"
                if fitting
                else f"; [escapes] names none for it, of {others}"
                if others
                else "; only names may stand there"
            )
            unfit = sorted(found - mode.escapes)
            raise Fault(f"{_described(unfit)} in {mode.name}{use}", node.lineno)
        if at.breaks:
            raise Fault("a line break has to follow this escape", node.lineno)
        if found and at.before and at.before in mode.unfinished:
            raise Fault(f"text directly behind {at.before} in {mode.name}", node.lineno)
        return Position(at.mode, _VALUE, breaks=_ITEM in found, text=bool(found))

    def _macro_of(self, node: nodes.Call) -> _Macro | None:
        match node.node:
            case nodes.Name(name=name):
                return self._macros.get(name)
            case nodes.Getattr(node=nodes.Name(), attr=name):
                # `{% import "x" as y %}`, then `y.name()`.
                return self._macros.get(name)
        return None

    def _call_macro(self, node: nodes.Call, values: Values) -> bool:
        """A call inside an expression: its text begins where a file begins."""
        macro = self._macro_of(node)
        if macro is None:
            return False
        self._bind(macro, node, values)
        start = Position(self._lexer.start)
        self._joined([start, self._macro(macro, start)], node)
        self._hand_back(macro, node, values)
        return True

    def _hand_back(self, macro: _Macro, node: nodes.Call, values: Values) -> None:
        """What a macro puts into a list that it is given, into the variable of its caller."""
        for parameter, value in zip(macro.node.args, node.args, strict=False):
            if isinstance(value, nodes.Name):
                more = macro.scope.find(parameter.name) or frozenset()
                values.scope.add(value.name, more)

    def _bind(self, macro: _Macro, node: nodes.Call, values: Values) -> None:
        """What is handed over, and the defaults, into the parameters."""
        parameters = [parameter.name for parameter in macro.node.args]
        given = [*zip(parameters, node.args, strict=False)]
        given += [(keyword.key, keyword.value) for keyword in node.kwargs]
        defaults = macro.node.defaults
        given += zip(parameters[len(parameters) - len(defaults) :], defaults, strict=True)
        for name, value in given:
            macro.scope.put(name, values.of(value))

    def _macro(self, macro: _Macro, at: Position) -> Position:
        """The position behind a macro's text; one that calls itself ends where it begins."""
        if (id(macro.node), at.mode) in self._walked:
            return at._replace(before=_VALUE, breaks=False)
        self._walked.add((id(macro.node), at.mode))
        try:
            return self._body(macro.node.body, macro.scope, at)
        except Fault as fault:
            fault.template = fault.template or macro.template
            raise

    def _apart(self, body: Iterable[nodes.Node], scope: Scope, node: nodes.Node) -> None:
        """A block that becomes a variable: its text begins where a file begins."""
        start = Position(self._lexer.start)
        self._joined([start, self._body(body, scope, start)], node)

    def _joined(self, ends: list[Position], node: nodes.Node) -> Position:
        """The position behind branches, all of which must end in the same place."""
        first = ends[0]
        if any(end.mode != first.mode for end in ends):
            raise Fault("the branches end in different places", node.lineno)
        unfinished = self._lexer.modes[first.mode].unfinished
        # Where they differ, a character counts that no value may follow: it may be the last one.
        before = next((e.before for e in ends if e.before and e.before in unfinished), first.before)
        breaks, text = any(end.breaks for end in ends), any(end.text for end in ends)
        return Position(first.mode, before, breaks, text)


def _assign(target: nodes.Node, value: frozenset[str], scope: Scope) -> None:
    """Into a name, each of several names, or an attribute of a ``namespace``."""
    match target:
        case nodes.Name(name=name):
            scope.put(name, value)
        case nodes.NSRef(name=name):
            scope.add(name, value)
        case _:
            for inner in target.iter_child_nodes():
                _assign(inner, value, scope)


def _constant(node: nodes.Node) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return node.value
    raise Fault("a template by a name that is made up cannot be checked", node.lineno)


def _described(unfit: list[str]) -> str:
    words = {"raw": "text of the docs without an escape", "code": "code", "argument": "an argument"}
    return " and ".join(words.get(name, f"text escaped for {name}") for name in unfit)
