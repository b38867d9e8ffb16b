"""YAML is what PyYAML itself would write, and reads back as it was."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.targets.yaml_text import yaml_text

TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
    st.sampled_from(
        ["", "yes", "null", "1", "1e5", "- a", "a: b", "#", "a\nb", "a\n\n", "...", "~"]
    ),
)
VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        TEXTS,
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """PyYAML's dumper, with literal blocks for text of several lines, and without aliases."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, _text)


@pytest.mark.slow
@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_it_is_what_pyyaml_writes(value: dict[str, Any]) -> None:
    text = yaml_text(value)
    assert yaml.safe_load(text) == value
    whole = yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100)
    assert text == whole.removesuffix("...\n")


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=3))
def test_a_part_never_ends_its_document(value: dict[str, Any]) -> None:
    part = "".join(f"  {line}\n" if line else "\n" for line in yaml_text(value).splitlines())
    assert yaml.safe_load(f"a:\n{part}b: 1\n") == {"a": value, "b": 1}
