"""Layouts: choosing one, drafting one, what is wrong with one, and what follows from a change."""

import json
import os
import tomllib
from pathlib import Path

import pytest
from conftest import REPOSITORY
from pages import PAGE
from test_commands import run

from generator.docs import read_page
from generator.docs.blocks import parse_blocks
from generator.docs.candidates import candidates
from generator.docs.detect import certainty, detect_layout, fits
from generator.docs.draft_layout import draft_layout
from generator.docs.known_paths import KnownPaths, is_example
from generator.docs.layout import Layout, LayoutError, find_layouts, layout_files, load_layout
from generator.docs.written_blocks import as_written
from generator.files import Loaded, PageBytes, find_pages, load_pages

OPERATIONS = [
    ("GET", "/v1/kites", "List kites"),
    ("POST", "/v1/kites", "Make a kite"),
    ("GET", "/v1/kites/{kite_id}", "Read a kite"),
    ("DELETE", "/v1/kites/{kite_id}", "Drop a kite"),
    ("PUT", "/v1/kites/{kite_id}/strings/{n}", "Tie a string"),
]
BODY = """
It flies.

#### Inputs

| Key | Kind | Notes |
|-----|------|-------|
| `colour` | string | The colour. |
| `length` | integer | In metres. |

Sample:

```http
{method} {example} HTTP/1.1
Host: kites.example.com
```

"""
FORMS = {
    "heading": "## {method} {path}\n",
    "heading with a title before": "## {title} [{method} {path}]\n",
    "heading with a title after": "### `{method}` {path} — {title}\n",
    "label": "## {title}\n\n**Endpoint:** `{method} {path}`\n",
    "code span": "## {title}\n\n`{method} {path}`\n",
    "fence": "## {title}\n\n```\n{method} {path}\n```\n",
    "indented code": "## {title}\n\n    {method} {path}\n",
    "list item": "## {title}\n\n* Call: `{method} {path}`\n",
    "tag": '## {title}\n\n<p class="op"><b class="verb">{method}</b> <i>{path}</i></p>\n',
    "quotation": "## {title}\n\n> {method} {path}\n",
    "table": "## {title}\n\n| Verb | Address |\n|---|---|\n| {method} | `{path}` |\n",
    "paragraph": "## {title}\n\n{method}: https://api.example.com{path}\n",
    "labels": "## {title}\n\n**Method:** {method}\n\n* **URL**: `{path}`\n",
    "labels in a table": "## {title}\n\n| | |\n|-|-|\n| Method | {method} |\n| URL | {path} |\n",
    "headings as labels": "## {title}\n\n### Method\n\n`{method}`\n\n### URL\n\n{path}\n",
    "attributes": '## {title}\n\n<Endpoint path="{path}" method="{method}" />\n',
    "attributes after a heading": "## {title} {{{{ tag: '{method}', label: '{path}' }}}}\n",
    "method in a heading": "## {path}\n\n### {title} [{method}]\n",
    "curl": "## {title}\n\n```bash\ncurl -X {method} https://api.example.com{path}\n```\n",
    "HTTPie": "## {title}\n\n```\nhttp {method} https://api.example.com{path}\n```\n",
}


def page(text: str, name: str = "api.md") -> PageBytes:
    return PageBytes(Loaded(name, text.encode()))


def reference(form: str) -> str:
    parts = ["# Kites\n\nAll about kites.\n"]
    for method, path, title in OPERATIONS:
        example = path.replace("{kite_id}", "17").replace("{n}", "2")
        start = form.format(method=method, path=path, title=title)
        parts.append(start + BODY.format(method=method, example=example))
    return "\n".join(parts)


