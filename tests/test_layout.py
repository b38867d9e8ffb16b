"""What templates lay out is as black would have it, or is left to black."""

import black
from black.mode import Mode, TargetVersion
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.targets.blacken import beyond_doubt
from generator.targets.text import assigned, united

MODE = Mode(target_versions={TargetVersion.PY311})

NAMES = st.integers(1, 45).map(lambda length: "n" * length)
VALUES = st.lists(st.integers(1, 30).map(lambda length: f'"{"v" * length}"'), min_size=1)
TYPES = st.one_of(
    NAMES,
    NAMES.map("list[{}]".format),
    NAMES.map("dict[str, {}]".format),
    VALUES.map(lambda values: f"Literal[{', '.join(values)}] | str"),
)


def as_black_has_it(text: str) -> bool:
    return not beyond_doubt(text) or black.format_str(text, mode=MODE) == text


@settings(max_examples=300, deadline=None)
@given(NAMES, TYPES, NAMES)
def test_a_field(name: str, type_: str, wire: str) -> None:
    field = assigned(f"{name}: {type_} | None", "wire", f'"{wire}"', 4)
    assert as_black_has_it(f"class A(Model):\n    {field}\n")


@settings(max_examples=300, deadline=None)
@given(NAMES, TYPES, st.sampled_from([("", ""), (" | None", " = None")]))
def test_an_argument(name: str, type_: str, rest: tuple[str, str]) -> None:
    or_none, default = rest
    argument = united(type_ + or_none, f"{name}: ", f"{default},", 8)
    # Enough of them for a line each.
    more = "".join(f"        more_and_more_{number}: int,\n" for number in range(4))
    text = f'class A:\n    def f(\n{more}        {argument}\n    ) -> None:\n        """A."""\n'
    assert as_black_has_it(text)


@settings(max_examples=100, deadline=None)
@given(VALUES)
def test_most_fields_and_arguments_need_no_black(values: list[str]) -> None:
    argument = united(f"Literal[{', '.join(values)}] | str | None", "a: ", " = None,", 8)
    assert beyond_doubt(f"    def f(\n        self,\n        {argument}\n    ) -> None:\n")
