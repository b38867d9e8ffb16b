"""How much may be read of a document: a bound for aliases, merges and nesting."""

from generator.openapi.nodes import Node

SMALLEST = 20_000
DEEPEST = 50
"""Schemas may be nested so deep, counting those that they extend."""


class Budget:
    """Parts that may still be read. No document without aliases has more parts than characters."""

    def __init__(self, characters: int) -> None:
        self._left = SMALLEST + characters

    def takes(self, node: Node, parts: int = 1) -> bool:
        """Whether so many more parts can be read. The first that cannot is reported."""
        was_left = self._left >= 0
        self._left -= parts
        if self._left < 0 and was_left:
            node.report(
                "DOC608",
                "more parts than characters, by aliases or allOf",
                done="left out the rest",
            )
        return self._left >= 0

    def allows_depth(self, node: Node, depth: int) -> bool:
        """Whether a schema may stand so deep in others; else that is reported."""
        if depth <= DEEPEST:
            return True
        node.report("DOC608", "schemas nested too deep", f"at most {DEEPEST}", "typed as unknown")
        return False
