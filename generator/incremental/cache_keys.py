"""Hashes of what templates see: whether it changed since it was last rendered."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from generator.incremental.keys import fingerprint, hash_folders, tool
from generator.model import Api, NamedSchema, Node, Operation, Tag
from generator.model.source import Places
from generator.targets.names import Names
from generator.targets.pack import FileSpec, Pack, PartSpec


class NodeHashes:
    """Hashes of nodes, as far as a build with these options shows them; each is made once."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options = options
        self._places: Places = "all" if options["provenance"] else "files"
        self._known: dict[int, tuple[Node, str]] = {}

    def of(self, node: Node) -> str:
        """A hash of the node's content, and of the files where it is written: templates show
        these, but lines only together with provenance.
        """
        if (known := self._known.get(id(node))) is None:
            # The node is kept alive too, so that no other object gets its id.
            known = self._known[id(node)] = node, self._make(node)
        return known[1]

    def _make(self, node: Node) -> str:
        return fingerprint(node.model_dump_json(context=self._places))


class CacheKeys:
    """The keys that files and parts of one pack are cached by."""

    def __init__(self, pack: Pack, names: Names, hashes: NodeHashes) -> None:
        self._pack = pack
        self._names = names
        self._hashes = hashes
        self._node_keys: dict[int, str] = {}
        self._view_keys: dict[int, tuple[Api, str]] = {}

    def of(self, rule: FileSpec | PartSpec, item: str, view: Api) -> str:
        """The key of what a rule of the pack gives for ``item``, whose template sees ``view``."""
        if (known := self._view_keys.get(id(view))) is None:
            # The view is kept alive too, so that no other object gets its id.
            known = self._view_keys[id(view)] = view, self._view_key(view)
        return fingerprint(self._base, repr(rule), item, known[1])

    @cached_property
    def _base(self) -> str:
        """What everything of the pack depends on: this tool, the pack's files, the options."""
        shown = {**self._hashes.options, "settings": self._pack.setting_values}
        options = sorted((name, repr(value)) for name, value in shown.items())
        return fingerprint(tool(), hash_folders(self._pack.folders), repr(options))

    def _view_key(self, view: Api) -> str:
        return fingerprint(
            view.title,
            view.version,
            *(self._with_names(tag, self._tag_names) for tag in view.tags),
            "operations",
            *(self._with_names(operation, self._operation_names) for operation in view.operations),
            "schemas",
            *(self._with_names(schema, self._schema_names) for schema in view.schemas),
            "shared",
            *map(self._hashes.of, (*view.parameters, *view.responses, *view.security)),
            *(self._names.option(p.name) for p in view.parameters if p.location == "header"),
            *(self._names.scheme(scheme.name) for scheme in view.security),
        )

    def _with_names(self, node: Any, names: Callable[[Any], list[str]]) -> str:
        """A hash of a node and of its names in the pack's language. The names are hashed too, as
        other nodes can change them: a second ``Lamp`` makes this one ``Lamp2``.
        """
        # `NodeHashes` keeps the node alive, so no other object gets its id.
        if (known := self._node_keys.get(id(node))) is None:
            known = self._node_keys[id(node)] = fingerprint(self._hashes.of(node), *names(node))
        return known

    def _tag_names(self, tag: Tag) -> list[str]:
        names = self._names
        return [
            *(names.tag(tag.name), names.tag_type(tag.name), names.file(tag.name)),
            names.tag_module(tag.name),
            "aliases",
            *names.tag_aliases(tag.name),
        ]

    def _operation_names(self, operation: Operation) -> list[str]:
        arguments = self._names.arguments(operation)
        return [
            self._names.method(operation),
            *(f"{a.kind} {a.wire} {a.name} {a.aliases or ''}" for a in arguments),
            "aliases",
            *self._names.method_aliases(operation),
        ]

    def _schema_names(self, schema: NamedSchema) -> list[str]:
        return [self._names.about(schema.name)]
