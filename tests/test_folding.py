"""Code that is too long for its line, in a way that formatters leave as it is."""

import pytest

from generator.targets.folding import alternatives, continued, folded

VALUES = '"First" | "Second" | (string & {})'


def test_items_stand_on_one_line_or_on_a_line_each() -> None:
    assert folded(["a", "b"], "f(", ")", width=7) == "f(a, b)"
    assert folded(["a", "b"], "f(", ")", indent=2, width=8) == "f(\n    a,\n    b,\n  )"
    assert folded([], "f(", ")", width=1) == "f()"
    assert folded(["a"], "{", "}", space=" ") == "{ a }"
    assert folded(["a\nb"], "f(", ")") == "f(\n  a\nb,\n)"


def test_a_value_stands_behind_its_name_or_on_the_next_line() -> None:
    assert continued("value", "name:", ",", width=12) == "name: value,"
    assert continued("value", "name:", ",", width=11) == "name:\n  value,"


@pytest.mark.parametrize(
    ("type_", "width", "lines"),
    [
        (VALUES, 50, f"a: {VALUES};"),
        (VALUES, 39, f"a:\n    {VALUES};"),
        (VALUES, 20, 'a:\n    | "First"\n    | "Second"\n    | (string & {});'),
        ('"x | y" | "z"', 10, 'a:\n    | "x | y"\n    | "z";'),
        (f"({VALUES})[]", 20, 'a: (\n    | "First"\n    | "Second"\n    | (string & {})\n  )[];'),
        ("models.Name | null", 10, "a: models.Name | null;"),
        (
            f"Record<string, {VALUES}>", 30,
            'a: Record<\n    string,\n    | "First"\n    | "Second"\n    | (string & {})\n  >;',
        ),
        ("Name<models.Name>", 10, "a: Name<models.Name>;"),
        ("Name<models.Name[]>", 10, "a: Name<\n    models.Name[]\n  >;"),
    ],
)  # fmt: skip
def test_alternatives_have_a_line_each(type_: str, width: int, lines: str) -> None:
    assert alternatives(type_, "a:", ";", indent=2, width=width) == lines
