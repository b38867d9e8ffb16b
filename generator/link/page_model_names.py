"""Names for models of several pages that write the same name over different properties.

Before: the pages of Lamp and of Room both have a table under ``Data attributes``, with other rows.
After: the models are LampData and RoomData.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from generator.docs import Page
from generator.docs.page import PageModel
from generator.link.name_words import pascal


def tell_apart(pages: Iterable[Page]) -> tuple[list[Page], dict[str, dict[str, str]]]:
    """The pages with a name of its own for each model, and by page what its own models were
    called. A page's first model keeps its name: it is what the page is about.
    """
    found = list(pages)
    homes: dict[str, list[tuple[Page, PageModel]]] = defaultdict(list)
    for page in found:
        for model in page.models:
            homes[model.name.lower()].append((page, model))
    clashing = {name for name, models in homes.items() if _differ(models)}
    renamed: dict[str, dict[str, str]] = {}
    for number, page in enumerate(found):
        if not clashing.intersection(model.name.lower() for model in page.models[1:]):
            continue
        first, *others = page.models
        names = {
            model.name: f"{pascal(first.name)}{model.name}"
            for model in others
            if model.name.lower() in clashing and model.name != first.name
        }
        renamed[page.source.file] = names
        models = (replace(m, name=names.get(m.name, m.name)) for m in others)
        found[number] = replace(page, models=(first, *models))
    return found, renamed


def _differ(models: list[tuple[Page, PageModel]]) -> bool:
    """Whether tables on different pages list properties that neither has of the other."""
    tables = {
        page.source.file: {row.name.lower() for row in model.table}
        for page, model in models
        if model.table
    }
    sets = list(tables.values())
    return any(one - two and two - one for one in sets for two in sets)
