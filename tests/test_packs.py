"""Packs of a user: everything that ``target.toml`` can say, and the errors for what it cannot."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages import PAGE

from generator.config import load_settings
from generator.incremental.session import build
from generator.incremental.store import Cache
from generator.targets import PackError, load_pack
from generator.targets.escapes import html_text
from generator.targets.registry import ESCAPES
from generator.targets.syntax import Syntax

FORMATTER = "import sys; sys.stdout.write(sys.argv[1] + sys.stdin.read().upper())"


class Mine:
    """A pack named ``mine`` in a folder of templates, and a page to render with it."""

    def __init__(self, folder: Path) -> None:
        self.templates = folder / "templates"
        self.folder = self.templates / "mine"
        self.folder.mkdir(parents=True)
        (folder / "page.md").write_text(PAGE)
        self._page = folder / "page.md"

    def write(self, toml: str, **templates: str) -> None:
        (self.folder / "target.toml").write_text(toml, "utf-8")
        for name, text in templates.items():
            (self.folder / f"{name}.jinja").write_text(text, "utf-8")

    def describe(self, sentence: str) -> None:
        """Have another API: its operation says something else."""
        self._page.write_text(PAGE.replace("Switches a lamp.", sentence))

    def files(self, cache: Path | None = None, **settings: object) -> dict[str, str]:
        """What is rendered, by path in the target's folder."""
        given = load_settings(
            None, pages=[self._page], targets=["mine"], templates=[self.templates], **settings
        )
        with Cache(cache) as store:
            built = build(given, cache=store)
        return {file.path.removeprefix("mine/"): file.text for file in built.files}


@pytest.fixture
def mine(tmp_path: Path) -> Mine:
    return Mine(tmp_path)


ONE_FILE = '[[file]]\ntemplate = "one.jinja"\npath = "one.txt"\n'


def test_nothing_of_a_language_where_a_pack_names_none(mine: Mine) -> None:
    mine.write(ONE_FILE, one="{{ ['a'] | bracketed('(', ')') }}")
    with pytest.raises(PackError, match="No filter named 'bracketed'"):
        mine.files()
    mine.write(f'language = "python"\n{ONE_FILE}')
    assert mine.files() == {"one.txt": "(a)"}


def test_only_escapes_that_the_pack_names(mine: Mine) -> None:
    mine.write(ONE_FILE, one="{{ api.title | json }}")
    with pytest.raises(PackError, match="No filter named 'json'"):
        mine.files(title="Lamps")
    mine.write(f'{ONE_FILE}[escapes]\njson = "json"\n')
    assert mine.files(title="Lamps") == {"one.txt": '"Lamps"'}


def test_words_of_ones_own_and_of_a_language(mine: Mine) -> None:
    mine.write(
        f"""\
{ONE_FILE}
[word_lists]
basic = ["goto"]
[names.one]
case = "snake_case"
reserved = ["basic", "python"]
reserved_names = ["print"]
""",
        one="{% for name in ['Goto', 'Class', 'Print', 'Lamp'] %}{{ names.cased(name, 'one') }} "
        "{% endfor %}",
    )
    assert mine.files() == {"one.txt": "goto_ class_ print_ lamp "}


def test_how_values_are_joined(mine: Mine) -> None:
    mine.write(
        f"""\
{ONE_FILE}
[escapes]
literal = "json"
[types]
string = "string"
integer = "number"
enum = "{{values}}"
[joins]
values = " | "
""",
        one="{% for op in api.operations %}{% for a in names.arguments(op) if a.name == 'State' %}"
        "{{ a.schema | type }}{% endfor %}{% endfor %}",
    )
    assert mine.files() == {"one.txt": '"On" | "Off" | "Blinking"'}
    text = (mine.folder / "target.toml").read_text()
    (mine.folder / "target.toml").write_text(text.replace('literal = "json"', ""))
    with pytest.raises(PackError, match=r"\[escapes\] has no 'literal'"):
        mine.files()


def command(*arguments: str) -> str:
    listed = json.dumps([sys.executable, "-c", *arguments])
    return f"format = 'loud'\n{ONE_FILE}[formatters]\nloud = {listed}\n"


def test_a_command_as_formatter(mine: Mine, tmp_path: Path) -> None:
    mine.write(command(FORMATTER, "{path}: "), one="a lamp é")
    expected = {"one.txt": "mine/one.txt: A LAMP É"}
    assert mine.files() == expected
    assert mine.files(cache=tmp_path / "cache") == expected
    mine.write(command(FORMATTER, "of {path}: "), one="a lamp é")
    assert mine.files(cache=tmp_path / "cache") == {"one.txt": "of mine/one.txt: A LAMP É"}


