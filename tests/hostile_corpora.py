"""About fifty corpora that somebody wrote to break a build, each with an innocent page in it.

Each is a function that writes pages into an empty folder. Its docstring says what it tries.
"""

import os
import random
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from case_file import parse_cases
from conftest import REPOSITORY
from hostile_texts import ACTIVE, CODE, NAMES, OBEYED
from pages import PAGE

OTHER_LAYOUTS = ("rest", "widdershins", "docker", "mastodon", "discord", "hashicorp", "microsoft")

SIZE = 900_000
"""Bytes of a large page: somewhat below the limit."""
LARGE = (
    "<!--a-->", "**a ", "`", "[", "# a\n", "- a\n", "> a\n\n", "| a | b |\n", "<a>\n\n", "a",
    "é\u0301", "GET /a\n\n", "`GET /a` ", "## GET /a\n", "| `GET /a` |\n", "[!include[a](b)]",
    '<Route method="GET">/a</Route>\n',
)  # fmt: skip


def _set(place: str, text: str, page: str = PAGE) -> str:
    """The page with something else in a place. A cell, a name or a heading is one line."""
    assert place in page, place
    return page.replace(place, text)


def _numbered(number: int, page: str = PAGE) -> str:
    """The page under a path and an id of its own."""
    return page.replace("Switch", f"Switch{number}")


def _write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))