def operations(text: str, layout: Layout) -> set[tuple[str, str]]:
    return {(o.method, o.path) for o in read_page(page(text), layout).operations}


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_reads_the_operations_and_not_their_examples(form: str, tmp_path: Path) -> None:
    text = reference(FORMS[form])
    draft = draft_layout([page(text)])
    assert (draft.operations, draft.unread) == (5, 0)
    file = tmp_path / "draft.toml"
    file.write_text(draft.text)
    assert operations(text, load_layout(file)) == {(m, p) for m, p, _ in OPERATIONS}
    assert "kind" in tomllib.loads(draft.text)["columns"]["type"]


def test_a_draft_of_nothing(tmp_path: Path) -> None:
    assert draft_layout([page("# Hello\n\nWorld.\n")]).text == ""
    (tmp_path / "a.md").write_text("# Hello\n")
    code, _, err = run("layout", "new", "a.md", cwd=tmp_path)
    assert code == 1
    assert "no line looks like METHOD /path" in err


def test_headings_that_are_names_of_functions(tmp_path: Path) -> None:
    fields = "| Parameter | Type | Required |\n|---|---|---|\n| kite | Integer | Yes |\n\n"
    names = ("flyKite", "kites.list", "cut_String")
    methods = "".join(f"## {name}\n\nDoes it.\n\n{fields}" for name in names)
    (tmp_path / "methods.md").write_text(f"# Methods\n\n{methods}")
    (tmp_path / "types.md").write_text(
        "# Available types\n\n## Kite\n\n| Field | Type |\n|---|---|\n| colour | String |\n"
    )
    _, _, err = run("layout", "check", ".", "--layout", "rest", cwd=tmp_path)
    assert "no operation is read" in err
    code, _, err = run("init", ".", cwd=tmp_path)
    assert code == 1
    assert "3 headings look like names of functions, the first at methods.md:3:1: flyKite" in err
    code, _, err = run("layout", "new", ".", "--to", "draft.toml", cwd=tmp_path)
    assert code == 0, err
    code, out, err = run("model", ".", "--layout", "draft.toml", cwd=tmp_path)
    assert all(f"POST /{name}" in out for name in names), err
    assert "schema Kite\n  colour: string" in out


def test_code_that_is_a_whole_message(tmp_path: Path) -> None:
    text = "# Kites\n\n## Make\n\n```http\nPOST /kites HTTP/1.1\nHost: a.example.com\n\n{}\n```\n"
    rule = '[[operation]]\nin = "fence"\ninfo = "http"\n'
    (tmp_path / "line.toml").write_text(rule)
    (tmp_path / "message.toml").write_text(f"{rule}message = true\n")
    assert operations(text, load_layout(tmp_path / "line.toml")) == set()
    assert operations(text, load_layout(tmp_path / "message.toml")) == {("POST", "/kites")}


def test_what_looks_like_a_request_line() -> None:
    text = (
        "# GET /a\n\n`POST /b/{c}`\n\nSee GET /no, which is told elsewhere in this sentence.\n\n"
        "    PUT /d\n\n- DELETE /e\n\n| Method | Path |\n|---|---|\n| GET | /f |\n\n"
        '<Call verb="PATCH">/g</Call>\n\n```json\n{"method": "GET /no"}\n```\n'
    )
    blocks = as_written(load_layout("rest"), parse_blocks(text, "a.md"))
    found = [(line.kind, line.method, line.path) for line in candidates(blocks)]
    assert found == [
        ("heading", "GET", "/a"),
        ("code-span", "POST", "/b/{c}"),
        ("code", "PUT", "/d"),
        ("list-item", "DELETE", "/e"),
        ("table-row", "GET", "/f"),
        ("tag", "PATCH", "/g"),
    ]


def test_known_paths() -> None:
    known = KnownPaths(
        [("GET", "/v1/kites/{id}"), ("GET", "/v1/kites/17"), ("GET", "/v1/kites/me")]
    )
    assert known.has("GET", "https://a.example.com/v1/kites/:kite")
    assert known.has("GET", "/kites/17")
    assert not known.has("POST", "/kites/17")
    assert not known.has("GET", "/v1/birds/17")
    assert not KnownPaths([("GET", "/kites/me")]).has("GET", "/kites/{id}")
    assert KnownPaths([("GET", "/kites/{id}.json")]).has("GET", "/kites/17.json")
    assert is_example(known, "GET", "/v1/kites/17")
    assert not is_example(known, "GET", "/v1/kites/me")


