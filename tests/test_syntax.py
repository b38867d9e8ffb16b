"""``[syntax]``: text of pages in the comments and strings of any language, and nowhere else."""

import json
import re

import pytest
from test_packs import Mine, mine
from test_places import pack_of

from generator.targets import PackError
from generator.targets.pack import Pack
from generator.targets.places import check_places
from generator.targets.syntax import Syntax

__all__ = ["mine"]

KOTLIN = Syntax(
    endings=("kt",),
    nested_comments=True,
    strings={'"': "line", '"""': "raw", "'": "line"},
    string_escapes={"$": r"\$"},
)
JAVA = Syntax(endings=("java",), comment_escapes={r"\u": r"\\u"})
LUA = Syntax(endings=("lua",), line_comment="--", block_comment=("--[[", "]]"))
RUST = Syntax(
    endings=("rs",), doc_comment="///", nested_comments=True, control_escape=r"\u{{{code:x}}}"
)


def kotlin(template: str) -> Pack:
    escapes = {"doc": "block-comment", "string": "string", "json": "json", "note": "line-comments"}
    pack = pack_of("one.kt.jinja", template)
    return pack.model_copy(update={"escapes": escapes, "syntax": KOTLIN})


@pytest.mark.parametrize("text", ["*/*", "/**/", "a /* b */", "*/*/*", "/*/"])
def test_no_comment_begins_or_ends_in_a_comment(text: str) -> None:
    inside = KOTLIN.block_text(text)
    assert "/*" not in inside
    assert "*/" not in inside
    # Where comments do not nest, media types are left as they are.
    assert Syntax().block_text("application/*") == "application/*"


@pytest.mark.parametrize("text", ["]]", "]]]", "]]]]"])
def test_marks_that_overlap(text: str) -> None:
    assert "]]" not in LUA.block_text(text)


def test_what_a_language_reads_in_comments_too() -> None:
    assert JAVA.block_text(r"\u002a/ x") == r"\\u002a/ x"
    assert JAVA.line_text(r"\u000a x") == r"\\u000a x"


def test_lines_of_comments() -> None:
    assert RUST.doc_text("One.\n\nTwo.", indent=4) == "One.\n    ///\n    /// Two."
    assert Syntax().doc_text("a " * 30, width=40).count("\n// ") == 1


def test_strings() -> None:
    assert KOTLIN.string('a$b "c" \\ \n \u202e é') == r'"a\$b \"c\" \\ \n \u202e é"'
    assert KOTLIN.raw_string("a\\b 'c'") == '"""a\\b \'c\'"""'
    assert KOTLIN.raw_string('"$x"') == KOTLIN.string('"$x"')
    assert Syntax().raw_string("a\\b") == '"a\\\\b"'
    assert RUST.string("\x01") == r'"\u{1}"'
    assert Syntax(strings={"'": "line"}).string('it\'s "so"') == "'it\\'s \"so\"'"
    assert json.loads(Syntax().string("\u2028\x00 \t")) == "\u2028\x00 \t"


@pytest.mark.parametrize(
    "template",
    [
        "/** {{ op.path | doc }} */ val x = {{ op.path | string }}",
        "// {{ op.path | note }}\nval x = 1",
        'val x = """\n{{ package }}\n"""\nval y = {{ op.path | string }}',
        'val x = """ " """; /* {{ op.path | doc }} */',
    ],
)
def test_what_fits(template: str) -> None:
    check_places(kotlin(template))


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("val x = {{ op.path | json }}", "escaped for json in code; use string"),
        ("/** {{ op.path | string }} */", "in a block comment; use doc"),
        ('val x = """{{ op.path | string }}"""', "in a string in quotes"),
        ('val x = "" + """\\"""; val y = {{ op.path | doc }}', "in code"),
        ("/** x/{{ op.path | doc }} */", "text directly behind / in a block comment"),
        ("/** {{ op.path | doc }}*/", "* directly behind text in a block comment"),
        ("/** {{ op.path | doc }}/ */", "/ directly behind text in a block comment"),
    ],
)
def test_what_does_not_fit(template: str, problem: str) -> None:
    with pytest.raises(PackError, match=re.escape(problem)):
        check_places(kotlin(template))


def test_text_in_files_of_an_unknown_language(mine: Mine) -> None:
    """A string of JSON may be more than a string there."""
    toml = '[[file]]\ntemplate = "one.dart.jinja"\npath = "one.dart"\n[escapes]\njson = "json"\n'
    mine.write(toml, **{"one.dart": "x = {{ api.title | json }}"})
    with pytest.raises(PackError, match=r"one\.dart\.jinja:1: .* among those of \[syntax\]"):
        mine.files(title="$x")
    mine.write(toml, **{"one.dart": "x = {{ client }}"})
    assert mine.files(client="Lamps") == {"one.dart": "x = Lamps"}


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ('block_comment = ["{", "}"]', "two marks, of two or more characters each"),
        ('doc_comment = "#"', "doc_comment: has to begin with line_comment, '//'"),
        ("strings = {}", "strings"),
        ("coments = 1", "coments"),
    ],
)
def test_what_is_no_syntax(mine: Mine, toml: str, problem: str) -> None:
    mine.write(f"[syntax]\n{toml}")
    with pytest.raises(PackError, match=re.escape(problem)):
        mine.files()


TYPES = """\
[types]
string = "string"
date-time = "Time"
integer = "int"
array = "{ x: {items} }"
union = "any"
"""


def test_braces_of_a_type_are_code(mine: Mine) -> None:
    file = '[[file]]\ntemplate = "one.jinja"\npath = "one.txt"\n'
    show = (
        "{% for s in api.schemas if s.name == 'Lamp' %}{% for p in s.schema_.properties %}"
        "{{ p.schema_ | type }};{% endfor %}{% endfor %}"
    )
    mine.write(file + TYPES.replace('"Time"', '"{ at: {} }"'), one=show)
    assert mine.files() == {"one.txt": "int;string;{ at: {} };"}


def test_a_part_that_a_type_has_not(mine: Mine) -> None:
    mine.write(TYPES.replace("{items}", "{item}"))
    with pytest.raises(PackError, match=r"array: no part \{item\}; there is \{items\}"):
        mine.files()


def test_tools_read_no_tags_in_documentation_comments() -> None:
    syntax = Syntax(doc_escapes={"@": "\\@", "{": "\\{"})
    assert syntax.doc_block_text("{@link x} ends */ here") == "\\{\\@link x} ends *\\/ here"
    assert syntax.doc_block_text("one " * 6, 2, 25, 2) == "one one one one one\n   *   one"


def test_a_string_takes_the_quotes_that_need_fewer_escapes() -> None:
    assert Syntax(fewest_escapes=True).string('say "x"') == "'say \"x\"'"
    assert Syntax(fewest_escapes=True).string("it's \"x") == '"it\'s \\"x"'
    assert Syntax().string('say "x"') == '"say \\"x\\""'


def test_a_member_is_a_name_or_a_string() -> None:
    syntax = Syntax(members={"__proto__": '["__proto__"]'})
    names = ["$select", "a-b", "1st", "", "__proto__", "it\\"]
    assert [syntax.member(name) for name in names] == [
        "$select", '"a-b"', '"1st"', '""', '["__proto__"]', '"it\\\\"',
    ]  # fmt: skip
