"""Any page takes time in proportion to its size, up to the largest that is read."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pages import PAGE, codes
from rendering import files_of, linked, page_of

from generator.cycles import strongly_connected
from generator.docs import PageBytes, PageFile, load_page, read_page
from generator.docs.decoding import MOST_LINES
from generator.docs.known_paths import KnownPaths
from generator.docs.layout import load_layout
from generator.docs.tables import LONGEST_NAME
from generator.files import LARGEST, MOST_INCLUDES, Loaded, find_pages, load_pages
from generator.incremental.gc_pause import gc_paused
from generator.model import Api, NamedSchema, Object, Property, Reference, Source
from generator.targets.casing import Scope
from generator.targets.escapes import plain
from generator.targets.python.import_statements import PythonImports
from generator.targets.python.strings import docstring

Page = Callable[[str], str]

PLACES: dict[str, Page] = {
    "description": lambda text: PAGE.replace("Switches a lamp.", f"x{text}x"),
    "cell": lambda text: PAGE.replace("Which lamp", f"x{text}x".replace("\n", " ")),
    "name": lambda text: PAGE.replace("LampId |", f"x{text}x |".replace("\n", " ")),
    "type": lambda text: PAGE.replace("Integer", f"x{text}x".replace("\n", " ")),
    "heading": lambda text: PAGE.replace("Response: Lamp", f"Response: x{text}x".split("\n")[0]),
    "request line": lambda text: PAGE.replace("POST /api", f"POST {text}x/api".replace("\n", " ")),
    "sample": lambda text: PAGE.replace("Authorization: Basic abc", text),
    "label": lambda text: PAGE.replace("Switches a lamp.", f"**{text}**: x".replace("\n", " ")),
    "bold": lambda text: PAGE.replace("Switches a lamp.", f"**x**{text}x".replace("\n", " ")),
    "list": lambda text: PAGE.replace("Switches a lamp.", "- " + text.replace("\n", "\n- ")),
    "item": lambda text: PAGE.replace("Switches a lamp.", "- " + text.replace("\n", "\n\n  x")),
    "end": lambda text: f"{PAGE}\n{text}",
}
UNITS = [
    "<!--a-->", "<!--", "`", "**a ", "__a", "[", "[a](", " ", "\t", "\n", " \n", "<a ", "<a href='",
    "<see>", "</a>", "a<", "&#", "&lt;", "{a.", "\u0301", "\u200b", "a", "-", "|", "\\", "\\|",
    "> ", "- ", "# a\n", "a\n===\n", "```\n", "<div>\n# a\n", "| a |\n\n", "| a |\n|---|\n",
    "[a]: b\n", "[!include", "[!include[a](b ", "[!include[a](b)]", "array of ", "list<", "Aa",
]  # fmt: skip
SHORT, LONG = 8_000, 64_000
GROWTH = 3 * LONG / SHORT
UNNOTICED = 0.25
"""Seconds that LONG characters may take in any case: a quadratic step takes more."""


def seconds_to_read(page: str, layout: str) -> float:
    data = PageBytes(Loaded("page.md", page.encode()))
    loaded = load_layout(layout)
    started = time.process_time()
    with gc_paused():
        read_page(data, loaded)
    return time.process_time() - started


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["superoffice", "rest"])
@pytest.mark.parametrize("unit", UNITS)
def test_reading_takes_linear_time(unit: str, layout: str) -> None:
    for place, page in PLACES.items():
        taken = seconds_to_read(page(unit * (LONG // len(unit))), layout)
        if taken > UNNOTICED:
            short = page(unit * (SHORT // len(unit)))
            before = min(seconds_to_read(short, layout) for _ in range(2))
            assert taken < GROWTH * before, place


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["- a\n", "# a\n", "| a | b |\n", "> a\n\n", "<a>\n\n", "**a ", "`a``", "|"]
)
def test_the_largest_page_is_read(unit: str) -> None:
    """Within a limit that only a hang passes; the growth is measured above."""
    units = (LARGEST - len(PAGE) - 10) // len(unit)
    if "\n" in unit:
        units = min(units, (MOST_LINES - 200) // unit.count("\n"))
    page = f"{PAGE}\n\n{unit * units}"
    started = time.process_time()
    assert page_of(page.encode()).operation
    assert time.process_time() - started < 30


def test_a_page_of_too_many_lines_is_a_diagnostic() -> None:
    assert codes(page_of((PAGE + "\n" * MOST_LINES).encode()).diagnostics) == ["DOC110"]


@pytest.mark.parametrize("mark", ["**a ", "__a ", "`", "[", "[a](", "# ", "**", "a`"])
def test_texts_are_laid_out_in_linear_time(mark: str) -> None:
    for lay_out in (plain, docstring.__wrapped__):
        started = time.process_time()
        lay_out(mark * (200_000 // len(mark)))
        assert time.process_time() - started < 5


def test_marks_are_stripped() -> None:
    text = "**a** and __b__, ``c ` d``, `e`, ***f***, ** g**, [h](https://x.org/i_(j))\n## l ##"
    assert plain(text) == "a and b, c ` d, e, *f*, ** g**, h (https://x.org/i_(j))\nl"


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("| LampId |", f"| {'a' * 200_000} |"),
        PAGE.replace("| Id | int32 |", f"| Id | {'L' * 200_000} |"),
        PAGE.replace("Response: Lamp", f"Response: {'Aa' * 100_000}"),
        PAGE.replace("v1LampAgent_Switch", f"v1{'L' * 100_000}_Switch"),
        PAGE.replace("/Lamp/Switch\n```\n\nS", f"/Lamp/{{{'L' * 3_000}}}\n```\n\nS"),
        PAGE.replace(
            "| Id | int32 | Primary key |\n",
            "".join(f"| {'-' * (n % 90 + 1)}{'.' * (n // 90)} | int32 | |\n" for n in range(2000)),
        ),
        PAGE.replace("Switches a lamp.", "AaAaA" * 40_000),
        PAGE.replace("Which lamp", "é a" * 40_000),
        PAGE.replace("Which lamp", f"&#{'9' * 5000}; `&#{'9' * 5000};`"),
    ],
    ids=["name", "model", "response", "id", "path", "punctuation", "prose", "letters", "reference"],
)
def test_odd_names_are_built_in_seconds(page: str) -> None:
    started = time.process_time()
    assert files_of(linked(page_of(page.encode())))
    assert time.process_time() - started < 15


def test_a_name_that_is_too_long_is_left_out() -> None:
    page = page_of(PAGE.replace("| LampId |", f"| {'a' * (LONGEST_NAME + 1)} |").encode())
    assert "DOC220" in codes(page.diagnostics)


def test_names_that_fall_together_are_numbered_in_linear_time() -> None:
    scope = Scope()
    started = time.process_time()
    names = [scope.reserve("unnamed") for _ in range(50_000)]
    assert names[:3] == ["unnamed", "unnamed_2", "unnamed_3"]
    assert len(set(names)) == len(names)
    assert time.process_time() - started < 5


def test_imports_of_many_modules_are_sorted_in_linear_time() -> None:
    imports = PythonImports()
    imports.include(f"from .lamp{number} import Lamp" for number in range(20_000))
    imports.include(["import os", "from typing import Any"])
    started = time.process_time()
    lines = imports.block().splitlines()
    assert lines[:5] == [
        "import os",
        "from typing import Any",
        "",
        "from .lamp0 import Lamp",
        "from .lamp1 import Lamp",
    ]
    assert time.process_time() - started < 1.5


def test_unread_request_lines_are_looked_up_in_linear_time() -> None:
    known = KnownPaths(("GET", f"/lamps/{{id}}/a{number}") for number in range(5_000))
    started = time.process_time()
    assert known.has("GET", "https://x.org/v1/lamps/7/a4999")
    for number in range(20_000):
        assert not known.has("GET", f"/birds/{{id}}/a{number}")
    assert time.process_time() - started < 3


def test_components_of_a_graph() -> None:
    graph = {"a": "b", "b": "ca", "c": "d", "d": "", "e": "e", "f": "ga", "g": "f"}
    found = sorted("".join(sorted(component)) for component in strongly_connected(graph))
    assert found == ["ab", "c", "d", "e", "fg"]


def test_a_cycle_of_many_models_takes_linear_time() -> None:
    from generator.targets.views import models

    count = 10_000
    names = [f"M{n}" for n in range(count)]
    schemas = tuple(
        NamedSchema(
            name=name,
            schema=Object(
                properties=(
                    Property(
                        name="next",
                        schema=Reference(name=names[(n + 1) % count]),
                        source=Source(file="page.md"),
                    ),
                )
            ),
        )
        for n, name in enumerate(names)
    )
    api = linked(page_of(PAGE.replace("| Name | string |", "| Name | M0 |").encode()))
    api = Api.model_copy(api, update={"schemas": (*api.schemas, *schemas)})
    started = time.process_time()
    cycles = models(api)
    assert [len(cycle) for cycle in cycles if cycle[0].name == "M0"] in ([count], [])
    assert time.process_time() - started < 10


def test_pages_share_what_they_include(tmp_path: Path) -> None:
    (tmp_path / "shared.txt").write_text("words " * 10_000)
    for number in range(20):
        (tmp_path / f"p{number}.md").write_text(f"{PAGE}\n\n[!include[x](shared.txt)]\n")
    loaded = load_pages(find_pages([tmp_path], tmp_path), tmp_path)
    assert len({id(page.included[0][2].data) for page in loaded}) == 1


@pytest.mark.slow
def test_many_includes_are_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    page = tmp_path / "page.md"
    for end in (" ", "\n\n"):
        page.write_text(PAGE + "\n\n" + f"[!include[a](a.txt)]{end}" * 20_000)
        started = time.process_time()
        read = read_page(load_page(PageFile(page, "page.md"), tmp_path))
        assert codes(read.diagnostics).count("DOC110") == 1
        assert time.process_time() - started < 10
    distinct = "".join(f"[!include[a](a{n}.txt)]\n\n" for n in range(20_000))
    page.write_text(PAGE + "\n\n" + distinct)
    assert len(load_page(PageFile(page, "page.md"), tmp_path).included) <= MOST_INCLUDES + 1


def test_a_chain_of_includes_does_not_exhaust_the_stack(tmp_path: Path) -> None:
    for number in range(900):
        (tmp_path / f"i{number}.txt").write_text(f"[!include[x](i{number + 1}.txt)]\n")
    page = tmp_path / "page.md"
    for text in ("\n\n[!include[x](i0.txt)]\n", "\n\n- [!include[x](i0.txt)]\n"):
        page.write_text(PAGE + text)
        read = read_page(load_page(PageFile(page, "page.md"), tmp_path))
        assert "DOC110" in codes(read.diagnostics)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="measures in the units of Linux")
def test_memory_does_not_grow_with_pages_that_include(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    values = ",".join(["1"] * 100_000)
    (tmp_path / "docs" / "sample.txt").write_text(
        f"```http_\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n[{values}]\n```\n"
    )
    for number in range(200):
        page = PAGE.replace("Switch", f"Switch{number}")
        (tmp_path / "docs" / f"p{number}.md").write_text(f"{page}\n[!include[x](sample.txt)]\n")
    # A process begins with the peak of the one it was forked from: a small one starts the build.
    measure = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    build = ["-m", "generator", "build", "docs", "--target", "openapi", "--no-cache"]
    ended = subprocess.run(
        [sys.executable, "-c", measure, sys.executable, *build],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    # Of the largest process, in KiB: far less than 200 copies of the include.
    assert int(ended.stdout.splitlines()[-1]) < 200_000
