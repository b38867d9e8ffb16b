"""Whole builds of corpora that somebody wrote to break them, in processes of their own."""

import json
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from conftest import REPOSITORY
from hostile_corpora import CORPORA
from pages import PAGE
from vocabulary import foreign

pytestmark = pytest.mark.slow

SECONDS, MEGABYTES = 60, 1_000
"""Of the processor, on a machine that does other things too; and of the largest process."""

INNOCENT = {
    "superoffice": PAGE.replace("Lamp", "Innocent"),
    "": "## Get one\n\n`GET /v1/innocent/a`\n\n## Get two\n\n```http\nGET /v1/innocent/b\n```\n\n"
    "## Get three\n\n| Method | Path |\n|:--|:--|\n| `GET` | `/v1/innocent/c` |\n",
}
"""A page without fault, by layout; the second is for all others, each of which reads some of it."""

MEASURE = (
    "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:]).returncode;"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(); print(code, used.ru_maxrss, used.ru_utime + used.ru_stime)"
)
"""A process begins with the peak of the one it was forked from: a small one starts the build."""


class Ended(NamedTuple):
    code: int
    megabytes: float
    seconds: float
    printed: str


def build(folder: Path, layout: str) -> Ended:
    options = ["--layout", layout, "--out", "out", "--cache", "cache", "--report", "text"]
    targets = ["--target", "python", "--target", "openapi"]
    command = [sys.executable, "-m", "generator", "build", "docs", *options, *targets]
    ended = subprocess.run(
        [sys.executable, "-c", MEASURE, *command],
        cwd=folder,
        env={"PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8", "HOME": str(folder)},
        capture_output=True,
        timeout=600,
        check=True,
    )
    printed, _, measured = ended.stdout.decode().strip().rpartition("\n")
    code, kilobytes, seconds = measured.split()
    return Ended(int(code), int(kilobytes) / 1024, float(seconds), printed + ended.stderr.decode())


@pytest.mark.parametrize("name", CORPORA)
def test_a_hostile_corpus(name: str, tmp_path: Path) -> None:
    corpus = CORPORA[name]
    docs = tmp_path / "docs"
    docs.mkdir()
    corpus.write(docs)
    innocent = INNOCENT.get(corpus.layout, INNOCENT[""])
    (docs / "innocent.md").write_text(innocent)
    ended = build(tmp_path, corpus.layout)

    assert ended.code in (0, 1), ended.printed[-2000:]
    assert "Traceback" not in ended.printed
    assert ended.seconds < SECONDS
    assert ended.megabytes < MEGABYTES
    assert orders(ended.printed) == []

    out = tmp_path / "out"
    document = json.loads((out / "openapi" / "openapi.json").read_text("utf-8"))
    assert any("innocent" in path.lower() for path in document["paths"])
    written = (out / "openapi" / "openapi.yaml").read_text("utf-8")
    if len(written) < 4_000_000:
        assert yaml.load(written, Loader=yaml.CSafeLoader) == document
    for file in (out / "python").rglob("*.py"):
        text = file.read_text("utf-8")
        assert foreign(text) == [], file
        assert not any(char in text for char in "\x1b\x9b\u202e\u2066"), file


def orders(printed: str) -> list[str]:
    """What a terminal or a workflow would obey."""
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    lines = [
        line
        for line in printed.split("\n")
        if line.lstrip().startswith("::") or "##[" in line or "##vso[" in line
    ]
    characters = {
        char for char in printed if unicodedata.category(char) in hidden and char not in "\n\t"
    }
    return [*lines, *sorted(characters)]
