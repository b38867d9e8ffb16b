"""The operations of an API, to ask whether a line of prose stands for one of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.docs.path_spellings import normal_path

Segments = tuple[str, ...]

_PARAMETER = re.compile(r"\{[^{}]*\}")


def segments(path: str) -> Segments:
    """The parts of a path, each parameter as ``{}``."""
    plain = _PARAMETER.sub("{}", normal_path(path.partition("?")[0]))
    plain = re.sub(r"^(?:https?://[^/]*|\{\})(?=/|$)", "", plain)
    return tuple(part.lower() for part in plain.rstrip("/.,)`'\"").split("/") if part)


@dataclass(slots=True)
class _Node:
    """All paths with the same end, by the segment before that end. A path is found from its last
    segment to its first, as the first ones may be missing.
    """

    path: Segments | None = None
    """The path of which nothing is left here."""
    named: dict[str, "_Node"] = field(default_factory=dict)
    mixed: list[tuple[re.Pattern[str], "_Node"]] = field(default_factory=list)
    """Segments with a parameter and more, such as ``{}.json``."""

    def add(self, part: str) -> "_Node":
        known = self.named.get(part)
        if known is None:
            known = self.named[part] = _Node()
            if "{}" in part and part != "{}":
                pattern = re.escape(part).replace(re.escape("{}"), "[^/]+")
                self.mixed.append((re.compile(pattern), known))
        return known

    def before(self, part: str) -> Iterator["_Node"]:
        """Where segments that stand for ``part`` lead: the same, or a parameter."""
        for name in dict.fromkeys((part, "{}")):
            if name in self.named:
                yield self.named[name]
        yield from (node for pattern, node in self.mixed if pattern.fullmatch(part))


class KnownPaths:
    """The operations of an API by the ends of their paths."""

    def __init__(self, operations: Iterable[tuple[str, str]]) -> None:
        """``operations`` are methods and paths."""
        self._ends: dict[str, _Node] = {}
        for method, path in operations:
            node = self._ends.setdefault(method, _Node())
            parts = segments(path)
            for part in reversed(parts):
                node = node.add(part)
            node.path = parts

    def has(self, method: str, path: str) -> bool:
        """Whether a path is that of an operation, or an example of it; the beginning of either
        may be missing.
        """
        method = "DELETE" if method == "DEL" else method
        parts = segments(path)
        if not parts:
            return method in self._ends and self._ends[method].path is not None
        reached = [self._ends[method]] if method in self._ends else []
        for part in reversed(parts):
            reached = [node for known in reached for node in known.before(part)]
            if any(node.path is not None for node in reached):
                return True
        return bool(reached)

    def templates(self, method: str, path: str) -> Iterator[Segments]:
        """The operations of the same length with a parameter where ``path`` has something else."""
        parts = segments(path)
        reached = [self._ends[method]] if method in self._ends else []
        for part in reversed(parts):
            reached = [node for known in reached for node in known.before(part)]
        for node in reached:
            if node.path is not None and node.path != parts:
                yield node.path


def is_example(known: KnownPaths, method: str, path: str) -> bool:
    """Whether a path is another one with figures in the place of its parameters."""
    parts = segments(path)
    return any(
        all(
            part == other or any(map(str.isdigit, part))
            for part, other in zip(parts, known_parts, strict=True)
        )
        for known_parts in known.templates(method, path)
    )
