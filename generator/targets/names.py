"""Every name of an API in the target's language, made once, so that all files agree."""

from collections.abc import Iterable, Mapping

from generator.diagnostics import Diagnostic
from generator.model import Api, NamedSchema, Object, Operation, Source, Tag
from generator.targets.arguments import Argument, arguments
from generator.targets.casing import Scope, apply_case, with_suffix
from generator.targets.pack import NameStyle, Pack
from generator.targets.views import by_tag, models

Cycles = Iterable[tuple[NamedSchema, ...]]

_PLAIN = NameStyle(case="PascalCase")


class Names:
    """Every name of an API in the styles of a pack, made once.

    ``tag_names`` are names that the user gave to tags. ``cycles`` is what ``models(api)`` gives,
    if the caller has it. ``diagnostics`` has a DOC401 or DOC402 for each name that had to differ
    from what its style makes of it, because another thing has that name.
    """

    def __init__(
        self, pack: Pack, api: Api, tag_names: Mapping[str, str], cycles: Cycles | None = None
    ) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._styles = pack.names
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
        self._schemes = self._make_distinct((s.name for s in api.security), "scheme")
        headers = [p.name for p in api.parameters if p.location == "header"]
        self._options = self._make_distinct(headers, "argument")
        self._tag_types: dict[str, str] = {}
        self._tags = self._make_tags(api)
        self._shared_headers = {p.name.lower() for p in api.parameters if p.location == "header"}
        self._methods: dict[str, str] = {}
        self._arguments: dict[str, tuple[Argument, ...]] = {}
        operations = by_tag(api)
        for tag in api.tags:
            self._methods |= self._make_methods(operations[tag.name])
        for operation in api.operations:
            self._arguments[operation.operation_id] = self._make_arguments(operation)

    def type(self, name: str) -> str:
        """The type for the schema of that name."""
        return self._types.get(name, apply_case(name, self._style("type")))

    def property(self, schema: str, name: str) -> str:
        """The member for a property of a schema."""
        return self._properties[schema][name]

    def module(self, schema: str) -> str:
        """The module for a schema. Schemas that refer to each other in a cycle share one."""
        return self._modules.get(schema, self.cased(schema, "module"))

    def tag(self, name: str) -> str:
        """The attribute for a tag, made from its short name."""
        return self._tags[name]

    def tag_type(self, name: str) -> str:
        """The type that holds a tag's operations; it differs from the types of all schemas."""
        return self._tag_types[name]

    def method(self, operation: Operation) -> str:
        """The function for an operation."""
        return self._methods[operation.operation_id]

    def arguments(self, operation: Operation) -> tuple[Argument, ...]:
        """What the function takes: path, body (or its properties), query, and the headers that
        operations do not share. Shared headers are options of the client.
        """
        return self._arguments[operation.operation_id]

    def file(self, tag: str) -> str:
        """The file name for a tag, without its ending."""
        return self._files[tag]

    def component(self, schema: str) -> str:
        """The key of a schema among OpenAPI's components."""
        return self._components.get(schema, self.cased(schema, "file"))

    def scheme(self, name: str) -> str:
        """The type for a security scheme of that name."""
        return self._schemes.get(name, self.cased(name, "scheme"))

    def option(self, header: str) -> str:
        """The option of the client for a header that operations share."""
        return self._options.get(header, self.cased(header, "argument"))

    def about(self, schema: str) -> str:
        """Every name of a schema, as one text: where it changes, files are rendered again."""
        return repr(
            (
                self.type(schema),
                self.module(schema),
                self.component(schema),
                list(self._properties[schema].values()),
            )
        )

    def cased(self, name: str, kind: str) -> str:
        """Any text in the style of names of that kind."""
        return apply_case(name, self._style(kind))

    def _style(self, kind: str) -> NameStyle:
        return self._styles.get(kind, _PLAIN)

    def _reserve(self, scope: Scope, name: str, what: str, source: Source | None) -> str:
        reserved = scope.reserve(name)
        if reserved != name and source:
            self.diagnostics.append(
                Diagnostic(code="DOC402", source=source, found=what, done=f"now {reserved}")
            )
        return reserved

    def _make_plain(self, sources: Mapping[str, Source | None]) -> dict[str, str]:
        scope = Scope()
        return {
            name: self._reserve(scope, self.cased(name, "file"), name, source)
            for name, source in sources.items()
        }

    def _make_distinct(self, names: Iterable[str], kind: str) -> dict[str, str]:
        scope = Scope()
        return {name: scope.reserve(self.cased(name, kind)) for name in names}

    def _make_types(self, api: Api) -> dict[str, str]:
        scope = Scope()
        style = self._style("type")
        return {
            schema.name: self._reserve(
                scope,
                apply_case(schema.name, style),
                schema.name,
                schema.sources[0] if schema.sources else None,
            )
            for schema in api.schemas
        }

    def _make_modules(self, cycles: Cycles) -> dict[str, str]:
        scope = Scope()
        modules: dict[str, str] = {}
        for cycle in cycles:
            module = scope.reserve(self.cased(cycle[0].name, "module"))
            modules |= {schema.name: module for schema in cycle}
        return modules

    def _make_properties(self, schema: NamedSchema) -> dict[str, str]:
        scope = Scope()
        style = self._style("property")
        body = schema.schema_
        properties = body.properties if isinstance(body, Object) else ()
        return {
            p.name: self._reserve(
                scope, apply_case(p.name, style), f"{schema.name}.{p.name}", p.source
            )
            for p in properties
        }

    def _make_tags(self, api: Api) -> dict[str, str]:
        """The attribute of each tag, and its type. Names that the user gave come first, then the
        tags whose short name is their own.
        """
        style, type_style = self._style("tag"), self._style("tag_type")
        scope, types = Scope(), Scope()
        for name in self._types.values():
            types.reserve(name)
        names: dict[str, str] = {}
        for tag in sorted(
            api.tags, key=lambda t: (t.name not in self._tag_names, bool(t.contested_name), t.name)
        ):
            # A contested name is free where the user has renamed the tag that got it.
            chosen = tag.contested_name or tag.short_name
            if tag.name in self._tag_names:
                names[tag.name] = scope.reserve(with_suffix(self._tag_names[tag.name], style))
            else:
                if (wanted := apply_case(chosen, style)) in names.values():
                    chosen = tag.name
                    self._report_contested(api, tag, wanted, apply_case(chosen, style))
                names[tag.name] = scope.reserve(apply_case(chosen, style))
            self._tag_types[tag.name] = types.reserve(apply_case(chosen, type_style))
        return names

    def _report_contested(self, api: Api, tag: Tag, wanted: str, done: str) -> None:
        first = next(op.source for op in api.operations if op.tag == tag.name)
        self.diagnostics.append(
            Diagnostic(
                code="DOC401",
                source=tag.source or first,
                found=f"{tag.name} would be {wanted}",
                done=f"now {done}",
            )
        )

    def _make_methods(self, operations: Iterable[Operation]) -> dict[str, str]:
        """The function of each operation of one tag."""
        style = self._style("method")
        scope = Scope()
        return {
            op.operation_id: self._reserve(
                scope, apply_case(op.short_name, style), op.operation_id, op.source
            )
            for op in operations
        }

    def _make_arguments(self, operation: Operation) -> tuple[Argument, ...]:
        style = self._style("argument")
        scope = Scope()
        taken: set[str] = set()

        def named(argument: Argument) -> Argument:
            name = apply_case(argument.wire, style)
            if name in taken:
                # A path and a query parameter of one name: the second says where it is sent.
                name = apply_case(f"{argument.kind} {argument.wire}", style)
            taken.add(name)
            return argument._replace(name=scope.reserve(name))

        found = arguments(operation, self._schemas, self._shared_headers)
        return tuple(named(argument) for argument in found)
