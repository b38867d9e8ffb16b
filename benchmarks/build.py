"""A whole build against others, and against itself: ``python benchmarks/build.py PAGES``.

Builds all of PAGES with the command line, both targets, nothing cached; then again with nothing
changed, with another sentence or another type on one page, and checks. In the same rounds
openapi-python-client and openapi-generator (python), installed from PyPI into an environment of
their own, make a client of an OpenAPI document: by default ours of those pages that stand in a
folder called ``agent``.
Last, ten copies of PAGES under other names. Prints ratios; only those are meant to be compared.

Pages may have errors: a build then ends with exit code 1, and everything else is still built. Any
other exit code, or another one than the first build's, ends the benchmark.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Set
from pathlib import Path

PEERS = ("openapi-python-client==0.29.1", "openapi-generator-cli==7.26.0")
COPIES = 10
LIMITS = {
    "cold / openapi-python-client, agent pages": 0.5,
    "cold / openapi-generator, agent pages": 1.0,
    "nothing changed / cold": 1 / 40,
    "check, nothing changed / cold": 1 / 40,
    "a page's prose changed / cold": 1 / 15,
    "a page's types changed / cold": 1 / 15,
    "ten times the pages / cold": 11.0,
    "ten times the pages, peak memory / 1.5 GB": 1.0,
}
_ID = re.compile(r"(?m)^(uid: v1[A-Za-z]+)(_)")
_PATH = re.compile(r"(/api/v1/(?:Agents/)?\w+)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, help="a folder of pages")
    parser.add_argument("--openapi", type=Path, help="what the peers are given instead")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--no-copies", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), arguments.pages)
        if not arguments.no_peers:
            bench.install_peers(arguments.openapi)
        for _ in range(arguments.rounds):
            bench.round()
        if not arguments.no_copies:
            bench.copies()
        bench.report()


class Bench:
    """Seconds of every kind of run, by its name."""

    def __init__(self, folder: Path, pages: Path) -> None:
        self._folder = folder
        self._pages = folder / "pages"
        shutil.copytree(pages, self._pages, copy_function=shutil.copyfile)
        self._seconds: dict[str, list[float]] = {}
        self._peers: dict[str, list[str]] = {}
        self._memory = 0
        self._edits = 0
        self._code: int | None = None
        """The exit code of the first build of all pages: 0, or 1 where pages have errors."""

    def install_peers(self, document: Path | None) -> None:
        """The command of each peer, installed from its registry."""
        home = self._folder / "peers"
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin" / "pip", "install", "-q", *PEERS], check=True)
        if document is None:
            out = self._folder / "agents"
            command = ("build", self._pages / "agent", "--out", out, "--target", "openapi")
            self._docs2sdk(*command, codes={0, 1})
            document = out / "openapi" / "openapi.json"
        program, given = str(home / "bin"), str(document)
        # Where openapi-python-client finds ruff, which formats what it writes.
        os.environ["PATH"] = f"{program}{os.pathsep}{os.environ['PATH']}"
        self._peers = {
            "openapi-python-client": [
                f"{program}/openapi-python-client", "generate", "--path", given, "--meta", "none",
                "--overwrite", "--output-path",
            ],
            "openapi-generator": [
                f"{program}/openapi-generator-cli", "generate", "-g", "python", "-i", given, "-o",
            ],
        }  # fmt: skip

    def round(self) -> None:
        """Run each kind of run once."""
        out, cache = self._folder / "out", self._folder / "cache"
        shutil.rmtree(out, ignore_errors=True)
        shutil.rmtree(cache, ignore_errors=True)
        build = ("build", self._pages, "--out", out, "--cache", cache)
        check = ("check", *build[1:])
        self._time("cold", lambda: self._docs2sdk(*build))
        self._docs2sdk(*check, codes={0})
        self._time("nothing changed", lambda: self._docs2sdk(*build))
        self._time("check, nothing changed", lambda: self._docs2sdk(*check, codes={0}))
        self._edit("\n\n## ", "\n\nOne sentence more.\n\n## ")
        self._time("a page's prose changed", lambda: self._docs2sdk(*build))
        self._edit("| int32 ", "| int64 ")
        self._time("a page's types changed", lambda: self._docs2sdk(*build))
        for name, command in self._peers.items():
            made = self._folder / name
            shutil.rmtree(made, ignore_errors=True)
            started = time.perf_counter()
            _run([*command, str(made)])
            self._seconds.setdefault(name, []).append(time.perf_counter() - started)

    def copies(self) -> None:
        """All pages ten times, with operations and paths of their own."""
        ten = self._folder / "ten"
        for number in range(COPIES):
            for file in self._pages.rglob("*.md"):
                copy = ten / f"copy{number}" / file.relative_to(self._pages)
                copy.parent.mkdir(parents=True, exist_ok=True)
                text = file.read_text("utf-8", errors="replace")
                text = _PATH.sub(rf"\g<1>{number}", _ID.sub(rf"\g<1>{number}\2", text))
                copy.write_text(text, "utf-8")
        command = ("build", ten, "--out", self._folder / "out10", "--cache", self._folder / "c10")
        self._time("ten times the pages", lambda: self._docs2sdk(*command, codes={0, 1}))

    def report(self) -> None:
        """Medians, and the ratios with what they are to be."""
        median = {name: statistics.median(found) for name, found in self._seconds.items()}
        cold = median["cold"]
        for name, seconds in median.items():
            print(f"{name:<28} {seconds:8.2f} s")
        ratios = {f"{name} / cold": seconds / cold for name, seconds in median.items()}
        ratios |= {f"cold / {name}, agent pages": cold / median[name] for name in self._peers}
        ratios["ten times the pages, peak memory / 1.5 GB"] = self._memory / 1.5e6
        print(f"\n{'ratio':<44} {'measured':>9} {'limit':>7}")
        for name, limit in LIMITS.items():
            if ratios.get(name):
                print(f"{name:<44} {ratios[name]:9.3f} {limit:7.3f}")

    def _edit(self, old: str, new: str) -> None:
        """Make an edit on a page that no other edit has changed."""
        pages = sorted(self._pages.rglob("*Get*.md"))
        for page in pages[len(pages) // 2 + self._edits :]:
            self._edits += 1
            text = page.read_text("utf-8", errors="replace")
            if old in text:
                page.write_text(text.replace(old, new, 1), "utf-8")
                return
        raise SystemExit(f"no page left that has {old!r}")

    def _time(self, name: str, run: Callable[[], None]) -> None:
        started = time.perf_counter()
        run()
        self._seconds.setdefault(name, []).append(time.perf_counter() - started)

    def _docs2sdk(self, *arguments: object, codes: Set[int] | None = None) -> None:
        """Run docs2sdk. It may end with one of ``codes``; by default as the first build did."""
        allowed = codes or ({0, 1} if self._code is None else {self._code})
        command = [sys.executable, "-m", "generator", *map(str, arguments)]
        code, memory = _run(command, allowed)
        if codes is None:
            self._code = code
        self._memory = max(self._memory, memory)


def _run(command: list[str], allowed: Set[int] = frozenset({0})) -> tuple[int, int]:
    """The exit code, one of ``allowed``, and the largest process's peak memory in kilobytes."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        ended = f"{' '.join(command)}: exit code {process.returncode}"
        raise SystemExit(f"{ended}\n{errors.decode(errors='replace')[-2000:]}")
    return process.returncode, usage.ru_maxrss


if __name__ == "__main__":
    main()
