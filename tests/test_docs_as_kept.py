"""Pages as people keep them: cells over lines, tables cut in two, names with markup, includes
within sentences, files that git or a disk left in a bad state.
"""

import enum
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ReadText
from pages import PAGE, changed, codes

from generator.config import Settings
from generator.docs import Page, PageKind
from generator.docs.enum_values import enum_values
from generator.docs.front_matter import FrontMatterError, parse_front_matter
from generator.docs.http_messages import parse_request_line
from generator.docs.layout import default_layout
from generator.docs.page import IndexEntry
from generator.docs.route_parameters import RouteParameter, split_route
from generator.docs.type_cells import parse_type
from generator.docs.visible_text import visible_heading, visible_name
from generator.files import find_pages, load_pages
from generator.incremental.pickles import dumps, loads
from generator.incremental.session import build
from generator.model import Array, Enumeration, Operation, Reference, Source

ROW = "| Id | int32 | Primary key |\n"
STATUS = "| 404 | No such lamp. |\n"


def operation(page: Page) -> Operation:
    assert page.operation is not None
    return page.operation


def rows(page: Page) -> dict[str, str]:
    return {row.name: row.description for row in operation(page).responses[0].table}


def statuses(page: Page) -> list[str]:
    return [response.status for response in operation(page).responses]


@pytest.mark.parametrize(
    ("row", "description"),
    [
        ("| Id | int32 | Primary\nkey |\n", "Primary\nkey"),
        ("| Id | int32 | Primary\nkey\nof it |\n", "Primary\nkey\nof it"),
        ("| Id | int32 | Primary\n\nkey |\n", "Primary\nkey"),
        ("| Id | int32 | See\n<para>the key</para> |\n", "See\n\nthe key"),
        ("| Id |\nint32 | Primary key |\n", None),
    ],
)
def test_a_cell_that_goes_on_invents_no_name(
    read: ReadText, row: str, description: str | None
) -> None:
    page = read(changed(ROW, row))
    found = rows(page)
    if description:
        assert list(found) == ["Id", "Name", "Seen"]
        assert found["Id"] == description
        assert codes(page.diagnostics)[0] in ("DOC216", "DOC218")
    assert "key" not in found
    assert page.diagnostics


def test_text_right_below_a_table_is_no_row(read: ReadText) -> None:
    page = read(changed(STATUS, STATUS + "More to come.\n"))
    assert codes(page.diagnostics) == ["DOC217"]
    assert statuses(page) == ["200", "404"]


@pytest.mark.parametrize(
    "between",
    [
        "\n",
        "\n\n\n",
        "<!-- gone? -->\n",
        "\n<!-- gone?\n| 405 | no |\n-->\n\n",
        "\n> [!NOTE]\n> Seldom.\n\n",
        "> [!NOTE]\n> Seldom.\n",
        "\n- seldom\n",
        "\nSeldom.\n\n",
    ],
)
def test_a_table_that_is_cut_in_two_keeps_its_rows(read: ReadText, between: str) -> None:
    page = read(changed(STATUS, between + STATUS))
    assert statuses(page) == ["200", "404"]
    (problem,) = [d for d in page.diagnostics if d.code == "DOC218"]
    text = (changed(STATUS, between + STATUS)).split("\n")
    assert text[problem.source.line - 1] == STATUS.strip()


def test_a_table_cut_in_two_keeps_what_stands_between(read: ReadText) -> None:
    page = read(changed(STATUS, "\nSeldom.\n\n" + STATUS))
    assert "Seldom." in operation(page).responses[0].body_description


def test_commented_out_rows_are_not_read(read: ReadText) -> None:
    page = read(changed(ROW, f"<!--\n{ROW}-->\n"))
    assert list(rows(page)) == ["Name", "Seen"]


def test_rows_of_no_table_are_told(read: ReadText) -> None:
    page = read(changed("## Response: Lamp\n", "## Response: Lamp\n\n| 500 | Broken |\n"))
    assert "DOC217" in codes(page.diagnostics)