@pytest.mark.parametrize("name", find_layouts())
def test_every_example_is_recognised(name: str) -> None:
    folder = REPOSITORY / "specs" / name
    pages = load_pages(find_pages([folder], folder), folder)
    own = next(fit for fit in fits(pages) if fit.layout.name == name)
    best = next(fit for fit in fits(pages) if fit.layout == detect_layout(pages))
    # A layout that adds nothing on these pages gives way to the one that it extends.
    assert best.layout.name in (name, own.layout.file.extends)
    assert (best.operations, best.fields) == (own.operations, own.fields)


def test_detection() -> None:
    assert detect_layout([page(PAGE)]).name == "superoffice"
    text = reference(FORMS["heading"])
    found = fits([page(text)])
    assert (found[0].layout.name, found[0].operations, found[0].unread) == ("rest", 5, 0)
    # Prose around the reference does not hide it.
    prose = [page("# A guide\n\nHello.\n", f"guide{n}.md") for n in range(400)]
    assert fits([*prose, page(text)])[0].operations == 5
    assert certainty(fits([page(reference(FORMS["list item"]))])) == "unsure"


@pytest.mark.parametrize("layout", find_layouts())
def test_no_layout_ends_with_nothing_in_silence(layout: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# Kites\n\n" + FORMS["list item"].format(method="GET", path="/kites", title="List")
    )
    code, _, err = run("build", "a.md", "--layout", layout, "--no-cache", cwd=tmp_path)
    assert code == 1
    assert (
        "no operations: none of the 1 pages in a.md describes one (1 other), "
        f"as the layout '{layout}' has them" in err
    )
    assert "1 line looks like a request line, the first at a.md:5:1: GET /kites" in err
    assert "docs2sdk layout new" in err
    assert not (tmp_path / "generated").exists()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"a": 'extends = "b.toml"', "b": 'extends = "a.toml"'}, "extends: a cycle"),
        ({"a": "about = "}, "a.toml: Invalid value"),
        ({"a": "sectoin = []"}, "unknown key 'sectoin'; did you mean 'section'?"),
        ({"a": 'extends = "resst"'}, "extends: no layout 'resst'; did you mean 'rest'?"),
        ({"a": 'extends = "no.toml"'}, "a.toml: extends: no layout file"),
        ({"a": 'extends = "rest"\ndrop = ["fense"]'}, "'rest' has no rule 'fense'; did you mean"),
        (
            {"a": 'extends = "b.toml"', "b": '[[section]]\nheading = "(a"\nrole = "path"'},
            "b.toml: section[0].heading: '(a' is no regular expression",
        ),
        ({"a": '[[section]]\nheading = "a"\nrole = "pth"'}, "section.0.role: Input should be"),
    ],
)
def test_what_is_wrong_with_a_layout(files: dict[str, str], told: str, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text)
    with pytest.raises(LayoutError) as error:
        load_layout(tmp_path / "a.toml")
    assert told in str(error.value)


