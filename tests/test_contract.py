"""What templates see is what the contract says, and what its page shows."""

import re
from collections.abc import Iterable

import pytest
from conftest import REPOSITORY
from jinja2 import Environment, meta, nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS as DEFAULT_FILTERS

from generator.config import Settings
from generator.model import Api
from generator.pipeline import Build
from generator.targets import Pack, load_pack
from generator.targets.contract import BY_EACH, EVERYWHERE, IN_FILES, IN_PARTS, Options
from generator.targets.environment import environment
from generator.targets.escapes import TEXT_FILTERS
from generator.targets.folding import FOLDING_FILTERS
from generator.targets.functions import FUNCTIONS
from generator.targets.registry import find_language
from generator.targets.template_options import template_options
from generator.targets.template_reference import template_reference
from generator.targets.views import Views

PACKS = ("openapi", "python", "site")
ALWAYS = {variable.name for variable in EVERYWHERE} | set(Options.model_fields) | set(FUNCTIONS)


def of_each(each: str) -> set[str]:
    return {variable.name for variable in BY_EACH[each]}


def undeclared(templates: Environment, pack: Pack, name: str) -> set[str]:
    """What a template uses and does not define, also by what it imports and includes."""
    tree = templates.parse(pack.templates[name])
    defined = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    found = meta.find_undeclared_variables(tree) - defined
    for other in meta.find_referenced_templates(tree):
        assert other, f"{name}: a template by a name that is made up"
        found |= undeclared(templates, pack, other) - defined
    return found


@pytest.mark.parametrize("name", PACKS)
def test_templates_use_what_the_contract_has(name: str) -> None:
    pack = load_pack(name)
    templates = environment(pack)
    known = ALWAYS | set(find_language(pack.language).functions)
    uses = [
        *((part.template, part.each, IN_PARTS, set(part.context)) for part in pack.part),
        *((file.template, file.each, IN_FILES, set[str]()) for file in pack.file),
    ]
    for template, each, variables, more in uses:
        seen = known | of_each(each) | {v.name for v in variables} | more
        assert undeclared(templates, pack, template) - seen == set(), template


def test_the_configuration_gives_every_option() -> None:
    assert set(template_options(Settings(pages=[REPOSITORY]), Api(title="Lamps"))) == set(
        Options.model_fields
    )


@pytest.mark.parametrize("name", PACKS)
def test_the_environment_has_what_the_contract_says(name: str) -> None:
    pack = load_pack(name)
    language = find_language(pack.language)
    found = environment(pack)
    by_renderer = {"api", "names", *Options.model_fields}
    expected = (ALWAYS | set(language.functions)) - by_renderer
    assert set(found.globals) - set(DEFAULT_NAMESPACE) == expected
    named = {*TEXT_FILTERS, *FOLDING_FILTERS, "type", *language.filters, *pack.escapes}
    assert set(found.filters) - set(DEFAULT_FILTERS) == named - set(DEFAULT_FILTERS)


def test_each_item_has_what_the_contract_says(spec_build: Build) -> None:
    views = Views(spec_build.api)
    for each in BY_EACH:
        assert set(views.item(each, views.items(each)[0])) == of_each(each), each


def test_the_page_is_up_to_date() -> None:
    """To write it anew: docs2sdk schema --templates > docs/template-reference.md."""
    page = REPOSITORY / "docs" / "template-reference.md"
    assert page.read_text("utf-8") == template_reference()


def test_everything_has_a_description() -> None:
    def cells(line: str) -> Iterable[str]:
        return (cell.strip() for cell in line.replace(r"\|", "").strip("|").split("|"))

    for line in template_reference().splitlines():
        if line.startswith("| `"):
            first, *_, last = cells(line)
            assert first, line
            assert last, line


def test_only_the_registry_knows_languages() -> None:
    """What only Python needs is in ``targets/python``; packs of other languages get none of it."""
    folder = REPOSITORY / "generator" / "targets"
    knowing = [
        file.name
        for file in sorted(folder.glob("*.py"))
        if re.search(r"targets\.python|\bkeyword\b|import black", file.read_text("utf-8"))
    ]
    assert knowing == ["registry.py"]
