"""Descriptions become clean CommonMark, and safe text in code."""

import ast

import pytest

from generator.targets.escapes import plain, printable, wrap
from generator.targets.python.strings import docstring


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