def _each(folder: Path, place: str, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        _write(folder, f"p{number}.md", _numbered(number, _set(place, text)))


PLACES = (
    "Which lamp", "LampId", "Which language", "SO-Language", "On, Off, Blinking", "No such lamp.",
    "Primary key", "int32", "v1LampAgent_Switch", "Response: Lamp", "LampId, State", "$select",
    "/api/v1/Agents/Lamp/Switch", "POST Agents/Lamp/Switch", "Switches a lamp.", "Basic",
    "application/json", "text/json", "404", "date-time", "Seen",
)  # fmt: skip


def _everywhere(folder: Path, texts: list[str]) -> None:
    """Each text in each place of the page, in turn."""
    for number, place in enumerate(PLACES):
        for other, text in enumerate(texts):
            page = _numbered(1000 * number + other, _set(place, text))
            _write(folder, f"{number}/p{other}.md", page)


def code_in_every_place(docs: Path) -> None:
    _everywhere(docs, CODE)


def orders_to_terminals_in_every_place(docs: Path) -> None:
    _everywhere(docs, OBEYED)


def active_content_in_every_place(docs: Path) -> None:
    _everywhere(docs, ACTIVE)


def names_of_ours_in_every_place(docs: Path) -> None:
    _everywhere(docs, NAMES)


def names_of_files(docs: Path) -> None:
    for number, text in enumerate([*CODE, *OBEYED, *ACTIVE, *NAMES]):
        name = text.replace("/", "\\").replace("\x00", "0")[:80]
        _write(docs, f"{name}/{name}.md", _numbered(number))
        _write(docs, f"{name}.md", "x")


def names_of_files_that_are_no_text(docs: Path) -> None:
    for number, name in enumerate(
        [b"\xff.md", b"a\xe9b.md", b"\xed\xa0\x80.md", b"a" * 251 + b".md"]
    ):
        Path(os.fsdecode(bytes(docs) + b"/" + name)).write_text(_numbered(number))
        folder = Path(os.fsdecode(bytes(docs) + b"/" + name[:-3]))
        folder.mkdir()
        (folder / "page.md").write_text(_numbered(100 + number))


def files_that_are_none(docs: Path) -> None:
    (docs / "folder.md").mkdir()
    os.mkfifo(docs / "fifo.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(docs / "socket.md"))
    for name, leads_to in {
        "loop.md": "loop.md", "zero.md": "/dev/zero", "tty.md": "/dev/stdin", "up.md": "..",
        "gone.md": "nowhere", "passwd.md": "/etc/passwd", "again": ".", "root": "/",
    }.items():  # fmt: skip
        (docs / name).symlink_to(leads_to)


def statuses(docs: Path) -> None:
    every = "".join(f"| {status} | x |\n" for status in range(1100))
    _write(docs, "p.md", _numbered(0, _set("| 404 | No such lamp. |", every)))
    odd = ["4XX", "default", "99999999999", "-1", "0x10", "٤٠٤", "4.0", "418 I'm a teapot", "1e3"]
    _each(docs, "404", odd)


def paths(docs: Path) -> None:
    odd = [
        "/a/../../etc", "//evil.org/x", "/{", "/}", "/{}", "/{a}{b}", "/{a{b}}", "/{a}/{a}",
        "/%00", "/%2e%2e/", "/a?b={c}&d", "/a#b", "/é/名", "/" + "a/" * 5_000,
        "/{" + "a" * 9_000 + "}",
        "http://evil.org/x", "/\u202ex", "/a b", "/*", "/{a:int}/{b?}/{*c}", "/{a|b}", "/{class}",
        "/{self}/{timeout}", '/"', "/'", "/\\", "/`", "/~", "/a'b\"c{d\"e}",
    ]  # fmt: skip
    _each(docs, "/api/v1/Agents/Lamp/Switch", odd)


def media_types(docs: Path) -> None:
    odd = [
        "application/größe", "a" * 5_000, "text/plain; charset=\"", "*/*", "/", "application/",
        "text/html\x00", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded",
        "application/octet-stream", "application/xml", "APPLICATION/JSON", "application/json,x",
    ]  # fmt: skip
    _each(docs, "application/json", odd)


def long_names(docs: Path) -> None:
    for number, place in enumerate(PLACES):
        for other, text in enumerate(("a" * 129, "a" * 1_100, "Aa" * 70, "é" * 300, "a." * 99)):
            page = _numbered(1000 * number + other, _set(place, text))
            _write(docs, f"p{number}-{other}.md", page)


def units(docs: Path) -> None:
    """Runs of what parsers are slow with, one page each."""
    from test_bounded import PLACES as WHERE
    from test_bounded import UNITS

    for number, unit in enumerate(UNITS):
        for place, page in WHERE.items():
            _write(docs, f"{number}/{place}.md", page(unit * (8_000 // len(unit))))


def large_pages(docs: Path) -> None:
    """Pages of one thing each, up to the limits of bytes and lines."""
    for number, unit in enumerate(LARGE):
        text = unit * min(SIZE // len(unit), 90_000)
        _write(docs, f"{number}.md", f"{_numbered(number)}\n\n{text}\n")


def rows_of_unknown_models(docs: Path) -> None:
    rows = "".join(f"| Name{n} | Model{n} | x |\n" for n in range(20_000))
    _write(docs, "p.md", _numbered(1, _set("| Name | string |  |\n", rows)))


def rows_of_arrays_of_unknown_models(docs: Path) -> None:
    rows = "".join(f"| Name{n} | array of Model{n % 7000} | x |\n" for n in range(15_000))
    _write(docs, "p.md", _numbered(1, _set("| Name | string |  |\n", rows)))


def arguments(docs: Path) -> None:
    rows = "".join(f"| $p{n} | string | x |\n" for n in range(5_000))
    _write(
        docs,
        "p.md",
        _numbered(1, _set("| $select | string |  A comma separated list of properties |\n", rows)),
    )


def operations_of_a_page(docs: Path) -> None:
    table = "| Parameter | Type | Description |\n|---|---|---|\n| `id` | integer | Which |\n"
    operations = (f"## Get lamp {n}\n\n`GET /lamps{n}/{{id}}`\n\n{table}\n" for n in range(5_000))
    _write(docs, "all.md", "# API\n\n" + "".join(operations))


def many_tags(docs: Path) -> None:
    for number in range(1_000):
        _write(docs, f"p{number}.md", PAGE.replace("Lamp", f"Lamp{number}"))


def one_model_told_differently(docs: Path) -> None:
    for number in range(700):
        page = _set("| Name | string |  |", f"| Name{number} | string |  |")
        _write(docs, f"p{number}.md", _numbered(number, page))


def models_in_a_circle(docs: Path) -> None:
    count = 1_000
    for number in range(count):
        page = PAGE.replace("Lamp", f"Lamp{number}").replace(
            "| Name | string |", f"| Next | Lamp{(number + 1) % count} |"
        )
        _write(docs, f"p{number}.md", page)


def models_that_all_name_each_other(docs: Path) -> None:
    rows = "".join(f"| N{n} | Lamp{n} | x |\n" for n in range(120))
    for number in range(120):
        page = PAGE.replace("Lamp", f"Lamp{number}").replace("| Name | string |  |\n", rows)
        _write(docs, f"p{number}.md", page)


def long_enums(docs: Path) -> None:
    _each(
        docs,
        "On, Off, Blinking",
        [", ".join(f"V{n}" for n in range(n)) for n in (999, 5_000, 60_000)],
    )


def deep_types(docs: Path) -> None:
    opened = ["array of ", "Array<", "list of ", "map of string to ", "[", "{", "(", "?"]
    _each(docs, "int32", [text * 2_000 + "string" for text in opened])
    for text in ("[]", ">", ")", "?", "}"):
        _write(
            docs,
            f"end{ord(text[0])}.md",
            _numbered(ord(text[0]) + 50, _set("int32", "string" + text * 2_000)),
        )


def samples(docs: Path) -> None:
    start = "\n## Sample response\n\n```http_\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n"
    bodies = [
        "[" * 50_000, '{"a":' * 9_000 + "1" + "}" * 9_000, "9" * 50_000, '{"a\\ud800": 1}', "NaN",
        "[" + ",".join(["{}"] * 90_000) + "]", '{"a": 1, "a": [2]}', '"\\u0000"', "1e999999",
        "-" * 9_000,
        "{" + ",".join(f'"k{n}": {{"k{n}": [{n}]}}' for n in range(9_000)) + "}",
        "/*" * 9_000, "{'a': 1, ...}",
    ]  # fmt: skip
    for number, body in enumerate(bodies):
        _write(docs, f"p{number}.md", f"{_numbered(number)}{start}{body}\n```\n")


def front_matters(docs: Path) -> None:
    numbers = [
        "0x" + "f" * 9_000,
        "0b" + "1" * 90_000,
        "1:" * 9_000 + "1",
        "1" * 9_000,
        "1e" + "9" * 400,
    ]
    deep = [
        "{a: " * 9_000,
        "[" * 90_000,
        "- " * 9_000,
        "? " * 9_000,
        "&a *a",
        "<<: {}",
        "!!set {a}",
        "2020-99-99",
    ]
    alias = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    texts = [
        *(f"a: {text}" for text in numbers + deep),
        f"a0: &a0 x\n{alias}",
        "\t",
        "a: b: c",
        '"',
        "%TAG ! x",
    ]
    for number, text in enumerate(texts):
        _write(docs, f"p{number}.md", _numbered(number).replace("---\n", f"---\n{text}\n", 1))


def includes(docs: Path) -> None:
    (docs / "big.txt").write_text("words of an include " * 22_000)
    for number in range(1_500):
        _write(docs, f"p{number}.md", f"{_numbered(number)}\n[!include[x](big.txt)]\n")


def includes_of_includes(docs: Path) -> None:
    for depth in range(25):
        (docs / f"i{depth}.txt").write_text(
            f"a [!include[x](i{depth + 1}.txt)] [!include[x](i{depth + 1}.txt)]\n\n" * 3
        )
    (docs / "i25.txt").write_text("x" * 1_000)
    leads = [
        "i0.txt",
        "p0.md",
        "../../../etc/passwd",
        "/etc/passwd",
        "~/.netrc",
        "http://evil.org",
        "a" * 5_000,
        ".",
        "\x00",
    ]
    for number, name in enumerate(leads):
        _write(docs, f"p{number}.md", f"{_numbered(number)}\n[!include[x]({name})]\n")


def nested_blocks(docs: Path) -> None:
    nests = [
        "> " * 5_000,
        "- " * 5_000,
        "1. " * 5_000,
        "<div>" * 9_000,
        "\n".join("  " * n + "- a" for n in range(900)),
    ]
    for number, text in enumerate(nests):
        _write(docs, f"p{number}.md", f"{_numbered(number)}\n\n{text}x\n")


def wide_tables(docs: Path) -> None:
    wide = "| a " * 5_000 + "|\n" + "|---" * 5_000 + "|\n" + ("| b " * 5_000 + "|\n") * 20
    _write(docs, "p.md", f"{_numbered(1)}\n\n{wide}")
    ragged = "| Property Name | Type | Description |\n|---|---|---|\n" + "".join(
        "| b " * (n % 90) + "|\n" for n in range(9_000)
    )
    _write(docs, "q.md", f"{_numbered(2)}\n\n{ragged}")


def bytes_of_any_kind(docs: Path) -> None:
    dice = random.Random(5)  # noqa: S311
    data = PAGE.encode()
    for number in range(300):
        changed = bytearray(data)
        for _ in range(dice.randrange(1, 40)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        (docs / f"p{number}.md").write_bytes(bytes(changed))
    for number, text in enumerate(
        (
            b"\xff\xfe" + PAGE.encode("utf-16-le"),
            PAGE.encode("utf-32"),
            b"\x00" * 9_000,
            b"\x89PNG" + data,
        )
    ):
        (docs / f"q{number}.md").write_bytes(text)


def names_that_fall_together(docs: Path) -> None:
    for number, name in enumerate(
        ["Straße", "STRASSE", "strasse", "e\u0301", "\u00e9", "ﬁ", "fi", "K", "k", "İ", "i\u0307"]
    ):
        _write(docs, f"p{number}.md", PAGE.replace("Lamp", name))
    for number, name in enumerate(
        ["X", "AsyncX", "AsyncAsyncX", "x", "X_", "X2", "X_2", "_X", "Client", "AsyncClient"]
    ):
        _write(docs, f"q{number}.md", PAGE.replace("Lamp", name))


def _layout(name: str) -> Callable[[Path], None]:
    def corpus(docs: Path) -> None:
        dice = random.Random(7)  # noqa: S311
        number = 0
        for page, text in _pages_of(name):
            words = sorted(set(text.split()), key=lambda word: (-len(word), word))
            for hostile in [*CODE, *OBEYED, *ACTIVE, *NAMES[::3]]:
                word = dice.choice(words)
                number += 1
                _write(docs, f"{number}/{page}", text.replace(word, word + hostile, 3))

    return corpus


def _pages_of(layout: str) -> Iterator[tuple[str, str]]:
    """Pages of the cases that name a layout."""
    for file in sorted((REPOSITORY / "tests" / "cases").glob("layout*.md")):
        for case in parse_cases(file):
            if case.options.get("layout") == layout:
                yield from case.pages.items()


class Corpus(NamedTuple):
    write: Callable[[Path], None]
    layout: str = "superoffice"


CORPORA = {
    function.__name__.replace("_", " "): Corpus(function)
    for function in (
        code_in_every_place, orders_to_terminals_in_every_place, active_content_in_every_place,
        names_of_ours_in_every_place, names_of_files, names_of_files_that_are_no_text,
        files_that_are_none, statuses, paths, media_types, long_names, units,
        rows_of_unknown_models, rows_of_arrays_of_unknown_models, arguments, many_tags,
        one_model_told_differently, models_in_a_circle, models_that_all_name_each_other,
        long_enums, deep_types, samples, front_matters, includes, includes_of_includes,
        nested_blocks, large_pages, wide_tables, bytes_of_any_kind, names_that_fall_together,
    )
}  # fmt: skip
CORPORA |= {f"layout {name}": Corpus(_layout(name), name) for name in OTHER_LAYOUTS}
CORPORA["operations of a page"] = Corpus(operations_of_a_page, "rest")
