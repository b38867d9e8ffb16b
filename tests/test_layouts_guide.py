"""The example of docs/layouts.md reads as the guide says."""

import re
from pathlib import Path

from generator.docs.layout import load_layout
from generator.docs.reader import read_page
from generator.files import Loaded, PageBytes

_GUIDE = Path(__file__).parent.parent / "docs" / "layouts.md"


def test_the_layout_of_the_guide_reads_its_page(tmp_path: Path) -> None:
    guide = _GUIDE.read_text("utf-8").partition("## Patterns")[0]
    text = re.findall(r"````md\n(.*?)````\n", guide, re.DOTALL)[0]
    layout = tmp_path / "orchard.toml"
    layout.write_text("\n".join(re.findall(r"```toml\n(.*?)```\n", guide, re.DOTALL)), "utf-8")
    page = read_page(PageBytes(Loaded("trees.md", text.encode())), load_layout(layout))
    assert not [d for d in page.diagnostics if d.code != "DOC214"]
    operation = page.operations[0]
    assert (operation.operation_id, operation.method) == ("plantTree", "POST")
    assert operation.path == "/orchard/rows/{row}/trees"
    assert operation.request_body is not None
    rows = {row.name: (row.schema_.kind, row.required) for row in operation.request_body.table}
    assert rows == {"sort": ("enum", True), "rings": ("array", False)}
    assert [sample.kind for sample in operation.samples] == ["response"]
