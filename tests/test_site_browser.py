"""The target ``site`` in a real browser: what people do with it, and what pages must not do."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from hostile_api import hostile_api
from npm_packages import install

pytest.importorskip("playwright", reason="playwright is not installed")

from browser import Tab, chromium
from playwright.sync_api import Browser, Page, expect

from generator.commands.site_server import SiteServer
from generator.config import Settings
from generator.incremental.session import build
from generator.output import write
from generator.targets import RenderedFile, load_pack, render
from generator.targets.template_options import template_options

pytestmark = pytest.mark.slow
AXE = Path(__file__).parent / "axe"
PAGES = (
    "index.html", "models/index.html", "problems/index.html", "contact-entity/index.html",
    "contact-entity/put.html", "batch-agent/start-batch-job.html",
    "models/contact-entity-with-links.html",
)  # fmt: skip
RAN = "window.ran = 1"
HOSTILE = [
    f"<script>{RAN}</script>", f'"><img src=x onerror="{RAN}">', f"'><svg onload='{RAN}'>",
    f"[a](javascript:{RAN.replace(' ', '')})", f"</code></pre><script>{RAN}</script>",
    f"--><script>{RAN}</script>", f"*/ {RAN} /*", f'"]]); {RAN}; //', f"\u2028{RAN}\u2029//",
    "<iframe srcdoc='<script>parent.ran=1</script>'>", "<base href=https://host.example/>",
    "<meta http-equiv=refresh content='0;url=https://host.example/'>",
    "<style>body{background:url(https://host.example/)}</style>",
    "![a](https://host.example/a.png)",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the example, on the disk."""
    out = tmp_path_factory.mktemp("site")
    given = Settings(
        pages=[REPOSITORY / "specs" / "superoffice"], targets=["site"], title="SuperOffice",
        docs_url="https://docs.example.com/{page}",
    )  # fmt: skip
    return written(out, build(given).files)


def written(out: Path, files: list[RenderedFile]) -> Path:
    write(out, files)
    return out / "site"


@pytest.fixture(scope="module")
def home(folder: Path) -> Iterator[str]:
    with SiteServer(folder, 0) as server:
        yield server.url


