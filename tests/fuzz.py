"""Coverage-guided fuzzing of parser and renderer: ``python tests/fuzz.py SEEDS... [-runs=N]``.

SEEDS are folders of pages. Options with a dash are libFuzzer's; ``-max_total_time=600`` is ten
minutes. A crash, a page that takes more than two seconds to read, or Python that no
template writes ends the run and leaves the input in the current folder.
"""

import sys
import tempfile
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["generator", "markdown_it"]):
    from rendering import files_of, linked, page_of

import yaml
from vocabulary import foreign

SECONDS, HANG = 2, 60
LONGEST = 20_000
"""Bytes; a real page mostly has less."""


def one(data: bytes) -> None:
    """One page, from bytes to files."""
    started = time.process_time()
    page = page_of(data)
    if time.process_time() - started > SECONDS:
        raise AssertionError("too slow")
    if page.operation is None:
        return
    for file in files_of(linked(page)):
        if file.path.endswith(".py"):
            problems = foreign(file.text)
            if problems:
                raise AssertionError(f"{file.path}: {problems[0]}")
        elif file.path.endswith(".yaml"):
            yaml.load(file.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def main() -> None:
    options = [a for a in sys.argv[1:] if a.startswith("-")]
    folders = [Path(a) for a in sys.argv[1:] if not a.startswith("-")]
    with tempfile.TemporaryDirectory() as corpus:
        pages = [file for folder in folders for file in sorted(folder.rglob("*.md"))]
        for number, file in enumerate(pages[:: max(1, len(pages) // 300)]):
            data = file.read_bytes()
            if len(data) < LONGEST:
                (Path(corpus) / f"{number}.md").write_bytes(data)
        atheris.Setup(
            [sys.argv[0], f"-timeout={HANG}", f"-max_len={LONGEST}", *options, corpus], one
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
