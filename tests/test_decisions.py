"""Each decision is made once, by a function whose name is its rule, and is explained as it was
made.
"""

import ast
from pathlib import Path

import pytest
from conftest import REPOSITORY, ReadText
from linking import Corpus, page, table

from generator.commands.explain_text import format_explanation
from generator.docs import Page, find_pages, load_page, read_page
from generator.link import DecisionTable, Linked, link
from generator.link.decision_table import Address
from generator.link.decisions import WEAK_RULES, Rule
from generator.link.explain import explain
from generator.model import Api, Object, Schema, walk

LAYOUTS = ["seed", "2022-02", "10.2.2", "2026"]


def pages_of(folder: Path) -> list[Page]:
    root = folder.resolve()
    return [read_page(load_page(file, root)) for file in find_pages([root], root)]


@pytest.fixture(scope="module")
def specs() -> Linked:
    return link(pages_of(REPOSITORY / "specs" / "superoffice"))


@pytest.fixture
def lamps(read: ReadText) -> Corpus:
    return Corpus(read)


def test_every_rule_is_the_name_of_one_function() -> None:
    names = [
        node.name
        for file in (REPOSITORY / "generator" / "link").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert {rule: names.count(rule) for rule in Rule} == dict.fromkeys(Rule, 1)
    assert set(Rule) >= WEAK_RULES


def rules_in(api: Api) -> set[str]:
    """The rules that ``x-provenance`` would print."""
    schemas: list[Schema] = [
        item.schema_
        for named in api.schemas
        if isinstance(named.schema_, Object)
        for item in named.schema_.properties
    ]
    for operation in api.operations:
        if operation.request_body:
            schemas.append(operation.request_body.schema_)
        schemas += [response.schema_ for response in operation.responses if response.schema_]
    parts = (part for schema in schemas for part in walk(schema))
    return {part.provenance.rule for part in parts if part.provenance}


def holds_for(linked: Linked) -> None:
    """Every body, property and model has a decision, with evidence or a reason."""
    decisions = dict(linked.decisions.rows)
    assert len(decisions) == len(linked.decisions.rows)
    assert rules_in(linked.api) <= {rule.label for rule in Rule}
    for named in linked.api.schemas:
        assert Address(schema=named.name) in decisions
        if isinstance(named.schema_, Object):
            for item in named.schema_.properties:
                decision = decisions[Address(schema=named.name, field=item.name)]
                assert decision.schema == item.schema_
    for operation in linked.api.operations:
        if operation.request_body:
            address = Address(operation=operation.operation_id, field="request body")
            assert decisions[address].schema == operation.request_body.schema_
    for address, decision in decisions.items():
        assert decision.because, address
        if decision.rule != Rule.undecided:
            assert any(e.supports for e in decision.evidence), address
        for found in decision.evidence:
            assert not (found.supports and found.reported_as), address
    again = DecisionTable.model_validate_json(linked.decisions.model_dump_json())
    assert again == linked.decisions


def test_every_decision_over_the_specs_has_a_rule_and_evidence(specs: Linked) -> None:
    holds_for(specs)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_and_over_real_pages(corpus: Path, layout: str) -> None:
    holds_for(link(pages_of(corpus / layout)))


def test_a_name_that_no_page_writes_is_not_explained_as_written(specs: Linked) -> None:
    request, _ = explain(specs.decisions, "v1BatchAgent_StartBatchJob").decisions
    assert request.type == "StartBatchJobRequest"
    assert request.decided_by == "link/request_object"
    assert "no page names the object" in request.because
    model = explain(specs.decisions, "StartBatchJobRequest")
    assert "as no page names it" in model.summary


def test_what_a_rule_went_by_is_listed_as_evidence(specs: Linked) -> None:
    (decision,) = explain(specs.decisions, "ContactEntityWithLinks.TableRight").decisions
    assert decision.decided_by == "link/model_with_its_name"
    supporting = [e for e in decision.evidence if e.supports]
    assert [e.statement for e in supporting] == ["table cell `TableRight` of other models"]
    assert supporting[0].sources[0].file.startswith("agent/Archive_Agent/")


def test_a_model_that_gave_a_property_its_type_is_evidence(lamps: Corpus) -> None:
    linked = lamps.link(
        page("GetRoom", response="Room\n" + table("Lamp | |", "Height | double |")),
        page("GetLamp", response="Lamp\n" + table("Id | int32 |")),
    )
    (decision,) = explain(linked.decisions, "Room.Lamp").decisions
    assert [(e.statement, str(e.sources[0])) for e in decision.evidence] == [
        ("table of the model `Lamp`", "1.md:29:8")
    ]


def test_each_contradiction_names_the_code_that_reports_it(lamps: Corpus) -> None:
    linked = lamps.link(page("Delete", response="Colour\n", status="204"))
    told = explain(linked.decisions, "Delete")
    against = [e for e in told.decisions[0].evidence if not e.supports]
    assert [(e.statement, e.reported_as) for e in against] == [("heading `Colour`", "DOC204")]
    assert "reported as DOC204 on those pages" in format_explanation(told)
    assert [d.code for d in linked.diagnostics] == ["DOC204"]


def test_a_parameter_without_a_type_is_explained(lamps: Corpus) -> None:
    text = page("Get", response="int32")
    query = "## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n"
    linked = lamps.link(
        text.replace("## Request Headers", query + "| columns | array | x |\n\n## Request Headers")
    )
    found = {d.place: d for d in explain(linked.decisions, "Get").decisions}
    columns = found["query columns"]
    assert (columns.type, columns.decided_by) == ("string[]", "link/sent_as_text")
    assert columns.evidence[0].sources[0].file == "0.md"