def test_a_formatter_of_the_configuration_goes_last(mine: Mine, tmp_path: Path) -> None:
    mine.write(ONE_FILE, one="a lamp é")

    def files(pattern: str, text: str, **options: Any) -> dict[str, str]:
        formatters = {pattern: [sys.executable, "-c", FORMATTER, text]}
        return mine.files(target={"mine": {"formatters": formatters}}, **options)

    assert files("*.txt", "{path}: ") == {"one.txt": "mine/one.txt: A LAMP É"}
    assert files("*.py", "{path}: ") == {"one.txt": "a lamp é"}
    for text in ("one ", "two ", "one "):
        found = files("mine/*", text, cache=tmp_path / "cache")
        assert found == {"one.txt": f"{text}A LAMP É"}
    log = tmp_path / "runs"
    counting = f"{FORMATTER}; open({str(log)!r}, 'a').write('.')"
    target = {"mine": {"formatters": {"*": [sys.executable, "-c", counting, "once "]}}}
    for sentence in ("Switches a lamp on.", "Switches a lamp off."):
        mine.describe(sentence)
        found = mine.files(target=target, cache=tmp_path / "cache")
        assert found == {"one.txt": "once A LAMP É"}
    assert log.read_text() == "."
    for wrong, problem in (
        ({"*.txt": []}, r"target\.mine\.formatters: \*\.txt: "),
        ({"*.txt": "prettier"}, r"target\.mine\.formatters: \*\.txt: "),
        (["prettier"], r"target\.mine\.formatters: "),
        ({"*.txt": ["/no/such/command"]}, "No such file"),
    ):
        with pytest.raises(PackError, match=problem):
            mine.files(target={"mine": {"formatters": wrong}})


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        (command("import sys; sys.exit('line 7: no')"), "ended with 1: line 7: no"),
        (command(FORMATTER).replace(sys.executable, "/no/such/command"), "No such file"),
        (command("import sys; sys.stdout.buffer.write(bytes([255]))"), "can't decode"),
    ],
)
def test_a_command_that_fails(mine: Mine, toml: str, problem: str) -> None:
    mine.write(toml, one="a lamp")
    with pytest.raises(PackError, match=problem):
        mine.files()


SETTINGS = """\
[settings.greeting]
type = "string"
default = "hello"
description = "What to say."
[settings.times]
type = "integer"
default = 1
description = "How often."
[settings.names]
type = "strings"
default = []
description = "To whom."
"""
GREETING = "{{ settings.greeting * settings.times }}{{ settings.names | join }}"


def test_settings_of_a_pack(mine: Mine, tmp_path: Path) -> None:
    mine.write(ONE_FILE + SETTINGS, one=GREETING)
    cache = tmp_path / "cache"
    assert mine.files(cache) == {"one.txt": "hello"}
    given = {"mine": {"greeting": "hi ", "times": 2, "names": ["Ada"]}}
    assert mine.files(cache, target=given) == {"one.txt": "hi hi Ada"}
    assert mine.files(cache) == {"one.txt": "hello"}


