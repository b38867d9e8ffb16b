"""Builds killed at random moments: ``python benchmarks/kills.py [PAGES] [--runs 200]``.

Each time the pages have changed as well. Then one whole build: its tree has to be what a build
into an empty folder gives, and nothing else. Ends with exit code 1 where it is not.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SPECS = Path(__file__).parent.parent / "specs" / "superoffice"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path, nargs="?", default=SPECS)
    parser.add_argument("--runs", type=int, default=200)
    arguments = parser.parse_args()
    dice = random.Random()  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder, "docs")
        shutil.copytree(arguments.pages, docs, copy_function=shutil.copyfile)
        pages = sorted(docs.rglob("*.md"))
        build = [
            sys.executable, "-m", "generator", "build", str(docs), "--cache", f"{folder}/cache",
        ]  # fmt: skip
        started = time.perf_counter()
        subprocess.run([*build, "--out", f"{folder}/out"], check=True, stderr=subprocess.DEVNULL)
        took = time.perf_counter() - started
        finished = 0
        for _ in range(arguments.runs):
            page = dice.choice(pages)
            text = page.read_text("utf-8", errors="replace")
            page.write_text(text.replace("\n\n", f"\n\nEdit {dice.random()}.\n\n", 1), "utf-8")
            process = subprocess.Popen(
                [*build, "--out", f"{folder}/out"], stderr=subprocess.DEVNULL
            )
            time.sleep(dice.uniform(0, took))
            finished += process.poll() is not None
            process.kill()
            process.wait()
        done = [
            subprocess.run(
                [*build, "--out", f"{folder}/{out}"], stderr=subprocess.DEVNULL
            ).returncode
            for out in ("out", "fresh")
        ]
        mended, fresh = (_tree(Path(folder, out)) for out in ("out", "fresh"))
    right = mended == fresh and done == [0, 0]
    print(
        f"{arguments.runs} builds, {arguments.runs - finished} of them killed; "
        f"{len(fresh)} files; the tree is {'right' if right else 'WRONG'}"
    )
    sys.exit(not right)


def _tree(folder: Path) -> dict[str, bytes]:
    """The output folder without files that are written only once."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in files
        if file.name != "CHANGELOG.md"
    }


if __name__ == "__main__":
    main()