def test_the_files_of_a_layout(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('extends = "b.toml"')
    (tmp_path / "b.toml").write_text('extends = "rest"')
    assert [file.name for file in layout_files(tmp_path / "a.toml")] == [
        "a.toml",
        "b.toml",
        "rest.toml",
    ]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A reference whose layout, in a folder beside it, is a draft."""
    folder = tmp_path / "project"
    (folder / "docs").mkdir(parents=True)
    (tmp_path / "layouts").mkdir()
    (folder / "docs" / "api.mdx").write_text(reference(FORMS["quotation"]))
    text = draft_layout([page(reference(FORMS["quotation"]))]).text
    (tmp_path / "layouts" / "mine.toml").write_text(text)
    (folder / "docs2sdk.toml").write_text(
        'pages = ["docs"]\nlayout = "../layouts/mine.toml"\npackage = "kites"\n'
    )
    return folder


def written(project: Path) -> dict[str, object]:
    found = json.loads((project / "generated" / "openapi" / "openapi.json").read_text())
    assert isinstance(found, dict)
    return found


@pytest.mark.slow
def test_a_changed_layout_is_a_new_build(project: Path) -> None:
    assert run("build", cwd=project)[0] == 0
    again = run("build", cwd=project)[2]
    assert "nothing changed" in again
    layout = project.parent / "layouts" / "mine.toml"
    before = layout.stat()
    layout.write_text(layout.read_text().replace("kind", "kine"))
    os.utime(layout, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run("check", cwd=project)[0] == 1
    code, _, err = run("build", cwd=project)
    assert code == 0, err
    assert "nothing changed" not in err
    layout.unlink()
    code, _, err = run("build", cwd=project)
    assert code == 2
    assert "no layout file" in err


@pytest.mark.slow
def test_a_layout_is_found_from_any_folder(project: Path) -> None:
    code, _, err = run("build", project / "docs2sdk.toml", cwd=project.parent)
    assert code == 0, err
    assert "5 operations" in err
    assert "Layout:" not in err


@pytest.mark.slow
def test_init_compares_all_layouts(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "api.markdown").write_text(reference(FORMS["fence"]))
    code, out, err = run("init", "docs", cwd=tmp_path)
    assert code == 0, err
    rows = {line.split()[0]: line for line in out.splitlines()[1:]}
    assert set(rows) == set(find_layouts())
    assert "5 of 5" in rows["rest"]
    config = tomllib.loads((tmp_path / "docs2sdk.toml").read_text())
    assert config["layout"] == "rest"
    assert "layout = rest (" in err
    # A build without it says which one it took.
    (tmp_path / "docs2sdk.toml").unlink()
    assert "Layout: rest, as the pages suggest" in run("build", "docs", cwd=tmp_path)[2]


@pytest.mark.slow
def test_init_says_what_it_saw_where_no_layout_fits(tmp_path: Path) -> None:
    (tmp_path / "api.md").write_text(reference(FORMS["list item"]).replace("```http", "```js"))
    code, _, err = run("init", "api.md", cwd=tmp_path)
    assert code == 1
    assert "lines look like request lines, the first at api.md:7:1" in err
    assert "docs2sdk layout new api.md" in err


@pytest.mark.slow
def test_layout_check_names_what_is_left_and_the_rule_for_it(tmp_path: Path) -> None:
    (tmp_path / "api.md").write_text(reference(FORMS["heading"]))
    code, out, err = run("layout", "check", "api.md", "--layout", "rest", "--json", cwd=tmp_path)
    assert code == 0, err
    tables = [row for row in json.loads(out) if row["kind"] == "table"]
    assert [(row["count"], row["shape"]) for row in tables] == [(5, "Key | Kind | Notes")]
    assert tables[0]["rule"] == "[columns]\ntype = ['kind']"
    (tmp_path / "mine.toml").write_text('extends = "rest"\n' + tables[0]["rule"])
    left = run("layout", "check", "api.md", "--layout", "mine.toml", cwd=tmp_path)[1]
    assert "Key | Kind" not in left


@pytest.mark.slow
def test_layout_list_and_new(tmp_path: Path) -> None:
    assert "rest " in run("layout", "list", cwd=tmp_path)[1]
    (tmp_path / "api.md").write_text(reference(FORMS["tag"]))
    assert run("layout", "new", "api.md", "--to", "mine.toml", cwd=tmp_path)[0] == 0
    code, _, err = run("layout", "new", "api.md", "--to", "mine.toml", cwd=tmp_path)
    assert (code, "--force" in err) == (2, True)
    assert run("build", "api.md", "--layout", "mine.toml", cwd=tmp_path)[0] == 0
