"""What a draft and a check of a layout propose for what looks like fields, and how sure init is."""

from pathlib import Path

import pytest
from test_commands import run

from generator.docs import read_page
from generator.docs.detect import certainty, fits, misgivings
from generator.docs.draft_layout import draft_layout
from generator.docs.known_paths import KnownPaths
from generator.docs.layout import load_layout
from generator.docs.unclaimed import unclaimed
from generator.files import Loaded, PageBytes

LABELS = """\
# Hives

## List inspections

`GET /hives/{id}/inspections`

**Out of the path:**

* `id` (integer, mandatory) - The hive.

**For the query:**

* `since` (date, optional) - The first day.

**Success:** `200 OK` with

* `total` — *integer.* How many.
"""
TABLES = """\
# Berths

## Take a berth

`POST /berths`

### Parameters

| Element | Format | M/O | Notes |
|---|---|---|---|
| - number | string | M | Painted on it |
| boat | string | O | Who comes |

### Results in

| HTTP | Meaning |
|---|---|
| 200 | It is yours for the night |
| 409 | Somebody else is there |
"""


def page(text: str) -> PageBytes:
    return PageBytes(Loaded("api.md", text.encode()))


def rules(text: str, layout: str = "rest") -> dict[str, str]:
    read = read_page(page(text), load_layout(layout))
    known = KnownPaths((o.method, o.path) for o in read.operations)
    found = unclaimed(page(text), read, known, load_layout(layout))
    return {each.shape: each.rule for each in found}


def test_labels_above_bullets_are_sections() -> None:
    found = rules(LABELS)
    assert found == {
        "Out of the path:": "[[section]]\nheading = 'out of the path'\nrole = \"path\"",
        "For the query:": "[[section]]\nheading = 'for the query'\nrole = \"query\"",
        "Success:": "[[section]]\nheading = 'success'\nrole = \"response-body\"",
    }


def test_a_draft_reads_the_fields_below_labels(tmp_path: Path) -> None:
    file = tmp_path / "draft.toml"
    file.write_text(draft_layout([page(LABELS)]).text)
    read = read_page(page(LABELS), load_layout(file))
    (operation,) = read.operations
    assert {(p.name, p.location) for p in operation.parameters} == {
        ("id", "path"),
        ("since", "query"),
    }
    assert [row.name for row in operation.responses[0].table] == ["total"]
    assert not [d for d in read.diagnostics if d.code == "DOC223"]


@pytest.mark.parametrize(
    "fields",
    [
        "`id` (integer)\n: Its number.\n",
        "* `id` (integer) - Its number.\n",
        '<ResponseField name="id" type="integer">Its number.</ResponseField>\n',
        "| Name | Type |\n|---|---|\n| id | integer |\n",
    ],
)
def test_a_draft_knows_a_page_of_models(fields: str, tmp_path: Path) -> None:
    models = PageBytes(
        Loaded("things.md", f"# Things\n\n## Hive\n\n{fields}\n## Queen\n\n{fields}".encode())
    )
    file = tmp_path / "draft.toml"
    file.write_text(draft_layout([page(LABELS), models]).text)
    read = read_page(models, load_layout(file))
    assert [(model.name, [row.name for row in model.table]) for model in read.models] == [
        ("Hive", ["id"]),
        ("Queen", ["id"]),
    ]
    assert not read_page(models, load_layout("rest")).models


def test_heads_that_everybody_knows() -> None:
    found = rules(TABLES)
    assert found["Element | Format | M/O | Notes"].split("\n")[:3] == [
        "[columns]",
        "name = ['element']",
        "type = ['format']",
    ]
    assert "m/o" not in found["Element | Format | M/O | Notes"].partition("\n")[2], "known already"
    assert found["HTTP | Meaning"] == (
        "[columns]\nstatus = ['http']\n[[table]]\nhead = ['http', 'meaning']\nrole = \"errors\""
    )
    assert not any("yours" in rule for rule in found.values()), "a meaning is no type"


def test_a_rule_that_invents_stands_as_a_comment() -> None:
    assert "\nheading = 'for the query'" in draft_layout([page(LABELS)]).text
    # A status is no name: what the rule reads is not all fields.
    text = LABELS.replace("first day.\n", "first day.\n* `400` (integer) - How it fails.\n")
    assert "\n# heading = 'for the query'" in draft_layout([page(text)]).text


def test_a_tag_that_is_a_field_is_a_word_of_columns() -> None:
    tag = '## Take\n\n`POST /berths`\n\n<Argument name="boat" type="string">Who.</Argument>\n'
    assert rules(tag.replace("Argument", "BerthInfo"))["<berth info>"] == (
        "[columns]\nname = ['berth info']"
    )


@pytest.mark.parametrize("text", [LABELS, TABLES])
def test_init_is_not_sure_where_fields_are_lost(text: str) -> None:
    found = fits([page(text)])
    assert certainty(found) != "sure"
    assert misgivings(found[0])


def test_init_is_sure_where_all_is_read() -> None:
    text = LABELS.replace("Out of the path", "Path parameters").replace("For the query", "Query")
    text = text.replace("**Success:** `200 OK` with", "**Response:**").replace(
        " — *integer.*", " (integer) -"
    )
    found = fits([page(text)])
    assert (certainty(found), misgivings(found[0])) == ("sure", [])


@pytest.mark.slow
def test_build_and_check_count_what_looks_like_fields(tmp_path: Path) -> None:
    (tmp_path / "api.md").write_text(LABELS)
    err = run("layout", "check", "api.md", "--layout", "rest", cwd=tmp_path)[2]
    assert "3 rows and bullets look like fields and are read as prose" in err
    code, _, err = run("build", "api.md", "--layout", "rest", cwd=tmp_path)
    assert code == 0
    assert "3 DOC223 warning" in err
    assert "No errors, no warnings" not in err
