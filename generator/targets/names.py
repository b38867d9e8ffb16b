"""Every name of an API in the target's language, made once, so that all files agree."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.diagnostics import Diagnostic
from generator.lock import Entry, TargetLock
from generator.lock.keys import argument_key, operation_keys, tag_key
from generator.model import Api, NamedSchema, Object, Operation, Source, Tag
from generator.targets.arguments import Argument, arguments
from generator.targets.casing import apply_case
from generator.targets.locked_names import NONE_GIVEN, GivenNames
from generator.targets.name_scope import NameScope
from generator.targets.pack import Pack
from generator.targets.views import by_tag, models

Cycles = Iterable[tuple[NamedSchema, ...]]


class Names:
    """Every name of an API in the styles of a pack, made once.

    ``given`` are names that are settled: those of the lock and of the configuration. ``cycles`` is
    what ``models(api)`` gives, if the caller has it.
    ``diagnostics`` has a DOC401, DOC402 or DOC410 for each name that had to differ from what its
    style makes of it, because another thing has that name.
    """

    def __init__(
        self,
        pack: Pack,
        api: Api,
        given: GivenNames = NONE_GIVEN,
        cycles: Cycles | None = None,
    ) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._pack = pack
        self._lock = given.of(pack, api)
        self._had_lock = bool(given.lock)
        self._chosen_tags = {tag_key(tag) for tag in given.chosen}
        self._scopes: list[NameScope] = []
        self._aliases: dict[tuple[str, str, str], tuple[str, ...]] = {}
        self._merged_types: dict[str, list[str]] = {}
        self._keys = operation_keys(api.operations)
        self._schemas = {schema.name: schema for schema in api.schemas}
        self._merged: dict[str, list[str]] = {}
        for old, new in sorted(given.merged.items()):
            self._merged.setdefault(new, []).append(old)
        self._types = self._make_types(api, given)
        self._properties: dict[str, dict[str, str]] = {
            schema.name: self._make_properties(schema) for schema in api.schemas
        }
        self._modules = self._make_modules([*(models(api) if cycles is None else cycles)])
        self._files = self._make_files({tag.name: tag.source for tag in api.tags})
        self._components = self._make_components(api)
        self._schemes = self._make_distinct([s.name for s in api.security], "scheme")
        headers = [p.name for p in api.parameters if p.location == "header"]
        self._options = self._make_distinct(headers, "option")
        self._tag_types: dict[str, str] = {}
        self._tag_modules: dict[str, str] = {}
        self._tags = self._make_tags(api)
        self._shared_headers = {p.name.lower() for p in api.parameters if p.location == "header"}
        self._methods: dict[str, str] = {}
        self._arguments: dict[str, tuple[Argument, ...]] = {}
        operations = by_tag(api)
        for tag in api.tags:
            self._methods |= self._make_methods(tag.name, operations[tag.name])
        for operation in api.operations:
            self._arguments[operation.operation_id] = self._make_arguments(operation)

    def __getstate__(self) -> dict[str, Any]:
        """Without what only makes names: workers get them made."""
        return {**self.__dict__, "_scopes": [], "_lock": TargetLock()}

    def type(self, name: str) -> str:
        """The type for the schema of that name."""
        return self._types.get(name, apply_case(name, self._pack.style("type")))

    def property(self, schema: str, name: str) -> str:
        """The member for a property of a schema."""
        return self._properties[schema][name]

    def type_aliases(self, schema: str) -> tuple[str, ...]:
        """Earlier names of the type for a schema, which are deprecated."""
        own = self._aliases.get(("type", "", schema), ())
        return tuple(sorted({*own, *self._merged_types.get(schema, ())}))

    def property_aliases(self, schema: str, name: str) -> tuple[str, ...]:
        """Earlier names of the member for a property of a schema, which are deprecated."""
        return self._aliases.get(("property", schema, name), ())

    def module(self, schema: str) -> str:
        """The module for a schema. Schemas that refer to each other in a cycle share one."""
        return self._modules.get(schema, self.cased(schema, "module"))

    def tag(self, name: str) -> str:
        """The attribute for a tag, made from its short name."""
        return self._tags[name]

    def tag_aliases(self, name: str) -> tuple[str, ...]:
        """Earlier attributes for a tag, which are deprecated."""
        return self._aliases.get(("tag", "", tag_key(name)), ())

    def tag_type(self, name: str) -> str:
        """The type that holds a tag's operations; it differs from the types of all schemas."""
        return self._tag_types[name]

    def tag_module(self, name: str) -> str:
        """The module for a tag: its first attribute, so that another one moves no file."""
        return self._tag_modules[name]

    def method(self, operation: Operation) -> str:
        """The function for an operation."""
        return self._methods[operation.operation_id]

    def method_aliases(self, operation: Operation) -> tuple[str, ...]:
        """Earlier names of the function for an operation, which are deprecated."""
        key = self._keys[operation.operation_id]
        return self._aliases.get(("method", tag_key(operation.tag), key), ())

    def has_aliases(self, kind: str = "") -> bool:
        """Whether anything has an earlier name, which is deprecated; or anything of a kind:
        ``tag``, ``method``, ``argument`` or ``property``.
        """
        if kind:
            return any(found == kind for found, _, _ in self._aliases)
        return bool(self._aliases or any(self._merged_types.values()))

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
                *self._aliases_of(schema),
            )
        )

    def entries(self) -> list[Entry]:
        """What the lock is to have of all names, of the kinds that the pack has a style for."""
        return [
            entry
            for scope in self._scopes
            if self._pack.has_style(scope.kind)
            for entry in scope.entries(self._pack.name)
        ]

    def _aliases_of(self, schema: str) -> Iterator[tuple[str, ...]]:
        """All earlier names of a schema and its properties; nothing where there are none."""
        if types := self.type_aliases(schema):
            yield ("type", *types)
        for name in self._properties[schema] if self._aliases else ():
            if aliases := self.property_aliases(schema, name):
                yield (name, *aliases)

    def cased(self, name: str, kind: str) -> str:
        """Any text in the style of names of that kind."""
        return apply_case(name, self._pack.style(kind))

    def _scope(
        self,
        kind: str,
        things: Iterable[str],
        place: str = "",
        reserved: Iterable[str] = (),
    ) -> NameScope:
        """The names of a kind in one scope, which is what the lock has of them later."""
        names = NameScope(
            kind, place, things, self._pack.style(kind), self._lock.scope(kind, place), reserved
        )
        self._scopes.append(names)
        for thing in names.aliased():
            self._aliases[kind, place, thing] = names.aliases(thing)
        return names

    def _give(
        self, scope: NameScope, thing: str, wanted: str, what: str, source: Source | None
    ) -> str:
        """The name of ``thing``, which the docs call ``what``, with a diagnostic where another has
        the wanted one.
        """
        is_taken = scope.is_taken(wanted)
        name = scope.give(thing, wanted)
        owner = scope.owner(wanted)
        if name == wanted or not source or not is_taken:
            return name
        if thing in scope.refused:
            self._report("DOC411", source, what, name)
        elif self._is_new(scope, thing):
            self._report("DOC410", source, what, name)
        elif owner not in (None, thing):
            self._report("DOC402", source, what, name)
        return name

    def _is_new(self, scope: NameScope, thing: str) -> bool:
        """Whether the thing has got no name yet, though others have."""
        return self._had_lock and self._pack.has_style(scope.kind) and not scope.is_locked(thing)

    def _report(self, code: str, source: Source, found: str, name: str) -> None:
        self.diagnostics.append(
            Diagnostic(code=code, source=source, found=found, done=f"now {name}")
        )

    def _make_files(self, sources: Mapping[str, Source | None]) -> dict[str, str]:
        scope = self._scope("file", map(tag_key, sources))
        return {
            name: self._give(scope, tag_key(name), self.cased(name, "file"), name, source)
            for name, source in sources.items()
        }

    def _make_components(self, api: Api) -> dict[str, str]:
        scope = self._scope("component", self._schemas)
        return {
            s.name: self._give(scope, s.name, self.cased(s.name, "file"), s.name, _place(s))
            for s in api.schemas
        }

    def _make_distinct(self, names: list[str], kind: str) -> dict[str, str]:
        scope = self._scope(kind, names)
        return {name: scope.give(name, self.cased(name, kind)) for name in names}

    def _make_types(self, api: Api, given: GivenNames) -> dict[str, str]:
        tag_types = self._lock.scope("tag_type").names.values()
        scope = self._scope("type", self._schemas, reserved=tag_types)
        for name, wanted in given.renamed.items():
            if name in self._schemas and (place := _place(self._schemas[name])):
                self._report("DOC410", place, wanted, name)
        for new, merged in self._merged.items():
            self._merged_types[new] = [n for old in merged for n in scope.names_of_absent(old)]
        return {
            s.name: self._give(scope, s.name, self.cased(s.name, "type"), s.name, _place(s))
            for s in api.schemas
        }

    def _make_modules(self, cycles: list[tuple[NamedSchema, ...]]) -> dict[str, str]:
        """The module of each schema. That of a cycle is the one that the lock has of its first
        schema, so that it stays when the cycle grows.
        """
        locked = self._lock.scope("module").names
        firsts = [
            next((s.name for s in cycle if s.name in locked), cycle[0].name) for cycle in cycles
        ]
        scope = self._scope("module", firsts)
        modules: dict[str, str] = {}
        for cycle, first in zip(cycles, firsts, strict=True):
            module = scope.give(first, self.cased(cycle[0].name, "module"))
            modules |= {schema.name: module for schema in cycle}
        return modules

    def _make_properties(self, schema: NamedSchema) -> dict[str, str]:
        body = schema.schema_
        properties = body.properties if isinstance(body, Object) else ()
        if not properties:
            return {}
        scope = self._scope("property", [p.name for p in properties], schema.name)
        return {
            p.name: self._give(
                scope, p.name, self.cased(p.name, "property"), f"{schema.name}.{p.name}", p.source
            )
            for p in properties
        }

    def _make_tags(self, api: Api) -> dict[str, str]:
        """The attribute of each tag, and its type. Names that the user or the lock gave come first,
        then the tags whose short name is their own.
        """
        keys = {tag.name: tag_key(tag.name) for tag in api.tags}
        scope = self._scope("tag", keys.values())
        types = self._scope("tag_type", keys.values(), reserved=self._types.values())
        names: dict[str, str] = {}
        for tag in sorted(
            api.tags,
            key=lambda t: (not scope.is_locked(keys[t.name]), bool(t.contested_name), t.name),
        ):
            # A contested name is free where the user has renamed the tag that got it.
            chosen, key = tag.contested_name or tag.short_name, keys[tag.name]
            wanted = self.cased(chosen, "tag")
            if is_contested := scope.is_taken(wanted) and scope.owner(wanted) != key:
                chosen = tag.name
            names[tag.name] = scope.give(key, self.cased(chosen, "tag"))
            if key in scope.refused:
                wanted = self._lock.scope("tag").names[key]
                self._report_contested(api, tag, "DOC411", wanted, names[tag.name])
            elif is_contested and key not in self._chosen_tags:
                is_new = self._is_new(scope, key)
                if is_new or scope.owner(wanted):
                    code = "DOC410" if is_new else "DOC401"
                    self._report_contested(api, tag, code, wanted, names[tag.name])
            self._tag_types[tag.name] = types.give(key, self.cased(chosen, "tag_type"))
        modules = self._scope("tag_module", keys.values())
        self._tag_modules = {
            tag.name: modules.give(keys[tag.name], names[tag.name]) for tag in api.tags
        }
        return names

    def _report_contested(self, api: Api, tag: Tag, code: str, wanted: str, name: str) -> None:
        first = next(op.source for op in api.operations if op.tag == tag.name)
        self._report(code, tag.source or first, f"{tag.name} would be {wanted}", name)

    def _make_methods(self, tag: str, operations: list[Operation]) -> dict[str, str]:
        """The function of each operation of one tag."""
        keys = {op.operation_id: self._keys[op.operation_id] for op in operations}
        scope = self._scope("method", keys.values(), tag_key(tag))
        return {
            op.operation_id: self._give(
                scope,
                keys[op.operation_id],
                self.cased(op.short_name, "method"),
                op.operation_id,
                op.source,
            )
            for op in operations
        }

    def _make_arguments(self, operation: Operation) -> tuple[Argument, ...]:
        found = [*arguments(operation, self._schemas, self._shared_headers)]
        if not found:
            return ()
        keys = [argument_key(argument.kind, argument.wire) for argument in found]
        scope = self._scope("argument", keys, self._keys[operation.operation_id])
        taken: set[str] = set()

        def named(argument: Argument, key: str) -> Argument:
            name = self.cased(argument.wire, "argument")
            if name in taken:
                # A path and a query parameter of one name: the second says where it is sent.
                name = self.cased(f"{argument.kind} {argument.wire}", "argument")
            taken.add(name)
            return argument._replace(name=scope.give(key, name), aliases=scope.aliases(key))

        return tuple(map(named, found, keys))


def _place(schema: NamedSchema) -> Source | None:
    """Where a schema is written first."""
    return schema.sources[0] if schema.sources else None
