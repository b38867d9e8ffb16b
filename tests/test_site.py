"""The target ``site``: pages that are whole, lead to each other, and run nothing of the docs."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest
from conftest import REPOSITORY
from hostile_api import hostile_api
from test_hostile_model import HOSTILE, MARKER

from generator.config import Settings
from generator.incremental.session import build
from generator.incremental.store import Cache
from generator.model import Sample, Source
from generator.targets import RenderedFile, load_pack, render
from generator.targets.html_escapes import html_markdown, html_url
from generator.targets.samples import sample_text
from generator.targets.template_options import template_options

DOCS_URL = "https://docs.example.com/{page}"
SPECS = REPOSITORY / "specs" / "superoffice"
VOID = {"meta", "link", "br", "hr", "rect", "path", "img", "input"}
HARMLESS = {
    "a", "aside", "b", "blockquote", "body", "br", "code", "dd", "del", "details", "div", "dl",
    "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "head", "header", "hr", "html", "li",
    "link", "main", "meta", "nav", "ol", "p", "path", "pre", "rect", "script", "section", "small",
    "span", "strong", "summary", "svg", "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
"""Every element that pages have. None of them runs anything by itself but ``script``."""


class Page(HTMLParser):
    """What a page has: elements, anchors, links; and what is wrong with it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.anchors.append(value or "")
            elif name in ("href", "src"):
                (self.scripts if tag == "script" else self.links).append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        assert self.open[-1:] != ["script"], data


def built(pages: Path) -> dict[str, str]:
    given = Settings(pages=[pages], targets=["site"], title="SuperOffice", docs_url=DOCS_URL)
    return {file.path: file.text for file in build(given).files}


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    """The pages of the example."""
    return built(SPECS)


def pages_of(site: dict[str, str]) -> dict[str, Page]:
    return {path: Page(text) for path, text in site.items() if path.endswith(".html")}


def test_a_page_for_each(site: dict[str, str]) -> None:
    """An operation, a model, a tag; and what shows all of them."""
    for path in ("index", "models/index", "problems/index", "contact-entity/index",
                 "contact-entity/put", "models/contact-entity"):  # fmt: skip
        assert f"site/{path}.html" in site
    assert "changes/index.html" not in "".join(site)


def test_every_link_leads_somewhere(site: dict[str, str]) -> None:
    pages = pages_of(site)
    for path, page in pages.items():
        folder = str(PurePosixPath(path).parent)
        for link in [*page.links, *page.scripts]:
            if link.startswith("https://"):
                continue
            file, _, anchor = link.partition("#")
            target = normpath(f"{folder}/{file}") if file else path
            assert target in site, f"{path}: {link}"
            assert not anchor or anchor in pages[target].anchors, f"{path}: {link}"


def test_anchors_are_unique(site: dict[str, str]) -> None:
    for path, page in pages_of(site).items():
        assert len(page.anchors) == len(set(page.anchors)), path


def test_why(site: dict[str, str]) -> None:
    """The rule, what speaks for it and against it, and where."""
    page = site["site/models/contact-entity-with-links.html"]
    field = page[page.index('id="p-TableRight"') :]
    field = field[: field.index("</details>")]
    assert "link/model_with_its_name" in field
    assert "For</p>" in field
    assert "Against</p>" in field
    assert re.search(r'href="https://docs\.example\.com/rest/[^"]+">rest/[^<]+\.md:\d+<', field)
    assert "../problems/index.html#DOC305" in field


def test_every_property_in_place_leads_to_its_reason(site: dict[str, str]) -> None:
    rows = [
        row
        for text in site.values()
        for part in re.findall(r'<ul class="rows">.*?</ul>', text, re.DOTALL)
        for row in re.findall(r"<li><code.*?</li>", part, re.DOTALL)
    ]
    assert len(rows) > 20
    for row in rows:
        _, page, anchor = re.split(r'<a class="reason" href="../|#', row.partition('">Why?')[0])
        assert f'id="{anchor}"' in site[f"site/{page}"]


def test_signatures_have_the_names_of_the_client(site: dict[str, str]) -> None:
    page = site["site/batch-agent/start-batch-job.html"]
    assert "client.batch.start_batch_job(" in page
    assert "batch_task_info: models.BatchTaskInfo" in page
    resource = (REPOSITORY / "generated/python/superoffice/resources/batch.py").read_text("utf-8")
    assert "def start_batch_job(" in resource


