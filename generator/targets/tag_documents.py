"""Whether the OpenAPI document of each tag can stand alone."""

from collections.abc import Iterable, Iterator
from typing import Literal

from generator.config import Settings
from generator.diagnostics import Diagnostic
from generator.model import Api, Source
from generator.targets.pack import Pack
from generator.targets.views import Views

MOST = 100_000
"""Schemas in all documents of tags together. Real references have fewer than two in the documents
for each of the API; where all models lead to each other, the number grows with the square.
"""


def tag_documents(settings: Settings, api: Api) -> Literal["alone", "shared"]:
    """As configured; ``shared`` also where documents that stand alone would be too large."""
    return "shared" if _too_large(settings, api) else settings.fragments


def too_large_tag_documents(
    packs: Iterable[Pack], settings: Settings, api: Api
) -> Iterator[Diagnostic]:
    """A warning for each pack whose documents were to stand alone and would be too large."""
    concerned = [pack for pack in packs if any(rule.whole != "false" for rule in pack.file)]
    if not concerned or not _too_large(settings, api):
        return
    for pack in concerned:
        yield Diagnostic(
            code="DOC404",
            source=Source(file=pack.name),
            found=f"{len(api.tags):,} tags whose models lead to each other",
            expected=f"at most {MOST:,} schemas in all documents of tags",
        )


def _too_large(settings: Settings, api: Api) -> bool:
    # No tag has more schemas than there are.
    return (
        settings.fragments == "alone"
        and len(api.tags) * len(api.schemas) > MOST
        and Views(api).whole_tags_exceed(MOST)
    )
