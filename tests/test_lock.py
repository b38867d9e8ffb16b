"""The file of locked names: what it holds, and what it says of lines that cannot be."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.lock import KINDS, Entry, LockError, lock_text, parse_lock, read_lock
from generator.targets import load_pack
from generator.targets.locked_names import check_lock

LINES = """\
python method lamp GET/lamps/{id} get
python method lamp GET/lamps/{id} fetch deprecated
python tag - lamp lamp
"""
KINDS_OF_TARGETS = sorted({*KINDS} - {"model"})


def test_what_is_written_is_read() -> None:
    lock = parse_lock(LINES)
    assert parse_lock(lock_text(lock.entries)) == lock
    (scope,) = [lock.target("python").scope("method", "lamp")]
    assert scope.names == {"GET/lamps/{id}": "get"}
    assert scope.aliases == {"GET/lamps/{id}": ("fetch",)}


@given(st.text(), st.text(), st.text(min_size=1), st.sampled_from(KINDS_OF_TARGETS))
def test_anything_of_the_docs_can_stand_in_it(
    scope: str, thing: str, target: str, kind: str
) -> None:
    entry = Entry(target, kind, scope, thing, "name")
    text = lock_text([entry])
    if target != "*":
        assert list(parse_lock(text).entries) == [entry]
    assert text.replace("\n", "").isprintable()
    assert len(text.splitlines()) == 3


def test_its_order_and_line_ends_make_no_difference() -> None:
    lines = LINES.splitlines()
    assert parse_lock("\r\n".join([*reversed(lines), *lines, "", "# mine"])) == parse_lock(LINES)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("<<<<<<< HEAD", "a mark of a merge conflict"),
        ("=======", "a mark of a merge conflict"),
        (">>>>>>> other", "a mark of a merge conflict"),
        ("||||||| base", "a mark of a merge conflict"),
        ("python tag lamp", "3 columns"),
        ("python tag  lamp lamp", "5 columns"),
        ("python tag - lamp lamp depracated", "'depracated' behind the name"),
        ("python group - lamp lamp", "kind 'group'; expected one of model, tag"),
        ("* tag - lamp lamp", "kind tag for target '*'"),
        ("python model - lamp lamp", "kind model for target 'python'"),
        ("python tag - lamp -", "'' cannot be a name"),
        ("python tag - lamp a%0Ab", r"'a\nb' cannot be a name"),
        (f"python tag - lamp {'a' * 201}", "cannot be a name"),
    ],
)
def test_a_line_that_cannot_be(line: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "docs2sdk.lock"
    file.write_text(f"{LINES}{line}\n")
    with pytest.raises(LockError) as raised:
        read_lock(file)
    assert str(raised.value).startswith(f"{file}:4: ")
    assert told in str(raised.value)


def test_many_faults_are_told_in_few_lines() -> None:
    with pytest.raises(LockError) as raised:
        parse_lock("x\n" * 1000)
    assert str(raised.value).endswith(
        "docs2sdk.lock:10: 1 columns; expected target, kind, scope, thing and name\n"
        "and 990 more lines"
    )


def test_what_is_no_text_or_no_file(tmp_path: Path) -> None:
    file = tmp_path / "docs2sdk.lock"
    assert not read_lock(file)
    file.write_bytes(LINES.encode() + b"\xff")
    with pytest.raises(LockError, match=r"docs2sdk.lock:4: not UTF-8"):
        read_lock(file)
    with pytest.raises(LockError, match="not a file"):
        read_lock(tmp_path)


@pytest.mark.parametrize(
    ("line", "is_usable"),
    [
        ("python tag - lamp lamp", True),
        ("python tag - lamp class_", True),
        ("python tag - lamp l\u00e4mp", True),
        ("python tag - lamp x;import", False),
        ("python tag - lamp a-b", False),
        ("python tag - lamp ../../a", False),
        ("python type - Lamp 7Lamp", False),
        ("python type - Lamp Lamp:pass", False),
        ('python property Lamp Size size"', False),
        ("python method lamp GET/l get deprecated", True),
        ("python method lamp GET/l get() deprecated", False),
        ("openapi file - lamp ../Lamp", False),
        ("openapi component - Lamp Lamp", True),
        ("kotlin tag - lamp `lamp`", True),
    ],
)
def test_only_names_get_into_code(line: str, is_usable: bool) -> None:
    lock = parse_lock(f"# About\n{line}\n")
    packs = [load_pack("python"), load_pack("openapi")]
    if is_usable:
        check_lock(lock, packs, "docs2sdk.lock")
        return
    with pytest.raises(LockError, match=r"^docs2sdk.lock:2: .* cannot be the name of a "):
        check_lock(lock, packs, "docs2sdk.lock")


def test_two_names_for_one_thing() -> None:
    """As after a merge of two branches that each named it."""
    lock = parse_lock("python tag - lamp lamp\npython tag - lamp bulb\n")
    assert lock.target("python").scope("tag").names == {"lamp": "bulb"}
    assert lock.target("python").scope("tag").aliases == {"lamp": ("lamp",)}
    ((first, second),) = lock.doubled()
    assert (first.name, second.name) == ("bulb", "lamp")


def test_a_name_that_was_changed_on_one_side_of_a_merge() -> None:
    lock = parse_lock(
        "python tag - lamp bulb\npython tag - lamp zulu\npython tag - lamp bulb deprecated\n"
    )
    assert lock.target("python").scope("tag").names == {"lamp": "zulu"}
    assert [*lock.doubled()] == []
