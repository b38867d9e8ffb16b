"""Linking: the pages of a corpus explain each other."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.docs.page import Page
from generator.link.assemble import assemble
from generator.link.bodies import settle_bodies
from generator.link.collect import collect_bodies, collect_mentions
from generator.link.contradictions import report_contradictions
from generator.link.definitions import define_models
from generator.link.facts import Facts
from generator.link.headings import believe_headings
from generator.link.merging import merge_models
from generator.link.names import name_models
from generator.link.namesakes import settle_namesakes
from generator.link.no_content import no_content
from generator.link.operations import one_casing, path_fragments, unique_operations
from generator.link.properties import settle_properties
from generator.link.unknowns import explain_nowhere
from generator.model import Api
from generator.work.garbage import no_garbage

PASSES: tuple[Callable[[Facts], None], ...] = (
    unique_operations,
    one_casing,
    path_fragments,
    collect_bodies,
    collect_mentions,
    no_content,
    believe_headings,
    define_models,
    settle_bodies,
    settle_properties,
    merge_models,
    settle_properties,
    name_models,
    settle_namesakes,
    explain_nowhere,
    report_contradictions,
)
"""The secret recipe: every pass, in order. Each reads the facts and adds to them."""


class Linked(NamedTuple):
    """The API, and what was found wrong while linking."""

    api: Api
    diagnostics: list[Diagnostic]
    facts: Facts
    """What they go by; for ``link.explain``."""


def link(pages: Iterable[Page], title: str = "", version: str = "") -> Linked:
    """Link pages into one API. The order of ``pages`` makes no difference.

    An empty ``title`` or ``version`` is derived from the pages, and may stay empty.
    """
    with no_garbage():
        facts = Facts(sorted(pages, key=lambda page: page.source.file))
        for link_pass in PASSES:
            link_pass(facts)
        return Linked(assemble(facts, title, version), facts.diagnostics, facts)
