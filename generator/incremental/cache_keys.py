"""Hashes of what templates see: whether it changed since it was last rendered."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from generator.incremental.keys import fingerprint, hash_folders, tool
from generator.model import Api, NamedSchema, Node, Operation, Tag
from generator.model.source import Places
from generator.targets.findings import NO_FINDINGS, Findings
from generator.targets.names import Names
from generator.targets.pack import FileSpec, Pack, PartSpec
from generator.targets.shown_names import NOTHING_SHOWN, Shown
from generator.targets.views import Views


class NodeHashes:
    """Hashes of nodes, as far as a build with these options shows them; each is made once."""

    def __init__(self, options: Mapping[str, Any], everything: bool = False) -> None:
        """``everything``: places too, whatever the options."""
        self.options = options
        self._places: Places = "all" if everything or options["provenance"] else "files"
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

    def __init__(
        self,
        pack: Pack,
        views: Views,
        names: Names,
        hashes: NodeHashes,
        findings: Findings = NO_FINDINGS,
        shown: Shown = NOTHING_SHOWN,
    ) -> None:
        self._pack = pack
        self._views = views
        self._names = names
        self._all_names = [names, *(other.names for other in shown.values())]
        self._hashes = hashes
        self._findings = findings if pack.findings else None
        self._node_keys: dict[int, str] = {}
        self._view_keys: dict[int, tuple[Api, str]] = {}
        self._tag_keys: dict[int, str] = {}

    def of(self, rule: FileSpec | PartSpec, item: str, view: Api) -> str:
        """The key of what a rule of the pack gives for ``item``, whose template sees ``view``."""
        if (known := self._view_keys.get(id(view))) is None:
            # The view is kept alive too, so that no other object gets its id.
            known = self._view_keys[id(view)] = view, self._view_key(view)
        return fingerprint(
            self._base,
            repr(rule),
            item,
            known[1],
            *self._context_keys(rule, item),
            *self._findings_key(rule, view),
        )

    def _context_keys(self, rule: FileSpec | PartSpec, item: str) -> list[str]:
        """Hashes of what is shown by name besides the view: the file of an operation has parts of
        its tag, which list its operations, and a model is shown with who uses it.
        """
        views = self._views.without_samples
        if rule.each == "operation" and isinstance(rule, FileSpec):
            return [self._tag_key(views.tag_operations(item))]
        if rule.each == "single_model":
            users = views.users_of(item)
            return [
                *(
                    self._with_names(operation, self._operation_names)
                    for operation in users.operations
                ),
                *(self._with_names(model, self._schema_names) for model in users.models),
            ]
        return []

    def _tag_key(self, operations: list[Operation]) -> str:
        """A hash of all operations of a tag; made once for each tag, as each of its operations
        needs it.
        """
        if (known := self._tag_keys.get(id(operations))) is None:
            names = self._operation_names
            known = fingerprint(*(self._with_names(operation, names) for operation in operations))
            # `Views` keeps the list alive, so no other object gets its id.
            self._tag_keys[id(operations)] = known
        return known

    def _findings_key(self, rule: FileSpec | PartSpec, view: Api) -> list[str]:
        """A hash of what was found for a view."""
        if self._findings is None:
            return []
        if rule.each in ("api", "search"):
            return [self._all_findings]
        return [fingerprint(repr(self._findings.about(view)))]

    @cached_property
    def _all_findings(self) -> str:
        return fingerprint(repr(self._findings and self._findings.everything()))

    @cached_property
    def _base(self) -> str:
        """What everything of the pack depends on: this tool, the pack's files, the options."""
        shown = {
            **self._hashes.options,
            "settings": self._pack.setting_values,
            "formatters": self._pack.own_formatters,
        }
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
        """A hash of a node and of its names in the languages that the pack shows. The names are
        hashed too, as other nodes can change them: a second ``Lamp`` makes this one ``Lamp2``.
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
        return [name for names in self._all_names for name in _names_of(names, operation)]

    def _schema_names(self, schema: NamedSchema) -> list[str]:
        return [names.about(schema.name) for names in self._all_names]


def _names_of(names: Names, operation: Operation) -> list[str]:
    """The names of an operation, its tag and its arguments in one language."""
    return [
        names.tag(operation.tag),
        names.method(operation),
        *(f"{a.kind} {a.wire} {a.name} {a.aliases or ''}" for a in names.arguments(operation)),
        "aliases",
        *names.method_aliases(operation),
    ]