def test_settings_stand_in_the_configuration(mine: Mine, tmp_path: Path) -> None:
    mine.write(ONE_FILE + SETTINGS, one=GREETING)
    config = tmp_path / "docs2sdk.toml"
    config.write_text('pages = ["page.md"]\ntargets = ["mine"]\ntemplates = ["templates"]\n'
                      '[target.mine]\ngreeting = "salut"\n')  # fmt: skip
    assert [file.text for file in build(load_settings(config)).files] == ["salut"]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"greting": "hi"}, r"unknown key 'target\.mine\.greting'; did you mean 'greeting'\?"),
        ({"xyz": 1}, r"unknown key 'target\.mine\.xyz'$"),
        ({"times": "2"}, r"target\.mine\.times: '2' is no integer"),
        ({"times": True}, "True is no integer"),
        ({"names": "Ada"}, "'Ada' is no list of strings"),
    ],
)
def test_settings_that_a_pack_has_not(mine: Mine, given: dict[str, object], problem: str) -> None:
    mine.write(ONE_FILE + SETTINGS, one=GREETING)
    with pytest.raises(PackError, match=problem):
        mine.files(target={"mine": given})


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ('language = "pyton"', "no language named 'pyton'; did you mean 'python'"),
        ('format = "blac"', "no formatter named 'blac'; did you mean 'black'"),
        ('[escapes]\na = "jsn"', "no escape named 'jsn'; did you mean 'json'"),
        ('[names.a]\ncase = "flatcase"\nreserved = "kotlin"', "no word list named 'kotlin'"),
        ('[settings.a]\ntype = "string"\ndefault = 1\ndescription = ""', "1 is no string"),
        ("fles = 1", "unknown key 'fles'; did you mean 'file'"),
        ('name = "gopher"', "name: 'gopher' is not the name of its folder, 'mine'"),
        (
            '[names.type]\ncas = "flatcase"',
            r"unknown key 'names\.type\.cas'; did you mean 'case'\?$",
        ),
        ('[names.type]\nprefix = "x"', r"key 'names\.type\.case' is missing"),
        (
            '[names.type]\ncase = "snakecase"',
            "'snakecase' is none of .*; did you mean 'snake_case'",
        ),
        ('[names.typ]\ncase = "flatcase"', "names.typ: no template uses .*; did you mean 'type'"),
        ('[types]\nstrng = "x"', "types.strng: .*; did you mean 'string'"),
        ('[[file]]\ntemplate = "on.jinja"\npath = "x"', "'on.jinja'; did you mean 'one.jinja'"),
        (ONE_FILE + "each = 'tags'", r"file\[0\]\.each: 'tags' is none of .*; did you mean 'tag'"),
        (ONE_FILE + "parts = ['x']", "no part named 'x'"),
        ("[[[", "target.toml"),
    ],
)
def test_what_is_wrong_with_a_pack(mine: Mine, toml: str, problem: str) -> None:
    mine.write(toml, one="{{ names.cased('x', 'a') }}")
    with pytest.raises(PackError, match=problem):
        load_pack("mine", [mine.templates])


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        (
            "\n{{ apii.title | json }}",
            r"one\.jinja:2: no variable named 'apii'; did you mean 'api'",
        ),
        ("\n{{ api.titel | json }}", r"one\.jinja:2: Api has no 'titel'; did you mean 'title'"),
        ("\n{{ names.typ('a') }}", r"one\.jinja:2: Names has no 'typ'; did you mean 'type'"),
        ("\n{{ names.property('a', 'b') }}", r"one\.jinja:2: nothing is named 'a'"),
        ("\n{{ names.property('a') }}", r"one\.jinja:2: .* missing 1 required .*'name'"),
        ("\n{% for x %}", r"one\.jinja:2: expected token 'in'"),
        ("\n{% include 'on.jinja' %}", r"one\.jinja:2: .* 'on\.jinja'; did you mean 'one\.jinja'"),
        ("\n{% for s in api.schemas %}{{ s.schema_ | type }}{% endfor %}", r":2: .* for object"),
        ("\n{{ api.title }}", r"one\.jinja:2: text of the docs without an escape .*; use json"),
    ],
)
def test_what_is_wrong_with_a_template(mine: Mine, template: str, problem: str) -> None:
    mine.write(f'{ONE_FILE}[escapes]\njson = "json"\n', one=template)
    with pytest.raises(PackError, match=f"mine/{problem}" if problem[0] != ":" else problem):
        mine.files()


@pytest.mark.parametrize("key", ["when", "whole"])
def test_a_condition_that_fails(mine: Mine, key: str) -> None:
    mine.write(f"{ONE_FILE}each = 'tag'\n{key} = 'settngs.x'", one="x")
    with pytest.raises(PackError, match=r"mine/target\.toml: no variable named 'settngs'"):
        mine.files()


def test_a_folder_without_a_target(mine: Mine) -> None:
    with pytest.raises(PackError, match=r"mine has no target\.toml"):
        mine.files()


def test_a_target_that_is_not_made_may_have_settings(mine: Mine) -> None:
    mine.write(ONE_FILE + SETTINGS, one=GREETING)
    assert mine.files(target={"python": {}}) == {"one.txt": "hello"}
    with pytest.raises(PackError, match="no target named 'pyton'"):
        mine.files(target={"pyton": {}})


HOSTILE = ["*/ x", "**/", "\n*/", '"', "<script>", "a\nb", "\\", "'", "\u2028", "{{ x }}", "*\n/"]


@pytest.mark.parametrize("text", HOSTILE)
def test_escapes_of_many_languages(text: str) -> None:
    assert "*/" not in f"/** {Syntax().block_text(text)} ".removeprefix("/*")
    assert not set('<>"') & set(html_text(text))
    one_line: list[Callable[..., str]] = [
        ESCAPES["line-comment"], ESCAPES["json"], ESCAPES["toml"], ESCAPES["markdown"],
    ]  # fmt: skip
    assert not any("\n" in escape(text) for escape in one_line)


def test_a_block_comment_of_several_lines() -> None:
    assert (
        Syntax().block_text("One.\n\nTwo */ three.", indent=2) == "One.\n   *\n   * Two *\\/ three."
    )
