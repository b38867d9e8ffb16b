"""Ways to say where operations begin, each with a layout of its own."""

from pathlib import Path

import pytest

from generator.docs.layout import load_layout
from generator.docs.page import Page
from generator.docs.reader import read_page
from generator.files import Loaded, PageBytes

_REST = 'extends = "rest"\n'


def _read(folder: Path, layout: str, text: str) -> Page:
    file = folder / "own.toml"
    file.write_text(_REST + layout, "utf-8")
    page = PageBytes(Loaded("page.md", text.encode()))
    return read_page(page, load_layout(file))


def _lines(page: Page) -> list[str]:
    return [f"{operation.method} {operation.path}" for operation in page.operations]


def test_a_method_below_a_heading_that_holds_the_path(tmp_path: Path) -> None:
    layout = """[[operation]]
name = "method"
in = "heading"
line = '{method}'
above = '(?P<path>/\\S*)'
"""
    page = _read(tmp_path, layout, "### /kilns/{id}\n\n#### GET\n\nOne.\n\n#### PUT\n\nOther.\n")
    assert _lines(page) == ["GET /kilns/{id}", "PUT /kilns/{id}"]


def test_the_name_of_a_method_is_the_path(tmp_path: Path) -> None:
    layout = """[[operation]]
name = "name"
in = "heading"
line = '(?P<path>[a-z]+[A-Z]\\w*)'
method = "POST"
prefix = "/bot/"
"""
    assert _lines(_read(tmp_path, layout, "### getKiln\n\nUse it.\n")) == ["POST /bot/getKiln"]


def test_calls_with_curl(tmp_path: Path) -> None:
    layout = """[[operation]]
name = "curl"
in = "curl"
"""
    text = """## Heat

```bash
curl https://kiln.example/v1/heat \\
  -d '{"to": 900}'
```

## Look

```bash
curl "https://kiln.example/v1/heat?unit=K"
```
"""
    page = _read(tmp_path, layout, text)
    assert _lines(page) == ["POST /v1/heat", "GET /v1/heat"]
    assert [parameter.name for parameter in page.operations[1].parameters] == ["unit"]


@pytest.mark.parametrize("path", ["/kilns{?limit,page*}", "/kilns?limit={limit}&page={page}"])
def test_the_query_of_a_template_is_parameters(tmp_path: Path, path: str) -> None:
    page = _read(tmp_path, "", f"## Kilns\n\n`GET {path}`\n")
    assert _lines(page) == ["GET /kilns"]
    assert [parameter.name for parameter in page.operations[0].parameters] == ["limit", "page"]


def test_a_table_of_what_is_described_below_adds_nothing(tmp_path: Path) -> None:
    text = """# Kilns

| Method | Endpoint | Purpose |
|---|---|---|
| GET | `/kilns` | All kilns |
| GET | `/kilns/{id}` | One kiln |

## Look at all

`GET /kilns`
"""
    page = _read(tmp_path, "", text)
    titles = {operation.path: operation.title for operation in page.operations}
    assert titles == {"/kilns": "Look at all", "/kilns/{id}": "One kiln"}


def test_lines_of_a_table_go_to_the_headings_that_bear_their_names(tmp_path: Path) -> None:
    text = """Method | HTTP request | Description
---|---|---
[**heat**](#heat) | **POST** /heat | Heats
[**cool**](#cool) | **DELETE** /heat | Cools

# **heat**

Heats up.

# **cool**

Cools down.
"""
    page = _read(tmp_path, "", text)
    assert [(o.title, o.method) for o in page.operations] == [("heat", "POST"), ("cool", "DELETE")]


def test_a_heading_of_the_level_of_operations_is_never_a_section(tmp_path: Path) -> None:
    text = "# Kilns\n\n## status\n\n`GET /status`\n\n## Look\n\n`GET /kilns`\n"
    page = _read(tmp_path, "[operations]\nlevel = 2\n", text)
    assert _lines(page) == ["GET /status", "GET /kilns"]


def test_a_program_in_a_description_is_no_part_of_it(tmp_path: Path) -> None:
    text = "## Heat\n\n```python\nheat()\n```\n\n`POST /heat`\n\nHeats up.\n"
    page = _read(tmp_path, "", text)
    assert page.operations[0].description == "Heats up."
