"""Linking: the pages of a corpus explain each other.

``link`` takes the pages and gives one API. What the passes are, and in which order they run, is
in the table of ``generator.link.passes``; how the decisions of linking can be explained, in
``generator.link.explain``.
"""

from collections.abc import Callable, Iterable
from functools import cached_property

from generator.diagnostics import Diagnostic
from generator.docs.page import Page
from generator.link.decision_table import DecisionTable, collect_decisions
from generator.link.facts import Facts
from generator.link.passes import PASSES, Pass, run_passes
from generator.model import Api

__all__ = ["PASSES", "DecisionTable", "Facts", "Linked", "Pass", "link"]


class Linked:
    """What linking gives: the API, the diagnostics, and the decisions."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @property
    def api(self) -> Api:
        """The linked API."""
        return self._facts.api

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What was found wrong while linking, in no order that means anything."""
        return self._facts.diagnostics

    @cached_property
    def decisions(self) -> DecisionTable:
        """Every decision with its evidence, for ``explain``. Collected when first asked for."""
        return collect_decisions(self._facts)


def link(
    pages: Iterable[Page],
    title: str = "",
    version: str = "",
    watch: Callable[[Pass, Facts], None] | None = None,
) -> Linked:
    """Link pages into one API. The order of ``pages`` makes no difference.

    An empty ``title`` or ``version`` is derived from the pages, and may stay empty. ``watch``, if
    given, is called after each pass with its row and the facts.
    """
    facts = Facts(sorted(pages, key=lambda page: page.source.file), title, version)
    run_passes(facts, (lambda row: watch(row, facts)) if watch else None)
    return Linked(facts)
