"""Pages that are damaged or odd: a clear diagnostic each, and the others are still built."""

import json
from pathlib import Path

import pytest
from conftest import ReadText
from pages import PAGE, changed, codes

from generator.commands.reports import diagnostics_as_commands, diagnostics_as_json
from generator.config import Settings
from generator.diagnostics import CODES, Severity, as_text, worst
from generator.docs import PageBytes, PageKind, read_page
from generator.docs.layout import load_layout
from generator.files import Loaded
from generator.incremental.session import build

PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001")


def test_crlf_and_byte_order_mark(read: ReadText) -> None:
    page = read(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    assert codes(page.diagnostics) == ["DOC108"]
    plain = read(PAGE)
    assert page.operation == plain.operation


def test_cut_anywhere(read: ReadText) -> None:
    """Wherever a page is cut off, reading it does not raise; where the cut leaves no status, a
    diagnostic says so.
    """
    for length in range(1, len(PAGE) - 5, 5):
        page = read(PAGE[:length])
        if PAGE.index("```http") < length < PAGE.index("| 200 |"):
            assert page.diagnostics, PAGE[:length][-80:]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_empty_file(read: ReadText, content: bytes) -> None:
    page = read(content)
    assert codes(page.diagnostics) == ["DOC104"]


def test_png_named_md(read: ReadText) -> None:
    page = read(PNG)
    assert codes(page.diagnostics) == ["DOC101"]
    assert page.kind == PageKind.UNREADABLE


def test_latin_1(read: ReadText) -> None:
    page = read(changed("Which lamp", "Which låmp").encode("latin-1"))
    assert codes(page.diagnostics) == ["DOC103"]
    assert page.operation is not None
    assert page.operation.request_body is not None
    assert page.operation.request_body.table[0].description == "Which låmp"
    place = page.diagnostics[0].source
    line = PAGE.split("\n")[place.line - 1]
    assert line[place.column - 1 :].startswith("amp")


def test_includes_that_lead_nowhere_outside_or_back(read: ReadText, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.md").write_text("# secret\n")
    (tmp_path / "link.md").symlink_to(tmp_path.parent / "secret.md")
    for target, code in {
        "nowhere.md": "DOC102",
        "../secret.md": "DOC106",
        "link.md": "DOC106",
        "/etc/hostname": "DOC106",
        "page.md": "DOC107",
    }.items():
        page = read(
            changed("## Sample request\n", f"## Sample request\n\n[!include[x]({target})]\n")
        )
        assert codes(page.diagnostics) == [code], target


def test_the_other_pages_are_still_built(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "good.md").write_text(PAGE)
    (pages / "empty.md").write_bytes(b"")
    (pages / "picture.md").write_bytes(PNG)
    (pages / "latin.md").write_bytes(
        PAGE.replace("Switch", "Dim").replace("Which lamp", "Which låmp").encode("latin-1")
    )
    (pages / "cut.md").write_text(PAGE[: PAGE.index("## Request Body")].replace("Switch", "Blink"))
    built = build(Settings(pages=[pages]))
    assert [op.path.rpartition("/")[2] for op in built.api.operations] == ["Blink", "Dim", "Switch"]
    assert set(codes(built.diagnostics)) == {"DOC101", "DOC103", "DOC104", "DOC203", "DOC312"}
    assert worst(built.diagnostics)[Severity.ERROR] == 1


def test_no_operation_at_all_still_builds(tmp_path: Path) -> None:
    (tmp_path / "about.md").write_text("# About\n\nNothing to call.\n")
    built = build(Settings(pages=[tmp_path], title="Nothing"))
    assert built.api.operations == ()
    assert "python/nothing/_client.py" in {file.path for file in built.files}


def test_two_ids_for_one_path_are_both_kept(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PAGE)
    (tmp_path / "b.md").write_text(
        PAGE.replace("uid: v1LampAgent_Switch", "uid: v1LampAgent_Toggle")
    )
    built = build(Settings(pages=[tmp_path], targets=["openapi"]))
    bundle = json.loads(next(f.text for f in built.files if f.path.endswith(".json")))
    assert sorted(bundle["paths"]) == [
        "/api/v1/Agents/Lamp/Switch",
        "/api/v1/Agents/Lamp/Switch#v1LampAgent_Toggle",
    ]
    assert "DOC303" in codes(built.diagnostics)


def test_groups_whose_files_fall_together_get_a_file_each(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PAGE)
    (tmp_path / "b.md").write_text(PAGE.replace("v1LampAgent_", "v1Lamp-Agent_"))
    built = build(Settings(pages=[tmp_path], targets=["openapi"]))
    assert {file.path for file in built.files} == {
        "openapi/openapi.json",
        "openapi/openapi.yaml",
        "openapi/LampAgent.yaml",
        "openapi/LampAgent_2.yaml",
    }


def test_sample_that_is_no_json(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(changed('"Id": 7,', '"Id": 7;'))
    (tmp_path / "b.md").write_text(
        PAGE.replace("Switch", "Dim").replace('{\n  "Id": 7,', "[" * 100_000)
    )
    built = build(Settings(pages=[tmp_path], targets=["openapi"]))
    found = [d for d in built.diagnostics if d.code == "DOC209"]
    assert [d.source.file for d in found] == ["a.md", "b.md"]
    assert '"Id": 7' in PAGE.split("\n")[found[0].source.line - 1]


@pytest.mark.parametrize("depth", [100, 300, 900, 5000])
@pytest.mark.parametrize(("start", "end"), [("[", "]"), ('{"a":', "}"), ('{"a":{"b c":[', "]}}")])
def test_values_in_values_do_not_exhaust_the_stack(
    tmp_path: Path, depth: int, start: str, end: str
) -> None:
    nested = f"{start * depth}1{end * depth}"
    (tmp_path / "a.md").write_text(changed('"Id": 7', f'"Id": {nested}'))
    built = build(Settings(pages=[tmp_path], targets=["openapi", "python"]))
    assert "DOC209" in codes(built.diagnostics)


def test_types_in_types_do_not_exhaust_the_stack(read: ReadText) -> None:
    for cell in ("Lamp" + "[]" * 5000, "array OF " * 5000 + "Lamp", "list<" * 5000 + ">" * 5000):
        text = changed("| Id | int32 |", f"| Id | {cell} |")
        assert "DOC212" in codes(read(text).diagnostics)


def test_every_code_explains_itself_and_prints(read: ReadText) -> None:
    assert all(code.explanation and code.done and code.title for code in CODES.values())
    problems = read(PNG).diagnostics
    assert as_text(problems) == (
        "page.md:1:1: error DOC101 not a text file: 20 bytes of binary data (left out)\n"
    )
    assert '"code": "DOC101"' in diagnostics_as_json(problems)
    commands = diagnostics_as_commands(problems)
    assert commands.startswith("::error file=page.md,line=1,col=1,title=DOC101::")


@pytest.mark.parametrize("layout", ["rest", "superoffice", "widdershins"])
def test_a_row_without_cells(layout: str) -> None:
    page = (
        "## Get\n\n`GET /lamps`\n\n### Odd\n\n|Status|Header|\n|---|---|\n|200|X-Path\nof it\n|\n"
    )
    given = PageBytes(Loaded("page.md", page.encode()))
    assert read_page(given, load_layout(layout)).source.file == "page.md"
