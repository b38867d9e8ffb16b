"""Fingerprints of what templates see: whether it changed since it was last rendered."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from generator.incremental.keys import fingerprint, hash_folders, tool
from generator.model import Api, NamedSchema, Node, Operation, Tag
from generator.targets.names import Names
from generator.targets.pack import Pack

_POSITION = re.compile(r',"line":\d+,"column":\d+')


class NodeHashes:
    """Of nodes, each made once, as far as a build with these options shows them."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options = options
        self._known: dict[int, tuple[Node, str]] = {}

    def of(self, node: Node) -> str:
        """Of all that is in it."""
        if (known := self._known.get(id(node))) is None:
            # The node is kept too: its id is then nobody else's.
            known = self._known[id(node)] = node, self._make(node)
        return known[1]

    def _make(self, node: Node) -> str:
        hidden = isinstance(node, Operation) and not self.options["examples"]
        text = node.model_dump_json(exclude={"samples"} if hidden else None)
        # No template shows the line that something is on: it may move.
        return fingerprint(text if self.options["provenance"] else _POSITION.sub("", text))


class CacheKeys:
    """Of one pack's files and parts."""

    def __init__(self, pack: Pack, names: Names, digests: NodeHashes) -> None:
        self._pack = pack
        self._names = names
        self._digests = digests
        self._known: dict[int, str] = {}
        self._views: dict[int, tuple[Api, str]] = {}

    def of(self, rule: Any, item: str, view: Api) -> str:
        """Of what a rule of the pack gives for ``item``."""
        if (seen := self._views.get(id(view))) is None:
            seen = self._views[id(view)] = view, self._view(view)
        return fingerprint(self._base, repr(rule), item, seen[1])

    @cached_property
    def _base(self) -> str:
        shown = {**self._digests.options, "settings": self._pack.setting_values}
        options = sorted((name, repr(value)) for name, value in shown.items())
        return fingerprint(tool(), hash_folders(self._pack.folders), repr(options))

    def _view(self, view: Api) -> str:
        return fingerprint(
            view.title,
            view.version,
            *(self._with_names(tag, self._of_tag) for tag in view.tags),
            "operations",
            *(self._with_names(operation, self._of_operation) for operation in view.operations),
            "schemas",
            *(self._with_names(schema, self._of_schema) for schema in view.schemas),
            "shared",
            *map(self._digests.of, (*view.parameters, *view.responses, *view.security)),
        )

    def _with_names(self, node: Any, names: Callable[[Any], list[str]]) -> str:
        # Nodes are kept where their digests are.
        if (known := self._known.get(id(node))) is None:
            known = self._known[id(node)] = fingerprint(self._digests.of(node), *names(node))
        return known

    def _of_tag(self, tag: Tag) -> list[str]:
        names = self._names
        return [names.tag(tag.name), names.tag_type(tag.name), names.file(tag.name)]

    def _of_operation(self, operation: Operation) -> list[str]:
        arguments = self._names.arguments(operation)
        return [
            self._names.method(operation),
            *(f"{a.kind} {a.wire} {a.name}" for a in arguments),
        ]

    def _of_schema(self, schema: NamedSchema) -> list[str]:
        return [self._names.about(schema.name)]
