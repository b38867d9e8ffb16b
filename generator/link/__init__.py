"""Linking: the pages of a corpus explain each other."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from generator.diagnostics import Diagnostic
from generator.docs.page import Page
from generator.link.arguments import arguments
from generator.link.assemble import assemble
from generator.link.bodies import settle_bodies
from generator.link.collect_bodies import collect_bodies, collect_mentions
from generator.link.conditions import conditions
from generator.link.contradictions import report_contradictions
from generator.link.define_models import define_models
from generator.link.facts import Facts
from generator.link.infer_by_name import infer_by_name
from generator.link.merge_patch import merge_patch
from generator.link.merging import merge_models
from generator.link.name_models import name_models
from generator.link.no_content import no_content
from generator.link.operations import path_fragments, unify_casing, unique_operations
from generator.link.paging import paging
from generator.link.properties import settle_properties
from generator.link.short_names import short_names
from generator.link.unknown_models import define_unknown_models
from generator.link.unreliable_headings import find_unreliable_headings
from generator.model import Api

PASSES: tuple[Callable[[Facts], None], ...] = (
    unique_operations,
    unify_casing,
    path_fragments,
    collect_bodies,
    collect_mentions,
    no_content,
    find_unreliable_headings,
    define_models,
    settle_bodies,
    settle_properties,
    merge_models,
    settle_properties,
    name_models,
    infer_by_name,
    define_unknown_models,
    report_contradictions,
)
"""The secret recipe: every pass, in order. Each reads the facts and adds to them."""

API_PASSES: tuple[Callable[[Api], Api], ...] = (
    paging,
    merge_patch,
    conditions,
    arguments,
    short_names,
)
"""What is found out from the assembled API, for targets."""


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
    facts = Facts(sorted(pages, key=lambda page: page.source.file))
    for link_pass in PASSES:
        link_pass(facts)
    api = assemble(facts, title, version)
    for api_pass in API_PASSES:
        api = api_pass(api)
    return Linked(api, facts.diagnostics, facts)
