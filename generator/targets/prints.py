"""Fingerprints of what templates see: whether it changed since it was last rendered."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from generator.model import Api, NamedSchema, Node, Operation, Tag
from generator.targets.names import Names
from generator.targets.pack import Pack
from generator.work.fingerprint import fingerprint, tool

_POSITION = re.compile(r',"line":\d+,"column":\d+')


class Prints:
    """Of one pack's files and parts."""

    def __init__(self, pack: Pack, names: Names, options: Mapping[str, Any]) -> None:
        self._pack = pack
        self._names = names
        self._options = options
        self._known: dict[int, tuple[Node, str]] = {}

    def of(self, rule: Node | Any, item: str, view: Api) -> str:
        """Of what a rule of the pack gives for ``item``."""
        return fingerprint(self._base, repr(rule), item, self._view(view))

    @cached_property
    def _base(self) -> str:
        options = sorted((name, repr(value)) for name, value in self._options.items())
        return fingerprint(tool(), self._pack.digest(), repr(options))

    def _view(self, view: Api) -> str:
        return fingerprint(
            view.title,
            view.version,
            *map(self._tag, view.tags),
            "operations",
            *map(self._operation, view.operations),
            "schemas",
            *map(self._schema, view.schemas),
            "shared",
            *(self._node(node) for node in (*view.parameters, *view.responses, *view.security)),
        )

    def _tag(self, tag: Tag) -> str:
        names = self._names
        return self._node(
            tag, lambda: [names.tag(tag.name), names.tag_type(tag.name), names.file(tag.name)]
        )

    def _operation(self, operation: Operation) -> str:
        def seen() -> list[str]:
            arguments = self._names.arguments(operation)
            samples = operation.samples if self._options["examples"] else ()
            return [
                self._names.method(operation),
                *(f"{a.kind} {a.wire} {a.name}" for a in arguments),
                *(sample.model_dump_json() for sample in samples),
            ]

        return self._node(operation, seen, exclude={"samples"})

    def _schema(self, schema: NamedSchema) -> str:
        return self._node(schema, lambda: [self._names.about(schema.name)])

    def _node(
        self,
        node: Node,
        more: Callable[[], list[str]] = list,
        exclude: set[str] | None = None,
    ) -> str:
        if (known := self._known.get(id(node))) is not None:
            return known[1]
        text = node.model_dump_json(exclude=exclude)
        if not self._options["provenance"]:
            # No template shows the line that something is on: it may move.
            text = _POSITION.sub("", text)
        found = fingerprint(text, *more())
        # The node is kept too: its id is then nobody else's.
        self._known[id(node)] = node, found
        return found
