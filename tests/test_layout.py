"""Text that templates lay out is as black would lay it out, or is given to black."""

from pathlib import Path

import black
import pytest
from black.mode import Mode, TargetVersion
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import PAGE

from generator.config import Settings
from generator.incremental.format_bypass import is_black_stable
from generator.incremental.session import build
from generator.targets.python.layout import assigned, united

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
    return not is_black_stable(text) or black.format_str(text, mode=MODE) == text


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(NAMES, TYPES, NAMES)
def test_a_field(name: str, type_: str, wire: str) -> None:
    field = assigned(f"{name}: {type_} | None", "wire", f'"{wire}"', 4)
    assert as_black_has_it(f"class A(Model):\n    {field}\n")


@pytest.mark.slow
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
    assert is_black_stable(f"    def f(\n        self,\n        {argument}\n    ) -> None:\n")


WITHOUT_HEADERS = PAGE[: PAGE.index("## Request Headers")] + PAGE[PAGE.index("## Request Body") :]
OTHER_TAG = PAGE.replace("Lamp", "Candle")
VERY_LONG = PAGE.replace("LampAgent", f"{'VeryLong' * 9}Agent").replace("Lamp", "Lamp" * 9)


@pytest.mark.slow
@pytest.mark.parametrize("client", ["", "C", "C" * 60, "C" * 88])
@pytest.mark.parametrize(
    "pages",
    [["# Nothing"], [PAGE], [WITHOUT_HEADERS], [PAGE, OTHER_TAG], [VERY_LONG], [PAGE, VERY_LONG]],
    ids=["none", "one", "no headers", "two groups", "long names", "long and short names"],
)
def test_every_file_of_small_and_odd_packages(
    pages: list[str], client: str, tmp_path: Path
) -> None:
    for number, page in enumerate(pages):
        (tmp_path / f"{number}.md").write_text(page)
    package = client.lower()
    built = build(Settings(pages=[tmp_path], client=client, package=package, license="MIT"))
    wrong = [
        file.path
        for file in built.files
        if file.path.endswith(".py") and black.format_str(file.text, mode=MODE) != file.text
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", ["none", "class", "True"])
def test_a_folder_named_for_a_keyword(folder: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "page.md").write_text("# Nothing")
    for file in build(Settings(pages=[tmp_path / folder])).files:
        if file.path.endswith(".py"):
            compile(file.text, file.path, "exec")
            assert not set(Path(file.path).parts) & {"none", "class", "true"}