def test_a_comment_without_an_end_is_told(read: ReadText) -> None:
    page = read(changed("### Response body: Lamp", "<!-- ### Response body: Lamp"))
    assert codes(page.diagnostics) == ["DOC219"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"Lamp\_Id", "Lamp_Id"),
        (r"\$select", "$select"),
        ("**LampId**", "LampId"),
        ("<code>LampId</code>", "LampId"),
        ("`LampId`", "LampId"),
        ("Lamp\u00adId", "LampId"),
        ("Lamp\u200bId\u2060", "LampId"),
        ("[LampId](lamp.md)", "LampId"),
        ("<xref:LampId>", "LampId"),
        ("_Links", "_Links"),
        ("__class__", "__class__"),
        (r"LampId \*", "LampId"),
        (r"LampId \[1\]", "LampId"),
        ("sr_id_x", "sr_id_x"),
        ("filter[name]", "filter[name]"),
        ("List&lt;Lamp&gt;", "List<Lamp>"),
        ("List<Lamp>", "List<Lamp>"),
        ("dictionary<string, Lamp>", "dictionary<string, Lamp>"),
    ],
)
def test_names_are_what_a_reader_sees(read: ReadText, written: str, shown: str) -> None:
    assert visible_name(written) == shown
    body = operation(read(changed("LampId |", f"{written} |"))).request_body
    assert body is not None
    assert [row.name for row in body.table] == [shown, "State"]


def test_headings_are_what_a_reader_sees() -> None:
    assert visible_heading("Response: [Lamp](lamp.md) {#response}") == "Response: Lamp"
    assert visible_heading("GET **Lamp**/{id}") == "GET Lamp/{id}"


@pytest.mark.parametrize(
    ("heading", "schema"),
    [
        ("[Lamp](lamp.md)", Reference(name="Lamp")),
        ("**Lamp**", Reference(name="Lamp")),
        ("Lamp?", Reference(name="Lamp")),
        ("Lamp (nullable)", Reference(name="Lamp")),
        ("Lamp\u200b", Reference(name="Lamp")),
        ("Lamp {#lamp}", Reference(name="Lamp")),
        ("IEnumerable<Lamp>", Array(items=Reference(name="Lamp"))),
    ],
)
def test_a_heading_names_a_type_however_it_is_marked_up(
    read: ReadText, heading: str, schema: object
) -> None:
    page = read(PAGE.replace(": Lamp\n", f": {heading}\n"))
    assert parse_type(operation(page).responses[0].heading) == schema


def test_marks_of_null() -> None:
    read = default_layout().types.read
    for written in ("Lamp?", "Lamp (nullable)", "Lamp or null", "Nullable<Lamp>"):
        assert read(written) == (Reference(name="Lamp"), True), written


@pytest.mark.parametrize(
    ("listed", "values"),
    [
        ("A, B, A", ("A", "B")),
        ("'A', \"B\", `C`", ("A", "B", "C")),
        ("A\nB\nC", ("A", "B", "C")),
        ("0=None, 1 = Some", ("None", "Some")),
        ("None=0; Some=1", ("None", "Some")),
        ("A, B, ...", ("A", "B")),
        ("A, B, \u2026", ("A", "B")),
    ],
)
def test_lists_of_values(listed: str, values: tuple[str, ...]) -> None:
    assert enum_values(listed) == values


def test_an_enumeration_in_a_cell_with_line_breaks() -> None:
    told = default_layout().types.read("Enum: `A`,<br>B<br/>'C'")
    assert told
    assert told.schema == Enumeration(values=("A", "B", "C"))


def test_route_constraints_are_no_part_of_names() -> None:
    assert split_route("/a/{id:int}/{part?}/{*rest}/{n:range(1,9)?}/{size=4}") == (
        "/a/{id}/{part}/{rest}/{n}/{size}",
        (
            RouteParameter("id", "int"),
            RouteParameter("part", optional=True),
            RouteParameter("rest"),
            RouteParameter("n", "range", optional=True),
            RouteParameter("size", optional=True),
        ),
    )
    line = parse_request_line("GET /Lamp/{id:int}/{part?}?$select={$select} HTTP/1.1")
    assert line == ("GET", "/Lamp/{id}/{part}", "$select={$select}")


def test_what_git_leaves_of_a_failed_merge_is_an_error(read: ReadText) -> None:
    page = read(changed(ROW, f"<<<<<<< HEAD\n{ROW}=======\n{ROW}>>>>>>> other\n"))
    assert codes(page.diagnostics) == ["DOC114"]
    assert page.diagnostics[0].source.line == PAGE[: PAGE.index(ROW)].count("\n") + 1
    assert page.kind == PageKind.UNREADABLE
    assert read(PAGE + "\nTitle\n=======\n").operation