@pytest.fixture
def tab(browser: Browser, home: str) -> Iterator[Tab]:
    found = Tab(browser, home, permissions=["clipboard-read", "clipboard-write"])
    yield found
    found.close()
    assert found.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(browser: Browser, home: str, scheme: Any) -> None:
    """No rule of axe-core is broken, with everything opened, wide and narrow."""
    script = AXE / "node_modules" / "axe-core" / "axe.min.js"
    install(AXE, script)
    tab = Tab(browser, home, color_scheme=scheme, bypass_csp=True)
    for number, path in enumerate(PAGES):
        page = tab.open(path)
        page.set_viewport_size({"width": 1400 if number % 2 else 420, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        if number == 0:
            page.keyboard.press("/")
            page.keyboard.type("contact")
            expect(page.get_by_role("option").first).to_be_visible()
        page.evaluate(script.read_text("utf-8"))
        found = page.evaluate("axe.run().then((found) => found.violations)")
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    tab.close()
    assert tab.faults == []


def test_small(tab: Tab, folder: Path) -> None:
    for path in PAGES:
        page = tab.open(path)
        assert len(gzip.compress((folder / path).read_bytes())) <= 100_000
        page.evaluate("gc()")
        assert page.evaluate("performance.memory.usedJSHeapSize") <= 20_000_000


def test_search_with_the_keyboard(tab: Tab) -> None:
    page = tab.open("index.html")
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    for text, expected in (
        ("startb", "StartBatchJob"),
        ("contact entity name", "ContactEntity.Name"),
        ("tableright", "TableRight"),
        ("registration vat", "ContactEntity.OrgNr"),
        ("nothing has this word", None),
    ):
        field.fill(text)
        if expected is None:
            expect(page.get_by_role("status").first).to_have_text("0 results")
        else:
            expect(page.get_by_role("option").filter(has_text=expected).first).to_be_visible()
    field.fill("tableright")
    expect(page.get_by_role("option", selected=True)).to_contain_text("TableRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("TableRight")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).not_to_be_visible()


def test_a_property_that_was_found(tab: Tab) -> None:
    page = tab.open("contact-entity/put.html")
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("orgnr")
    page.get_by_role("option").filter(has_text="ContactEntity.OrgNr").first.click()
    assert page.url.endswith("models/contact-entity.html#p-OrgNr")
    expect(page.locator("#p-OrgNr")).to_be_in_viewport()


def test_copy_and_languages(tab: Tab) -> None:
    page = tab.open("batch-agent/start-batch-job.html")
    page.get_by_role("tab", name="TypeScript").click()
    page.get_by_role("tab", name="TypeScript").press("ArrowLeft")
    expect(page.get_by_role("tab", name="Python")).to_be_focused()
    page.get_by_role("tabpanel", name="Python").get_by_role("button").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("client.batch.start_batch_job(")
    page.get_by_role("tab", name="curl").click()
    assert tab.open("contact-entity/put.html").get_by_role("tabpanel", name="curl").is_visible()


def test_models_open_in_place(tab: Tab) -> None:
    page = tab.open("contact-entity/put.html")
    button = page.get_by_role("button", name="Properties of Address").first
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".nested").first).to_contain_text("Why?")
    expect(page.locator(".nested").first.get_by_role("button").first).to_be_visible()


def test_why(tab: Tab) -> None:
    page = tab.open("models/contact-entity-with-links.html")
    field = page.locator("#p-TableRight")
    field.get_by_text("Why?").click()
    expect(field).to_contain_text("link/model_with_its_name")
    expect(field).to_contain_text("Against")


def test_light_and_dark(tab: Tab) -> None:
    page = tab.open("index.html")
    before = background(page)
    page.get_by_role("button", name="Dark colours").click()
    assert background(page) != before
    assert background(tab.open("models/index.html")) != before


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_problems_can_be_filtered(tab: Tab) -> None:
    page = tab.open("problems/index.html#DOC204")
    expect(page.get_by_role("status").last).to_have_text("2 of 22")
    page.get_by_label("Code").select_option("")
    page.get_by_label("File").fill("PutContact")
    assert 0 < page.locator("tbody tr:visible").count() < 22


def test_without_javascript(browser: Browser, home: str) -> None:
    """Every page can be read, and reached by links alone."""
    tab = Tab(browser, home, java_script_enabled=False)
    page = tab.open("index.html")
    page.get_by_role("link", name="ContactEntity").click()
    page.locator("main").get_by_role("link", name="Put").first.click()
    for text in ("client.contact.put(", "curl -X PUT", "Havgl"):
        expect(page.locator("aside").get_by_text(text).first).to_be_visible()
    page.locator("main").get_by_role("link", name="ContactEntity", exact=True).last.click()
    page.locator("#p-OrgNr summary").click()
    expect(page.locator("#p-OrgNr")).to_contain_text("link/own_rows")
    tab.close()
    assert tab.faults == []


def test_from_a_disk(browser: Browser, folder: Path) -> None:
    """Opened as files: search works, too."""
    tab = Tab(browser, f"file://{folder}/")
    page = tab.open("contact-entity/put.html")
    page.keyboard.press("/")
    page.get_by_role("combobox").fill("orgnr")
    expect(page.get_by_role("option").first).to_be_visible()
    tab.close()
    assert tab.faults == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_of_the_docs_runs(browser: Browser, tmp_path: Path, text: str) -> None:
    """The text stands in every place of an API. A violation of the policy would be a fault, too:
    it would mean that only the policy kept the text from running.
    """
    api = hostile_api(text)
    settings = Settings(title=text, docs_url=f"{text}{{page}}", server=text)
    files = render(api, [load_pack("site")], template_options(settings, api))[0].files
    with SiteServer(written(tmp_path, files), 0) as server:
        tab = Tab(browser, server.url)
        for file in files:
            if file.path.endswith(".html"):
                page = tab.open(file.path.partition("/")[2])
                page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
                assert page.evaluate("window.ran") is None, file.path
        page.keyboard.press("/")
        page.get_by_role("combobox").fill("window")
        page.wait_for_timeout(100)
        assert page.evaluate("window.ran") is None
        tab.close()
    assert tab.faults == []


def test_the_texts_would_run(browser: Browser) -> None:
    """Put into a page as they are, without a policy."""
    tab = Tab(browser)
    page = tab.page
    page.set_content(f"<p>{HOSTILE[1]}</p>")
    page.wait_for_function("window.ran === 1")
    tab.close()
