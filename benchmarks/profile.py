"""Where a build's time goes: ``python benchmarks/profile.py PAGES``.

One process, nothing cached. Prints each stage's share of the processor's time, and how the time of
reading compares with markdown-it-py's own tokenising of the same text, all of it and without the
inside of paragraphs and cells, which docs2sdk takes as written.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from markdown_it import MarkdownIt

from generator.config import Settings
from generator.docs import load_page, read_page
from generator.files import find_pages
from generator.incremental.gc_pause import gc_paused
from generator.link import link
from generator.targets import load_pack, render
from generator.targets.registry import FORMATTERS
from generator.targets.template_options import template_options

T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, help="a folder of pages")
    root = parser.parse_args().pages.resolve()
    spent: dict[str, float] = {}

    def timed(stage: str, run: Callable[..., T]) -> Callable[..., T]:
        def measured(*arguments: object) -> T:
            started = time.process_time()
            try:
                return run(*arguments)
            finally:
                spent[stage] = spent.get(stage, 0.0) + time.process_time() - started

        return measured

    for name, formatter in FORMATTERS.items():
        if name in ("black", "json", "yaml"):
            FORMATTERS[name] = formatter._replace(
                whole=timed(name, formatter.whole), part=timed(name, formatter.part)
            )
    whole = MarkdownIt("commonmark").enable("table")
    blocks = MarkdownIt("commonmark").enable("table").disable("inline")
    settings = Settings(pages=[root])
    with gc_paused():
        files = timed("loading", lambda: [load_page(f, root) for f in find_pages([root], root)])()
        pages = timed("reading", lambda: [read_page(file) for file in files])()
        api = timed("linking", lambda: link(pages).api)()
        packs = [load_pack(name) for name in settings.targets]
        timed("templates", lambda: render(api, packs, template_options(settings, api)))()
        texts = [file.file.data.decode("utf-8", "replace") for file in files]
        tokens = {
            "all of it": timed("markdown-it-py", lambda: [whole.parse(text) for text in texts]),
            "blocks": timed("markdown-it-py, blocks", lambda: [blocks.parse(t) for t in texts]),
        }
        for run in tokens.values():
            run()
    peers = {name: spent.pop(name) for name in ("markdown-it-py", "markdown-it-py, blocks")}
    spent["templates"] -= sum(spent.get(name, 0) for name in ("black", "json", "yaml"))
    total = sum(spent.values())
    for stage, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"{stage:<12} {seconds:7.2f} s {seconds / total:6.1%}")
    for name, seconds in peers.items():
        print(f"reading / {name}: {spent['reading'] / seconds:.2f}")


if __name__ == "__main__":
    main()