def test_includes_within_text_give_their_words(read: ReadText, tmp_path: Path) -> None:
    (tmp_path / "words.md").write_text("---\ntitle: x\n---\nthe words\n\nof it\n")
    include = "[!include[x](words.md)]"
    text = changed("Switches a lamp.", f"Switches {include}, a lamp.\n\n- one {include}\n")
    text = text.replace("Which lamp", f"Which {include}")
    op = operation(read(text))
    assert op.summary == "Switches the words of it, a lamp."
    assert op.description == "- one the words of it"
    assert op.request_body is not None
    assert op.request_body.table[0].description == "Which the words of it"


@pytest.mark.parametrize(
    ("include", "code"),
    [
        ("[!include[x](none.md)]", "DOC102"),
        ("[!include[x](../none.md)]", "DOC106"),
        (f"[!include[x]({'n' * 400}.md)]", "DOC102"),
        (f"[!include[x]({'n' * 2000}.md)]", "DOC113"),
        ("[!include x](none.md)", "DOC113"),
    ],
)
def test_includes_that_cannot_be_followed_are_told_wherever_they_stand(
    read: ReadText, include: str, code: str
) -> None:
    for text in (
        changed("Switches a lamp.", f"Switches\n\n{include}"),
        changed("Switches a lamp.", f"Switches {include} a lamp."),
        changed("Switches a lamp.", f"- {include}"),
        changed("Switches a lamp.", f"> {include}"),
        changed("Which lamp", include),
    ):
        page = read(text)
        assert codes(page.diagnostics) == [code], text
        line = text.split("\n")[page.diagnostics[0].source.line - 1]
        assert include in line


@pytest.mark.parametrize(
    "value",
    ["0x" + "f" * 20_000, "0b" + "1" * 20_000, "1:" + "59:" * 5_000 + "1", "9" * 20_000],
    ids=["hexadecimal", "binary", "sexagesimal", "decimal"],
)
def test_numbers_in_front_matter_are_text(read: ReadText, value: str) -> None:
    assert parse_front_matter(f"a: {value}") == {"a": value}
    assert operation(read(changed("uid:", f"number: {value}\nuid:")))


def test_front_matter_is_as_it_is_written() -> None:
    assert parse_front_matter("a: 010\nb: null\nc: [1.50, x]\nd\u200b: e\u00ad\n") == {
        "a": "010",
        "b": "",
        "c": "1.50, x",
        "d": "e",
    }
    with pytest.raises(FrontMatterError):
        parse_front_matter(f"a: {'b' * 70_000}")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_name_that_is_not_utf_8_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(PAGE)
    odd = tmp_path / os.fsdecode(b"d\xff")
    odd.mkdir()
    for path in (tmp_path / os.fsdecode(b"b\xe5d.md"), odd / "page.md"):
        path.write_text(PAGE)
    built = build(Settings(pages=[tmp_path], targets=["openapi"]))
    found = [(d.code, d.source.file) for d in built.diagnostics]
    assert found == [("DOC112", r"b\xe5d.md"), ("DOC112", r"d\xff/page.md")]
    assert len(built.api.operations) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such locale")
def test_a_c_locale_reads_every_page(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "låmp.md").write_text(PAGE.replace("Which lamp", "Which låmp"), "utf-8")
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "docs", "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, **ascii_only},
        capture_output=True,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0, done.stderr


def test_enum_members_come_back_from_every_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Early releases of Python 3.11 pickle a member as a call of ``getattr``."""
    page = Page(
        kind=PageKind.INDEX, source=Source(file="a"), entries=(IndexEntry(title="t", target="b"),)
    )

    def by_attribute(member: enum.Enum, _protocol: object) -> tuple[object, ...]:
        return getattr, (type(member), member.name)

    assert loads(dumps(page), Page) == page
    monkeypatch.setattr(PageKind, "__reduce_ex__", by_attribute)
    assert b"getattr" in pickle.dumps(page)
    assert loads(dumps(page), Page) == page


def test_a_pickle_that_calls_getattr_is_refused() -> None:
    with pytest.raises(pickle.UnpicklingError):
        loads(pickle.dumps(getattr), Page)


def test_long_bodies_of_samples_are_in_memory_once(read: ReadText) -> None:
    body = f'"{"x" * 10_000}"'
    stored = [dumps(read(changed('"Hall"', body), name)) for name in ("a.md", "b.md")]
    first, second = (operation(loads(data, Page)).samples[1].body for data in stored)
    assert body in first
    assert first is second


def test_pages_in_folders_are_named_from_the_root(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.md").write_text(PAGE)
    (page,) = load_pages(find_pages([tmp_path / "a"], tmp_path), tmp_path)
    assert page.file.name == "a/b/c.md"
