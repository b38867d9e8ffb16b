"""Every pass of linking, in order.

A pass is a function that reads some fields of ``Facts`` and writes others. This table is the whole
recipe: ``link`` runs its rows from top to bottom. To add a pass, write a module with one function
``name(facts: Facts) -> None`` and add its row.
"""

from collections.abc import Callable
from typing import NamedTuple

from generator.link.arguments import arguments
from generator.link.assemble import assemble
from generator.link.bodies import decide_bodies
from generator.link.collect_bodies import collect_bodies, collect_mentions
from generator.link.conditions import conditions
from generator.link.contradictions import report_contradictions
from generator.link.define_models import define_models
from generator.link.facts import Facts
from generator.link.infer_by_name import infer_by_name
from generator.link.media_types import add_media_types
from generator.link.merge_patch import merge_patch
from generator.link.merging import merge_models
from generator.link.model_descriptions import model_descriptions
from generator.link.name_models import name_models
from generator.link.no_content import no_content
from generator.link.only_row import only_row
from generator.link.operations import path_fragments, unify_casing, unique_operations
from generator.link.page_models import page_models
from generator.link.paging import paging
from generator.link.parameters import type_parameters
from generator.link.properties import decide_properties
from generator.link.sharing import share_components
from generator.link.short_names import short_names
from generator.link.unknown_models import define_unknown_models
from generator.link.unread_request_lines import unread_request_lines
from generator.link.unreliable_headings import find_unreliable_headings
from generator.link.weigh_evidence import weigh_evidence


class Pass(NamedTuple):
    """One row: a function, and the fields of ``Facts`` that it reads and writes.

    A field that is read and then changed stands in both.
    """

    function: Callable[[Facts], None]
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    because: str = ""
    """Why it stands where it does, where that is not obvious."""
    run: int = 1
    """Which run of the function it is, for a function that runs more than once."""

    @property
    def name(self) -> str:
        """The function's name; from its second run on with a number: ``decide_properties_2``."""
        suffix = f"_{self.run}" if self.run > 1 else ""
        return f"{self.function.__name__}{suffix}"


PASSES: tuple[Pass, ...] = (
    Pass(
        unique_operations,
        reads=("pages",),
        writes=("operations", "shapes", "diagnostics"),
    ),
    Pass(unread_request_lines, reads=("pages", "operations"), writes=("diagnostics",)),
    Pass(unify_casing, reads=("operations",), writes=("operations",)),
    Pass(path_fragments, reads=("operations",), writes=("operations", "diagnostics")),
    Pass(
        page_models,
        reads=("pages", "operations"),
        writes=("operations", "models", "named_schemas", "mentioned"),
        because="before collect_bodies: bodies refer to the models that pages define",
    ),
    Pass(
        only_row,
        reads=("operations", "shapes"),
        writes=("operations",),
        because="before collect_bodies: it changes the tables of responses",
    ),
    Pass(collect_bodies, reads=("operations", "shapes"), writes=("bodies",)),
    Pass(collect_mentions, reads=("pages", "mentioned"), writes=("mentioned",)),
    Pass(no_content, reads=("bodies",), writes=("bodies",)),
    Pass(
        find_unreliable_headings,
        reads=("bodies",),
        writes=("bodies", "unreliable_headings"),
        because="after no_content: a heading over a body that does not exist is unreliable",
    ),
    Pass(define_models, reads=("bodies", "models"), writes=("models",)),
    Pass(
        decide_bodies,
        reads=("bodies", "models", "mentioned", "paging"),
        writes=("bodies", "models"),
        because="after define_models: tables are recognised by the models that are known",
    ),
    Pass(
        decide_properties,
        reads=("models", "mentioned", "unreliable_headings", "named_schemas", "paging"),
        writes=("models",),
        because="after decide_bodies: tables and samples of bodies are what properties go by",
    ),
    Pass(merge_models, reads=("models", "bodies"), writes=("models", "bodies")),
    Pass(
        decide_properties,
        reads=("models", "mentioned", "unreliable_headings", "named_schemas", "paging"),
        writes=("models",),
        because="again, as a merged model has the rows and samples of all that were merged",
        run=2,
    ),
    Pass(
        name_models,
        reads=("models", "mentioned", "bodies"),
        writes=("models", "bodies"),
        because="after all models are known: who wants which name depends on all of them",
    ),
    Pass(
        infer_by_name,
        reads=("models", "bodies", "operations"),
        writes=("models", "bodies"),
        because="after name_models: it compares names, and only decides what nothing else did",
    ),
    Pass(
        define_unknown_models,
        reads=("models", "bodies", "operations", "named_schemas"),
        writes=("models", "unknown_models", "unknown_model_decisions", "diagnostics"),
    ),
    Pass(weigh_evidence, reads=("models", "bodies", "named_schemas"), writes=("models", "bodies")),
    Pass(
        report_contradictions,
        reads=("models", "bodies", "unreliable_headings"),
        writes=("diagnostics",),
    ),
    Pass(add_media_types, reads=("bodies",), writes=("bodies", "diagnostics")),
    Pass(
        type_parameters,
        reads=("operations", "models"),
        writes=("operations", "parameter_decisions", "diagnostics"),
        because="after define_unknown_models, which reports the parameters of unknown type",
    ),
    Pass(
        assemble,
        reads=(
            *("title", "version", "pages", "operations", "bodies"),
            *("models", "named_schemas", "unknown_models"),
        ),
        writes=("api",),
    ),
    Pass(
        model_descriptions,
        reads=("api",),
        writes=("api",),
        because="after assemble, when it is known which property holds which model",
    ),
    Pass(merge_patch, reads=("api",), writes=("api",)),
    Pass(conditions, reads=("api",), writes=("api",)),
    Pass(
        arguments,
        reads=("api", "paging"),
        writes=("api",),
        because="after conditions, which are arguments too",
    ),
    Pass(
        paging,
        reads=("api", "paging"),
        writes=("api",),
        because="after arguments, among which is the number of a page",
    ),
    Pass(short_names, reads=("api", "pages"), writes=("api",)),
    Pass(share_components, reads=("api",), writes=("api",)),
)


def run_passes(facts: Facts, watch: Callable[[Pass], None] | None = None) -> None:
    """Run every pass, in order. ``watch``, if given, is called after each with its row."""
    for row in PASSES:
        row.function(facts)
        if watch:
            watch(row)
