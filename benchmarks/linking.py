"""Time of linking over time of reading, in one process: ``python benchmarks/linking.py PAGES``.

Reads and links the pages several times, and prints each run's ratio and their median. Only the
ratio is meant to be compared: both halves run on the same machine at the same time.
"""

import argparse
import statistics
import time
from pathlib import Path

from generator.docs import find_pages, load_page, read_page
from generator.incremental.gc_pause import gc_paused
from generator.link import link

LIMIT = 0.25
"""It was 0.1 when reading took three times as long; linking takes what it took."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, help="a folder of pages")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    root = arguments.pages.resolve()
    ratios = []
    print(f"{'run':>3} {'reading':>9} {'linking':>9} {'ratio':>7}")
    for run in range(1, arguments.runs + 1):
        started = time.perf_counter()
        with gc_paused():
            pages = [read_page(load_page(file, root)) for file in find_pages([root], root)]
            read = time.perf_counter()
            link(pages)
            linked = time.perf_counter()
        ratios.append((linked - read) / (read - started))
        print(f"{run:>3} {read - started:>7.2f} s {linked - read:>7.2f} s {ratios[-1]:>7.3f}")
        del pages
    median = statistics.median(ratios)
    verdict = "holds" if median < LIMIT else "does not hold"
    print(f"median {median:.3f}: less than {LIMIT} {verdict}")


if __name__ == "__main__":
    main()
