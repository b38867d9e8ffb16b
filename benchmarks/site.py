"""How the target ``site`` does beside other references, on the same API, in one run.

    python benchmarks/site.py PAGES [--layout NAME] [--rounds 3]

Builds ``site`` and an OpenAPI document of PAGES, opens both in the Chromium of this machine, and
prints a table. Redoc, Scalar and Swagger UI are installed from npm into a temporary folder.
"""

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, NamedTuple

from playwright.sync_api import Browser, TimeoutError, sync_playwright  # noqa: A004

PACKAGES = ("redoc", "@scalar/api-reference", "swagger-ui-dist")
HEAD = "<!doctype html><meta charset=utf-8><title>x</title>"
OTHERS = {
    "Redoc": f"{HEAD}<redoc spec-url=openapi.json></redoc>"
    "<script src=node_modules/redoc/bundles/redoc.standalone.js></script>",
    "Scalar": f"{HEAD}<div id=app></div>"
    "<script src=node_modules/@scalar/api-reference/dist/browser/standalone.js></script>"
    "<script>Scalar.createApiReference('#app', {url: 'openapi.json'})</script>",
    "Swagger UI": f"{HEAD}<link rel=stylesheet href=node_modules/swagger-ui-dist/swagger-ui.css>"
    "<div id=app></div><script src=node_modules/swagger-ui-dist/swagger-ui-bundle.js></script>"
    "<script>SwaggerUIBundle({url: 'openapi.json', dom_id: '#app'})</script>",
}
WAIT = 120
"""Seconds that a page may take until it shows an operation."""


class Load(NamedTuple):
    """One load of a page."""

    first: float
    """Seconds to the first content (First Contentful Paint)."""
    shown: float
    """Seconds to the first operation that can be read."""
    heap: float
    """MB of JavaScript's heap, after a collection."""
    transferred: float
    """kB of all responses, gzipped."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        pass


def served(folder: Path) -> str:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def load(browser: Browser, url: str, ready: str) -> Load:
    """Open a page in a new context; ``ready`` is in its text as soon as it shows an operation."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    bodies: list[int] = []
    page.on("response", lambda answer: bodies.append(_size(answer)))
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_function(
        "(text) => document.body?.innerText.toLowerCase().includes(text)",
        arg=ready.lower(),
        timeout=WAIT * 1000,
    )
    shown = time.perf_counter() - began
    page.wait_for_load_state("networkidle", timeout=WAIT * 1000)
    first = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    )
    page.evaluate("gc()")
    heap = page.evaluate("performance.memory.usedJSHeapSize")
    context.close()
    return Load(first / 1000, shown, heap / 1e6, sum(bodies) / 1000)


def _size(answer: Any) -> int:
    try:
        return len(gzip.compress(answer.body(), 6))
    except Exception:
        return 0


def search_time(browser: Browser, url: str, words: list[str]) -> tuple[float, float]:
    """The longest answer of the search of ``site`` in milliseconds, and kB of index loaded."""
    context = browser.new_context()
    page = context.new_page()
    sizes: list[int] = []
    page.on("response", lambda r: sizes.append(_size(r)) if "/search/" in r.url else None)
    page.goto(url)
    page.keyboard.press("/")
    longest = 0.0
    for word in words:
        page.get_by_role("combobox").fill(word)
        page.wait_for_timeout(400)
        longest = max(longest, float(page.locator("dialog").get_attribute("data-took") or 0))
    context.close()
    return longest, sum(sizes) / 1000


def build(pages: Path, layout: str, out: Path, *targets: str) -> float:
    """Seconds of a build without a cache."""
    command = [sys.executable, "-m", "generator", "build", str(pages), "--out", str(out)]
    command += ["--no-cache", *(["--layout", layout] if layout else [])]
    for target in targets:
        command += ["--target", target]
    began = time.perf_counter()
    subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - began


def rows(browser: Browser, site: Path, others: Path, rounds: int) -> Iterator[tuple[str, Load]]:
    home = served(site)
    operation = max(
        (p for p in site.glob("*/*.html") if p.name != "index.html" and p.parent.name != "models"),
        key=lambda p: p.stat().st_size,
    )
    model = max(site.glob("models/*.html"), key=lambda p: p.stat().st_size)
    cases = [
        ("site: start page", home, "Operations by tag"),
        ("site: largest operation", home + operation.relative_to(site).as_posix(), "Responses"),
        ("site: largest model", home + model.relative_to(site).as_posix(), "Properties"),
        ("site: problems", home + "problems/index.html", "Problems in the docs"),
    ]
    beside = served(others)
    path = next(p for p in (others / "first.txt").read_text("utf-8").splitlines())
    cases += [(name, f"{beside}{name.split()[0].lower()}.html", path) for name in OTHERS]
    for name, url, ready in cases:
        try:
            loads = [load(browser, url, ready) for _ in range(rounds)]
        except TimeoutError:
            yield f"{name}: nothing in {WAIT} s", Load(*[float("nan")] * 4)
            continue
        yield name, Load(*(statistics.median(values) for values in zip(*loads, strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("pages", type=Path)
    parser.add_argument("--layout", default="")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        alone = build(given.pages, given.layout, folder / "one", "openapi")
        both = build(given.pages, given.layout, folder / "two", "openapi", "site")
        site = folder / "two" / "site"
        others = folder / "others"
        others.mkdir()
        npm = shutil.which("npm") or "npm"
        subprocess.run([npm, "install", "--silent", *PACKAGES], cwd=others, check=True)
        document = folder / "two" / "openapi" / "openapi.json"
        (others / "openapi.json").write_bytes(document.read_bytes())
        (others / "first.txt").write_text(_first_summary(document), "utf-8")
        for label, page in OTHERS.items():
            (others / f"{label.split()[0].lower()}.html").write_text(page, "utf-8")
        files = [file for file in site.rglob("*") if file.is_file()]
        largest = max(len(gzip.compress(f.read_bytes(), 6)) for f in files if f.suffix == ".html")
        print(f"{len(files):,} files, {sum(f.stat().st_size for f in files) / 1e6:.1f} MB;")
        print(
            f"largest page {largest / 1000:.0f} kB gzipped; added to a build {both - alone:.1f} s"
        )
        arguments = ["--no-sandbox", "--enable-precise-memory-info", "--js-flags=--expose-gc"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=arguments
            )
            words = ["co", "contact name", "get", "update list item", "id"]
            longest, loaded = search_time(browser, served(site), words)
            print(f"search: {longest:.0f} ms at most, {loaded:.0f} kB for {len(words)} searches\n")
            print("| page | first content | operation shown | heap | transferred |")
            print("|---|---|---|---|---|")
            for label, found in rows(browser, site, others, given.rounds):
                print(
                    f"| {label} | {found.first:.2f} s | {found.shown:.2f} s | {found.heap:.0f} MB"
                    f" | {found.transferred:.0f} kB |",
                    flush=True,
                )
            browser.close()


def _first_summary(document: Path) -> str:
    """A text that every reference shows for the first tag or operation."""
    loaded = json.loads(document.read_text("utf-8"))
    return str(next(iter(loaded["tags"]))["name"])


if __name__ == "__main__":
    main()
