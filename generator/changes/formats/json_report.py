"""A comparison as data. ``Report`` is the published schema: ``docs2sdk schema --changes``."""

from typing import Annotated, Any

import msgspec

from generator.changes.change import ChangeClass
from generator.changes.comparison import Comparison, title
from generator.changes.saved import Source

_CLASSES = [*ChangeClass]


class ReportedPlace(msgspec.Struct, frozen=True):
    """A place in the docs."""

    file: Annotated[str, msgspec.Meta(description="Relative to the docs root.")]
    line: Annotated[int, msgspec.Meta(description="One-based.", ge=1)]
    column: Annotated[int, msgspec.Meta(description="One-based, in characters.", ge=1)]


class ReportedChange(msgspec.Struct, frozen=True, rename={"class_": "class"}):
    """One change, with everything that has the same cause."""

    code: Annotated[str, msgspec.Meta(description="Never changes its meaning.")]
    title: Annotated[str, msgspec.Meta(description="What the code means, in a few words.")]
    class_: Annotated[ChangeClass, msgspec.Meta(description="The worst of all classes.")]
    classes: Annotated[
        dict[str, ChangeClass], msgspec.Meta(description="For the wire and each target.")
    ]
    subject: Annotated[str, msgspec.Meta(description="What changed, in the words of the docs.")]
    also: Annotated[
        list[str], msgspec.Meta(description="Others with the same change from the same cause.")
    ]
    before: Annotated[str, msgspec.Meta(description="What it was; empty for nothing.")]
    after: Annotated[str, msgspec.Meta(description="What it is; empty for nothing.")]
    old: Annotated[
        ReportedPlace | None, msgspec.Meta(description="Where the docs of before say it.")
    ]
    new: Annotated[ReportedPlace | None, msgspec.Meta(description="Where the docs of now say it.")]
    request: Annotated[
        list[str], msgspec.Meta(description="Ids of the operations whose requests it reaches.")
    ]
    answer: Annotated[
        list[str], msgspec.Meta(description="Ids of the operations whose answers it reaches.")
    ]
    witness: Annotated[
        dict[str, str],
        msgspec.Meta(description="By target: code that worked before and no longer does."),
    ]


class Report(msgspec.Struct, frozen=True):
    """What became of an API."""

    old: Annotated[str, msgspec.Meta(description="The side of before, as it was named.")]
    new: Annotated[str, msgspec.Meta(description="The side of now, as it was named.")]
    verdict: Annotated[str, msgspec.Meta(description="Everything in one line.")]
    bump: Annotated[
        dict[str, str],
        msgspec.Meta(
            description="For the wire and each target: none, patch, minor or major, as in "
            "Semantic Versioning."
        ),
    ]
    changes: Annotated[list[ReportedChange], msgspec.Meta(description="The worst first.")]


def report_data(comparison: Comparison) -> Any:
    """The report in JSON's types."""
    report = Report(
        comparison.old,
        comparison.new,
        comparison.verdict,
        {name: str(bump) for name, bump in comparison.bumps.items()},
        [
            ReportedChange(
                entry.change.code,
                title(entry),
                entry.worst,
                entry.classes,
                entry.change.subject,
                list(entry.change.also),
                entry.change.before,
                entry.change.after,
                _place(entry.change.old),
                _place(entry.change.new),
                list(entry.change.request),
                list(entry.change.answer),
                comparison.witnesses(entry),
            )
            for entry in comparison.entries
        ],
    )
    return msgspec.to_builtins(report)


def report_schema() -> dict[str, Any]:
    """The JSON Schema of a report."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **msgspec.json.schema(Report),
    }


def _place(source: Source | None) -> ReportedPlace | None:
    return ReportedPlace(source.file, source.line, source.column) if source else None
