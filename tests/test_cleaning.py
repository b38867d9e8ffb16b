"""Descriptions become clean CommonMark, and safe text in code."""

import ast

import pytest

from generator.docs.cleaning import clean
from generator.targets.escapes import plain, printable, wrap
from generator.targets.python.strings import docstring


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("a <para /> b", "a \n\n b".replace(" \n", "\n").replace("\n b", "\nb")),
        ('See <see cref="T:A.B.IBatchAgent">the agent</see>.', "See the agent."),
        ('See <see cref="P:A.B.Fields" />.', "See `Fields`."),
        ("Use {A.B.ContactEntity.CustomFields}.", "Use `CustomFields`."),
        ('<paramref name="id"/> of <c>x</c>', "`id` of `x`"),
        ("&lt;c&gt;x&lt;/c&gt; &lt;= 0", "`x` <= 0"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ('<a href="https://x.org">x</a>', "[x](https://x.org)"),
        ('<a href="javascript:alert(1)">x</a>', "[x]"),
        ("a < b and List<int> stay", "a < b and List<int> stay"),
        ("`<para />` in code stays", "`<para />` in code stays"),
        ("a <![if b]> c <!d> <?e> &lt;![", "a <![if b]> c <!d> <?e> <!["),
        ("{ 'windowName': 'foo' }", "{ 'windowName': 'foo' }"),
    ],
)
def test_clean(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


def test_plain_has_no_marks() -> None:
    text = "## Title\n\n**bold** `code` [x](https://x.org)\n\n```js\n{}\n```"
    assert plain(text) == "Title\n\nbold code x (https://x.org)\n\n{}"


def test_printable_drops_what_cannot_be_seen() -> None:
    assert printable("a\u202eb\x00c\u2028d\te\n") == "abcd    e\n"


def test_wrap_keeps_lists_and_paragraphs() -> None:
    text = "words " * 20 + "\n\n- " + "item " * 20 + "\n- two"
    lines = wrap(text, indent=4, width=60).split("\n")
    assert all(len(line) <= 60 for line in lines)
    assert [line for line in lines if "- " in line] == [
        "    - " + "item " * 10 + "item",
        "    - two",
    ]
    assert "      item item" in "\n".join(lines)


@pytest.mark.parametrize("text", ['"', '""""""', "\\", 'x\\"""', "end\\", '"a" ""b""" "'])
def test_a_docstring_cannot_end_early(text: str) -> None:
    source = f'"""{docstring(text)}"""'
    assert len(ast.parse(source).body) == 1
    assert ast.literal_eval(source) == text
