"""The cases themselves: what a wrong one says, and what ``--update`` writes."""

from pathlib import Path

import pytest
from case_file import CaseError, parse_cases, rewrite
from case_items import differing

PAGE = """\
````md get.md
---
uid: v1LampAgent_Get
---

# GET Lamp

```http
GET /api/v1/Lamp
```

Gets a lamp.

## Request Headers

| Parameter Name | Description |
|---|---|
| Accept | `application/json` |

## Response: Lamp

| Response | Description |
|---|---|
| 200 | OK |

### Response body: Lamp

| Property Name | Type | Description |
|---|---|---|
| Id | int32 | |
| Colour | Colour | |
````
"""
RIGHT = """
```yaml model
schemas: {Colour: unknown, Lamp: {Id: int32, Colour: Colour}}
```

```text diagnostics
DOC311 get.md:30:12 Colour, here; expected a table of it
```
"""


def write(folder: Path, *parts: str) -> Path:
    file = folder / "cases.md"
    file.write_text("# File\n\n" + "\n".join(parts), "utf-8")
    return file


def update(file: Path) -> None:
    """What ``pytest --update`` does with the cases of a file."""
    for case in parse_cases(file):
        texts = differing(case)
        if texts:
            rewrite(case, {info: given for info, (_, given) in texts.items()})


def test_an_update_leaves_what_passes_as_it_is(tmp_path: Path) -> None:
    file = write(tmp_path, "## One\n", PAGE, RIGHT, "\n\n## Two\n", "Prose. \n", PAGE, RIGHT)
    before = file.read_bytes()
    assert [differing(case) for case in parse_cases(file)] == [{}, {}]
    update(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("right", "wrong", "block"),
    [
        ("Id: int32", "Id: string", "yaml model"),
        ("Id: int32, ", "", "yaml model"),
        ("Id: int32", "Id: int32, Name: string", "yaml model"),
        ("Colour: unknown, ", "", "yaml model"),
        ("30:12", "30:1", "text diagnostics"),
        ("DOC311 get.md:30:12 Colour, here; expected a table of it\n", "", "text diagnostics"),
    ],
    ids=["type", "property too few", "property too many", "schema", "column", "diagnostic"],
)
def test_what_is_wrong_is_found_and_mended(
    right: str, wrong: str, block: str, tmp_path: Path
) -> None:
    file = write(tmp_path, "## One\n", PAGE, RIGHT.replace(right, wrong), "## Two\n", PAGE, RIGHT)
    one, two = parse_cases(file)
    assert (list(differing(one)), differing(two)) == ([block], {})
    update(file)
    assert [differing(case) for case in parse_cases(file)] == [{}, {}]
    assert "DOC311 get.md:30:12" in file.read_text("utf-8").split("## Two")[0]
    assert file.read_text("utf-8").endswith(RIGHT)


def test_a_case_without_expectations_is_given_all_of_them(tmp_path: Path) -> None:
    file = write(tmp_path, "## One\n", PAGE, "\n## Two\n", PAGE, RIGHT)
    update(file)
    one, two = parse_cases(file)
    assert [block.info for block in one.expected] == ["yaml model", "text diagnostics"]
    assert "summary: Gets a lamp." in one.expected[0].text
    assert differing(one) == differing(two) == {}


def test_only_what_is_named_of_an_operation_is_compared(tmp_path: Path) -> None:
    operation = "GET /api/v1/Lamp: {responses: {200: %s}, deprecated: none}"
    model = f"```yaml model\noperations:\n  {operation}\n```\n"
    diagnostics = RIGHT[RIGHT.index("```text") :]
    for schema, ends in (("Lamp", {}), ("Fuse", {"yaml model"})):
        (case,) = parse_cases(write(tmp_path, "## One\n", PAGE, model % schema, diagnostics))
        assert set(differing(case)) == set(ends)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (["## One\n", "no page"], "cases.md:3: no page in the case 'One'"),
        (["## One\n", PAGE, "## One\n", PAGE], "two cases have the title 'One'"),
        (["## One\n", PAGE, PAGE], "two pages are called get.md"),
        (["## One\n", "layuot: rest\n", PAGE], "no option 'layuot'; there is layout"),
        (["## One\n", PAGE, "```yaml modle\n```\n"], "`yaml modle` is neither a page nor"),
    ],
)
def test_a_faulty_file_says_where(parts: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=message):
        parse_cases(write(tmp_path, *parts))


def test_a_layout_that_does_not_exist(tmp_path: Path) -> None:
    (case,) = parse_cases(write(tmp_path, "## One\n", "layout: nowhere\n", PAGE, RIGHT))
    with pytest.raises(CaseError, match="no layout 'nowhere'"):
        differing(case)