def test_samples_without_secrets(site: dict[str, str]) -> None:
    page = site["site/contact-entity/put.html"]
    assert "Authorization: Basic ***" in page
    assert "Havgl" in page


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ((("Authorization", "Bearer abc.def"),), "", "GET /x\nAuthorization: Bearer ***"),
        ((("X-Api-Key", "abc"), ("Cookie", "a=b")), "", "GET /x\nX-Api-Key: ***\nCookie: ***"),
        ((("Accept", "a/b"),), '{"a": 1}', 'GET /x\nAccept: a/b\n\n{"a": 1}'),
        ((), '{"accessToken": "a\\"b", "Token": "c"}', '{"accessToken": "***", "Token": "***"}'),
        ((), "user=a&password=b&c=d", "user=a&password=***&c=d"),
        ((), '{"Tokens": 3, "text": "token"}', '{"Tokens": 3, "text": "token"}'),
    ],
)
def test_masks(headers: tuple[tuple[str, str], ...], body: str, expected: str) -> None:
    sample = Sample(
        kind="request", start_line="GET /x" if headers else "", headers=headers, body=body,
        source=Source("a.md"),
    )  # fmt: skip
    assert sample_text(sample) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Just a line, with (signs).", "Just a line, with (signs)."),
        ("<b onclick=x>a</b>", "&lt;b onclick=x&gt;a&lt;/b&gt;"),
        ("[a](javascript:b)", "a"),
        ("[a](JavaScript&#58;b)", "a"),
        ("[a](//host/b) [c](other.md)", "a c"),
        ("![a](https://host/b.png)", "a"),
        ("# a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("```js\na\n```", "<pre><code>a\n</code></pre>"),
        (
            "[a](https://b/?c&d)",
            '<a href="https://b/?c&amp;d" rel="noreferrer nofollow">a</a>',
        ),
    ],
)
def test_descriptions(text: str, expected: str) -> None:
    assert html_markdown(text) == expected


@pytest.mark.parametrize(
    "text", ["javascript:a", " JAVASCRIPT:a", "java\tscript:a", "data:text/html,a", "vbscript:a"]
)
def test_addresses(text: str) -> None:
    assert html_url(text) == "#"


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_of_the_docs_is_code(text: str) -> None:
    for file in hostile_site(text):
        assert re.fullmatch(r"[\w./-]+", file.path, re.ASCII), file.path
        if not file.path.endswith(".html"):
            continue
        page = Page(file.text)
        assert set(page.elements) <= HARMLESS, file.path
        assert not {name for name in page.attributes if name.startswith("on")}
        assert "style" not in page.attributes
        assert page.elements["script"] == page.elements["title"] == 1
        assert [*map(str.strip, page.scripts)] == page.scripts
        assert all(link.partition("?")[0].endswith("assets/site.js") for link in page.scripts)
        for link in page.links:
            assert not re.match(r"\s*[a-z]+:", link, re.IGNORECASE) or link.startswith(
                ("http:", "https:", "mailto:")
            )


def hostile_site(text: str) -> list[RenderedFile]:
    """The pages of an API that has the text in every place, and in the settings."""
    api = hostile_api(text)
    settings = Settings(title=text or "Lamps", docs_url=f"{text}{{page}}", server=text)
    return render(api, [load_pack("site")], template_options(settings, api))[0].files


@pytest.mark.slow
def test_the_cache_changes_nothing(tmp_path: Path) -> None:
    """A line that moves, another type, another sample: as built without a cache."""
    docs = tmp_path / "docs"
    for file in SPECS.rglob("*.md"):
        copy = docs / file.relative_to(SPECS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    page = next(docs.rglob("*PutContactEntity.md"))
    given = Settings(pages=[docs], targets=["site"], jobs=1)
    original = page.read_text("utf-8")
    edits = [
        original,
        original.replace("\n## ", "\n\n\n## ", 1),
        original.replace("Saves changes", "Keeps changes"),
        original.replace("Havgl", "Fjord"),
        original.replace("| string |", "| int32 |", 1),
    ]
    for number, text in enumerate(edits):
        assert number == 0 or text != original
        page.write_text(text, "utf-8")
        with Cache(tmp_path / "cache") as cache:
            warm = build(given, cache=cache)
        assert warm.files == build(given).files, number


LAMP = """## Get lamp {0}

`GET /lamps/kind{0}`

| Name | Type | Description |
|---|---|---|
| size{0} | integr | How bright it is. |

"""


def lamps(folder: Path, count: int) -> dict[str, str]:
    """The site of a page with so many operations, each with a problem of its own."""
    (folder / "lamps.md").write_text(
        "# Lamps\n\n" + "".join(map(LAMP.format, range(count))), "utf-8"
    )
    given = Settings(pages=[folder], targets=["site"], layout="rest", title="Lamps")
    found = build(given).files
    return {file.path: file.text for file in found if re.search(r"kind|(?<=get)-", file.path)}


def test_the_problems_of_an_operation(tmp_path: Path) -> None:
    """Those of its own part of a page, not of the others there."""
    pages = list(lamps(tmp_path, 3).values())
    assert len(pages) == 3
    for number, text in enumerate(pages):
        problems = text.partition("Problems on the page")[2].partition("</section>")[0]
        request_line = 5 + 8 * number
        assert set(re.findall(r"md:(\d+)<", problems)) == {str(request_line), str(request_line + 4)}


@pytest.mark.slow
def test_pages_of_a_large_tag_stay_small(tmp_path: Path) -> None:
    """Neither the list beside an operation nor its problems grow with the tag."""
    few, many = lamps(tmp_path, 30), lamps(tmp_path, 600)
    assert len(many) == 600
    assert max(map(len, many.values())) < max(map(len, few.values()))


def test_marker() -> None:
    """The texts above are hostile."""
    assert sum(MARKER in text for text in HOSTILE) > 10
