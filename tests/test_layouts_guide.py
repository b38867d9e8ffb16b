"""What docs/layouts.md shows: its layouts load, and its examples give what they say."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from generator.docs.layout import Layout, load_layout
from generator.docs.layout.kinds import Role
from generator.docs.layout.schema import LabelRule, LayoutFile
from generator.docs.page import Page
from generator.docs.reader import read_page
from generator.docs.type_cells import write_type
from generator.files import Loaded, PageBytes
from generator.model import Array, Object, Property, Reference, Scalar, Schema

_GUIDE = (Path(__file__).parent.parent / "docs" / "layouts.md").read_text("utf-8")
_WALK, _, _REST = _GUIDE.partition("## How a layout")
_EXAMPLE = re.compile(
    r"````md ?(?P<page>\S*)\n(?P<text>.*?)````\n\n```toml\n(?P<layout>.*?)```\n\n"
    r"```text\n(?P<gives>.*?)```\n",
    re.DOTALL,
)
_EXAMPLES = list(_EXAMPLE.finditer(_REST))


class Line(NamedTuple):
    """A field as the guide writes it."""

    place: str
    row: Property

    def __str__(self) -> str:
        needed = ", required" if self.row.required else ""
        return f"  {self.place}{self.row.name}: {_type(self.row.schema_)}{needed}\n"


def _type(schema: Schema) -> str:
    match schema:
        case Object():
            return "object"
        case Reference(name=name) | Scalar(type=name, format=None):
            return name
    return write_type(schema)


def _lines(place: str, rows: Iterable[Property], above: str = "") -> Iterator[str]:
    for row in rows:
        named = row.model_copy(update={"name": above + row.name})
        yield str(Line(place, named))
        inner = row.schema_.items if isinstance(row.schema_, Array) else row.schema_
        if isinstance(inner, Object):
            yield from _lines(place, inner.properties, f"{named.name}.")


def _told(page: Page) -> str:
    found: list[str] = []
    for operation in page.operations:
        found.append(f"{operation.method} {operation.path}\n")
        for one in operation.parameters:
            row = Property(name=one.name, schema=one.schema_, required=one.required)
            found.append(str(Line(f"{one.location} ", row)))
        body = operation.request_body
        found += _lines("body ", body.table if body else ())
        for answer in operation.responses:
            found += [f"  {answer.status}: {answer.heading}\n"] if answer.heading else []
            found += _lines(f"{answer.status} ", answer.table)
    for model in page.models:
        found += [f"{model.name}\n", *_lines("", model.table)]
    return "".join(found)


def _layout(folder: Path, text: str) -> Layout:
    path = folder / "orchard.toml"
    path.write_text(text if "extends" in text else f'extends = "rest"\n{text}', "utf-8")
    return load_layout(path)


def _page(name: str, text: str, layout: Layout) -> Page:
    return read_page(PageBytes(Loaded(name, text.encode())), layout)


def test_the_layout_of_the_guide_reads_its_page(tmp_path: Path) -> None:
    text = re.findall(r"````md\n(.*?)````\n", _WALK, re.DOTALL)[0]
    layout = _layout(tmp_path, "\n".join(re.findall(r"```toml\n(.*?)```\n", _WALK, re.DOTALL)))
    page = _page("trees.md", text, layout)
    assert not [d for d in page.diagnostics if d.code != "DOC214"]
    operation = page.operations[0]
    assert (operation.operation_id, operation.method) == ("plantTree", "POST")
    assert operation.path == "/orchard/rows/{row}/trees"
    assert operation.request_body is not None
    rows = {row.name: (row.schema_.kind, row.required) for row in operation.request_body.table}
    assert rows == {"sort": ("enum", True), "rings": ("array", False)}
    assert [sample.kind for sample in operation.samples] == ["response"]


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda e: e["layout"].split("\n")[0])
def test_an_example_gives_what_it_says(example: re.Match[str], tmp_path: Path) -> None:
    name = example["page"] or "trees.md"
    page = _page(name, example["text"], _layout(tmp_path, example["layout"]))
    assert _told(page) == example["gives"]
    without = _page(name, example["text"], load_layout("rest"))
    assert _told(without) != example["gives"], "the layout of the example does nothing"


def test_every_layout_of_the_guide_belongs_to_an_example() -> None:
    assert len(_EXAMPLES) == _REST.count("```toml") > 5


def test_every_role_and_key_stands_in_the_guide() -> None:
    labels = get_args(LabelRule.model_fields["role"].annotation)
    words = [*get_args(Role), *labels]
    words += [key for key in LayoutFile.model_fields if key not in ("about", "prefer")]
    missing = [word for word in words if not re.search(rf"\b{re.escape(word)}\b", _GUIDE)]
    assert not missing
