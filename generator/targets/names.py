"""Every name of an API in the target's language, made once, so that all files agree."""

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.diagnostics import Diagnostic
from generator.model import Api, NamedSchema, Object, Operation, Source, Tag
from generator.targets.arguments import Argument, arguments
from generator.targets.casing import Scope, apply_case
from generator.targets.pack import NameRule, Pack
from generator.targets.views import by_tag, models

Circles = Iterable[tuple[NamedSchema, ...]]

_PLAIN = NameRule(case="PascalCase")


class Names:
    """Looks names up; ``diagnostics`` tells which two fell together. ``cycles`` are the API's
    ``models``, where they are known.
    """

    def __init__(
        self, pack: Pack, api: Api, tag_names: Mapping[str, str], cycles: Circles | None = None
    ) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._rules = pack.names
        self._tag_names = tag_names
        self._types = self._make_types(api)
        self._schemas = {schema.name: schema for schema in api.schemas}
        self._properties: dict[str, dict[str, str]] = {
            schema.name: self._make_properties(schema) for schema in api.schemas
        }
        self._modules = self._make_modules(models(api) if cycles is None else cycles)
        self._files = self._make_plain({tag.name: tag.source for tag in api.tags})
        self._components = self._make_plain(
            {s.name: s.sources[0] if s.sources else None for s in api.schemas}
        )
        self._tag_types: dict[str, str] = {}
        self._tags = self._make_tags(api)
        self._shared_headers = {p.name.lower() for p in api.parameters if p.location == "header"}
        self._methods: dict[str, str] = {}
        self._arguments: dict[str, tuple[Argument, ...]] = {}
        operations = by_tag(api)
        for tag in api.tags:
            self._methods |= self._make_methods(tag, operations[tag.name])
        for operation in api.operations:
            self._arguments[operation.operation_id] = self._make_arguments(operation)

    def type(self, name: str) -> str:
        """The type for the schema of that name."""
        return self._types.get(name, apply_case(name, self._rule("type")))

    def property(self, schema: str, name: str) -> str:
        """The member for a property of a schema."""
        return self._properties[schema][name]

    def module(self, schema: str) -> str:
        """The module for a schema; a cycle of schemas shares that of its first."""
        return self._modules.get(schema, self.cased(schema, "module"))

    def tag(self, name: str) -> str:
        """The attribute for a tag, without its ending where that leaves it unique."""
        return self._tags[name]

    def tag_type(self, name: str) -> str:
        """The type for a tag's operations: never the name of a schema's."""
        return self._tag_types[name]

    def method(self, operation: Operation) -> str:
        """The function for an operation."""
        return self._methods[operation.operation_id]

    def arguments(self, operation: Operation) -> tuple[Argument, ...]:
        """What the function takes: path, body (or its properties), query, and the headers that
        are not shared: those are left to the client.
        """
        return self._arguments[operation.operation_id]

    def file(self, tag: str) -> str:
        """The stem of a tag's file: its name, as far as file names may have it."""
        return self._files[tag]

    def component(self, schema: str) -> str:
        """The key of a schema: its name, as far as OpenAPI's keys may have it."""
        return self._components.get(schema, self.cased(schema, "file"))

    def about(self, schema: str) -> str:
        """Every name of a schema, in a line: what was rendered with others is out of date."""
        return repr(
            (
                self.type(schema),
                self.module(schema),
                self.component(schema),
                list(self._properties[schema].values()),
            )
        )

    def cased(self, name: str, kind: str) -> str:
        """Any text by the rule of that kind."""
        return apply_case(name, self._rule(kind))

    def _rule(self, kind: str) -> NameRule:
        return self._rules.get(kind, _PLAIN)

    def _claim(self, scope: Scope, name: str, what: str, source: Source | None) -> str:
        claimed = scope.claim(name)
        if claimed != name and source:
            self.diagnostics.append(
                Diagnostic(code="DOC402", source=source, found=what, done=f"now {claimed}")
            )
        return claimed

    def _make_plain(self, sources: Mapping[str, Source | None]) -> dict[str, str]:
        scope = Scope()
        return {
            name: self._claim(scope, self.cased(name, "file"), name, source)
            for name, source in sources.items()
        }

    def _make_types(self, api: Api) -> dict[str, str]:
        scope = Scope()
        rule = self._rule("type")
        return {
            schema.name: self._claim(
                scope,
                apply_case(schema.name, rule),
                schema.name,
                schema.sources[0] if schema.sources else None,
            )
            for schema in api.schemas
        }

    def _make_modules(self, cycles: Circles) -> dict[str, str]:
        scope = Scope()
        modules: dict[str, str] = {}
        for cycle in cycles:
            module = scope.claim(self.cased(cycle[0].name, "module"))
            modules |= {schema.name: module for schema in cycle}
        return modules

    def _make_properties(self, schema: NamedSchema) -> dict[str, str]:
        scope = Scope()
        rule = self._rule("property")
        body = schema.schema_
        properties = body.properties if isinstance(body, Object) else ()
        return {
            p.name: self._claim(
                scope, apply_case(p.name, rule), f"{schema.name}.{p.name}", p.source
            )
            for p in properties
        }

    def _make_tags(self, api: Api) -> dict[str, str]:
        rule = self._rule("tag")
        endings = ("", *rule.strip)

        def ending(tag: Tag) -> str:
            return next((e for e in rule.strip if tag.name.endswith(e) and tag.name != e), "")

        scope, types = Scope(), Scope()
        for name in self._types.values():
            types.claim(name)
        names: dict[str, str] = {}
        for tag in sorted(
            api.tags,
            key=lambda t: (t.name not in self._tag_names, endings.index(ending(t)), t.name),
        ):
            chosen = tag.name.removesuffix(ending(tag))
            if tag.name in self._tag_names:
                names[tag.name] = scope.claim(self._tag_names[tag.name])
            else:
                if (short := apply_case(chosen, rule)) in names.values():
                    chosen = tag.name
                    self._contested(api, tag, short, apply_case(chosen, rule))
                names[tag.name] = scope.claim(apply_case(chosen, rule))
            self._tag_types[tag.name] = types.claim(apply_case(chosen, self._rule("tag_type")))
        return names

    def _contested(self, api: Api, tag: Tag, short: str, long: str) -> None:
        first = next(op.source for op in api.operations if op.tag == tag.name)
        self.diagnostics.append(
            Diagnostic(
                code="DOC401",
                source=tag.source or first,
                found=f"{tag.name} would be {short}",
                done=f"now {long}",
            )
        )

    def _make_methods(self, tag: Tag, operations: list[Operation]) -> dict[str, str]:
        """An operation's id without its tag before and, as in ``GetContactEntity`` of the tag
        ``ContactEntity``, after it, where the short names differ.
        """
        rule = self._rule("method")

        def long(operation: Operation) -> str:
            return operation.operation_id.partition("_")[2] or operation.operation_id

        def short(operation: Operation) -> str:
            return long(operation).removesuffix(tag.name) or long(operation)

        counts = Counter(apply_case(short(operation), rule) for operation in operations)
        scope = Scope()
        return {
            operation.operation_id: self._claim(
                scope,
                apply_case(
                    short(operation)
                    if counts[apply_case(short(operation), rule)] == 1
                    else long(operation),
                    rule,
                ),
                operation.operation_id,
                operation.source,
            )
            for operation in operations
        }

    def _make_arguments(self, operation: Operation) -> tuple[Argument, ...]:
        rule = self._rule("argument")
        scope = Scope()
        taken: set[str] = set()

        def named(argument: Argument) -> Argument:
            name = apply_case(argument.wire, rule)
            if name in taken:
                name = apply_case(f"{argument.kind} {argument.wire}", rule)
            taken.add(name)
            return argument._replace(name=scope.claim(name))

        found = arguments(operation, self._schemas, self._shared_headers)
        return tuple(named(argument) for argument in found)
