"""What users of each target go by, from its ``target.toml``: ``[changes]`` and ``[types]``.

Only these two tables are read, and nothing of templates, so that a comparison starts at once.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from generator.changes.change import Aspect, ChangeClass, Use, worst
from generator.changes.saved import (
    AnySchema,
    Array,
    Enumeration,
    Map,
    Object,
    Reference,
    Scalar,
    Union,
    Unknown,
)
from generator.locations import builtin_templates

WIRE = "wire"
"""Among what breaks: whatever breaks on the wire. Beside the targets, the wire itself."""
BREAKS = (WIRE, *(a for a in Aspect if a not in (Aspect.ADDED, Aspect.DOCUMENTS)))
"""What ``breaks`` in ``[changes]`` may have."""


class TargetRulesError(Exception):
    """A ``target.toml`` that cannot be read, and why."""


class TargetRules(NamedTuple):
    """What breaks for users of one target."""

    name: str
    breaks: frozenset[str]
    """Those of ``BREAKS`` that break what users have. All of them where the target says nothing."""
    types: dict[str, str]
    """The spelling of each scalar type and format; types that are spelled alike are one."""

    def classify(
        self,
        aspects: frozenset[Aspect],
        types: tuple[AnySchema, AnySchema] | None,
        use: Use,
        wire: ChangeClass,
    ) -> ChangeClass:
        """The class of a change for users of the target; ``wire`` is its class on the wire."""
        found = [self._of_aspect(aspect, types, use, wire) for aspect in aspects]
        if WIRE in self.breaks:
            found.append(wire)
        return worst(found)

    def _of_aspect(
        self,
        aspect: Aspect,
        types: tuple[AnySchema, AnySchema] | None,
        use: Use,
        wire: ChangeClass,
    ) -> ChangeClass:
        if aspect == Aspect.ADDED:
            return ChangeClass.COMPATIBLE
        if aspect == Aspect.DOCUMENTS:
            return ChangeClass.DOCUMENTATION
        if aspect not in self.breaks:
            return ChangeClass.NONE
        if aspect == Aspect.TYPES and types and self._fits(*types, use):
            if self._spelled_alike(*types):
                return ChangeClass.NONE
            # A clearer type is nothing new.
            is_clearer = wire == ChangeClass.CLARIFICATION
            return ChangeClass.CLARIFICATION if is_clearer else ChangeClass.COMPATIBLE
        return ChangeClass.BREAKING

    def _fits(self, old: AnySchema, new: AnySchema, use: Use) -> bool:
        """Whether code that has the old type can do with the new one."""
        if self._is_anything(old) or self._is_anything(new):
            return True
        match old, new:
            case (Array(items=a), Array(items=b)) | (Map(values=a), Map(values=b)):
                # Lists that code gets or keeps are no lists of anything else.
                inner = use if use == Use.ARGUMENT else Use.MEMBER
                return self._fits(a, b, inner)
        if self._key(old) == self._key(new):
            return True
        given, taken = (old, new) if use == Use.ARGUMENT else (new, old)
        is_number = [isinstance(s, Scalar) and s.type for s in (given, taken)]
        return use != Use.MEMBER and is_number == ["integer", "number"]

    def _spelled_alike(self, old: AnySchema, new: AnySchema) -> bool:
        match old, new:
            case (Array(items=a), Array(items=b)) | (Map(values=a), Map(values=b)):
                return self._spelled_alike(a, b)
        return self._key(old) == self._key(new)

    def _is_anything(self, schema: AnySchema) -> bool:
        """Whether the target spells a type as it spells what is unknown."""
        variants = schema.variants if isinstance(schema, Union) else (schema,)
        anything = self._key(Unknown())
        return any(v.disputed or self._key(v) == anything for v in (schema, *variants))

    def _key(self, schema: AnySchema) -> str:
        """What tells spellings apart. An enumeration is open, so that any text is one of it."""
        match schema:
            case Scalar(type=kind, format=form):
                return self.types.get(form or "", self.types.get(kind, kind))
            case Enumeration(type=kind):
                return self.types.get(kind, kind)
            case Union(variants=variants):
                return " | ".join(sorted({self._key(variant) for variant in variants}))
            case Reference(name=name):
                return f"model {name}"
            case Object():
                return self.types.get("object", "object")
            case Array():
                return "list"
            case Map():
                return "map"
        return self.types.get("unknown", "unknown")


def load_rules(name: str, template_dirs: Sequence[Path] = ()) -> TargetRules:
    """The rules of the target ``name``, whose folder may be in one of ``template_dirs``.

    Raises TargetRulesError for a target that is not there or has a faulty ``[changes]``.
    """
    for folder in (*template_dirs, builtin_templates()):
        file = folder / name / "target.toml"
        if file.is_file():
            return _read(name, file)
    raise TargetRulesError(f"no target named {name!r}")


def _read(name: str, file: Path) -> TargetRules:
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise TargetRulesError(f"{file}: {error}") from error
    changes = data.get("changes", {})
    breaks = changes.get("breaks", list(BREAKS)) if isinstance(changes, dict) else None
    if not isinstance(breaks, list) or not set(map(str, breaks)) <= set(BREAKS):
        raise TargetRulesError(f"{file}: breaks in [changes] may have {', '.join(BREAKS)}")
    return TargetRules(name, frozenset(map(str, breaks)), _spellings(data.get("types", {})))


def _spellings(table: Any) -> dict[str, str]:
    if not isinstance(table, dict):
        return {}
    return {
        key: str(value.get("spelling", "")) if isinstance(value, dict) else str(value)
        for key, value in table.items()
    }
